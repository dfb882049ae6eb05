import { describe, expect, it } from "vitest";
import type { Alphabet } from "../alphabet/alphabet.ts";
import { countOctetSegments, countSegments, splitBinary, splitText } from "./segment.ts";

/** Alphabet, text, segments, units each holds, units left in the last. */
const boundaries: ReadonlyArray<readonly [Alphabet, string, number, number, number]> = [
  ["gsm7", "", 1, 160, 160],
  ["gsm7", "a".repeat(160), 1, 160, 0],
  ["gsm7", "a".repeat(161), 2, 153, 145],
  ["gsm7", "a".repeat(306), 2, 153, 0],
  ["gsm7", "a".repeat(307), 3, 153, 152],
  ["gsm7", `${"a".repeat(158)}€`, 1, 160, 0],
  ["gsm7", `${"a".repeat(159)}€`, 2, 153, 145],
  // The pair would fall astride septets 153 and 154; septet 153 stays empty.
  ["gsm7", `${"a".repeat(152)}€${"b".repeat(10)}`, 2, 153, 141],
  ["gsm7", `${"a".repeat(152)}€${"b".repeat(151)}`, 2, 153, 0],
  ["gsm7", `${"a".repeat(152)}€${"b".repeat(152)}`, 3, 153, 152],
  ["ucs2", "ж".repeat(70), 1, 70, 0],
  ["ucs2", "ж".repeat(71), 2, 67, 63],
  ["ucs2", "ж".repeat(134), 2, 67, 0],
  ["ucs2", "😀".repeat(35), 1, 70, 0],
  ["ucs2", "😀".repeat(36), 2, 67, 61],
  ["ucs2", `${"ж".repeat(66)}😀${"ж".repeat(65)}`, 2, 67, 0],
  ["ucs2", `${"ж".repeat(66)}😀${"ж".repeat(66)}`, 3, 67, 66],
  ["latin1", "a".repeat(140), 1, 140, 0],
  ["latin1", "a".repeat(141), 2, 134, 127],
  ["binary", "\u00ff".repeat(269), 3, 134, 133],
];

describe("counting", () => {
  it.each(boundaries)("%s %j", (alphabet, text, segments, unitsPerSegment, unitsLeft) => {
    expect(countSegments(text, alphabet)).toMatchObject({ alphabet, segments, unitsPerSegment, unitsLeft });
  });

  it("chooses the alphabet when none is given", () => {
    expect(countSegments("plain {text} €")).toMatchObject({ alphabet: "gsm7", units: 17 });
    expect(countSegments("ç")).toMatchObject({ alphabet: "ucs2", units: 1, unitsLeft: 69 });
  });

  it("counts a character that GSM 7-bit does not have as the question mark it is sent as", () => {
    expect(countSegments("ж".repeat(160), "gsm7")).toMatchObject({ alphabet: "gsm7", units: 160, segments: 1 });
  });

  it("gives a 16 bit reference one unit less, and sar as much as 8 bits", () => {
    expect(countSegments("a".repeat(306), "gsm7", "udh16")).toMatchObject({ segments: 3, unitsPerSegment: 152 });
    expect(countSegments("ж".repeat(134), "ucs2", "udh16")).toMatchObject({ segments: 3, unitsPerSegment: 66 });
    expect(countSegments("a".repeat(306), "gsm7", "sar")).toMatchObject({ segments: 2, unitsPerSegment: 153 });
  });

  it("counts octets of binary content", () => {
    expect(countOctetSegments(140)).toEqual(countSegments("\u0000".repeat(140), "binary"));
    expect(countOctetSegments(141)).toMatchObject({ segments: 2, unitsPerSegment: 134, unitsLeft: 127 });
    expect(countOctetSegments(0)).toMatchObject({ segments: 1, unitsLeft: 140 });
  });
});

describe("splitting", () => {
  it("moves a pair that would be torn into the next segment", () => {
    expect(splitText(`${"a".repeat(152)}€${"b".repeat(10)}`)).toEqual(["a".repeat(152), `€${"b".repeat(10)}`]);
    expect(splitText(`${"ж".repeat(66)}😀${"ж".repeat(10)}`)).toEqual(["ж".repeat(66), `😀${"ж".repeat(10)}`]);
  });

  it("leaves a text that fits one segment alone", () => {
    expect(splitText("")).toEqual([""]);
    expect(splitText("a".repeat(160))).toEqual(["a".repeat(160)]);
  });

  it("tolerates lone surrogates at a boundary", () => {
    expect(splitText(`${"ж".repeat(66)}\ud83d${"ж".repeat(10)}`).map((piece) => piece.length)).toEqual([67, 10]);
  });

  it("cuts octets without copying them", () => {
    const octets = Uint8Array.from({ length: 5 }, (_, index) => index);
    expect(splitBinary(octets, 2).map((piece) => [...piece])).toEqual([[0, 1], [2, 3], [4]]);
    expect(splitBinary(octets, 2)[0]?.buffer).toBe(octets.buffer);
    expect(splitBinary(new Uint8Array(0), 134)).toEqual([new Uint8Array(0)]);
    expect(() => splitBinary(octets, 0)).toThrow(RangeError);
  });
});
