/**
 * Links as people write them in messages: http(s)://…, www.…, and bare names such as bit.ly/x or example.com. One pass
 * over the text, whatever is in it.
 */
import type { PatternHit } from "../expression/pattern.ts";
import { knownEnds } from "./link-ends.ts";

/** The links of a text, in order. */
export function findLinks(text: string): readonly PatternHit[] {
  const links: PatternHit[] = [];
  // Every link has one of these, and most texts have neither.
  if (!text.includes(".") && !text.includes("://")) return links;
  names.lastIndex = 0;
  for (let name = names.exec(text); name !== null; name = names.exec(text)) {
    const link = linkAt(text, name[0], name.index);
    if (link === undefined) continue;
    links.push({ at: link.from, groups: [text.slice(link.from, link.to)] });
    names.lastIndex = link.to;
  }
  return links;
}

/** The text without its links; of the blanks around one that is taken out, one stays, and none at the end. */
export function stripLinks(text: string): string {
  const links = findLinks(text);
  if (links.length === 0) return text;
  let stripped = "";
  let done = 0;
  for (const { at, groups } of links) {
    stripped += text.slice(done, at);
    done = at + (groups[0]?.length ?? 0);
    if (isBlank(stripped.at(-1) ?? " ") && isBlank(text[done] ?? "")) done++;
  }
  return done === text.length ? stripped.trimEnd() : stripped + text.slice(done);
}

const isBlank = (character: string): boolean => /\s/.test(character);

/** Letters, digits and hyphens with single dots between them: a name, if anything here is one. */
const names = /[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*/gu;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The link that begins in a name or is it; undefined when the name is none. */
function linkAt(text: string, name: string, from: number): Stretch | undefined {
  const to = from + name.length;
  const scheme = /https?$/i.exec(name);
  if (scheme !== null && text.startsWith("://", to)) {
    const end = endOfTail(text, to + 3);
    if (end > to + 3) return { from: from + scheme.index, to: end };
  }
  if (/^www\.[^.]/i.test(name)) return { from, to: hasTail(text, to) ? endOfTail(text, to) : to };
  return bareLinkAt(text, name, from);
}

/** A name without http or www is a link by its end: `.com`, or any end when a path follows. */
function bareLinkAt(text: string, name: string, from: number): Stretch | undefined {
  const labels = name.split(".");
  if (labels.length < 2 || text[from - 1] === "@") return undefined;
  let to = from + name.length;
  // In "example.com.Reply" a blank was forgotten, so somewhat shorter names are tried too.
  for (let count = labels.length; count >= 2 && count > labels.length - shorterTried; count--) {
    const isWhole = count === labels.length;
    if (isWhole && text[to] === "@") return undefined;
    const host = labels.slice(0, count);
    const path = isWhole && hasTail(text, to) ? endOfTail(text, to) : to;
    if (isHost(host, path > to + 1)) return { from, to: path };
    to -= (labels[count - 1] as string).length + 1;
  }
  return undefined;
}

function isHost(labels: readonly string[], hasPath: boolean): boolean {
  const end = labels.at(-1) as string;
  const owners = labels.slice(0, -1);
  if (labels.some((label) => label.startsWith("-") || label.endsWith("-") || label.length > labelMax)) return false;
  // "Thanks.So" begins a sentence, and "10.am" is a time.
  if (isCapitalised(end) || !owners.some((label) => /\p{L}/u.test(label))) return false;
  return hasPath ? /^(?:\p{L}[\p{L}\p{M}]+|xn--.+)$/iu.test(end) : knownEnds.has(end.toLowerCase());
}

const shorterTried = 4;

/** Characters between two dots of a name (RFC 1035 §2.3.4). */
const labelMax = 63;

/** A capital and then a small letter. */
const isCapitalised = (label: string): boolean => /^\p{Lu}\p{Ll}/u.test(label);

/** A path, a query, a fragment or a port. */
function hasTail(text: string, at: number): boolean {
  return text[at] === ":" ? /[0-9]/.test(text[at + 1] ?? "") : "/?#".includes(text[at] ?? " ");
}

const blanksAndQuotes = /[\s<>"«»„“”{}|\\^`]/u;
const signs = ".,;:!?'’…،؛؟。、*~";

/** Where what began at an offset ends: before the next blank, and before the signs of the sentence around it. */
function endOfTail(text: string, at: number): number {
  let end = at;
  let open = 0;
  while (end < text.length && !blanksAndQuotes.test(text[end] as string)) {
    if (text[end] === "(") open++;
    else if (text[end] === ")" && open-- === 0) break;
    end++;
  }
  while (end > at && (signs.includes(text[end - 1] as string) || text[end - 1] === "(")) end--;
  return end;
}
