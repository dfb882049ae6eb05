/**
 * The upper part of a document's first page: the brand, who sends it, to whom, and the facts. The address stands where
 * the window of a DL envelope is (DIN 5008 form B: 20 mm from the left, 45 mm from the top).
 */
import type { DocumentBase, Party } from "./data.ts";
import { linesOf, oneLine, widthOfText } from "./lines.ts";
import { contentWidth, ink, leadingOf, type Paper, page, type TextStyle } from "./paper.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Letterhead {
  readonly base: DocumentBase;
  /** "Invoice INV-2026-0007". */
  readonly title: string;
  /** A word of warning beside the title: "VOID". */
  readonly mark: string | null;
  readonly facts: readonly Fact[];
}

const NAME = { weight: "bold", size: 9.5 } as const satisfies TextStyle;
const PLAIN = { weight: "regular", size: 9 } as const satisfies TextStyle;
const SMALL = { weight: "regular", size: 7.5, color: ink.quiet } as const satisfies TextStyle;
const RETURN = { weight: "regular", size: 6.5, color: ink.quiet } as const satisfies TextStyle;
const TITLE = { weight: "bold", size: 17 } as const satisfies TextStyle;

const LOGO = { width: 170, height: 46 } as const;
const WINDOW = { top: 127.6, width: 226, height: 102 } as const;
/** The right column: the sender above, the facts beside the window. */
const SIDE = { x: 338, width: page.right - 338 } as const;
const LABEL_WIDTH = 84;
/** Lines of an address, with the country. */
const PARTS_MAX = 8;

/** Draws it and answers the y below which the rest may start. */
export function drawLetterhead(paper: Paper, { base, title, mark, facts }: Letterhead): number {
  drawBrand(paper, base);
  const sellerEnd = drawSeller(paper, base.seller);
  const windowEnd = drawWindow(paper, base);
  const factsEnd = drawFacts(paper, facts, Math.max(WINDOW.top + 12, sellerEnd + 14));
  return drawTitle(paper, title, mark, Math.max(windowEnd, factsEnd, WINDOW.top + WINDOW.height) + 30);
}

function drawBrand(paper: Paper, { brand }: DocumentBase): void {
  if (paper.logo(page.left, page.top, LOGO.width, LOGO.height)) return;
  const style = { weight: "bold", size: 16, color: paper.accent } as const;
  const width = SIDE.x - page.left - 20;
  paper.block(brand.name, { x: page.left, y: page.top + 16, width, linesMax: 2 }, style);
}

function drawSeller(paper: Paper, seller: Party): number {
  const box = { x: SIDE.x, width: SIDE.width };
  let y = paper.block(seller.name, { ...box, y: page.top + 9, linesMax: 4 }, { ...NAME, size: 8.5 });
  for (const text of [...seller.address, seller.country, ...seller.contact].slice(0, PARTS_MAX)) {
    y = paper.block(text, { ...box, y, linesMax: 2 }, SMALL);
  }
  return y - leadingOf(SMALL);
}

function drawWindow(paper: Paper, { seller, buyer }: DocumentBase): number {
  const sender = oneLineWithin([seller.name, ...seller.address, seller.country], WINDOW.width);
  paper.line(sender, page.left, WINDOW.top + 8, RETURN);
  paper.rule(page.left, WINDOW.top + 12, Math.min(WINDOW.width, widthOfText(sender, RETURN)));
  const box = { x: page.left, width: WINDOW.width };
  let y = paper.block(buyer.name, { ...box, y: WINDOW.top + 29, linesMax: 6 }, NAME);
  for (const text of [...buyer.address.slice(0, PARTS_MAX - 1), buyer.country]) {
    y = paper.block(text, { ...box, y, linesMax: 3 }, PLAIN);
  }
  const ids = [labelled("Tax ID", buyer.taxId), labelled("Reg. no.", buyer.registration)].filter((id) => id !== "");
  if (ids.length > 0) y = paper.block(ids.join(" · "), { ...box, y: y + 3, linesMax: 2 }, SMALL);
  return y - leadingOf(PLAIN);
}

/** As many of the parts as fit on one line; the envelope needs no more. */
function oneLineWithin(parts: readonly string[], width: number): string {
  let text = "";
  for (const part of parts) {
    const longer = text === "" ? part : `${text} · ${part}`;
    if (text !== "" && widthOfText(longer, RETURN) > width) break;
    text = longer;
  }
  const [first] = linesOf(text, RETURN, width);
  return first && oneLine(text, RETURN).width > first.width ? `${text.slice(0, 60)}…` : text;
}

function drawFacts(paper: Paper, facts: readonly Fact[], top: number): number {
  let y = top;
  for (const { label, value } of facts) {
    paper.line(label, SIDE.x, y, { ...SMALL, size: 8 });
    const box = { x: SIDE.x + LABEL_WIDTH, y, width: SIDE.width - LABEL_WIDTH, linesMax: 4 };
    y = paper.block(value, box, { weight: "regular", size: 8.5 }) + 2.2;
  }
  return y - leadingOf(PLAIN);
}

function drawTitle(paper: Paper, title: string, mark: string | null, y: number): number {
  const end = paper.block(title, { x: page.left, y, width: contentWidth - (mark ? 110 : 0), linesMax: 3 }, TITLE);
  if (mark) paper.line(mark, page.right, y, { ...TITLE, color: ink.alarm, align: "right" });
  return end - leadingOf(TITLE) + 16;
}

/** "Tax ID DE123", or nothing where there is none. */
export function labelled(label: string, value: string | null): string {
  return value ? `${label} ${value}` : "";
}

/** What the law wants at the foot of a page, followed by the lines the enterprise adds. */
export function legalLines({ seller, brand, footer }: DocumentBase): string[] {
  const own = [seller.name, labelled("Tax ID", seller.taxId), labelled("Reg. no.", seller.registration)];
  return [own.filter((part) => part !== "").join(" · "), brand.contact, ...footer].filter((line) => line.trim() !== "");
}
