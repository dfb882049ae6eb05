import { expect, it } from "vitest";
import { SavedFinds } from "./saved.ts";
import { highestGroup, readTemplate } from "./template.ts";

const hit = { at: 0, groups: ["all", "one", undefined] };
const saved = new SavedFinds();
saved.keep("digits", "123");
saved.keep("digits", "45");
saved.keep("link", "a.com/$1");

it.each([
  ["plain", "plain"],
  ["<$0>", "<all>"],
  ["$1-$2-", "one--"],
  // There is no third group, and a dollar sign is written twice.
  ["$3 $$1 $$$1 $", "$3 $1 $one $"],
  ["$10", "one0"],
  ["{digits}/{digits2}/{digits3}", "123/45/{digits3}"],
  // What was saved is put in as it is.
  ["{link} {phone} {digits1} {other}", "a.com/$1 {phone} {digits1} {other}"],
])("expands %s", (text, expanded) => {
  expect(readTemplate(text, 2).expand(saved, hit)).toBe(expanded);
});

it("knows nothing but what was saved where there is no match", () => {
  expect(readTemplate("$0 $$ {digits}", undefined).expand(saved)).toBe("$0 $$ 123");
});

it("leaves amounts alone where there are no groups", () => {
  expect(readTemplate("$0 for $5", 0).expand(saved, { at: 0, groups: ["Gift"] })).toBe("Gift for $5");
});

it("tells the highest group that is named", () => {
  expect(highestGroup("$1 $7 $$9 $2")).toBe(7);
  expect(highestGroup("$ {digits9}")).toBe(0);
});

it("keeps nine finds of each kind", () => {
  const many = new SavedFinds();
  const kept = Array.from({ length: 12 }, (_, index) => many.keep("phone", String(index)));
  expect(kept.filter(Boolean)).toHaveLength(9);
  expect([many.get("phone", 9), many.get("phone", 10), many.get("link", 1)]).toEqual(["8", undefined, undefined]);
});
