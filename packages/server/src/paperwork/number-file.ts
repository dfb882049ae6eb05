/**
 * A file of numbers, millions of them, read in a thread of its own and packed so that handing it over costs the main
 * thread next to nothing: arrays of int8 as PostgreSQL takes them over its binary protocol.
 */
import { normaliseRecipient } from "@switchyard/sms";
import { numberFaults } from "../number-words.ts";
import { decodeOctets } from "./sheets/encoding.ts";
import { SheetError } from "./sheets/sheet-error.ts";

export interface NumberFileInput {
  readonly octets: Uint8Array;
  /** For numbers written the national way. */
  readonly callingCode?: string | undefined;
}

export interface NumberFile {
  /** Different ones, in order. */
  readonly count: number;
  /** int8[] in PostgreSQL's binary format, one after another. */
  readonly arrays: Uint8Array;
  /** Where each of them ends. */
  readonly arrayEnds: readonly number[];
  readonly faults: readonly { readonly line: number; readonly message: string }[];
  readonly faultsTotal: number;
}

/** Numbers in one array. */
const ARRAY_NUMBERS = 20_000;
/** Faults told one by one. */
const FAULTS_MAX = 100;
const CELL_SHOWN_CHARS = 30;
/** Digits that are taken as they stand. */
const PLAIN_DIGITS_MIN = 6;
const PLAIN_DIGITS_MAX = 15;

const [ZERO, NINE, LINE_FEED, CARRIAGE_RETURN] = [0x30, 0x39, 0x0a, 0x0d];

/**
 * Reads text with a number a line, or CSV (comma, semicolon, tab) with a number in the column that its heading names, or
 * in the first. Lines without text are left out. Throws a SheetError for what is no text.
 */
export function readNumberFile({ octets, callingCode }: NumberFileInput): NumberFile {
  const found = new Numbers();
  const faults: { line: number; message: string }[] = [];
  let faultsTotal = 0;
  let line = 0;
  let layout: Layout | undefined;
  const text = plainOctets(octets);
  for (let at = 0; at < text.length; ) {
    line++;
    const end = endOfLine(text, at);
    const plain = callingCode === undefined ? plainNumber(text, at, end) : undefined;
    const written = plain === undefined ? decodeLine(text.subarray(at, end)) : undefined;
    at = end + 1;
    if (plain !== undefined) found.add(plain);
    if (written === undefined || written.trim() === "") continue;
    if (layout === undefined) {
      layout = layoutOf(written);
      if (layout.isHeader && found.isEmpty) continue;
    }
    const cell = cellOf(written, layout);
    const number = normaliseRecipient(cell, callingCode === undefined ? {} : { defaultCountryCode: callingCode });
    if (number.ok) {
      found.add(Number(number.digits));
      continue;
    }
    faultsTotal++;
    if (faults.length < FAULTS_MAX) {
      faults.push({ line, message: `"${cell.slice(0, CELL_SHOWN_CHARS)}" ${numberFaults[number.reason]}` });
    }
  }
  const numbers = found.distinct();
  return { count: numbers.length, ...packed(numbers), faults, faultsTotal };
}

/** UTF-8 or a code page like it, without a byte order mark. */
function plainOctets(octets: Uint8Array): Uint8Array {
  const isZip = octets[0] === 0x50 && octets[1] === 0x4b && octets[2] === 0x03;
  if (isZip)
    throw new SheetError("The file is a workbook. Save it as CSV, or as text with a number a line, and send that.");
  const isWide = octets.subarray(0, 4096).includes(0) || (octets[0] ?? 0) >= 0xfe;
  if (isWide) return Buffer.from(decodeOctets(octets).text);
  return octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf ? octets.subarray(3) : octets;
}

function endOfLine(octets: Uint8Array, from: number): number {
  for (let at = from; at < octets.length; at++) {
    const octet = octets[at];
    if (octet === LINE_FEED || (octet === CARRIAGE_RETURN && octets[at + 1] !== LINE_FEED)) return at;
  }
  return octets.length;
}

