import { RE2JSException, RE2JSSyntaxException } from "re2js";

/** What to say of the faults that the parser knows, by its words for them; `part` is where in the expression. */
const sentences: Readonly<Record<string, (part: string) => string>> = {
  "missing closing )": () => "A bracket ( is not closed.",
  "unexpected )": () => "A bracket ) was not opened. To look for the character itself write \\).",
  "missing closing ]": () => "A bracket [ is not closed. To look for the character itself write \\[.",
  "missing argument to repetition operator": (part) => `${part} has nothing before it to repeat.`,
  "invalid nested repetition operator": (part) => `${part} repeats a repetition; put what is repeated in brackets.`,
  "invalid repeat count": (part) => `${part} is not a count of repetitions up to 1,000, those of brackets multiplied.`,
  "invalid character class range": (part) => `${part} is not a class of characters.`,
  "trailing backslash at end of expression": () => "The expression ends in a \\ with nothing after it.",
  "duplicate capture group name": (part) => `Two groups are called ${part}.`,
  "invalid named capture": (part) =>
    /^\(\?<[=!]/.test(part) ? lookAround : `${part} is not how a group is named; write (?<name>…).`,
  "invalid or unsupported Perl syntax": (part) =>
    /^\(\?[=!]/.test(part) ? lookAround : `${part} is not known here. A group that only groups is (?:…).`,
  "invalid escape sequence": (part) =>
    /^\\[1-9k]/.test(part)
      ? "Back-references such as \\1 are not possible: only expressions whose time is bounded are allowed."
      : `${part} means nothing here.`,
  "expression nests too deeply": () => "The brackets of the expression are nested too deeply.",
  "expression too large": () => "The expression is too large. Repeat less.",
};

const lookAround =
  "Looking ahead or behind, (?=…), (?!…), (?<=…) and (?<!…), is not possible: only expressions whose time is bounded are allowed.";

/** A sentence for people on why an expression does not compile; throws on what is no fault of the expression. */
export function sentenceFor(err: unknown): string {
  if (!(err instanceof RE2JSException)) throw err;
  if (!(err instanceof RE2JSSyntaxException)) return "The expression is too large. Repeat less.";
  return sentences[err.error]?.(err.input ?? "") ?? `The expression is not one: ${err.error}.`;
}
