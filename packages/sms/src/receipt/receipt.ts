/** The text of a delivery receipt, written as SMPP 3.4 Appendix B shows it and read in every spelling we know. */
import { receiptCharactersMax, receiptDateCharactersMax, receiptTextCharacters } from "../limits.ts";
import { formatReceiptDate, parseReceiptDate } from "./date.ts";
import { labels, type ReceiptField, stateWords } from "./dialects.ts";
import { fromMessageState, type ReceiptState } from "./state.ts";

export interface ReceiptToFormat {
  readonly id: string;
  /** Parts submitted and delivered; by default 1, and 1 or 0 by the state. */
  readonly sub?: number;
  readonly dlvrd?: number;
  readonly submittedAt: Date;
  readonly doneAt: Date;
  readonly state: ReceiptState;
  /** Error code as the receipt shows it, padded to three characters; "000" by default. */
  readonly error?: string;
  /** The message's text, of which the first 20 characters are shown. */
  readonly text?: string;
}

/** Zone of the dates, which carry none of their own: minutes east of UTC, 0 by default. */
export interface ReceiptZone {
  readonly utcOffsetMinutes?: number;
}

/** How one supplier writes receipts, where it differs from the others. */
export interface ReceiptReading extends ReceiptZone {
  /** Words, in capitals, that mean a state of their own; asked before the words we know. */
  readonly words?: ReadonlyMap<string, ReceiptState>;
}

export interface Receipt {
  /** As written; "" when the text has none and the id travels in receipted_message_id alone. */
  readonly id: string;
  readonly state: ReceiptState;
  /** The word the supplier used for the state. */
  readonly stateWord: string;
  readonly error?: string;
  readonly submittedAt?: Date;
  readonly doneAt?: Date;
  readonly sub?: number;
  readonly dlvrd?: number;
  readonly text?: string;
}

/** `id:… sub:001 dlvrd:001 submit date:yyMMddHHmm done date:yyMMddHHmm stat:DELIVRD err:000 text:…` */
export function formatReceipt(receipt: ReceiptToFormat, { utcOffsetMinutes = 0 }: ReceiptZone = {}): string {
  const sub = receipt.sub ?? 1;
  const dlvrd = receipt.dlvrd ?? (receipt.state === "DELIVRD" ? sub : 0);
  const count = (parts: number) => String(parts).padStart(3, "0");
  const submitted = formatReceiptDate(receipt.submittedAt, utcOffsetMinutes);
  const done = formatReceiptDate(receipt.doneAt, utcOffsetMinutes);
  const error = (receipt.error ?? "").padStart(3, "0");
  const text = [...(receipt.text ?? "").slice(0, receiptTextCharacters * 2)].slice(0, receiptTextCharacters).join("");
  return (
    `id:${receipt.id} sub:${count(sub)} dlvrd:${count(dlvrd)} submit date:${submitted} done date:${done} ` +
    `stat:${receipt.state} err:${error} text:${text}`
  );
}

/**
 * Reads a receipt in any known dialect (`dialects.ts`): labels in any order and case, any of them missing but the
 * state. Undefined when the text names no state, or neither an id nor a state we know, and so is no receipt. A state
 * word nobody knows reads as UNKNOWN.
 */
export function parseReceipt(
  receipt: string,
  { utcOffsetMinutes = 0, words }: ReceiptReading = {},
): Receipt | undefined {
  const bounded = receipt.slice(0, receiptCharactersMax);
  const fields = readUsualForm(bounded) ?? readFields(bounded);
  const stateWord = firstWord(fields.state);
  if (stateWord === undefined) return undefined;
  const id = firstWord(fields.id) ?? "";
  const state = words?.get(stateWord.toUpperCase()) ?? readReceiptState(stateWord);
  // "Status: thanks!" from a handset is no receipt.
  if (id === "" && state === undefined) return undefined;
  const parsed: Writable<Receipt> = { id, state: state ?? "UNKNOWN", stateWord };
  const error = firstWord(fields.error);
  if (error !== undefined) parsed.error = error;
  const submittedAt = readDate(fields.submittedAt, utcOffsetMinutes);
  if (submittedAt !== undefined) parsed.submittedAt = submittedAt;
  const doneAt = readDate(fields.doneAt, utcOffsetMinutes);
  if (doneAt !== undefined) parsed.doneAt = doneAt;
  const sub = readCount(fields.sub);
  if (sub !== undefined) parsed.sub = sub;
  const dlvrd = readCount(fields.dlvrd);
  if (dlvrd !== undefined) parsed.dlvrd = dlvrd;
  if (fields.text !== undefined) parsed.text = fields.text;
  return parsed;
}

