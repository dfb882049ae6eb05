import { senderKind, toGsm7Lossy, validSender } from "@switchyard/sms";
import fc from "fast-check";
import { expect, it } from "vitest";
import { aContentRule, aSenderRule } from "../../test/rules.ts";
import { compilePattern } from "../expression/pattern.ts";
import { fitsWildcard } from "../expression/wildcard.ts";
import { checkRewriteRule } from "./check-rule.ts";
import { findLinks, stripLinks } from "./links.ts";
import { buildRewriter, type Rewritable, type Rewritten } from "./rewriter.ts";
import { contentOperations, type RewriteRule } from "./rules.ts";

const words = ["a", "ab", "b", "AB", "7", "٧", "ж", " ", "a.de"];
const search = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ match: "plain" as const, search: "" }) },
  {
    weight: 4,
    arbitrary: fc.record({
      match: fc.constantFrom("plain" as const, "word" as const),
      search: fc.constantFrom(...words),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      match: fc.constant("regex" as const),
      search: fc.constantFrom("a+", "(a)|(b)", "[ab]{2}", "abc?", "\\d+", "(\\w+) (\\w+)", "^a", "b$"),
    }),
  },
);
const place = fc.constantFrom(
  ...[
    { country: null, network: null },
    { country: null, network: null },
    { country: "DE", network: null },
    { country: "DE", network: "26201" },
    { country: "FR", network: null },
  ],
);
const conditions = {
  place,
  priority: fc.nat(5),
  viaSupplierId: fc.constantFrom(null, null, 1, 2),
  ignoreCase: fc.boolean(),
  choice: fc.constantFrom("random" as const, "by_recipient" as const),
};
/** Every operation but those that the others show. */
const modelled = contentOperations.filter(
  (operation) => operation !== "digits_to_arabic" && operation !== "save_phone",
);
const contentRule = fc
  .record({
    ...conditions,
    search,
    sender: fc.constantFrom("", "", "Bank", "b*", "*o"),
    operation: fc.constantFrom("replace" as const, "replace" as const, "replace" as const, ...modelled),
    replacements: fc.array(fc.constantFrom("b", "ab ", "$0$1", "{digits}", "{link2}", "$$", "ж7"), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ place, search, ...rest }) => aContentRule({ ...place, ...search, ...rest } as Partial<RewriteRule>))
  .map((rule) => (checkRewriteRule(rule)?.field === "replacements" ? { ...rule, replacements: [] } : rule))
  .map((rule) => (checkRewriteRule(rule)?.field === "replacements" ? { ...rule, replacements: ["x"] } : rule))
  .filter((rule) => checkRewriteRule(rule) === undefined);
const senderRule = fc
  .record({
    ...conditions,
    search: fc.constantFrom(
      ...[
        { match: "exact", search: "Bank" },
        { match: "exact", search: "bank" },
        { match: "pattern", search: "b*" },
        { match: "pattern", search: "*" },
        { match: "regex", search: "^[BI]" },
        { match: "alphanumeric", search: "" },
        { match: "numeric", search: "" },
        { match: "any", search: "" },
      ],
    ),
    replacements: fc.array(fc.constantFrom("Info", "Bank", "12345", "+491511"), { minLength: 1, maxLength: 3 }),
  })
  .map(({ place, search, ...rest }) => aSenderRule({ ...place, ...search, ...rest } as Partial<RewriteRule>));
const rules = fc
  .array(fc.oneof({ weight: 3, arbitrary: contentRule }, { weight: 1, arbitrary: senderRule }), { maxLength: 12 })
  .map((list) => list.map((rule, index) => ({ ...rule, id: index + 1 })));
const message: fc.Arbitrary<Rewritable> = fc.record({
  sender: fc.constantFrom("Bank", "Info", "Foo", "12345", "+4915112345"),
  text: fc.option(
    fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((list) => list.join("")),
    { freq: 12 },
  ),
  recipient: fc.constantFrom("4915112345678", "4915112345679", "33612345678"),
  destination: fc.constantFrom(
    { country: "DE", network: "26201" },
    { country: "DE", network: null },
    { country: "FR", network: "20801" },
  ),
  supplierId: fc.constantFrom(1, 2),
});

/** Rule by rule, everything tried and nothing prepared. */
function rewriteSlowly(list: readonly RewriteRule[], given: Rewritable, chance: () => number): Rewritten | undefined {
  const applied: number[] = [];
  const saved: Record<string, string> = {};
  let { text, sender } = given;
  let senderIsSettled = false;
  for (const rule of [...list].sort((a, b) => a.priority - b.priority || a.id - b.id)) {
    if (rule.country !== null && rule.country !== given.destination.country) continue;
    if (rule.network !== null && rule.network !== given.destination.network) continue;
    if (rule.viaSupplierId !== null && rule.viaSupplierId !== given.supplierId) continue;
    const pick = () => choose(rule, given.recipient, chance);
    if (rule.kind === "sender") {
      if (senderIsSettled || !fitsSender(rule, given.sender)) continue;
      senderIsSettled = true;
      const next = pick();
      if (next === given.sender || !validSender(next).ok) continue;
      sender = next;
      applied.push(rule.id);
      continue;
    }
    if (text === null) continue;
    if (rule.sender !== "" && !fitsWildcard(given.sender.toLowerCase(), rule.sender.toLowerCase())) continue;
    const counted = Object.keys(saved).length;
    const result = resultOf(rule, text, pick, saved);
    if (result === text && Object.keys(saved).length === counted) continue;
    text = result;
    applied.push(rule.id);
  }
  return text === given.text && sender === given.sender
    ? undefined
    : { text, sender, applied: appliedTo(list, applied, text === given.text) };
}

