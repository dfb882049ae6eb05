import { describe, expect, it } from "vitest";
import { batchColumn, booleans, moments, numbers, octets, texts } from "./arrays.ts";

describe("array literals", () => {
  it("write numbers and bigints as they are, null as NULL", () => {
    expect(numbers([1, null, 9_007_199_254_740_991], (n) => n)).toBe("{1,NULL,9007199254740991}");
    expect(numbers([9_223_372_036_854_775_807n], (n) => n)).toBe("{9223372036854775807}");
  });

  it("write moments as seconds with their milliseconds", () => {
    expect(moments([1_767_225_600_123], (ms) => ms)).toBe("{1767225600.123}");
  });

  it("quote texts so that nothing in them ends the element", () => {
    expect(texts(['a,b} "c" \\ NULL', ""], (text) => text)).toBe('{"a,b} \\"c\\" \\\\ NULL",""}');
  });

  it("write octets in hexadecimal, of a view only what it shows", () => {
    const view = new Uint8Array([9, 1, 255, 9]).subarray(1, 3);
    expect(octets([view, null], (value) => value)).toBe('{"\\\\x01ff",NULL}');
  });

  it("write booleans as t and f", () => {
    expect(booleans([true, false], (value) => value)).toBe("{t,f}");
  });

  it("send nothing for a column of nothing but NULL", () => {
    expect(texts([1, 2, 3], () => null)).toBe("{}");
    expect(numbers([], () => 1)).toBe("{}");
  });
});

describe("a column of a batch", () => {
  it("is sent once when all rows share its value", () => {
    expect(batchColumn([1, 2], "text", () => 'a "b"')).toEqual({ array: "{}", shared: 'a "b"' });
    expect(batchColumn([1, 2], "timestamptz", () => 1_500)).toEqual({ array: "{}", shared: "1.5" });
    expect(batchColumn([1, 2], "bigint", () => 7n)).toEqual({ array: "{}", shared: "7" });
  });

  it("is an array when the values differ, one is NULL, or there is one row", () => {
    expect(batchColumn([1, 2], "int", (n) => n)).toEqual({ array: "{1,2}", shared: null });
    expect(batchColumn([1, null], "int", (n) => n)).toEqual({ array: "{1,NULL}", shared: null });
    expect(batchColumn([null, 1], "int", (n) => n)).toEqual({ array: "{NULL,1}", shared: null });
    expect(batchColumn([5], "int", (n) => n)).toEqual({ array: "{5}", shared: null });
  });
});