/** The number of a line that has digits alone, as nearly all have; undefined for one that needs a closer look. */
function plainNumber(octets: Uint8Array, from: number, end: number): number | undefined {
  const last = octets[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
  const length = last - from;
  if (length < PLAIN_DIGITS_MIN || length > PLAIN_DIGITS_MAX || octets[from] === ZERO) return undefined;
  let number = 0;
  for (let at = from; at < last; at++) {
    const octet = octets[at] ?? 0;
    if (octet < ZERO || octet > NINE) return undefined;
    number = number * 10 + octet - ZERO;
  }
  return number;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const latin = new TextDecoder("windows-1252");

function decodeLine(octets: Uint8Array): string {
  try {
    return utf8.decode(octets);
  } catch {
    return latin.decode(octets);
  }
}

interface Layout {
  readonly separator: string | undefined;
  readonly column: number;
  readonly isHeader: boolean;
}

const headings = /^\W*(numbers?|phones?|msisdn|recipients?|mobile|tel|telephone|phone.?numbers?|destination)\W*$/i;

/** How the lines are made, by the first one with text. Digits in its cell: it is no header. */
function layoutOf(line: string): Layout {
  const separator = [";", "\t", ","].find((sign) => line.includes(sign));
  if (separator === undefined) return { separator, column: 0, isHeader: !/\p{Nd}/u.test(line) };
  const cells = cellsOf(line, separator);
  const named = cells.findIndex((cell) => headings.test(cell));
  if (named >= 0) return { separator, column: named, isHeader: true };
  return { separator, column: 0, isHeader: !/\p{Nd}/u.test(cells[0] ?? "") };
}

function cellOf(line: string, { separator, column }: Layout): string {
  const cell = separator === undefined ? line : (cellsOf(line, separator)[column] ?? "");
  // An apostrophe keeps spreadsheets from making a sum of a number.
  return cell
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replace(/^'/, "");
}

function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  let isQuoted = false;
  let cell = "";
  for (const sign of line) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell];
}

/** Numbers as they come, in memory outside of the heap. */
class Numbers {
  #list = new Float64Array(65_536);
  #size = 0;

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  add(number: number): void {
    if (this.#size === this.#list.length) {
      const longer = new Float64Array(this.#size * 2);
      longer.set(this.#list);
      this.#list = longer;
    }
    this.#list[this.#size++] = number;
  }

  /** Each once, in order: so they also go into an index fastest. */
  distinct(): Float64Array {
    const sorted = this.#list.subarray(0, this.#size).sort();
    let kept = 0;
    for (let at = 0; at < sorted.length; at++) {
      if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[kept++] = sorted[at] ?? 0;
    }
    return sorted.subarray(0, kept);
  }
}

const HEAD_OCTETS = 20;
const ELEMENT_OCTETS = 12;
const INT8_OID = 20;

/** One dimension, no NULL, int8, how many, counted from 1; then each with its length before it. */
function packed(numbers: Float64Array): { arrays: Uint8Array; arrayEnds: number[] } {
  const arrayCount = Math.ceil(numbers.length / ARRAY_NUMBERS);
  const arrays = new Uint8Array(arrayCount * HEAD_OCTETS + numbers.length * ELEMENT_OCTETS);
  const view = new DataView(arrays.buffer);
  const arrayEnds: number[] = [];
  let at = 0;
  for (let from = 0; from < numbers.length; from += ARRAY_NUMBERS) {
    const slice = numbers.subarray(from, from + ARRAY_NUMBERS);
    for (const head of [1, 0, INT8_OID, slice.length, 1]) {
      view.setInt32(at, head);
      at += 4;
    }
    for (const number of slice) {
      view.setInt32(at, 8);
      view.setUint32(at + 4, Math.floor(number / 2 ** 32));
      view.setUint32(at + 8, number % 2 ** 32);
      at += ELEMENT_OCTETS;
    }
    arrayEnds.push(at);
  }
  return { arrays, arrayEnds };
}
