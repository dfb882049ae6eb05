/**
 * Looks whether an image can stand on a document, before it is kept and again before it is drawn: the PDF writer
 * meets a broken one only half way through, where nothing can be done about it any more.
 */
import { crc32, inflateSync } from "node:zlib";

export type LogoCheck =
  | { readonly kind: "png" | "jpeg"; readonly width: number; readonly height: number }
  /** What is wrong, as a sentence. */
  | { readonly kind: "unusable"; readonly reason: string };

export const logoOctetsMax = 1_000_000;
/** Pixels a side: enough for 10 cm in print. */
export const logoSideMax = 2_400;

export function checkLogo(octets: Uint8Array): LogoCheck {
  if (octets.length > logoOctetsMax)
    return unusable(`The logo has more than ${logoOctetsMax / 1e6} MB; make it smaller.`);
  const found = startsWith(octets, PNG) ? checkPng(octets) : startsWith(octets, JPEG) ? checkJpeg(octets) : undefined;
  if (!found) return unusable("The logo is neither a PNG nor a JPEG image; save it as one of them.");
  if (found.kind !== "unusable" && Math.max(found.width, found.height) > logoSideMax) {
    return unusable(`The logo has more than ${logoSideMax} pixels on a side; make it smaller.`);
  }
  return found;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const BROKEN = "The logo's file is damaged; save it anew.";

function unusable(reason: string): LogoCheck {
  return { kind: "unusable", reason };
}

function startsWith(octets: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((octet, index) => octets[index] === octet);
}

/** Samples per pixel by colour type (PNG, third edition, §11.2.1). */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function checkPng(octets: Uint8Array): LogoCheck {
  const chunks = chunksOf(octets);
  const header = chunks?.find(({ type }) => type === "IHDR")?.data;
  if (!chunks || header?.length !== 13 || chunks.at(-1)?.type !== "IEND") return unusable(BROKEN);
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const [depth = 0, color = 0, , , interlace = 0] = header.subarray(8);
  const samples = samplesOf[color];
  if (samples === undefined || width === 0 || height === 0) return unusable(BROKEN);
  const isFlat = (color === 0 || color === 3) && !chunks.some(({ type }) => type === "tRNS");
  if (depth !== 8 && !(isFlat && [1, 2, 4].includes(depth))) {
    return unusable("The logo is a PNG with other than 8 bits per channel; save it with 8.");
  }
  if (interlace !== 0) return unusable("The logo is an interlaced PNG; save it without interlacing.");
  if (Math.max(width, height) > logoSideMax) return { kind: "png", width, height };
  if (color === 3 && !chunks.some(({ type }) => type === "PLTE")) return unusable(BROKEN);
  const expected = (Math.ceil((width * samples * depth) / 8) + 1) * height;
  const packed = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data));
  return inflatedLength(packed, expected) === expected ? { kind: "png", width, height } : unusable(BROKEN);
}

function inflatedLength(packed: Buffer, lengthMax: number): number | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: lengthMax }).length;
  } catch {
    return undefined;
  }
}

/** The chunks with their checksums right; undefined when the file isn't made of chunks. */
function chunksOf(octets: Uint8Array): { type: string; data: Buffer }[] | undefined {
  const file = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const chunks = [];
  for (let at = PNG.length; at < file.length; ) {
    if (at + 12 > file.length) return undefined;
    const end = at + 8 + file.readUInt32BE(at);
    if (end + 4 > file.length || crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) return undefined;
    const type = file.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: file.subarray(at + 8, end) });
    if (type === "IEND") break;
    at = end + 4;
  }
  return chunks;
}

/** Walks the segments to the frame header, which has the size (JPEG, T.81 §B.2.2). */
function checkJpeg(octets: Uint8Array): LogoCheck {
  const file = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  for (let at = 2; at + 10 <= file.length; ) {
    const marker = file.readUInt16BE(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) {
      const [depth = 0, channels = 0] = [file[at + 4], file[at + 9]];
      const height = file.readUInt16BE(at + 5);
      const width = file.readUInt16BE(at + 7);
      const isDrawable = depth === 8 && [1, 3, 4].includes(channels) && width > 0 && height > 0;
      return isDrawable ? { kind: "jpeg", width, height } : unusable(BROKEN);
    }
    if (marker < 0xffc0 || marker === 0xffd9) break;
    at += 2 + Math.max(2, file.readUInt16BE(at + 2));
  }
  return unusable(BROKEN);
}
