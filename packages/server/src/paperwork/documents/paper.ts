/**
 * A4 pages to draw on: lines of type, rules, tints and a logo, with what every page carries. Distances are points
 * (1/72 inch) from the top left corner; text stands on its baseline.
 */
import PDFDocument from "pdfkit";
import type { Brand, DocumentBase } from "./data.ts";
import type { Face } from "./faces.ts";
import { type Line, linesOf, oneLine, type Type, widthOfText } from "./lines.ts";
import { checkLogo } from "./logo.ts";
import { shapingFont } from "./shaping.ts";

export const page = { width: 595.28, height: 841.89, left: 56.7, right: 538.58, top: 42, bottom: 762 } as const;
export const contentWidth = page.right - page.left;

export const ink = { text: "#16191d", quiet: "#59616b", rule: "#d5dae0", tint: "#f3f5f7", alarm: "#b3261e" } as const;

export type Align = "left" | "right" | "center";

export interface TextStyle extends Type {
  readonly color?: string;
  readonly align?: Align;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** What is beyond isn't shown: a name a page long must not push the rest off the paper. */
  readonly linesMax: number;
}

export interface Paper {
  /** For rules and the amount that matters. */
  readonly accent: string;
  /** One line on the baseline `y`. `x` is where it starts, ends or has its middle, as it is aligned. */
  line(text: string, x: number, y: number, style: TextStyle): void;
  setLine(line: Line, x: number, y: number, style: TextStyle): void;
  /** As many lines as the text takes and the box allows, from the baseline `y`. Answers the baseline of what follows. */
  block(text: string, box: Box, style: TextStyle): number;
  rule(x: number, y: number, width: number, options?: { readonly color?: string; readonly thickness?: number }): void;
  tint(x: number, y: number, width: number, height: number, color: string): void;
  /** The brand's logo with its top left corner there, at most so large. False when there is none to draw. */
  logo(x: number, y: number, width: number, height: number): boolean;
  newPage(): void;
  /** Writes the feet of all pages and ends the file. */
  finish(): Promise<Uint8Array>;
}

export interface PaperOptions {
  readonly base: DocumentBase;
  readonly title: string;
  /** Large and pale across every page: "DRAFT". */
  readonly watermark: string | null;
  /** At the head of every page but the first. */
  readonly runningHead: string;
}

const LEADING = 1.38;

/** From baseline to baseline. */
export function leadingOf(style: Type): number {
  return style.size * LEADING;
}

export function createPaper({ base, title, watermark, runningHead }: PaperOptions): Paper {
  const document = openDocument(base, title);
  const written = collected(document);
  const accent = /^#[0-9a-f]{6}$/i.test(base.brand.color ?? "") ? String(base.brand.color) : ink.text;
  const setLine = createSetter(document);
  const paper: Paper = {
    accent,
    line: (text, x, y, style) => setLine(oneLine(text, style), x, y, style),
    setLine,
    block(text, { x, y, width, linesMax }, style) {
      const lines = linesOf(text, style, width).slice(0, linesMax);
      for (const [index, line] of lines.entries()) setLine(line, x, y + index * leadingOf(style), style);
      return y + lines.length * leadingOf(style);
    },
    rule(x, y, width, { color = ink.rule, thickness = 0.6 } = {}) {
      document
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(thickness)
        .strokeColor(color)
        .stroke();
    },
    tint(x, y, width, height, color) {
      document.rect(x, y, width, height).fillColor(color).fill();
    },
    logo(x, y, width, height) {
      const usable = drawableLogo(base.brand);
      if (usable) document.image(usable, x, y, { fit: [width, height] });
      return usable !== undefined;
    },
    newPage() {
      document.addPage();
      if (watermark) drawWatermark(document, watermark, setLine);
      const isFirst = document.bufferedPageRange().count === 1;
      if (!isFirst) drawRunningHead(paper, runningHead);
    },
    async finish() {
      const { count } = document.bufferedPageRange();
      for (let index = 0; index < count; index++) {
        document.switchToPage(index);
        drawFoot(paper, base.footer, `Page ${index + 1} of ${count}`);
      }
      document.end();
      return await written;
    },
  };
  return paper;
}

/** Draws lines of type; each face is made known to the document once. */
function createSetter(document: PDFKit.PDFDocument): Paper["setLine"] {
  const known = new Set<string>();

  function useFace(face: Face): void {
    // pdfkit takes an open font too; its types know files alone.
    if (!known.has(face.name))
      document.registerFont(face.name, shapingFont(face) as unknown as PDFKit.Mixins.PDFFontSource);
    known.add(face.name);
    document.font(face.name);
  }

  return ({ runs, width }, x, y, style) => {
    const { size, align = "left", color = ink.text } = style;
    const scale = size / 1000;
    let at = x - { left: 0, center: width / 2, right: width }[align] * scale;
    for (const run of runs) {
      useFace(run.face);
      const options = { lineBreak: false, baseline: "alphabetic", textWidth: run.width * scale } as const;
      // With a list of features, be it empty, pdfkit shapes the run as a whole.
      document
        .fontSize(size)
        .fillColor(color)
        .text(run.text, at, y, run.isPlain ? options : { ...options, features: [] });
      at += run.width * scale;
    }
  };
}

function openDocument({ seller, madeAt }: DocumentBase, title: string): PDFKit.PDFDocument {
  const moment = new Date(madeAt);
  return new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    pdfVersion: "1.7",
    lang: "en",
    displayTitle: true,
    info: { Title: title, Author: seller.name, Creator: "Switchyard", CreationDate: moment, ModDate: moment },
  });
}

/** The whole file, once the document is ended. */
async function collected(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of document) chunks.push(chunk as Uint8Array);
  return joined(chunks);
}

function drawableLogo({ logo }: Brand): Buffer | undefined {
  if (!logo || checkLogo(logo.octets).kind === "unusable") return undefined;
  return Buffer.from(logo.octets.buffer, logo.octets.byteOffset, logo.octets.byteLength);
}

function drawWatermark(document: PDFKit.PDFDocument, word: string, setLine: Paper["setLine"]): void {
  const style = { weight: "bold", size: 120, color: "#eceff2", align: "center" } as const;
  document.save().rotate(-52, { origin: [page.width / 2, page.height / 2] });
  setLine(oneLine(word, style), page.width / 2, page.height / 2 + style.size * 0.36, style);
  document.restore();
}

const HEAD = { weight: "regular", size: 8, color: ink.quiet } as const;

function drawRunningHead(paper: Paper, text: string): void {
  const [first] = linesOf(text, HEAD, contentWidth);
  if (first) paper.setLine(first, page.left, page.top + 8, HEAD);
}

const FOOT = { weight: "regular", size: 7, color: ink.quiet } as const;
const FOOT_LINES_MAX = 4;

function drawFoot(paper: Paper, footer: readonly string[], pageNumber: string): void {
  const top = page.bottom + 20;
  const width = contentWidth - widthOfText(pageNumber, FOOT) - 24;
  paper.rule(page.left, top, contentWidth);
  const lines = footer.flatMap((text) => linesOf(text, FOOT, width)).slice(0, FOOT_LINES_MAX);
  for (const [index, line] of lines.entries()) paper.setLine(line, page.left, top + 13 + index * 9.6, FOOT);
  paper.line(pageNumber, page.right, top + 13, { ...FOOT, align: "right" });
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
