/** What fits what, by JavaScript's own regular expressions. */
import type { PatternMatch } from "@switchyard/engine";

/** What words are made of; a variation selector belongs to the emoji before it. */
const letter = "(?![\\ufe00-\\ufe0f])[\\p{L}\\p{N}\\p{M}\\u200c\\u200d]";

/** A phrase anywhere, one that stands alone, or an expression; phrases to stand alone are of letters and digits here. */
export function expressionFor(match: PatternMatch, source: string, ignoreCase: boolean, more = ""): RegExp {
  const flags = `${ignoreCase ? "iu" : "u"}${more}`;
  if (match === "regex") return new RegExp(source, flags);
  if (match === "word") return new RegExp(`(?<!${letter})${escaped(source)}(?!${letter})`, flags);
  return new RegExp(escaped(source), flags);
}

/** Exact, or with `*` for any run of characters. */
export function isLike(text: string, pattern: string, ignoreCase = true): boolean {
  const source = pattern.split("*").map(escaped).join("[^]*");
  return new RegExp(`^${source}$`, ignoreCase ? "iu" : "u").test(text);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
