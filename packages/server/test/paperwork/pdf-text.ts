/** Reads back what a PDF of ours says: enough of the format for pdfkit's output and no more. */
import { inflateSync } from "node:zlib";

export interface PdfText {
  /** In points from the left and from the top. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** The pieces of text of each page, as they were drawn. */
export function pdfPages(pdf: Uint8Array): PdfText[][] {
  const objects = objectsOf(Buffer.from(pdf));
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(({ head }) => {
    const content = objects.get(reference(head, "Contents"))?.stream.toString("latin1") ?? "";
    const resources = objects.get(reference(head, "Resources"))?.head ?? "";
    const fonts = new Map<string, Map<string, string>>();
    for (const [, name = "", id = ""] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = objects.get(reference(objects.get(id)?.head ?? "", "ToUnicode"))?.stream.toString("latin1");
      fonts.set(name, unicodeOf(unicode ?? ""));
    }
    return [...textsOf(content, fonts)];
  });
}

/** A page as lines of text, from top to bottom. */
export function pdfLines(page: readonly PdfText[]): string[] {
  const lines = new Map<number, PdfText[]>();
  for (const piece of page) lines.set(Math.round(piece.y), [...(lines.get(Math.round(piece.y)) ?? []), piece]);
  return [...lines.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, pieces]) =>
      pieces
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join(" "),
    );
}

type PdfObject = { readonly head: string; readonly stream: Buffer };

function objectsOf(file: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const text = file.toString("latin1");
  const beginning = /(\d+) 0 obj\n/g;
  for (let next = beginning.exec(text); next; next = beginning.exec(text)) {
    const start = beginning.lastIndex;
    const headEnd = Math.min(...["\nstream\n", "\nendobj"].map((end) => positive(text.indexOf(end, start))));
    const head = text.slice(start, headEnd);
    const length = text.startsWith("\nstream\n", headEnd) ? Number(/\/Length (\d+)/.exec(head)?.[1]) : 0;
    const body = file.subarray(headEnd + 8, headEnd + 8 + length);
    objects.set(next[1] ?? "", { head, stream: /FlateDecode/.test(head) ? inflateSync(body) : body });
    beginning.lastIndex = headEnd + length;
  }
  return objects;
}

function positive(index: number): number {
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}

function reference(head: string, key: string): string {
  return new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1] ?? "";
}

/** From the code of a glyph to its characters. */
function unicodeOf(map: string): Map<string, string> {
  const unicode = new Map<string, string>();
  for (const [, from = "", list = ""] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    for (const [index, [, hex = ""]] of [...list.matchAll(/<([^>]*)>/g)].entries()) {
      const units = hex.split(" ").map((unit) => Number.parseInt(unit, 16));
      unicode.set((Number.parseInt(from, 16) + index).toString(16).padStart(4, "0"), String.fromCharCode(...units));
    }
  }
  return unicode;
}

const PAGE_HEIGHT = 841.89;
const OPERATIONS = /1 0 0 1 (\S+) (\S+) Tm|\/(F\d+) \S+ Tf|\[([^\]]*)\] TJ|(BT)|(ET)/g;

function* textsOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): Iterable<PdfText> {
  let [x, y, font, text, isNew] = [0, 0, "", "", true];
  for (const [, atX, atY, name, glyphs, begin, end] of content.matchAll(OPERATIONS)) {
    if (begin) [text, isNew] = ["", true];
    // Later positions in one piece are those of marks above and below.
    if (atX && isNew) [x, y, isNew] = [Number(atX), PAGE_HEIGHT - Number(atY), false];
    if (name) font = name;
    for (const [, hex = ""] of (glyphs ?? "").matchAll(/<([0-9a-f]+)>/g)) {
      for (const glyph of hex.match(/.{4}/g) ?? []) text += fonts.get(font)?.get(glyph) ?? "";
    }
    if (end) yield { x, y, text };
  }
}
