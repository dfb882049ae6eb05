/** Breaks text into lines of a width: at spaces, between the words of scripts without spaces, and else anywhere. */
import type { Weight } from "./faces.ts";
import { isRightToLeft, type Paragraph, paragraphOf, type Run, runsOf } from "./runs.ts";

export interface Line {
  readonly runs: readonly Run[];
  /** In thousandths of the type size. */
  readonly width: number;
  /** Belongs to a paragraph that is read from right to left. */
  readonly isRightToLeft: boolean;
}

export interface Type {
  readonly weight: Weight;
  /** In points. */
  readonly size: number;
}

const words = new Intl.Segmenter("und", { granularity: "word" });
const clusters = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The lines of `text`, at most `width` points wide. Line breaks in the text are kept; a line has at least no run. */
export function linesOf(text: string, type: Type, width: number): Line[] {
  const widthMax = (width * 1000) / type.size;
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((part) => {
    const paragraph = paragraphOf(part.trim());
    return breakUp(paragraph, type.weight, widthMax).map(([start, end]) => lineOf(paragraph, type.weight, start, end));
  });
}

/** The text as one line, however wide. */
export function oneLine(text: string, type: Type): Line {
  const paragraph = paragraphOf(text);
  return lineOf(paragraph, type.weight, 0, paragraph.text.length);
}

/** In points. */
export function widthOfText(text: string, type: Type): number {
  return (oneLine(text, type).width * type.size) / 1000;
}

function lineOf(paragraph: Paragraph, weight: Weight, start: number, end: number): Line {
  const runs = runsOf(paragraph, weight, start, end);
  return { runs, width: totalWidth(runs), isRightToLeft: isRightToLeft(paragraph) };
}

function totalWidth(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.width, 0);
}

type Span = readonly [start: number, end: number];

/** Each line takes as much as fits: up to a place to break, or where there is none, up to any character. */
function breakUp(paragraph: Paragraph, weight: Weight, widthMax: number): Span[] {
  const { text } = paragraph;
  const widthTo = (start: number, end: number) =>
    totalWidth(runsOf(paragraph, weight, start, withoutSpace(text, start, end)));
  if (widthTo(0, text.length) <= widthMax) return [[0, text.length]];
  const stops = stopsOf(text);
  let characters: readonly number[] | undefined;
  const lines: Span[] = [];
  for (let start = 0; start < text.length; ) {
    const fits = (end: number) => widthTo(start, end) <= widthMax;
    let end = furthest(stops, start, fits);
    if (end === undefined) {
      characters ??= endsOfClusters(text);
      // One character stands even where it is too wide.
      end = furthest(characters, start, fits) ?? characters[firstAfter(characters, start)] ?? text.length;
    }
    lines.push([start, withoutSpace(text, start, end)]);
    start = end;
  }
  return lines;
}

/**
 * The last of the ascending `ends` after `start` that fits, if any does. A line takes few of a long text's words, so
 * steps double from the start on before they are halved: measuring is what costs.
 */
function furthest(ends: readonly number[], start: number, fits: (end: number) => boolean): number | undefined {
  const first = firstAfter(ends, start);
  const fitsAt = (index: number) => index < ends.length && fits(ends[index] ?? 0);
  if (!fitsAt(first)) return undefined;
  let step = 1;
  while (fitsAt(first + step)) step *= 2;
  let [known, beyond] = [first + Math.floor(step / 2), first + step];
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    if (fitsAt(middle)) known = middle;
    else beyond = middle;
  }
  return ends[known];
}

/** The index of the first of the ascending `ends` that is beyond `start`. */
function firstAfter(ends: readonly number[], start: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((ends[middle] ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return low;
}

function endsOfClusters(text: string): number[] {
  return [...clusters.segment(text)].map(({ segment, index }) => index + segment.length);
}

/** Written without spaces: lines may break between any two words. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const STAYS_BEFORE = /^[\p{Pe}\p{Pf}\p{M}、。，．：；！？,.:;!?%ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
const STAYS_AFTER = /[\p{Ps}\p{Pi}]$/u;

/** Where a line may end, ascending; the end of the text is one. */
function stopsOf(text: string): number[] {
  const segments = [...words.segment(text)];
  return segments.flatMap(({ segment, index }, place) => {
    const next = segments[place + 1]?.segment;
    return next === undefined || isBreak(segment, next) ? [index + segment.length] : [];
  });
}

function isBreak(before: string, after: string): boolean {
  if (/^\s/.test(after)) return false;
  if (/[^\S\u00a0\u202f]$/.test(before)) return true;
  if (/[-/–—]$/.test(before)) return /^\p{L}/u.test(after);
  if (STAYS_BEFORE.test(after) || STAYS_AFTER.test(before)) return false;
  return WITHOUT_SPACES.test(before) || WITHOUT_SPACES.test(after);
}

function withoutSpace(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return last;
}
