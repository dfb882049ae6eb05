/**
 * The little of ZIP that a workbook needs. Sizes are checked against limits before anything is inflated, and inflating
 * stops at the size a part declares, so a small file can't fill the memory.
 */
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { limits } from "./limits.ts";
import { SheetError } from "./sheet-error.ts";

export type ZipPart = { readonly name: string; readonly octets: Uint8Array };

export interface ZipArchive {
  readonly names: readonly string[];
  /** The part inflated; undefined when there is none of that name. */
  read(name: string): Buffer | undefined;
}

type Entry = { method: number; flags: number; packedSize: number; size: number; headerAt: number };

const DAMAGED = "The workbook is damaged. Open it in Excel or LibreOffice, save it again and send that.";

/** @throws SheetError for an archive that is damaged, has a password, or is larger than we read */
export function openZip(octets: Uint8Array): ZipArchive {
  const buffer = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const entries = readDirectory(buffer);
  let inflatedOctets = 0;
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name);
      if (!entry) return undefined;
      inflatedOctets += entry.size;
      if (inflatedOctets > limits.inflatedOctetsMax) {
        throw new SheetError(
          `The workbook holds more than ${limits.inflatedOctetsMax / 1024 / 1024} MB once unpacked. Send the price list alone, or as CSV.`,
        );
      }
      return inflate(buffer, entry);
    },
  };
}

/** An archive of parts: as they are, or deflated. */
export function writeZip(parts: readonly ZipPart[], how: "stored" | "deflated"): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, octets } of parts) {
    const nameOctets = Buffer.from(name, "utf8");
    const packed =
      how === "stored" ? Buffer.from(octets.buffer, octets.byteOffset, octets.length) : deflateRawSync(octets);
    // What the local header and the directory have in common, from the version needed to the length of extra fields.
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(UTF8_NAMES, 2);
    fields.writeUInt16LE(how === "stored" ? 0 : 8, 4);
    fields.writeUInt16LE(FIRST_DOS_DAY, 8);
    fields.writeUInt32LE(crc32(octets), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(octets.length, 18);
    fields.writeUInt16LE(nameOctets.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    bodies.push(Buffer.from("504b0304", "hex"), fields, nameOctets, packed);
    directory.push(Buffer.from("504b01021400", "hex"), fields, place, nameOctets);
    at += 30 + nameOctets.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("504b0506", "hex");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, listing, end]);
}

const UTF8_NAMES = 0x0800;
/** 1 January 1980: a date is needed, and the same table always makes the same file. */
const FIRST_DOS_DAY = 0x21;

/** The central directory: what readers of the world go by, whatever the local headers say. */
function readDirectory(buffer: Buffer): Map<string, Entry> {
  const end = buffer.lastIndexOf(Buffer.from("504b0506", "hex"));
  if (end < 0 || end + 22 > buffer.length) throw new SheetError(DAMAGED);
  const count = buffer.readUInt16LE(end + 10);
  if (count > limits.zipEntriesMax) throw new SheetError("The file is an archive of too many files to be a workbook.");
  const entries = new Map<string, Entry>();
  let at = buffer.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) throw new SheetError(DAMAGED);
    const nameEnd = at + 46 + buffer.readUInt16LE(at + 28);
    const extraEnd = nameEnd + buffer.readUInt16LE(at + 30);
    const entry = {
      flags: buffer.readUInt16LE(at + 8),
      method: buffer.readUInt16LE(at + 10),
      packedSize: buffer.readUInt32LE(at + 20),
      size: buffer.readUInt32LE(at + 24),
      headerAt: buffer.readUInt32LE(at + 42),
    };
    const name = buffer.toString("utf8", at + 46, nameEnd).replaceAll("\\", "/");
    entries.set(name, withLongSizes(entry, buffer.subarray(nameEnd, extraEnd)));
    at = extraEnd + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

/** Some writers give every size as a long one (ZIP64), in an extra field of id 1. */
function withLongSizes(entry: Entry, extra: Buffer): Entry {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    const long = (value: number): number => {
      if (value !== 0xffffffff || next + 8 > extra.length) return value;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    const size = long(entry.size);
    const packedSize = long(entry.packedSize);
    return { ...entry, size, packedSize, headerAt: long(entry.headerAt) };
  }
  return entry;
}

function inflate(buffer: Buffer, { flags, method, packedSize, size, headerAt }: Entry): Buffer {
  if (flags & 1) throw new SheetError("The file has a password. Remove the password, save it and send it again.");
  if (headerAt + 30 > buffer.length || buffer.readUInt32LE(headerAt) !== 0x04034b50) throw new SheetError(DAMAGED);
  const start = headerAt + 30 + buffer.readUInt16LE(headerAt + 26) + buffer.readUInt16LE(headerAt + 28);
  if (start + packedSize > buffer.length) throw new SheetError(DAMAGED);
  const packed = buffer.subarray(start, start + packedSize);
  if (method === 0 && packedSize === size) return packed;
  if (method !== 8) throw new SheetError(DAMAGED);
  try {
    const octets = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    if (octets.length === size) return octets;
  } catch {
    // Told below: zlib's words help nobody.
  }
  throw new SheetError(DAMAGED);
}
