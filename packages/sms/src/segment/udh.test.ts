import { describe, expect, it } from "vitest";
import { concatUdh8, concatUdh16, encodeUdh, parseUdh } from "./udh.ts";

const octets = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));

describe("reading a user data header", () => {
  it("reads an 8 bit concatenation and where the text begins", () => {
    expect(parseUdh(octets("050003a70201ffff"))).toMatchObject({
      ok: true,
      octets: 6,
      concat: { reference: 0xa7, total: 2, part: 1, wide: false },
    });
  });

  it("reads a 16 bit concatenation", () => {
    expect(parseUdh(octets("060804a7b1ff10"))).toMatchObject({
      ok: true,
      octets: 7,
      concat: { reference: 0xa7b1, total: 255, part: 16, wide: true },
    });
  });

  it("reads concatenation beside port addressing", () => {
    const parsed = parseUdh(octets("0b05040b8423f0000301020261"));
    expect(parsed).toMatchObject({ ok: true, octets: 12, concat: { reference: 1, total: 2, part: 2 } });
    expect(parsed.ok && parsed.elements.map(({ id, data }) => [id, data.length])).toEqual([
      [0x05, 4],
      [0x00, 3],
    ]);
  });

  it.each(["0500030002 00", "050003000003", "050003000203", "0500030000 00", "04000200 02"])(
    "ignores the impossible concatenation %s, as the standard asks",
    (hex) => {
      const parsed = parseUdh(octets(hex.replace(" ", "")));
      expect(parsed.ok).toBe(true);
      expect(parsed.ok && parsed.concat).toBeUndefined();
    },
  );

  it("counts the last of several concatenations", () => {
    expect(parseUdh(octets("0a0003010201 0003020302".replace(" ", "")))).toMatchObject({ concat: { reference: 2 } });
  });

  it.each([
    ["", "empty"],
    ["05000301", "too_short"],
    ["0100", "torn_element"],
    ["0300030102", "torn_element"],
    ["ff", "too_short"],
  ] as const)("refuses %j as %s", (hex, reason) => {
    expect(parseUdh(octets(hex))).toEqual({ ok: false, reason });
  });

  it("accepts a header without elements", () => {
    expect(parseUdh(octets("0061"))).toEqual({ ok: true, elements: [], octets: 1 });
  });
});

describe("writing a user data header", () => {
  it("refuses numbers that do not fit", () => {
    for (const [reference, total, part] of [
      [256, 2, 1],
      [-1, 2, 1],
      [0, 256, 1],
      [0, 0, 0],
      [0, 2, 3],
      [0, 2, 0],
      [0.5, 2, 1],
    ] as const) {
      expect(() => concatUdh8(reference, total, part)).toThrow(RangeError);
    }
    expect(() => concatUdh16(65_536, 2, 1)).toThrow(RangeError);
    expect(() => encodeUdh([{ id: 5, data: new Uint8Array(138) }])).toThrow(RangeError);
  });
});
