import { describe, expect, it } from "vitest";
import { aContentRule, aRewritable, aSenderRule } from "../../test/rules.ts";
import { buildRewriter, emptyRewriter } from "./rewriter.ts";
import type { RewriteRule } from "./rules.ts";

const noChance = (): number => {
  throw new Error("nothing is left to chance");
};

/** The text that these rules make of one. */
function text(of: string, ...rules: Partial<RewriteRule>[]): string | null {
  const rewriter = buildRewriter(rules.map((rule, index) => aContentRule({ id: index + 1, ...rule })));
  return rewriter.rewrite(aRewritable({ text: of }), noChance)?.text ?? of;
}

function sender(of: string, ...rules: Partial<RewriteRule>[]): string {
  const rewriter = buildRewriter(rules.map((rule, index) => aSenderRule({ id: index + 1, ...rule })));
  return rewriter.rewrite(aRewritable({ sender: of, text: null }), noChance)?.sender ?? of;
}

describe("the order of rules", () => {
  it("is by priority, then by age, each on the result of the one before", () => {
    const rules: Partial<RewriteRule>[] = [
      { search: "b", replacements: ["c"], priority: 20 },
      { search: "a", replacements: ["b"], priority: 10 },
      { search: "c", replacements: ["d"], priority: 20 },
      { search: "a", replacements: ["never"], priority: 30 },
    ];
    expect(text("a", ...rules)).toBe("d");
  });

  it("lets later rules meet what earlier ones put in, and not what they took out", () => {
    expect(text("one", { search: "one", replacements: ["two"] }, { search: "two", replacements: ["three"] })).toBe(
      "three",
    );
    expect(text("one", { search: "one", replacements: ["two"] }, { search: "one", replacements: ["three"] })).toBe(
      "two",
    );
    // An earlier rule does not come again.
    expect(text("two", { search: "one", replacements: ["x"] }, { search: "two", replacements: ["one"] })).toBe("one");
  });

  it("tells which rules acted", () => {
    const rewriter = buildRewriter([
      aContentRule({ id: 7, search: "x", replacements: ["y"], priority: 3 }),
      aSenderRule({ id: 8, priority: 2 }),
      aContentRule({ id: 9, search: "z", priority: 1 }),
      aContentRule({ id: 5, operation: "append", search: "", replacements: ["."], priority: 1 }),
    ]);
    expect(rewriter.size).toBe(4);
    expect(rewriter.rewrite(aRewritable(), noChance)).toEqual({ sender: "Info", text: "y.", applied: [5, 8, 7] });
    expect(rewriter.rewrite(aRewritable({ text: null }), noChance)).toEqual({
      sender: "Info",
      text: null,
      applied: [8],
    });
  });

  it("answers nothing where the message leaves as it came", () => {
    expect(buildRewriter([aContentRule()]).rewrite(aRewritable({ text: "none" }), noChance)).toBeUndefined();
    expect(emptyRewriter.rewrite(aRewritable(), noChance)).toBeUndefined();
    expect(buildRewriter([]).rewrite(aRewritable(), noChance)).toBeUndefined();
    const thereAndBack = [aContentRule(), aContentRule({ id: 2, search: "y", replacements: ["x"] })];
    expect(buildRewriter(thereAndBack).rewrite(aRewritable(), noChance)).toBeUndefined();
  });
});

describe("which messages a rule is for", () => {
  const changes = (rule: RewriteRule, message: Parameters<typeof aRewritable>[0]): boolean =>
    buildRewriter([rule]).rewrite(aRewritable(message), noChance) !== undefined;

  /** The same of rules that search, rules that don't, and sender rules. */
  const expectAll = (rule: Partial<RewriteRule>, message: Parameters<typeof aRewritable>[0], expected: boolean) => {
    expect(changes(aContentRule(rule), message)).toBe(expected);
    expect(changes(aContentRule({ ...rule, operation: "append", search: "" }), message)).toBe(expected);
    if (rule.sender === undefined) expect(changes(aSenderRule(rule), message)).toBe(expected);
  };

  it("is said by destination and supplier", () => {
    const german = { destination: { country: "DE", network: "26201" } };
    const unknownNetwork = { destination: { country: "DE", network: null } };
    expectAll({ country: "DE" }, german, true);
    expectAll({ country: "DE" }, unknownNetwork, true);
    expectAll({ country: "FR" }, german, false);
    expectAll({ country: "DE", network: "26201" }, german, true);
    expectAll({ country: "DE", network: "26202" }, german, false);
    expectAll({ country: "DE", network: "26201" }, unknownNetwork, false);
    expectAll({ viaSupplierId: 1 }, {}, true);
    expectAll({ viaSupplierId: 2 }, {}, false);
  });

  it("is said by the sender as it came, with wildcards, letter case ignored", () => {
    expectAll({ sender: "bank" }, {}, true);
    expectAll({ sender: "B*K" }, {}, true);
    expectAll({ sender: "Info" }, {}, false);
    const rewriter = buildRewriter([aSenderRule({ priority: 1 }), aContentRule({ id: 2, sender: "Bank" })]);
    expect(rewriter.rewrite(aRewritable(), noChance)?.text).toBe("y");
  });
});

