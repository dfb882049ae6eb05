import { toGsm7Lossy } from "@switchyard/sms";
import { replaceHits } from "../expression/hits.ts";
import type { Pattern, PatternHit } from "../expression/pattern.ts";
import { digitRuns, phoneNumbers, toArabicDigits, toLatinDigits, toPersianDigits } from "./digits.ts";
import { findLinks, stripLinks } from "./links.ts";
import type { ContentOperation } from "./rules.ts";
import type { SavedFinds, SavedKind } from "./saved.ts";
import type { Template } from "./template.ts";

/** What an operation works with. */
export interface Work {
  /** What is looked for; undefined where the rule acts on the whole text. A text that comes here has it. */
  readonly pattern: Pattern | undefined;
  /** What is put in, by operations that do. */
  readonly template: Template;
  readonly saved: SavedFinds;
  /** Characters that the result may have. */
  readonly lengthMax: number;
}

/** The text as the operation leaves it; undefined when it does nothing to it and saves nothing of it. */
export function operate(operation: ContentOperation, text: string, work: Work): string | undefined {
  const result = operations[operation](text, work);
  return result === undefined || result.length > work.lengthMax ? undefined : result;
}

type Operation = (text: string, work: Work) => string | undefined;

const operations: Readonly<Record<ContentOperation, Operation>> = {
  replace: (text, work) => replaced(text, work.pattern?.find(text) ?? [], work),
  erase: (text, { pattern }) => changed(text, pattern?.replaceAll(text, () => "") ?? text),
  digits_to_persian: within(toPersianDigits),
  digits_to_arabic: within(toArabicDigits),
  digits_to_latin: within(toLatinDigits),
  transliterate: within(toGsm7Lossy),
  strip_links: within(stripLinks),
  replace_links: (text, work) => replaced(text, foundWithin(findLinks, text, work.pattern), work),
  append: (text, { template, saved }) => text + template.expand(saved),
  prepend: (text, { template, saved }) => template.expand(saved) + text,
  save_digits: saving("digits", digitRuns),
  save_link: saving("link", findLinks),
  save_phone: saving("phone", phoneNumbers),
};

/** Changes the whole text, or what is found of it. */
function within(change: (text: string) => string): Operation {
  return (text, { pattern }) =>
    changed(
      text,
      pattern === undefined ? change(text) : pattern.replaceAll(text, ({ groups }) => change(groups[0] ?? "")),
    );
}

/** Keeps what is there and leaves the text. */
function saving(kind: SavedKind, find: (text: string) => readonly PatternHit[]): Operation {
  return (text, { pattern, saved }) => {
    const finds = foundWithin(find, text, pattern).map(({ groups }) => groups[0] ?? "");
    return finds.filter((found) => saved.keep(kind, found)).length > 0 ? text : undefined;
  };
}

/** What is found in the whole text or in the stretches that the pattern has, placed as in the text. */
function foundWithin(
  find: (text: string) => readonly PatternHit[],
  text: string,
  pattern: Pattern | undefined,
): readonly PatternHit[] {
  if (pattern === undefined) return find(text);
  return pattern
    .find(text)
    .flatMap(({ at, groups: [stretch = ""] }) => find(stretch).map((hit) => ({ at: at + hit.at, groups: hit.groups })));
}

/** Stops putting in as soon as it is too much: many matches and a long replacement would make a giant of the text. */
function replaced(text: string, hits: readonly PatternHit[], { template, saved, lengthMax }: Work): string | undefined {
  let inserted = 0;
  const result = replaceHits(text, hits, (hit) => {
    if (inserted > lengthMax) return "";
    const insertion = template.expand(saved, hit);
    inserted += insertion.length;
    return insertion;
  });
  return inserted > lengthMax ? undefined : changed(text, result);
}

const changed = (text: string, result: string): string | undefined => (result === text ? undefined : result);
