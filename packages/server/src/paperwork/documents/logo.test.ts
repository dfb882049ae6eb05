import fc from "fast-check";
import { expect, it } from "vitest";
import { samplePng } from "../../../test/paperwork/sample-documents.ts";
import { checkLogo, logoOctetsMax } from "./logo.ts";

/** The start of a JPEG: an application segment, then the frame header of 3 channels at 8 bits. */
const jpeg = [
  0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 30, 0, 80, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
];

it("tells the kind and the size of a usable image", () => {
  expect(checkLogo(samplePng(40, 20))).toEqual({ kind: "png", width: 40, height: 20 });
  expect(checkLogo(Uint8Array.from(jpeg))).toEqual({ kind: "jpeg", width: 80, height: 30 });
});

it.each([
  ["something else", Uint8Array.of(0x47, 0x49, 0x46, 0x38), "neither a PNG nor a JPEG"],
  ["nothing", new Uint8Array(0), "neither a PNG nor a JPEG"],
  ["too large a file", new Uint8Array(logoOctetsMax + 1), "more than 1 MB"],
  ["too many pixels", samplePng(2_401, 1), "more than 2400 pixels"],
  ["half a PNG", samplePng(40, 20).subarray(0, 60), "damaged"],
  ["a JPEG without a frame", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xd9, 0, 0), "damaged"],
])("says what is wrong with %s", (_, octets, reason) => {
  expect(checkLogo(octets)).toMatchObject({ kind: "unusable", reason: expect.stringContaining(reason) });
});

it("finds any octet of a PNG that was changed", () => {
  const whole = samplePng(12, 12);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      expect(checkLogo(whole.with(at, (whole[at] ?? 0) ^ change)).kind).toBe("unusable");
    }),
  );
});

it("reads any octets after the mark of a JPEG without failing", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
      expect(["jpeg", "unusable"]).toContain(checkLogo(Uint8Array.of(0xff, 0xd8, 0xff, ...octets)).kind);
    }),
  );
});
