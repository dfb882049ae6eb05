import { expect, it } from "vitest";
import { aContentRule, aSenderRule } from "../../test/rules.ts";
import { checkRewriteRule } from "./check-rule.ts";
import { contentOperations, insertsText, needsSearch, type RewriteRule } from "./rules.ts";

it("finds nothing wrong with sound rules", () => {
  const sound: RewriteRule[] = [
    aContentRule(),
    aContentRule({ match: "regex", search: "(a)(b)", replacements: ["$2$1", "$0"] }),
    aContentRule({ match: "plain", search: "x", replacements: ["for $5"] }),
    aContentRule({ operation: "append", search: "", replacements: ["."] }),
    aContentRule({ operation: "append", match: "word", search: "x", replacements: ["."], sender: "Info*" }),
    aSenderRule(),
    aSenderRule({ match: "regex", search: "^\\d+$" }),
    aSenderRule({ match: "any", search: "", replacements: ["Info", "+4915112345"] }),
    ...contentOperations.map((operation) =>
      aContentRule({
        operation,
        search: needsSearch(operation) ? "x" : "",
        replacements: insertsText(operation) ? ["y"] : [],
      }),
    ),
  ];
  for (const rule of sound) expect(checkRewriteRule(rule)).toBeUndefined();
});

it.each<[Partial<RewriteRule>, string, RegExp]>([
  [{ operation: "set" }, "operation", /acts on the text/],
  [{ match: "exact" }, "match", /plain, word or regex/],
  [{ search: "" }, "search", /what to look for/],
  [{ operation: "erase", search: "", replacements: [] }, "search", /what to look for/],
  [{ operation: "erase" }, "replacements", /left out/],
  [{ operation: "strip_links" }, "replacements", /left out/],
  [{ replacements: [] }, "replacements", /what to put in/],
  [{ replacements: ["a", ""] }, "replacements", /what to put in/],
  [{ operation: "append", search: "", replacements: [] }, "replacements", /what to put in/],
  [{ match: "regex", search: "(a" }, "search", /^can't be used: A bracket \( is not closed$/],
  [{ operation: "append", match: "regex", search: "(a" }, "search", /bracket/],
  [{ match: "regex", search: "x*" }, "search", /empty text/],
  [{ match: "regex", search: "(a)", replacements: ["$1", "$2 off"] }, "replacements", /\$2.* 1 group;/],
  [{ search: "x".repeat(501) }, "search", /501 characters/],
])("says what is wrong with a content rule: %j", (changes, field, message) => {
  expect(checkRewriteRule(aContentRule(changes))).toEqual({ field, message: expect.stringMatching(message) });
});

it.each<[Partial<RewriteRule>, string, RegExp]>([
  [{ operation: "replace" }, "operation", /must be set/],
  [{ match: "plain" }, "match", /compared/],
  [{ sender: "Info" }, "sender", /left out/],
  [{ search: "" }, "search", /which senders/],
  [{ match: "any" }, "search", /left out/],
  [{ replacements: [] }, "replacements", /becomes/],
  [{ replacements: ["Info", "NameThatIsTooLong"] }, "replacements", /“NameThatIsTooLong” is not/],
  [{ match: "regex", search: "[" }, "search", /bracket/],
])("says what is wrong with a sender rule: %j", (changes, field, message) => {
  expect(checkRewriteRule(aSenderRule(changes))).toEqual({ field, message: expect.stringMatching(message) });
});
