import { describe, expect, it } from "vitest";
import { type NumberFile, readNumberFile } from "./number-file.ts";

const read = (text: string | Uint8Array, callingCode?: string) =>
  readNumberFile({ octets: typeof text === "string" ? Buffer.from(text) : text, callingCode });

/** Takes the arrays apart again as PostgreSQL would. */
function numbersIn({ arrays, arrayEnds }: NumberFile): string[] {
  const octets = Buffer.from(arrays.buffer, arrays.byteOffset, arrays.byteLength);
  const numbers: string[] = [];
  let start = 0;
  for (const end of arrayEnds) {
    const size = octets.readInt32BE(start + 12);
    expect([octets.readInt32BE(start), octets.readInt32BE(start + 8), end - start]).toEqual([1, 20, 20 + size * 12]);
    for (let at = start + 20; at < end; at += 12) numbers.push(String(octets.readBigInt64BE(at + 4)));
    start = end;
  }
  return numbers;
}

describe("a file of numbers", () => {
  it("is read in any usual spelling, each number once, in order", () => {
    const file = read("\ufeff+49 (0)151-2345678\r\n\r\n0044 7700 900123\n491512345678\r447700900124\n");
    expect(numbersIn(file)).toEqual(["447700900123", "447700900124", "491512345678"]);
    expect([file.count, file.faultsTotal]).toEqual([3, 0]);
  });

  it("takes the column that its heading names, or the first", () => {
    const named = 'Name;"Phone number";Comment\r\nAnn;+49 151 1111111;"a;b"\r\n"Bob; junior";4915122222222;\r\n';
    expect(numbersIn(read(named))).toEqual(["491511111111", "4915122222222"]);
    expect(numbersIn(read("4915133333333,x\n4915144444444,y\n"))).toEqual(["4915133333333", "4915144444444"]);
    expect(numbersIn(read("msisdn\n4915155555555"))).toEqual(["4915155555555"]);
  });

  it("reads what our own list is exported as", () => {
    const own =
      "number,import,comment,entered_by,created_at\r\n4915155555555,old.csv,,ann,2026-06-15T10:30:00.000Z\r\n";
    expect(numbersIn(read(own))).toEqual(["4915155555555"]);
  });

  it("tells every line that is none, with its number and why", () => {
    const file = read("4915155555555\n\n0151234567\nabc4\n12\n4.91E+11\n1234567890123456\n");
    expect(file.faults.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7]);
    expect(file.faults[0]?.message).toContain("national way");
    expect(file.faults[1]?.message).toBe('"abc4" has something other than digits and the usual signs');
    expect([file.faultsTotal, file.count]).toEqual([5, 1]);
  });

  it("keeps to a hundred faults, and counts the others", () => {
    const file = read("no1\n".repeat(250));
    expect([file.faults.length, file.faultsTotal]).toEqual([100, 250]);
  });

  it("reads numbers written the national way where the country is named", () => {
    expect(numbersIn(read("0151 2345678\n01719876543\n", "49"))).toEqual(["491512345678", "491719876543"]);
  });

  it("takes UTF-16 as spreadsheets save it, and refuses a workbook", () => {
    const utf16 = Buffer.from("\ufeff4915155555555\r\n4915166666666\r\n", "utf16le");
    expect(numbersIn(read(utf16))).toEqual(["4915155555555", "4915166666666"]);
    expect(() => read(Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2]))).toThrow("workbook");
  });

  it("cuts long lists into arrays", () => {
    const many = Array.from({ length: 45_000 }, (_, i) => 4_915_100_000_000 + i * 3);
    const file = read(many.toReversed().join("\n"));
    expect(file.arrayEnds).toHaveLength(3);
    expect(numbersIn(file)).toEqual(many.map(String));
  });
});
