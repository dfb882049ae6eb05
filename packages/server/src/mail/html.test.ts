import fc from "fast-check";
import { expect, it } from "vitest";
import { mailHtml } from "./html.ts";

const bodyOf = (html: string) => html.replace(/^[\s\S]*<body[^>]*>\n?|\n?<\/body>[\s\S]*$/g, "");
const paragraph = (inner: string) => `<p dir="auto" style="margin:0 0 1em">${inner}</p>`;

it("empty lines part paragraphs and line breaks stay", () => {
  expect(bodyOf(mailHtml("Dear client,\r\n\r\n \n\nfirst\nsecond\n"))).toBe(
    `${paragraph("Dear client,")}\n${paragraph("first<br>\nsecond")}`,
  );
});

it("an address on the web becomes a link, without the full stop behind it", () => {
  expect(bodyOf(mailHtml("See (https://x.example/a?b=1&c=2)."))).toBe(
    paragraph('See (<a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>).'),
  );
});

it("nothing else becomes a link", () => {
  expect(mailHtml("javascript:alert(1) ftp://x.example https:// http://.")).not.toContain("<a ");
});

it("whatever the text, it brings no markup, and can be read back", () => {
  const words = fc.array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("<script>", "https://x.example/", '"', "'", "&amp;", "<img src=x>", "onload=", "\n", "\n\n"),
    ),
  );
  fc.assert(
    fc.property(words, (pieces) => {
      const text = pieces.join("");
      const html = bodyOf(mailHtml(text));
      const bare = html.replace(
        /<p dir="auto" style="margin:0 0 1em">|<\/p>|<br>|<a href="https?:\/\/[^"<>]*">|<\/a>/g,
        "",
      );
      expect(bare).not.toMatch(/[<>"']/);
      const read = bare
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&amp;", "&");
      expect(read.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }),
  );
});
