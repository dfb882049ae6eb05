/** Numbers as requests and files bring them, read into digits; what can't be read is told by its place. */
import { normaliseRecipient } from "@switchyard/sms";
import { numberFaults } from "../number-words.ts";
import type { NumberFile } from "../paperwork/number-file.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import { ThreadPoolError } from "../paperwork/thread-pool.ts";
import { invalidField, Refusal } from "../refusal.ts";

/** Faults of one request that are told one by one. */
const FAULTS_MAX = 100;

/** Different numbers of a request, in its order; blank lines are left out. Refuses all when one can't be read. */
export function readNumbers(given: readonly string[], callingCode: string | undefined): number[] {
  const options = callingCode === undefined ? {} : { defaultCountryCode: callingCode };
  const numbers = new Set<number>();
  const faults: { path: string; message: string }[] = [];
  for (const [index, text] of given.entries()) {
    if (text.trim() === "") continue;
    const number = normaliseRecipient(text.trim(), options);
    if (number.ok) numbers.add(Number(number.digits));
    else faults.push({ path: `body.numbers.${index}`, message: numberFaults[number.reason] });
  }
  const [first] = faults;
  if (first) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    const line = Number(first.path.split(".").at(-1)) + 1;
    const detail = `Number ${line} of the request ${first.message}${more}. Nothing was changed.`;
    throw new Refusal("invalid_request", detail, faults.slice(0, FAULTS_MAX));
  }
  if (numbers.size === 0) throw invalidField("body.numbers", "must hold a number");
  return [...numbers];
}

/** Reads a file of numbers in a thread of its own. Refuses it whole when a line of it can't be read. */
export async function readNumberFile(
  paperwork: Paperwork,
  octets: Uint8Array,
  callingCode: string | undefined,
): Promise<NumberFile> {
  const file = await runReader(paperwork, octets, callingCode);
  const { faults, faultsTotal, count } = file;
  if (faultsTotal > 0) {
    const lines = faultsTotal === 1 ? "1 line" : `${faultsTotal} lines`;
    const detail = `${lines} of the file can't be read, so nothing was saved. Line ${faults[0]?.line}: ${faults[0]?.message}.`;
    const errors = faults.map(({ line, message }) => ({ path: "body", message: `line ${line}: ${message}` }));
    throw new Refusal("invalid_request", detail, errors);
  }
  if (count === 0) throw new Refusal("unreadable_file", "The file holds no numbers.");
  return file;
}

/** Hands the octets over where they are a buffer of their own. */
async function runReader(
  paperwork: Paperwork,
  octets: Uint8Array,
  callingCode: string | undefined,
): Promise<NumberFile> {
  const { buffer, byteLength } = octets;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  try {
    return await paperwork.run("readNumberFile", { octets, callingCode }, { transfer: isWhole ? [buffer] : [] });
  } catch (error) {
    if (!(error instanceof ThreadPoolError)) throw error;
    if (error.thrown === "SheetError") throw new Refusal("unreadable_file", error.message);
    if (error.fault === "busy") throw new Refusal("busy", "Too much paperwork is waiting. Try again in a minute.");
    if (error.fault === "timed_out" || error.fault === "died") {
      throw new Refusal("unreadable_file", "Reading the file takes too long. Split it and send the parts.");
    }
    throw error;
  }
}

/** The arrays of a file one by one, as parameters of type bigint[]. */
export function* arraysOf({ arrays, arrayEnds }: NumberFile): Generator<Buffer> {
  const octets = Buffer.from(arrays.buffer, arrays.byteOffset, arrays.byteLength);
  for (const [index, end] of arrayEnds.entries()) yield octets.subarray(arrayEnds[index - 1] ?? 0, end);
}

const DIGITS_MAX = 15;

/** Stretches of numbers, each from one to before another. */
export interface NumberRanges {
  readonly from: readonly number[];
  readonly before: readonly number[];
}

/** Where the numbers lie that begin with what was typed, in order; nowhere for what is no number. */
export function rangesOf(search: string | undefined): NumberRanges {
  const digits = (search ?? "").replaceAll(/[\s().+/-]/g, "").replace(/^00/, "");
  if (digits === "") return { from: [1], before: [10 ** DIGITS_MAX] };
  if (!/^[1-9]\d*$/.test(digits) || digits.length > DIGITS_MAX) return { from: [], before: [] };
  const beginning = Number(digits);
  const scales = Array.from({ length: DIGITS_MAX - digits.length + 1 }, (_, more) => 10 ** more);
  return { from: scales.map((scale) => beginning * scale), before: scales.map((scale) => (beginning + 1) * scale) };
}

/** Below the 8,000 octets PostgreSQL takes. */
const PAYLOAD_OCTETS_MAX = 7_500;

/** Announcements that name changed numbers, as many to each as fit. */
export function announcementsOf(list: string, numbers: readonly number[]): string[] {
  const texts: string[] = [];
  let text = "";
  for (const number of numbers) {
    if (text !== "" && text.length + 16 > PAYLOAD_OCTETS_MAX) {
      texts.push(text);
      text = "";
    }
    text += text === "" ? `${list}:${number}` : `,${number}`;
  }
  return text === "" ? texts : [...texts, text];
}

/** What history keeps of many numbers. */
export function numberFacts(numbers: readonly number[]): { count: number; numbers: string } {
  const shown = numbers.slice(0, 20).join(", ");
  return { count: numbers.length, numbers: numbers.length > 20 ? `${shown}, …` : shown };
}