type Fields = Partial<Record<ReceiptField, string>>;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const fieldOfLabel = new Map<string, ReceiptField>();
for (const [field, spellings] of Object.entries(labels) as Array<[ReceiptField, readonly string[]]>) {
  for (const spelling of spellings) fieldOfLabel.set(squeeze(spelling), field);
}

/** A label at the start or behind a separator, longest spelling first, then ":" or "=". */
const labelPattern = new RegExp(
  `(?:^|[\\s,;|&{"'])(${Object.values(labels)
    .flat()
    .sort((one, other) => other.length - one.length)
    .map((spelling) => spelling.replace(/ /g, "[ _-]?"))
    .join("|")})["']?[ \\t]?[:=]`,
  "gi",
);

/** Appendix B to the letter, which most suppliers write: read in one match, several times as fast as label by label. */
const usualForm =
  /^id:(\S+) sub:(\d+) dlvrd:(\d+) submit date:(\d+) done date:(\d+) stat:([A-Z]+) err:(\w+) text:(.*)$/is;

function readUsualForm(receipt: string): Fields | undefined {
  const match = usualForm.exec(receipt);
  if (match === null) return undefined;
  const [, id = "", sub = "", dlvrd = "", submittedAt = "", doneAt = "", state = "", error = "", text = ""] = match;
  return { id, sub, dlvrd, submittedAt, doneAt, state, error, text };
}

/** Cuts the receipt at its labels. The first of a repeated label counts; once the state is known, text takes all the rest. */
function readFields(receipt: string): Fields {
  const fields: Fields = {};
  let open: { field: ReceiptField; from: number } | undefined;
  const close = (end: number) => {
    if (open !== undefined) fields[open.field] ??= receipt.slice(open.from, end);
  };
  for (const match of receipt.matchAll(labelPattern)) {
    const field = fieldOfLabel.get(squeeze(match[1] ?? ""));
    if (field === undefined) continue;
    if (open?.field === "text" && fields.state !== undefined) break;
    close(match.index);
    open = { field, from: match.index + match[0].length };
  }
  close(receipt.length);
  return fields;
}

function squeeze(label: string): string {
  return label.replace(/[ _-]/g, "").toLowerCase();
}

/** The first word without the quotes and separators around it. */
function firstWord(value: string | undefined): string | undefined {
  return value === undefined ? undefined : /[^\s,;|&"'{}]+/.exec(value)?.[0];
}

function readCount(value: string | undefined): number | undefined {
  const word = firstWord(value);
  return word !== undefined && /^\d{1,3}$/.test(word) ? Number(word) : undefined;
}

function readDate(value: string | undefined, utcOffsetMinutes: number): Date | undefined {
  return value === undefined
    ? undefined
    : parseReceiptDate(value.slice(0, receiptDateCharactersMax).trim(), utcOffsetMinutes);
}

/** What a supplier's word for a state means; a number is an SMPP message_state. Undefined for one nobody knows. */
export function readReceiptState(word: string): ReceiptState | undefined {
  if (/^\d{1,3}$/.test(word)) return fromMessageState(Number(word));
  const letters = word.toUpperCase().replace(/[^A-Z]/g, "");
  return stateWords.find(([beginning]) => letters.startsWith(beginning))?.[1];
}
