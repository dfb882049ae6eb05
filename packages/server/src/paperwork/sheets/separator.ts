/** Which character parts the cells of a line. */
export const separators = [";", "\t", "|", ","] as const;

export type Separator = (typeof separators)[number];

const LINES_SEEN = 200;
const CHARS_SEEN = 200_000;

/**
 * The separator that stands equally often in the most lines, outside of quotes. A tie goes to the one that stands there
 * more often, then to the earlier of the list: the comma last, since it also writes decimals.
 */
export function detectSeparator(text: string): Separator {
  const lines = countPerLine(text.slice(0, CHARS_SEEN));
  let best: { separator: Separator; lines: number; count: number } = { separator: ",", lines: 0, count: 0 };
  for (const [index, separator] of separators.entries()) {
    const frequency = new Map<number, number>();
    for (const counts of lines) {
      const count = counts[index] ?? 0;
      if (count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
    }
    for (const [count, times] of frequency) {
      if (times > best.lines || (times === best.lines && count > best.count)) best = { separator, lines: times, count };
    }
  }
  return best.separator;
}

/** Excel's own first line, "sep=;", which is no data. */
export function declaredSeparator(text: string): { separator: Separator; rest: string } | undefined {
  const match = /^sep=([;\t|,])\r?\n/i.exec(text);
  const separator = separators.find((candidate) => candidate === match?.[1]);
  return match && separator ? { separator, rest: text.slice(match[0].length) } : undefined;
}

/** How often each separator stands in each line; a line break inside quotes ends no line. */
function countPerLine(text: string): number[][] {
  const lines: number[][] = [];
  let counts = separators.map(() => 0);
  let isQuoted = false;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (char === "\n" || char === "\r") {
      if (counts.some((count) => count > 0)) lines.push(counts);
      if (lines.length >= LINES_SEEN) return lines;
      counts = separators.map(() => 0);
    } else {
      const index = separators.indexOf(char as Separator);
      if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  if (counts.some((count) => count > 0)) lines.push(counts);
  return lines;
}
