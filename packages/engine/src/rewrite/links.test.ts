import { expect, it } from "vitest";
import { findLinks, stripLinks } from "./links.ts";

const links = (text: string) => findLinks(text).map(({ groups }) => groups[0]);

it.each([
  ["See https://example.com/a?b=c#d now", ["https://example.com/a?b=c#d"]],
  ["HTTP://EXAMPLE.COM", ["HTTP://EXAMPLE.COM"]],
  ["textHttps://a.b/c", ["Https://a.b/c"]],
  ["http://localhost:8080/x and http://10.0.0.1", ["http://localhost:8080/x", "http://10.0.0.1"]],
  ["www.example.anything", ["www.example.anything"]],
  ["Go to www.example.org/path.", ["www.example.org/path"]],
  ["bit.ly/3xYz, t.me/chan and example.com", ["bit.ly/3xYz", "t.me/chan", "example.com"]],
  ["example.unknown/path", ["example.unknown/path"]],
  ["EXAMPLE.COM", ["EXAMPLE.COM"]],
  ['(example.com) <shop.example.co.uk> "example.de"', ["example.com", "shop.example.co.uk", "example.de"]],
  ["(see https://en.wikipedia.org/wiki/A_(b))", ["https://en.wikipedia.org/wiki/A_(b)"]],
  ["Is it example.com? Yes: example.com!", ["example.com", "example.com"]],
  ["example.com:8080/a", ["example.com:8080/a"]],
  ["example.com: now", ["example.com"]],
  ["example.com.Reply STOP", ["example.com"]],
  ["пример.рф и пример.испытание/путь", ["пример.рф", "пример.испытание/путь"]],
  ["سلام.ایران", ["سلام.ایران"]],
  ["xn--e1afmkfd.xn--p1ai/a", ["xn--e1afmkfd.xn--p1ai/a"]],
  ["a.com,b.com", ["a.com", "b.com"]],
])("finds the links of %s", (text, expected) => {
  expect(links(text)).toEqual(expected);
});

it.each([
  "Write to john.doe@example.com today",
  "Thanks.So we meet at 10.am, i.e. at noon",
  "Order 12.50 or v1.2.3",
  "report.pdf",
  "http:// nothing",
  "...",
  "-.com",
  "a/b and Mr.Smith/Jones",
  "",
])("takes nothing for a link in: %s", (text) => {
  expect(links(text)).toEqual([]);
});

it("finds each link where it is", () => {
  const text = "😀 a.com b www.c.d";
  expect(findLinks(text)).toEqual([
    { at: 3, groups: ["a.com"] },
    { at: 11, groups: ["www.c.d"] },
  ]);
});

it.each([
  ["Visit https://x.y/z now", "Visit now"],
  ["Visit https://x.y/z", "Visit"],
  ["https://x.y/z is it", "is it"],
  ["https://x.y", ""],
  ["a\nx.com\nb", "a\nb"],
  ["a (x.com) b", "a () b"],
  ["a x.com, b", "a , b"],
  ["no link  here ", "no link  here "],
])("strips the links of %j", (text, stripped) => {
  expect(stripLinks(text)).toBe(stripped);
});

it("takes no longer for texts made to be hard", () => {
  const texts = ["a.", "a-", "http://", "www.", "a@b.", "x.com ", "(", "1.", ".com"].map((piece) =>
    piece.repeat(20_000),
  );
  const start = performance.now();
  for (const text of texts) stripLinks(text);
  // What costs the square of these lengths takes minutes.
  expect(performance.now() - start).toBeLessThan(10_000);
});
