/**
 * A table over as many pages as it takes: the head is repeated on each, a row stays in one piece unless it is higher
 * than a page, and the last row stays with what follows the table.
 */

import { type Line, linesOf, widthOfText } from "./lines.ts";
import type { TextStyle } from "./paper.ts";
import { type Align, contentWidth, ink, leadingOf, type Paper, page } from "./paper.ts";

export interface Column {
  readonly head: string;
  readonly align: Align;
  /** `fit`: as wide as its widest cell. The one column with `rest` takes what the others leave, and wraps. */
  readonly width: "fit" | "rest";
}

export interface Row {
  readonly cells: readonly string[];
  readonly isStrong?: boolean;
}

export interface TableOptions {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Where the head's top edge is. */
  readonly top: number;
  /** Points that must be free under the last row, on its page. */
  readonly keepBelow?: number;
}

const CELL = { weight: "regular", size: 8.5 } as const satisfies TextStyle;
const SMALL = 7;
const HEAD = { weight: "bold", size: 7.5, color: ink.quiet } as const satisfies TextStyle;
const GAP = 14;
const PADDING = 3.8;
const HEAD_HEIGHT = 20;
/** The narrowest a wrapping column becomes before everything is set smaller. */
const REST_MIN = 130;

/** Draws the table and answers where its bottom edge is. */
export function drawTable(paper: Paper, { columns, rows, top, keepBelow = 0 }: TableOptions): number {
  const layout = layOut(columns, rows);
  const lineHeight = leadingOf({ weight: "regular", size: layout.size });
  let y = drawHead(paper, columns, layout, top);
  const turnPage = () => {
    paper.newPage();
    y = drawHead(paper, columns, layout, page.top + 26);
  };
  const pageSpace = page.bottom - (page.top + 26 + HEAD_HEIGHT);
  for (const [index, row] of rows.entries()) {
    const style = { weight: row.isStrong ? "bold" : "regular", size: layout.size } as const;
    const cells = row.cells.map((cell, at) => linesOf(cell, style, layout.widths[at] ?? 0));
    let left = Math.max(1, ...cells.map((lines) => lines.length));
    const height = left * lineHeight + 2 * PADDING;
    const below = index === rows.length - 1 ? keepBelow : 0;
    const isTooLow = y + height + below > page.bottom;
    if (isTooLow && height + below <= pageSpace) turnPage();
    else if (y + lineHeight + 2 * PADDING > page.bottom) turnPage();
    for (let from = 0; left > 0; ) {
      const room = Math.max(1, Math.floor((page.bottom - y - 2 * PADDING) / lineHeight));
      const isEnd = left <= room;
      // Of a row higher than a page at least a line goes where there is room for what follows it.
      const isCramped = isEnd && y + left * lineHeight + 2 * PADDING + below > page.bottom;
      const taken = isCramped && left > 1 ? left - 1 : Math.min(left, room);
      drawCells(
        paper,
        cells.map((lines) => lines.slice(from, from + taken)),
        columns,
        layout,
        y,
        style,
      );
      y += taken * lineHeight + 2 * PADDING;
      from += taken;
      left -= taken;
      if (left > 0) turnPage();
    }
    paper.rule(page.left, y, contentWidth);
  }
  return y;
}

interface Layout {
  readonly widths: readonly number[];
  readonly size: number;
}

function layOut(columns: readonly Column[], rows: readonly Row[]): Layout {
  const usual = widthsAt(CELL.size, columns, rows);
  return usual.rest >= REST_MIN ? usual : widthsAt(SMALL, columns, rows);
}

function widthsAt(size: number, columns: readonly Column[], rows: readonly Row[]): Layout & { readonly rest: number } {
  const wanted = columns.map(({ width, head }, at) => {
    if (width === "rest") return 0;
    const cells = rows.map(({ cells, isStrong }) =>
      widthOfText(cells[at] ?? "", { weight: isStrong ? "bold" : "regular", size }),
    );
    return Math.ceil(cells.reduce((widest, cell) => Math.max(widest, cell), widthOfText(head, HEAD)));
  });
  const gaps = GAP * (columns.length - 1);
  const fitting = wanted.reduce((sum, width) => sum + width, 0);
  const rest = contentWidth - gaps - fitting;
  // Cells so wide that nothing is left are narrowed alike, and wrap.
  const shrink = rest >= REST_MIN / 2 ? 1 : (contentWidth - gaps - REST_MIN / 2) / fitting;
  const widths = columns.map(({ width }, at) =>
    width === "rest" ? Math.max(rest, REST_MIN / 2) : (wanted[at] ?? 0) * shrink,
  );
  return { widths, size, rest };
}

function drawHead(paper: Paper, columns: readonly Column[], layout: Layout, top: number): number {
  forEachColumn(columns, layout, (column, at, x) =>
    paper.line(column.head, x, top + 12.5, { ...HEAD, align: columns[at]?.align ?? "left" }),
  );
  paper.rule(page.left, top + HEAD_HEIGHT, contentWidth, { color: ink.text, thickness: 0.8 });
  return top + HEAD_HEIGHT;
}

function drawCells(
  paper: Paper,
  cells: readonly (readonly Line[])[],
  columns: readonly Column[],
  layout: Layout,
  top: number,
  style: TextStyle,
): void {
  forEachColumn(columns, layout, ({ align }, at, x) => {
    for (const [index, line] of (cells[at] ?? []).entries()) {
      const baseline = top + PADDING + style.size * 1.08 + index * leadingOf(style);
      paper.setLine(line, x, baseline, { ...style, align });
    }
  });
}

/** `x` is the edge (or the middle) that a cell of the column is aligned at. */
function forEachColumn(
  columns: readonly Column[],
  { widths }: Layout,
  visit: (column: Column, at: number, x: number) => void,
): void {
  let left: number = page.left;
  for (const [at, column] of columns.entries()) {
    const width = widths[at] ?? 0;
    visit(column, at, left + { left: 0, center: width / 2, right: width }[column.align]);
    left += width + GAP;
  }
}
