import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { checkLogo } from "./logo.ts";

function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write("IHDR", 4, "latin1");
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  const data = deflateSync(Buffer.alloc(8));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), header, data]);
}

function jpeg(width: number, height: number, frame = 0xc0): Buffer {
  const app0 = Buffer.from([0xff, 0xe0, 0, 4, 1, 1]);
  const sof = Buffer.from([
    0xff,
    0xff,
    frame,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    1,
    1,
    1,
    1,
  ]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app0, sof]);
}

describe("a logo", () => {
  it("is a PNG or a JPEG by its octets, whatever it is called", () => {
    expect(checkLogo(png(300, 80))).toBe("png");
    expect(checkLogo(jpeg(300, 80))).toBe("jpeg");
    expect(checkLogo(jpeg(4000, 80, 0xc2))).toBe("jpeg");
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    [
      "a GIF",
      Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
    ],
    ["a PNG cut short", png(10, 10).subarray(0, 20)],
    ["a JPEG without a frame", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xd9, 0, 0, 0, 0])],
    ["a page", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>")],
  ])("is refused when it is %s", (_, octets) => {
    expect(() => checkLogo(octets)).toThrow("no PNG and no JPEG");
  });

  it("is refused when it has no pixels, or too many", () => {
    expect(() => checkLogo(png(0, 10))).toThrow("0 by 10");
    expect(() => checkLogo(png(60_000, 60_000))).toThrow("60000 by 60000");
    expect(() => checkLogo(jpeg(10, 4001))).toThrow("10 by 4001");
  });

  it("that never ends is read to its end and no further", () => {
    const endless = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(100_000, 0xff)]);
    expect(() => checkLogo(endless)).toThrow("no PNG and no JPEG");
    const zeroLength = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xe1, 0, 0]), Buffer.alloc(50)]);
    expect(() => checkLogo(zeroLength)).toThrow("no PNG and no JPEG");
  });
});
