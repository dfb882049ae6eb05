import { expect, it } from "vitest";
import { decodeGsm7Packed, encodeGsm7Packed, fillBitsAfter } from "./gsm7-packed.ts";

const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex");

it("packs the well-known example", () => {
  expect(hex(encodeGsm7Packed("hellohello"))).toBe("e8329bfd4697d9ec37");
  expect(decodeGsm7Packed(Buffer.from("e8329bfd4697d9ec37", "hex"), 10)).toBe("hellohello");
});

it("packs 160 septets into 140 octets", () => {
  expect(encodeGsm7Packed("x".repeat(160))).toHaveLength(140);
});

it("starts behind a header on a septet boundary", () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(fillBitsAfter)).toEqual([6, 5, 4, 3, 2, 1, 0]);
  expect(hex(encodeGsm7Packed("a", 1))).toBe("c2");
  expect(encodeGsm7Packed("x".repeat(153), fillBitsAfter(6))).toHaveLength(134);
});

it("reads as many septets as the octets hold when the count is missing or too large", () => {
  expect(decodeGsm7Packed(encodeGsm7Packed("hello"))).toBe("hello");
  expect(decodeGsm7Packed(encodeGsm7Packed("hello"), 99)).toBe("hello");
  expect(decodeGsm7Packed(new Uint8Array(0), 5, 3)).toBe("");
  expect(decodeGsm7Packed(encodeGsm7Packed("seven c"))).toBe("seven c@");
});