/** What only acted on a text that is as it was did nothing. */
function appliedTo(list: readonly RewriteRule[], applied: number[], isTextSame: boolean): number[] {
  return applied.filter((id) => !isTextSame || list.find((rule) => rule.id === id)?.kind === "sender");
}

function choose({ replacements, choice }: RewriteRule, recipient: string, chance: () => number): string {
  // Which one a recipient gets is the rewriter's affair: it says so of a rule that does nothing else.
  if (choice === "by_recipient" && replacements.length > 1) {
    const probe = replacements.map((_, index) => `N${index}`);
    const made = buildRewriter([aSenderRule({ match: "any", search: "", replacements: probe, choice })]).rewrite(
      { sender: "Probe", text: null, recipient, destination: { country: "DE", network: null }, supplierId: 1 },
      chance,
    );
    return replacements[Number(made?.sender.slice(1))] ?? "";
  }
  return replacements.length > 1
    ? (replacements[Math.floor(chance() * replacements.length)] ?? "")
    : (replacements[0] ?? "");
}

function fitsSender({ match, search, ignoreCase }: RewriteRule, sender: string): boolean {
  const cased = (some: string) => (ignoreCase ? some.toLowerCase() : some);
  if (match === "exact") return cased(search) === cased(sender);
  if (match === "pattern") return fitsWildcard(cased(sender), cased(search));
  if (match === "regex") return new RegExp(search, ignoreCase ? "iu" : "u").test(sender);
  return match === "any" || (match === "alphanumeric") === (senderKind(sender) === "alphanumeric");
}

function resultOf(rule: RewriteRule, text: string, pick: () => string, saved: Record<string, string>): string {
  const { match, search, ignoreCase, operation } = rule;
  const pattern = search === "" ? undefined : compilePattern({ match: match as "plain", source: search, ignoreCase });
  if (pattern !== undefined && !pattern.test(text)) return text;
  const within = (change: (some: string) => string) =>
    pattern === undefined ? change(text) : pattern.replaceAll(text, ({ groups }) => change(groups[0] ?? ""));
  const put = (template: string) =>
    template.replace(/\{(\w+?)(\d?)\}/g, (written, kind, nth) => saved[`${kind}${nth || 1}`] ?? written);
  const expand = (template: string, groups: readonly (string | undefined)[]) =>
    template
      .split(/(\$[$\d]|\{\w+\})/)
      .map((piece) => {
        if (piece === "$$") return "$";
        if (/^\$\d$/.test(piece) && Number(piece[1]) < groups.length) return groups[Number(piece[1])] ?? "";
        return put(piece);
      })
      .join("");
  const keep = (kind: string, finds: readonly string[]): void => {
    for (const find of finds) {
      const nth = Object.keys(saved).filter((key) => key.startsWith(kind)).length + 1;
      if (nth < 10) saved[`${kind}${nth}`] = find;
    }
  };
  const saving = (kind: string, findsOf: (some: string) => readonly string[]) =>
    within((some) => {
      keep(kind, findsOf(some));
      return some;
    });
  const linksOf = (some: string) => findLinks(some).map(({ groups }) => groups[0] ?? "");
  switch (operation) {
    case "replace": {
      const template = pick();
      return pattern?.replaceAll(text, ({ groups }) => expand(template, groups)) ?? text;
    }
    case "erase":
      return within(() => "");
    case "digits_to_persian":
      return within((some) => some.replace(/[0-9٠-٩۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".charAt(digitValue(digit))));
    case "digits_to_latin":
      return within((some) => some.replace(/[٠-٩۰-۹]/g, (digit) => String(digitValue(digit))));
    case "transliterate":
      return within(toGsm7Lossy);
    case "strip_links":
      return within(stripLinks);
    case "replace_links": {
      const template = pick();
      return within((some) => {
        let [done, made] = [0, ""];
        for (const { at, groups } of findLinks(some)) {
          made += some.slice(done, at) + expand(template, groups);
          done = at + (groups[0] ?? "").length;
        }
        return made + some.slice(done);
      });
    }
    case "append":
      return text + put(pick());
    case "prepend":
      return put(pick()) + text;
    case "save_digits":
      return saving("digits", (some) => some.match(/[0-9٠-٩۰-۹]+/g) ?? []);
    default:
      return saving("link", linksOf);
  }
}

const digitValue = (digit: string): number =>
  ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"].map((script) => script.indexOf(digit)).find((at) => at >= 0) ?? 0;

it("agrees with trying every rule in turn", () => {
  let changed = 0;
  fc.assert(
    fc.property(
      rules,
      fc.array(message, { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (list, messages, share) => {
        const rewriter = buildRewriter(list);
        for (const each of messages) {
          const expected = rewriteSlowly(list, each, () => share);
          if (expected !== undefined) changed++;
          expect(rewriter.rewrite(each, () => share)).toEqual(expected);
        }
      },
    ),
    { numRuns: 600 },
  );
  expect(changed).toBeGreaterThan(200);
});

it("makes no text longer than it was and than 2,000 characters, whatever the rules", () => {
  const doubling = fc
    .constantFrom("a", "ab", "$0$0")
    .map((replacement) => aContentRule({ match: "regex", search: "\\w", replacements: [`${replacement}$0`] }));
  fc.assert(
    fc.property(fc.array(fc.oneof(doubling, contentRule), { maxLength: 30 }), message, (list, each) => {
      const made = buildRewriter(list.map((rule, index) => ({ ...rule, id: index + 1 }))).rewrite(each, () => 0);
      expect(made?.text?.length ?? 0).toBeLessThanOrEqual(2_000);
    }),
  );
});
