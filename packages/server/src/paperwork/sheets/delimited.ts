/** CSV, TSV and the like into rows of text, each with the line it begins on. */
import { limits } from "./limits.ts";
import type { Separator } from "./separator.ts";
import { SheetError } from "./sheet-error.ts";

export type Lines = { readonly rows: string[][]; readonly lines: number[] };

/** A stray quote swallows the lines after it; no honest line is longer than this. */
const LINE_CHARS_MAX = 100_000;

/**
 * Lines without any text are left out; a line break inside a cell comes out as "\\n". A quote that stands inside a cell,
 * or in a cell that goes on after its closing quote, is text. `lineOffset` is how many lines were taken off before.
 * @throws SheetError for a quote that never ends, for too many rows
 */
export function readDelimited(text: string, separator: Separator, lineOffset = 0): Lines {
  const body = text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = lineOffset + 1;
  let quoteAt = nextOrEnd(body, '"', 0);
  for (let at = 0; at < body.length; ) {
    let end = nextOrEnd(body, "\n", at);
    let row: string[];
    let breaks = 1;
    if (quoteAt < at) quoteAt = nextOrEnd(body, '"', at);
    // Most lines have no quotes, and the runtime parts those far faster than we could.
    if (quoteAt >= end) row = body.slice(at, end).split(separator);
    else {
      const quoted = readQuoted(body, at, separator);
      if (quoted === undefined) throw new SheetError(unclosed(line));
      ({ row, end } = quoted);
      breaks += quoted.breaks;
    }
    if (row.some((cell) => cell.trim() !== "")) {
      if (rows.length >= limits.rowsMax) throw new SheetError(tooManyRows());
      takeGuardsOff(row);
      rows.push(row);
      lines.push(line);
    }
    line += breaks;
    at = end + 1;
  }
  return { rows, lines };
}

export function tooManyRows(): string {
  return `The file has more than ${limits.rowsMax.toLocaleString("en")} rows. Split it and send the parts one by one.`;
}

function unclosed(line: number): string {
  return `Line ${line} can't be read: a quotation mark (") in it is not closed. Close or remove it and send the file again.`;
}

function nextOrEnd(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? text.length : at;
}

/** A line with quotes, where it ends and how many line breaks its cells hold; undefined for one that never ends. */
function readQuoted(
  text: string,
  start: number,
  separator: Separator,
): { row: string[]; end: number; breaks: number } | undefined {
  const row: string[] = [];
  let breaks = 0;
  let lineEnd = nextOrEnd(text, "\n", start);
  for (let at = start; ; at++) {
    let cell = "";
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1, start + LINE_CHARS_MAX);
      if (close === undefined) return undefined;
      const inside = text.slice(at + 1, close).replaceAll('""', '"');
      breaks += inside.split("\n").length - 1;
      at = close + 1;
      if (lineEnd < at) lineEnd = nextOrEnd(text, "\n", at);
      const isClosed = at === lineEnd || text[at] === separator;
      cell = isClosed ? inside : `"${inside}"`;
    }
    // Looked for in this line alone: a file may have no other.
    const rest = text.slice(at, lineEnd);
    const length = nextOrEnd(rest, separator, 0);
    row.push(cell + rest.slice(0, length));
    at += length;
    if (at === lineEnd) return { row, end: at, breaks };
  }
}

/** The first quote that is not one of two. */
function closingQuote(text: string, from: number, before: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0 && at < before; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return undefined;
}

/** Undoes the apostrophe that our own CSV puts before text that a spreadsheet would run as a formula. */
function takeGuardsOff(row: string[]): void {
  for (const [index, cell] of row.entries()) {
    if (cell.startsWith("'") && /^'+[=+\-@\t\r]/.test(cell)) row[index] = cell.slice(1);
  }
}
