/** Sentences and lists under the figures, which turn the page when it is full. */
import { type Line, linesOf } from "./lines.ts";
import { contentWidth, leadingOf, type Paper, page, type TextStyle } from "./paper.ts";

export interface Paragraph {
  readonly heading: string | null;
  readonly texts: readonly string[];
}

const HEADING = { weight: "bold", size: 9 } as const satisfies TextStyle;
const TEXT = { weight: "regular", size: 8.5 } as const satisfies TextStyle;

/** Higher ones may be divided between two pages. */
const UNDIVIDED_MAX = 120;
const COLUMN_GAP = 24;
const COLUMN_WIDTH = (contentWidth - COLUMN_GAP) / 2;

/** Over the whole width, with `keepBelow` points free under it. Answers where its bottom edge is. */
export function drawParagraph(paper: Paper, paragraph: Paragraph, top: number, keepBelow = 0): number {
  const lines = paragraph.texts.flatMap((text) => linesOf(text, TEXT, contentWidth));
  const height = heightOf(paragraph, contentWidth);
  const isTooLow = top + Math.min(height, UNDIVIDED_MAX) + keepBelow > page.bottom;
  let y = drawHeading(paper, paragraph, page.left, isTooLow ? turnedPage(paper) : top);
  for (const line of lines) {
    if (y + leadingOf(TEXT) > page.bottom) y = turnedPage(paper);
    drawLine(paper, line, page.left, page.right, y);
    y += leadingOf(TEXT);
  }
  return y;
}

export function heightOfColumns(paragraphs: readonly Paragraph[]): number {
  return pairsOf(paragraphs).reduce((sum, pair) => sum + heightOfPair(pair), 0);
}

/** Two beside each other, pair by pair; a pair stays on one page. */
export function drawColumns(paper: Paper, paragraphs: readonly Paragraph[], top: number): number {
  let y = top;
  for (const pair of pairsOf(paragraphs)) {
    if (y + heightOfPair(pair) > page.bottom) y = turnedPage(paper);
    for (const [index, paragraph] of pair.entries()) {
      const left = page.left + index * (COLUMN_WIDTH + COLUMN_GAP);
      let lineTop = drawHeading(paper, paragraph, left, y);
      for (const line of paragraph.texts.flatMap((text) => linesOf(text, TEXT, COLUMN_WIDTH))) {
        drawLine(paper, line, left, left + COLUMN_WIDTH, lineTop);
        lineTop += leadingOf(TEXT);
      }
    }
    y += heightOfPair(pair);
  }
  return y;
}

function turnedPage(paper: Paper): number {
  paper.newPage();
  return page.top + 26;
}

function drawHeading(paper: Paper, { heading }: Paragraph, x: number, top: number): number {
  if (!heading) return top;
  let y = top;
  for (const line of linesOf(heading, HEADING, COLUMN_WIDTH)) {
    paper.setLine(line, x, y + HEADING.size, HEADING);
    y += leadingOf(HEADING);
  }
  return y + 2;
}

/** What is read from right to left begins at the right. */
function drawLine(paper: Paper, line: Line, left: number, right: number, top: number): void {
  const style = { ...TEXT, align: line.isRightToLeft ? "right" : "left" } as const;
  paper.setLine(line, line.isRightToLeft ? right : left, top + TEXT.size, style);
}

function heightOf({ heading, texts }: Paragraph, width: number): number {
  const headings = heading ? linesOf(heading, HEADING, COLUMN_WIDTH).length * leadingOf(HEADING) + 2 : 0;
  return headings + texts.flatMap((text) => linesOf(text, TEXT, width)).length * leadingOf(TEXT);
}

function heightOfPair(pair: readonly Paragraph[]): number {
  return Math.max(...pair.map((paragraph) => heightOf(paragraph, COLUMN_WIDTH))) + 8;
}

function pairsOf(paragraphs: readonly Paragraph[]): Paragraph[][] {
  const starts = paragraphs.map((_, index) => index).filter((index) => index % 2 === 0);
  return starts.map((index) => paragraphs.slice(index, index + 2));
}
