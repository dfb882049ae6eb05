/**
 * Cutting text into segments, and counting them without cutting: the count is what is priced, so it must be exactly
 * what leaves. An extension character of the GSM alphabet (two septets) and a surrogate pair (two code units) are
 * never torn between two segments; the unit that stays empty is lost, as on every handset.
 */
import { type Alphabet, chooseAlphabet } from "../alphabet/alphabet.ts";
import { gsm7SeptetsOfUnit } from "../alphabet/gsm7.ts";
import { unitsOf } from "../alphabet/units.ts";
import { type Concatenation, concatenationOctets, segmentUnits } from "./capacity.ts";

export interface SegmentCount {
  readonly alphabet: Alphabet;
  /** Septets (gsm7), UTF-16 code units (ucs2) or octets (latin1, binary) of the text. */
  readonly units: number;
  /** At least 1: an empty text is still one message. */
  readonly segments: number;
  /** What each segment holds: 160 for a single GSM segment, 153 for each of several, 70 and 67 for UCS-2. */
  readonly unitsPerSegment: number;
  /** Units that still fit into the last segment. */
  readonly unitsLeft: number;
}

/**
 * Counts segments of a text, in the alphabet given or else in the cheapest that carries it. A character the alphabet
 * does not have counts as the "?" it is sent as. The count itself has no ceiling; 255 is the most that can be sent.
 */
export function countSegments(text: string, alphabet?: Alphabet, concatenation: Concatenation = "udh8"): SegmentCount {
  switch (alphabet) {
    case undefined:
      return countGsm7(text, concatenation, countUcs2);
    case "gsm7":
      return countGsm7(text, concatenation);
    case "ucs2":
      return countUcs2(text, concatenation);
    case "latin1":
    case "binary":
      return countWhole(alphabet, text.length, concatenation);
  }
}

/** Counts segments of so many octets of binary content. */
export function countOctetSegments(octets: number, concatenation: Concatenation = "udh8"): SegmentCount {
  return countWhole("binary", octets, concatenation);
}

/** The text in pieces that each fit a segment; joined they are the text. An empty text is one empty piece. */
export function splitText(
  text: string,
  alphabet: Alphabet = chooseAlphabet(text),
  concatenation: Concatenation = "udh8",
): string[] {
  const count = countSegments(text, alphabet, concatenation);
  if (count.segments === 1) return [text];
  const cuts = findCuts(text, alphabet, count.unitsPerSegment);
  return [...cuts, text.length].map((end, index) => text.slice(index === 0 ? 0 : cuts[index - 1], end));
}

/**
 * Octets in pieces of at most `octetsMax`, as views of the same memory. An empty input is one empty piece.
 * @throws RangeError when `octetsMax` is not a positive integer
 */
export function splitBinary(octets: Uint8Array, octetsMax: number): Uint8Array[] {
  if (!Number.isInteger(octetsMax) || octetsMax < 1) throw new RangeError(`octetsMax must be positive: ${octetsMax}`);
  const pieces = [octets.subarray(0, octetsMax)];
  for (let at = octetsMax; at < octets.length; at += octetsMax) pieces.push(octets.subarray(at, at + octetsMax));
  return pieces;
}

/** Units that need no care at boundaries: every segment but the last is full. */
function countWhole(alphabet: Alphabet, units: number, concatenation: Concatenation): SegmentCount {
  const alone = segmentUnits(alphabet, 0);
  const each = segmentUnits(alphabet, concatenationOctets[concatenation]);
  const segments = Math.ceil(units / each);
  return counted(alphabet, units, alone, each, segments, units - (segments - 1) * each);
}

/** At the first character outside the alphabet the work goes to `otherwise`, if there is one. Most texts fit one segment. */
function countGsm7(text: string, concatenation: Concatenation, otherwise?: typeof countUcs2): SegmentCount {
  const alone = segmentUnits("gsm7", 0);
  const each = segmentUnits("gsm7", concatenationOctets[concatenation]);
  const read = unitsOf(text);
  const { length } = text;
  let units = 0;
  for (let at = 0; at < length; at++) {
    const cost = gsm7SeptetsOfUnit(read[at] as number);
    if (cost === 0 && otherwise !== undefined) return otherwise(text, concatenation);
    units += cost || 1;
  }
  if (units <= alone) return counted("gsm7", units, alone, each, 1, units);
  let segments = 1;
  let inLast = 0;
  for (let at = 0; at < length; at++) {
    const cost = gsm7SeptetsOfUnit(read[at] as number) || 1;
    inLast += cost;
    if (inLast > each) {
      segments += 1;
      inLast = cost;
    }
  }
  return counted("gsm7", units, alone, each, segments, inLast);
}

function countUcs2(text: string, concatenation: Concatenation): SegmentCount {
  const alone = segmentUnits("ucs2", 0);
  const each = segmentUnits("ucs2", concatenationOctets[concatenation]);
  const units = text.length;
  let segments = 1;
  let from = 0;
  while (units > alone && units - from > each) {
    from += isSurrogatePair(text, from + each - 1) ? each - 1 : each;
    segments += 1;
  }
  return counted("ucs2", units, alone, each, segments, units - from);
}

/** The count of a text that takes `segments` of `each` units, `inLast` of them in the last, unless it fits one alone. */
function counted(
  alphabet: Alphabet,
  units: number,
  alone: number,
  each: number,
  segments: number,
  inLast: number,
): SegmentCount {
  return units <= alone
    ? { alphabet, units, segments: 1, unitsPerSegment: alone, unitsLeft: alone - units }
    : { alphabet, units, segments, unitsPerSegment: each, unitsLeft: each - inLast };
}

/** Indexes in the text at which each segment but the first begins. */
function findCuts(text: string, alphabet: Alphabet, each: number): number[] {
  const cuts: number[] = [];
  let units = 0;
  for (let at = 0; at < text.length; ) {
    const pair = alphabet === "ucs2" && isSurrogatePair(text, at);
    const cost = pair ? 2 : alphabet === "gsm7" ? gsm7SeptetsOfUnit(text.charCodeAt(at)) || 1 : 1;
    if (units + cost > each) {
      cuts.push(at);
      units = 0;
    }
    units += cost;
    at += pair ? 2 : 1;
  }
  return cuts;
}

function isSurrogatePair(text: string, at: number): boolean {
  return (
    (text.charCodeAt(at) & 0xfc00) === 0xd800 && at + 1 < text.length && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
  );
}
