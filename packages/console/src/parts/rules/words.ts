/** What rules do and look for, in a person's words. */
import type { Rule } from "@switchyard/contract";
import { insertsText, type RewriteMatch, type RewriteOperation } from "@switchyard/engine";

interface OperationWords {
  readonly label: string;
  /** What it does, in a sentence. */
  readonly says: string;
  /** What a phrase means to it that it need not have. */
  readonly phrase?: string;
}

const onlyIn = "Only in what is found; left empty, in the whole text.";
const onlyWhen = "Only when the text holds it; left empty, always.";

export const operationWords: Readonly<Record<RewriteOperation, OperationWords>> = {
  replace: {
    label: "Replace",
    says: "What is found is replaced. Of a regular expression, $1 to $9 put in its groups and $0 all that was found.",
  },
  erase: { label: "Erase", says: "What is found is taken out." },
  digits_to_persian: { label: "Digits to Persian", says: "Digits become ۰ to ۹.", phrase: onlyIn },
  digits_to_arabic: { label: "Digits to Arabic-Indic", says: "Digits become ٠ to ٩.", phrase: onlyIn },
  digits_to_latin: { label: "Digits to Latin", says: "Digits become 0 to 9.", phrase: onlyIn },
  transliterate: {
    label: "Transliterate",
    says: "Every character becomes one of the GSM 7-bit alphabet, so that a part holds 160 of them.",
    phrase: onlyIn,
  },
  strip_links: { label: "Strip links", says: "Links are taken out.", phrase: onlyIn },
  replace_links: { label: "Replace links", says: "Each link is replaced.", phrase: onlyIn },
  append: { label: "Append", says: "A text is put at the end.", phrase: onlyWhen },
  prepend: { label: "Prepend", says: "A text is put at the beginning.", phrase: onlyWhen },
  save_digits: {
    label: "Keep digits",
    says: "Runs of digits are kept, for later rules to put in again as {digits}, and {digits2} to {digits9}.",
    phrase: onlyIn,
  },
  save_link: {
    label: "Keep links",
    says: "Links are kept, for later rules to put in again as {link}, and {link2} to {link9}.",
    phrase: onlyIn,
  },
  save_phone: {
    label: "Keep phone numbers",
    says: "Phone numbers are kept, for later rules to put in again as {phone}, and {phone2} to {phone9}.",
    phrase: onlyIn,
  },
  set: { label: "Set the sender", says: "The sender becomes another." },
};

/** Whether a rule that does this puts a text in. */
export function putsIn(operation: RewriteOperation): boolean {
  return operation === "set" || insertsText(operation);
}

export const matchWords: Readonly<Record<RewriteMatch, string>> = {
  plain: "Plain text",
  word: "Whole word",
  regex: "Regular expression",
  exact: "Exactly",
  pattern: "Pattern with *",
  alphanumeric: "Any name",
  numeric: "Any number",
  any: "Any sender",
};

/** Whether a way to match is about something that must be told. */
export function matchSearches(match: RewriteMatch): boolean {
  return match !== "alphanumeric" && match !== "numeric" && match !== "any";
}

/** What a rule does in one line, for headings: `Replace “casino”`. */
export function ruleTitle({ operation, match, search, replacements }: Rule): string {
  const { label } = operationWords[operation];
  if (operation === "set") {
    return `${matchSearches(match) ? search : matchWords[match]} → ${replacements.join(", ")}`;
  }
  return search === "" ? label : `${label} “${search}”`;
}
