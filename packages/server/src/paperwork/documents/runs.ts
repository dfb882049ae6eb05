/**
 * Text as a line of type: cut into runs that one face can shape, in the order in which they stand on paper. Order is
 * the Unicode bidirectional algorithm's (UAX #9): levels are found over the whole paragraph and runs are turned around
 * line by line.
 */
import bidiFactory, { type EmbeddingLevels } from "bidi-js";
import { type Face, faceFor, hasCharacter, isInvisible, mainFace, type Weight } from "./faces.ts";
import { widthOf } from "./shaping.ts";

export interface Run {
  readonly face: Face;
  /** What the face shapes: in reading order where its script is known to run from right to left. */
  readonly text: string;
  /** Letter by letter from left to right: may be shaped word by word. */
  readonly isPlain: boolean;
  /** In thousandths of the type size. */
  readonly width: number;
}

/** A text without line breaks, with what the order of its parts depends on. */
export interface Paragraph {
  readonly text: string;
  /** Undefined for plain text, which is all of one direction. */
  readonly levels: EmbeddingLevels | undefined;
}

/** Basic and extended Latin, Greek and Cyrillic, all of which the main face has, without marks to combine. */
const PLAIN =
  /^[ -~\u00a0-\u00ac\u00ae-\u017f\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u2013\u2014\u2018-\u201d\u20ac]*$/;

const bidi = bidiFactory();
const clusters = new Intl.Segmenter("und", { granularity: "grapheme" });

export function paragraphOf(text: string): Paragraph {
  if (PLAIN.test(text)) return { text, levels: undefined };
  const clean = text.replace(/[\p{Cc}\u2028\u2029]/gu, " ");
  const levels = bidi.getEmbeddingLevels(clean);
  return { text: clean, levels };
}

export function isRightToLeft({ levels }: Paragraph): boolean {
  return ((levels?.paragraphs[0]?.level ?? 0) & 1) === 1;
}

/** The runs of text[start, end) from left to right. */
export function runsOf(paragraph: Paragraph, weight: Weight, start = 0, end = paragraph.text.length): Run[] {
  const { text, levels } = paragraph;
  if (!levels) return end > start ? [runOf(mainFace(weight), text.slice(start, end), true)] : [];
  const pieces = piecesOf(text, levels, weight, start, end);
  return inVisualOrder(pieces).map(({ face, text: piece, level }) =>
    runOf(face, (level & 1) === 1 && !isShapedBackwards(piece) ? reversed(piece) : piece, false),
  );
}

function runOf(face: Face, text: string, isPlain: boolean): Run {
  return { face, text, isPlain, width: widthOf(face, text, isPlain) };
}

/** One face, one direction, one script; in reading order. */
type Piece = { readonly face: Face; readonly level: number; readonly script: string; readonly text: string };

function piecesOf(text: string, levels: EmbeddingLevels, weight: Weight, start: number, end: number): Piece[] {
  const mirrored = bidi.getMirroredCharactersMap(text, levels.levels, start, Math.max(start, end - 1));
  const pieces: Piece[] = [];
  for (const { segment, index } of clusters.segment(text.slice(start, end))) {
    const level = levels.levels[start + index] ?? 0;
    const shown = mirrored.get(start + index) ?? withoutMarks(segment);
    if (shown === "") continue;
    const last = pieces.at(-1);
    const script = scriptOf(shown) ?? (last?.level === level ? last.script : "");
    const face = faceAfter(last, shown, weight);
    if (last && last.face === face && last.level === level && last.script === script) {
      pieces[pieces.length - 1] = { ...last, text: last.text + shown };
    } else {
      pieces.push({ face, level, script, text: shown });
    }
  }
  return pieces;
}

/** Spaces stay in the face of what they follow, so that a name in one script is one run. */
function faceAfter(last: Piece | undefined, shown: string, weight: Weight): Face {
  if (last && /^\s$/.test(shown) && hasCharacter(last.face, shown)) return last.face;
  return faceFor(shown, weight) ?? mainFace(weight);
}

/** Joiners matter to the shapes beside them; the other invisible characters have done their work by now. */
function withoutMarks(cluster: string): string {
  const isAlone = [...cluster].every(isInvisible);
  if (isAlone) return /^[\u200c\u200d]+$/.test(cluster) ? cluster : "";
  return [...cluster].filter((character) => !isInvisible(character) || /[\u200c\u200d]/.test(character)).join("");
}

/** Scripts that are shaped by rules of their own; the rest stands letter by letter and may share a run. */
const scripts = [
  ["arab", /\p{Script=Arabic}/u],
  ["hebr", /\p{Script=Hebrew}/u],
  ["deva", /\p{Script=Devanagari}/u],
  ["thai", /\p{Script=Thai}/u],
  ["", /\p{L}/u],
] as const;

function scriptOf(cluster: string): string | undefined {
  return scripts.find(([, pattern]) => pattern.test(cluster))?.[0];
}

/** UAX #9, rule L2: from the highest level down to the lowest odd one, turn around what lies at it or above. */
function inVisualOrder(pieces: readonly Piece[]): readonly Piece[] {
  const order = [...pieces];
  const highest = Math.max(0, ...pieces.map(({ level }) => level));
  for (let level = highest; level >= 1; level--) {
    for (let from = 0; from < order.length; from++) {
      let to = from;
      while ((order[to]?.level ?? -1) >= level) to++;
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  }
  return order;
}

/** fontkit finds the direction by the script of the first letter, and then sets what it is given from right to left. */
function isShapedBackwards(text: string): boolean {
  return /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
}

function reversed(text: string): string {
  return [...clusters.segment(text)]
    .map(({ segment }) => segment)
    .reverse()
    .join("");
}
