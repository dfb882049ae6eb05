/** The sums at the end of a document: a column of figures at the right, the last of them with emphasis. */

import { linesOf, widthOfText } from "./lines.ts";
import { ink, leadingOf, type Paper, page, type TextStyle } from "./paper.ts";

export interface Total {
  readonly label: string;
  readonly figure: string;
  /** `sum`: with a rule above. `due`: the one that matters, on a tint. */
  readonly kind: "plain" | "sum" | "due";
}

const PLAIN = { weight: "regular", size: 8.5 } as const satisfies TextStyle;
const SUM = { weight: "bold", size: 9 } as const satisfies TextStyle;
const DUE = { weight: "bold", size: 11 } as const satisfies TextStyle;
const styles = { plain: PLAIN, sum: SUM, due: DUE } as const;
const heights = { plain: 15, sum: 18, due: 30 } as const;

const WIDTH = 270;
const INSET = 10;

/** What `drawTotals` will take. */
export function heightOfTotals(totals: readonly Total[]): number {
  return totals.reduce((sum, total) => sum + heightOf(total), 10);
}

/** Draws them under `top` and answers where the bottom edge is. */
export function drawTotals(paper: Paper, totals: readonly Total[], top: number): number {
  let y = top + 6;
  const left = page.right - WIDTH;
  for (const total of totals) {
    const style = styles[total.kind];
    const height = heightOf(total);
    const isDue = total.kind === "due";
    if (total.kind === "sum") paper.rule(left, y + 2, WIDTH);
    if (isDue) {
      paper.tint(left, y + 4, WIDTH, height - 4, ink.tint);
      paper.rule(left, y + 4, WIDTH, { color: paper.accent, thickness: 1.4 });
    }
    const inset = isDue ? INSET : 0;
    const baseline = y + (isDue ? 21.5 : total.kind === "sum" ? 14 : 11);
    const labels = labelLines(total);
    for (const [index, line] of labels.entries()) {
      paper.setLine(line, left + inset, baseline + index * leadingOf(style), style);
    }
    paper.line(total.figure, page.right - inset, baseline, { ...style, align: "right" });
    y += height;
  }
  return y + 4;
}

function heightOf(total: Total): number {
  return heights[total.kind] + (labelLines(total).length - 1) * leadingOf(styles[total.kind]);
}

function labelLines({ label, figure, kind }: Total) {
  const inset = kind === "due" ? 2 * INSET : 0;
  return linesOf(label, styles[kind], Math.max(80, WIDTH - inset - 16 - widthOfText(figure, styles[kind])));
}