describe("content operations", () => {
  it("replace and erase what is found", () => {
    expect(text("Hi Bob, bob!", { match: "word", search: "bob", ignoreCase: true, replacements: ["<$0>"] })).toBe(
      "Hi <Bob>, <bob>!",
    );
    expect(text("12-34", { match: "regex", search: "(\\d+)-(\\d+)", replacements: ["$2/$1 $$1"] })).toBe("34/12 $1");
    expect(text("a b c", { operation: "erase", search: " ", replacements: [] })).toBe("abc");
  });

  it("write digits of another script, everywhere or where something is found", () => {
    expect(text("7 ٧", { operation: "digits_to_persian", search: "" })).toBe("۷ ۷");
    expect(text("7 ۷", { operation: "digits_to_arabic", search: "" })).toBe("٧ ٧");
    expect(text("٧ ۷", { operation: "digits_to_latin", search: "" })).toBe("7 7");
    expect(text("12 code 34", { operation: "digits_to_persian", match: "regex", search: "code \\d+" })).toBe(
      "12 code ۳۴",
    );
  });

  it("transliterate", () => {
    expect(text("Żółw — привет", { operation: "transliterate", search: "" })).toBe("Zolw - privet");
    expect(text("дом привет", { operation: "transliterate", search: "привет" })).toBe("дом privet");
  });

  it("strip and replace links", () => {
    const of = "See http://a.com/x or b.com now";
    expect(text(of, { operation: "strip_links", search: "" })).toBe("See or now");
    expect(text(of, { operation: "replace_links", search: "", replacements: ["t.co/?$0"] })).toBe(
      "See t.co/?http://a.com/x or t.co/?b.com now",
    );
    expect(text(of, { operation: "strip_links", match: "regex", search: "or \\S+" })).toBe("See http://a.com/x or now");
  });

  it("append and prepend, always or if something occurs", () => {
    expect(text("a", { operation: "append", search: "", replacements: [" $0 STOP"] })).toBe("a $0 STOP");
    expect(text("a", { operation: "prepend", search: "a", replacements: ["Ad: "] })).toBe("Ad: a");
    expect(text("a", { operation: "prepend", search: "b", replacements: ["Ad: "] })).toBe("a");
  });

  it("save finds for the texts of later rules", () => {
    const save: Partial<RewriteRule>[] = [
      { operation: "save_digits", search: "" },
      { operation: "save_link", search: "" },
      { operation: "save_phone", search: "" },
    ];
    expect(
      text("Code 123, pin 45: a.com b.com +49 151 2345678", ...save, {
        match: "regex",
        search: ".*",
        operation: "replace",
        replacements: ["!"],
        priority: 200,
      }),
    ).toBe("!!");
    const put = (replacement: string): Partial<RewriteRule> => ({
      operation: "append",
      search: "",
      replacements: [replacement],
    });
    const of = "Code 123, pin 45: a.com b.com +49 151 2345678";
    expect(text(of, ...save, put(" {digits} {digits2} {link2} {phone} {phone2}"))).toBe(
      `${of} 123 45 b.com +49 151 2345678 {phone2}`,
    );
    // Nothing was saved yet.
    expect(text("1", put("{digits}"), ...save)).toBe("1{digits}");
  });

  it("save within what is found, and go on counting", () => {
    const rules: Partial<RewriteRule>[] = [
      { operation: "save_digits", match: "regex", search: "pin \\d+" },
      { operation: "save_digits", match: "regex", search: "code \\d+" },
      { operation: "replace", match: "regex", search: ".+", replacements: ["{digits} {digits2}"] },
    ];
    expect(text("no 9, code 123, pin 45", ...rules)).toBe("45 123");
  });

  it("leave a message that only had something saved", () => {
    const rewriter = buildRewriter([aContentRule({ operation: "save_digits", search: "", replacements: [] })]);
    expect(rewriter.rewrite(aRewritable({ text: "12" }), noChance)).toBeUndefined();
  });
});

