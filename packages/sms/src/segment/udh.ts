/** The user data header before the text of a part (3GPP TS 23.040 §9.2.3.24): its elements, and the two for long messages. */
import { segmentsMax, udhOctetsMax } from "../limits.ts";

export interface UdhElement {
  /** Information element identifier: 0x00 concatenation, 0x05 application port, 0x08 concatenation with a wide reference. */
  readonly id: number;
  readonly data: Uint8Array;
}

/** One part of a concatenated message. `wide` tells a 16 bit reference (IEI 0x08) from an 8 bit one (IEI 0x00). */
export interface Concat {
  readonly reference: number;
  readonly total: number;
  /** 1 to `total`. */
  readonly part: number;
  readonly wide: boolean;
}

export type ParsedUdh =
  | { readonly ok: true; readonly elements: readonly UdhElement[]; readonly concat?: Concat; readonly octets: number }
  | { readonly ok: false; readonly reason: UdhFault };

/** "empty": no length octet. "too_short": the header says it is longer than the octets. "torn_element": an element overruns the header. */
export type UdhFault = "empty" | "too_short" | "torn_element";

const concat8 = 0x00;
const concat16 = 0x08;

/**
 * Reads the header at the start of a part whose esm_class has the UDH indicator set. `octets` of the answer is where
 * the text begins. A concatenation element with part 0, total 0 or part above total is ignored, as §9.2.3.24.1 asks;
 * of several the last counts. `data` are views of the input.
 */
export function parseUdh(octets: Uint8Array): ParsedUdh {
  const length = octets[0];
  if (length === undefined) return { ok: false, reason: "empty" };
  const end = 1 + length;
  if (end > octets.length) return { ok: false, reason: "too_short" };
  const elements: UdhElement[] = [];
  let concat: Concat | undefined;
  for (let at = 1; at < end; ) {
    const id = octets[at] as number;
    const size = octets[at + 1];
    if (at + 1 >= end || size === undefined || at + 2 + size > end) return { ok: false, reason: "torn_element" };
    const element = { id, data: octets.subarray(at + 2, at + 2 + size) };
    elements.push(element);
    concat = readConcat(element) ?? concat;
    at += 2 + size;
  }
  return concat === undefined ? { ok: true, elements, octets: end } : { ok: true, elements, concat, octets: end };
}

/**
 * A header of the given elements, its length octet first.
 * @throws RangeError when an element or the whole does not fit
 */
export function encodeUdh(elements: readonly UdhElement[]): Uint8Array {
  const length = elements.reduce((sum, element) => sum + 2 + element.data.length, 0);
  if (length + 1 > udhOctetsMax) throw new RangeError(`user data header of ${length + 1} octets`);
  const octets = new Uint8Array(1 + length);
  octets[0] = length;
  let at = 1;
  for (const { id, data } of elements) {
    octets[at] = id;
    octets[at + 1] = data.length;
    octets.set(data, at + 2);
    at += 2 + data.length;
  }
  return octets;
}

/**
 * The 6 octet header of part `part` of `total`, reference 0 to 255.
 * @throws RangeError when a number is out of range
 */
export function concatUdh8(reference: number, total: number, part: number): Uint8Array {
  checkConcat(reference, 0xff, total, part);
  return Uint8Array.of(5, concat8, 3, reference, total, part);
}

/**
 * The 7 octet header of part `part` of `total`, reference 0 to 65535.
 * @throws RangeError when a number is out of range
 */
export function concatUdh16(reference: number, total: number, part: number): Uint8Array {
  checkConcat(reference, 0xffff, total, part);
  return Uint8Array.of(6, concat16, 4, reference >> 8, reference & 0xff, total, part);
}

function checkConcat(reference: number, referenceMax: number, total: number, part: number): void {
  const inRange = (value: number, from: number, to: number) => Number.isInteger(value) && value >= from && value <= to;
  if (!inRange(reference, 0, referenceMax)) throw new RangeError(`reference ${reference} is not in 0..${referenceMax}`);
  if (!inRange(total, 1, segmentsMax)) throw new RangeError(`total ${total} is not in 1..${segmentsMax}`);
  if (!inRange(part, 1, total)) throw new RangeError(`part ${part} is not in 1..${total}`);
}

function readConcat({ id, data }: UdhElement): Concat | undefined {
  const wide = id === concat16;
  if (id !== concat8 && !wide) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 0] = data;
  if (data.length !== (wide ? 4 : 3)) return undefined;
  const concat = wide
    ? { reference: (first << 8) | second, total: third, part: fourth, wide }
    : { reference: first, total: second, part: third, wide };
  return concat.part >= 1 && concat.part <= concat.total ? concat : undefined;
}
