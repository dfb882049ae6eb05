/**
 * A replacement's text with what stands for something: `$0` the match, `$1` to `$9` groups of an expression, `$$` a dollar
 * sign; `{digits}`, `{link}`, `{phone}` and numbered `{digits2}` to `{digits9}` what a rule before has saved.
 */
import type { PatternHit } from "../expression/pattern.ts";
import type { SavedFinds, SavedKind } from "./saved.ts";

export interface Template {
  /** What stands for nothing, such as a group that the expression has not or a find that nobody saved, stays as written. */
  expand(saved: SavedFinds, hit?: PatternHit): string;
}

type Piece =
  | string
  | { readonly group: number }
  | { readonly saved: SavedKind; readonly number: number; readonly written: string };

/** Reads a replacement. `groupCount`: the highest group it may name; undefined where there is no match to speak of. */
export function readTemplate(text: string, groupCount: number | undefined): Template {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { 0: written, index, groups = {} } of text.matchAll(marks)) {
    const piece = pieceOf(written, groups, groupCount);
    if (piece === undefined) continue;
    pieces.push(text.slice(done, index), piece);
    done = index + written.length;
  }
  if (done === 0) return { expand: () => text };
  pieces.push(text.slice(done));
  return { expand: (saved, hit) => pieces.map((piece) => filled(piece, saved, hit)).join("") };
}

/** The highest group that a replacement names, 0 for none. */
export function highestGroup(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(marks), ({ groups: { group = 0 } = {} }) => Number(group)));
}

const marks = /\$(?:(?<dollar>\$)|(?<group>\d))|\{(?<kind>digits|link|phone)(?<number>[2-9]?)\}/g;

function pieceOf(
  written: string,
  { dollar, group, kind, number }: Record<string, string | undefined>,
  groupCount: number | undefined,
): Piece | undefined {
  if (kind !== undefined) return { saved: kind as SavedKind, number: Number(number || 1), written };
  if (groupCount === undefined) return undefined;
  if (dollar !== undefined) return "$";
  return Number(group) <= groupCount ? { group: Number(group) } : undefined;
}

function filled(piece: Piece, saved: SavedFinds, hit: PatternHit | undefined): string {
  if (typeof piece === "string") return piece;
  if ("group" in piece) return hit?.groups[piece.group] ?? "";
  return saved.get(piece.saved, piece.number) ?? piece.written;
}