describe("growth", () => {
  it("is bounded: a rule that would make the text longer than 2,000 characters is not applied", () => {
    const doubling = { search: "a", replacements: ["aa"] };
    expect(text("a".repeat(1_000), doubling)).toHaveLength(2_000);
    expect(text("a".repeat(1_001), doubling)).toHaveLength(1_001);
    expect(text("a".repeat(1_001), doubling, { operation: "append", search: "", replacements: ["!"] })).toHaveLength(
      1_002,
    );
    expect(text("a", ...Array.from({ length: 40 }, () => doubling))).toHaveLength(1_024);
  });

  it("does not keep long texts from being shortened or changed in place", () => {
    expect(text(`${"a".repeat(3_000)}b`, { search: "b", replacements: [""] })).toHaveLength(3_000);
    expect(text("b".repeat(3_000), { search: "b", replacements: ["c"] })).toBe("c".repeat(3_000));
    expect(text("b".repeat(3_000), { search: "b", replacements: ["cc"] })).toBe("b".repeat(3_000));
  });

  it("is noticed early, whatever would be put in", () => {
    const rules: Partial<RewriteRule>[] = [
      { operation: "save_digits", search: "" },
      { match: "regex", search: "[0-9]", replacements: ["{digits}".repeat(100)] },
    ];
    expect(text("1".repeat(2_000), ...rules)).toBe("1".repeat(2_000));
  });
});

describe("the choice among several replacements", () => {
  const three = aContentRule({ replacements: ["a", "b", "c"] });

  it("is by chance, once for a message", () => {
    const rewriter = buildRewriter([three]);
    const chances = [0, 0.34, 0.999].values();
    const made = Array.from({ length: 3 }, () =>
      rewriter.rewrite(aRewritable({ text: "xx" }), () => chances.next().value ?? 0),
    );
    expect(made.map((each) => each?.text)).toEqual(["aa", "bb", "cc"]);
  });

  it("or the same for a recipient, and even over recipients", () => {
    const rewriter = buildRewriter([{ ...three, choice: "by_recipient" }]);
    const counts: Record<string, number> = { a: 0, b: 0, c: 0 };
    for (let number = 0; number < 3_000; number++) {
      const message = aRewritable({ recipient: String(4_915_112_300_000 + number) });
      const [first, again] = [rewriter.rewrite(message, noChance)?.text, rewriter.rewrite(message, noChance)?.text];
      expect(again).toBe(first);
      counts[first ?? ""] = (counts[first ?? ""] ?? 0) + 1;
    }
    for (const count of Object.values(counts)) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

describe("sender rules", () => {
  it("know the sender exactly, by wildcards, by expression or by kind", () => {
    expect(sender("Bank", { search: "bank" })).toBe("Bank");
    expect(sender("Bank", { search: "bank", ignoreCase: true })).toBe("Info");
    expect(sender("Bank1", { match: "pattern", search: "Bank*" })).toBe("Info");
    expect(sender("BANK1", { match: "pattern", search: "Bank*" })).toBe("BANK1");
    expect(sender("BANK1", { match: "pattern", search: "Bank*", ignoreCase: true })).toBe("Info");
    expect(sender("B*nk", { search: "B*nk" })).toBe("Info");
    expect(sender("Bank", { search: "B*nk" })).toBe("Bank");
    expect(sender("12345", { match: "regex", search: "^\\d{5}$" })).toBe("Info");
    expect(sender("123456", { match: "regex", search: "^\\d{5}$" })).toBe("123456");
    expect(sender("Bank", { match: "alphanumeric", search: "" })).toBe("Info");
    expect(sender("+491511234", { match: "alphanumeric", search: "" })).toBe("+491511234");
    expect(sender("+491511234", { match: "numeric", search: "" })).toBe("Info");
    expect(sender("12345", { match: "numeric", search: "" })).toBe("Info");
    expect(sender("Bank", { match: "any", search: "" })).toBe("Info");
  });

  it("act once: the first that fits, on the sender as it came", () => {
    expect(sender("Bank", {}, { search: "Info", replacements: ["Other"] })).toBe("Info");
    expect(sender("Bank", { priority: 2 }, { match: "any", search: "", replacements: ["Other"], priority: 1 })).toBe(
      "Other",
    );
    expect(sender("Bank", { country: "FR" }, { match: "any", search: "", replacements: ["Other"] })).toBe("Other");
  });

  it("make exceptions by keeping a sender", () => {
    const rules: Partial<RewriteRule>[] = [
      { replacements: ["Bank"] },
      { match: "any", search: "", replacements: ["Other"] },
    ];
    expect(sender("Bank", ...rules)).toBe("Bank");
    expect(sender("Else", ...rules)).toBe("Other");
  });

  it("leave a sender that would become none that networks carry", () => {
    expect(sender("Bank", { replacements: ["NameThatIsTooLong"] })).toBe("Bank");
  });
});
