/** Which row is the header, and which column holds which field. */
import { type Cell, cellText, isBlank } from "./cell.ts";
import { type Field, fieldNames, fields, plainHeading } from "./fields.ts";
import { limits } from "./limits.ts";

export type ColumnFound = { readonly index: number; readonly how: "heading" | "chosen" };

export type Columns = Readonly<Partial<Record<Field, ColumnFound>>>;

/** A column's index from 0 for a field, or null for "in no column", by a person's choice. */
export type ChosenColumns = Readonly<Partial<Record<Field, number | null>>>;

/**
 * The row whose cells name the most fields, of the first rows; titles and addresses stand above it. Undefined when no
 * row names two.
 */
export function findHeader(rows: readonly (readonly Cell[])[]): number | undefined {
  let best: { index: number; named: number } | undefined;
  for (const [index, row] of rows.slice(0, limits.headerSearchRows).entries()) {
    const named = Object.keys(namedColumns(row)).length;
    if (named >= 2 && named > (best?.named ?? 0)) best = { index, named };
  }
  return best?.index;
}

/** The mapping: what was chosen, then what the headings say of the columns that are left. */
export function mapColumns(header: readonly Cell[] | undefined, chosen: ChosenColumns = {}): Columns {
  const columns: Partial<Record<Field, ColumnFound>> = {};
  const taken = new Set<number>();
  for (const field of fields) {
    const index = chosen[field];
    if (index === undefined || index === null) continue;
    columns[field] = { index, how: "chosen" };
    taken.add(index);
  }
  const rest = (header ?? []).map((cell, index) => (taken.has(index) ? null : cell));
  for (const [field, index] of Object.entries(namedColumns(rest)) as [Field, number][]) {
    if (chosen[field] === undefined) columns[field] = { index, how: "heading" };
  }
  return columns;
}

/** Each field's best heading; a column serves one field, the one that it fits best. */
function namedColumns(header: readonly Cell[]): Partial<Record<Field, number>> {
  const fits: { field: Field; index: number; score: number }[] = [];
  for (const [index, cell] of header.entries()) {
    if (isBlank(cell) || typeof cell !== "string") continue;
    const heading = plainHeading(cellText(cell));
    for (const field of fields) {
      const score = scoreOf(heading, field);
      if (score > 0) fits.push({ field, index, score });
    }
  }
  fits.sort((a, b) => b.score - a.score || a.index - b.index);
  const columns: Partial<Record<Field, number>> = {};
  const taken = new Set<number>();
  for (const { field, index } of fits) {
    if (columns[field] !== undefined || taken.has(index)) continue;
    columns[field] = index;
    taken.add(index);
  }
  return columns;
}

/** The tables as headings come out of `plainHeading`, which takes some letters of other alphabets apart. */
const exactHeadings = new Map(fields.map((field) => [field, new Set(fieldNames[field].exact.map(plainHeading))]));

/** A sentence is no heading, whatever words are in it. */
const HEADING_CHARS_MAX = 60;

function scoreOf(heading: string, field: Field): number {
  const { words, never, better } = fieldNames[field];
  if (heading === "" || heading.length > HEADING_CHARS_MAX) return 0;
  const isBetter = better?.test(heading) ? 5 : 0;
  if (exactHeadings.get(field)?.has(heading)) return 100 + isBetter;
  if (!words.test(heading) || never?.test(heading)) return 0;
  return 50 + isBetter;
}
