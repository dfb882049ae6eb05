/**
 * From characters to glyphs, remembered: shaping is most of the work of a document, and documents say the same words
 * again and again. What is measured and what is drawn are one and the same.
 */
import type { Font, GlyphRun } from "fontkit";
import type { Face } from "./faces.ts";

/** Words and amounts; beyond that the memory starts anew. */
const REMEMBERED_MAX = 20_000;
const remembered = new Map<Font, Map<string, GlyphRun>>();

/** The width of `text` in thousandths of the type size. `isPlain` text is shaped word by word, the space included. */
export function widthOf({ font }: Face, text: string, isPlain: boolean): number {
  const parts = isPlain ? wordsOf(text) : [text];
  const advance = parts.reduce((sum, part) => sum + shape(font, part).advanceWidth, 0);
  return (advance * 1000) / font.unitsPerEm;
}

/** The face's font as the PDF writer gets it: with the memory in front of its shaping. */
export function shapingFont({ font }: Face): Font {
  return Object.create(font, { layout: { value: (text: string) => copyOf(shape(font, text)) } });
}

function shape(font: Font, text: string): GlyphRun {
  const known = remembered.get(font) ?? new Map<string, GlyphRun>();
  remembered.set(font, known);
  const found = known.get(text);
  if (found) return found;
  const run = layOut(font, text);
  if (known.size >= REMEMBERED_MAX) known.clear();
  known.set(text, run);
  return run;
}

/**
 * fontkit fails at some rare letters whose marks a font leaves without a place (31 of Noto Sans Arabic's 1,561
 * characters, such as U+06A2). They are set with their marks where they happen to stand.
 */
function layOut(font: Font, text: string): GlyphRun {
  try {
    return font.layout(text);
  } catch {
    return font.layout(text, { mark: false, mkmk: false });
  }
}

/** The PDF writer turns the positions into its own units in place. */
function copyOf({ glyphs, positions, advanceWidth }: GlyphRun) {
  return { glyphs, positions: positions.map((position) => ({ ...position })), advanceWidth };
}

/** Cut behind each space, where the PDF writer cuts. */
function wordsOf(text: string): string[] {
  return text.match(/[^ \t]*[ \t]|[^ \t]+$/g) ?? [];
}
