/** What generated rows and messages have in common, so that they meet. */
import fc from "fast-check";
import { hourMs, nowMs } from "../configuration.ts";

export const plain = { noNullPrototype: true };

export const places = [
  { country: "DE", network: null },
  { country: "DE", network: "26201" },
  { country: "DE", network: "26202" },
  { country: "FR", network: null },
  { country: "FR", network: "20801" },
] as const;
export const anywhere = { country: null, network: null };

export const prefixes = ["49", "491", "4915", "49151", "49152", "33", "336", "3367"];
/** Recipients of likely messages. */
export const numbers = prefixes.flatMap((prefix) => [`${prefix}12345678`, `${prefix}77712345`]);

export const senders = ["Switchyard", "Bank & Co.", "Café", "123", "12345", "491512345678", "+491512345678"];
/** Senders in other letters and what is like them. */
export const senderPatterns = ["SWITCHYARD", "switch*", "*&*", "café", "12*", "+49*", "491512345678", "Nobody"];

export const words = ["win", "Win", "code", "CODE", "now", "123", "aaaa", "ж", "€", "[x]", "casino-now"];

/** Moments around the present one, where bounds are decided. */
export const fromMs = fc.constantFrom(0, 0, nowMs - hourMs, nowMs - 1, nowMs, nowMs + 1);
export const toMs = fc.constantFrom(null, null, null, nowMs - 1, nowMs, nowMs + 1, nowMs + hourMs);
export const micros = fc.constantFrom(0n, 1n, 10_000n, 30_000n, 50_000n);
export const place = fc.constantFrom(...places);
export const owner = fc.constantFrom(1, 2);
/** One value for the usual case, each of the others once in so many times; at both ends, which draws prefer, is the usual. */
export function usually<T>(times: number, usual: T, ...others: T[]): fc.Arbitrary<T> {
  const half = new Array<T>(Math.ceil((times * others.length) / 2)).fill(usual);
  return fc.constantFrom(...half, ...others, ...half);
}
/** True but once in a while. */
export const mostly = usually(20, true, false);

/** In most worlds none, in some a few. */
export function few<T>(row: fc.Arbitrary<T>, maxLength = 3): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(row, { minLength: 1, maxLength }) },
  );
}

/** Gives rows ids from 1 on, in an order of their own, so that the order of rows is not the order of ids. */
export function numbered<T extends object>(rows: readonly T[]): (T & { id: number })[] {
  const ids = rows.map((_, index) => 1 + ((index * 7 + 3) % rows.length));
  return rows.map((row, index) => ({ ...row, id: new Set(ids).size === rows.length ? (ids[index] ?? 0) : index + 1 }));
}
