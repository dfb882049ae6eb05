/** What a file is, by its first octets: names and media types of uploads say little. */
import { SheetError } from "./sheet-error.ts";

export type FileKind = "xlsx" | "csv";

/**
 * A zip is taken for a workbook, anything that looks like text for CSV.
 * @throws SheetError that says what to do, for every other kind we recognise
 */
export function detectKind(octets: Uint8Array): FileKind {
  if (octets.length === 0) throw new SheetError("The file is empty. Send a price list as CSV or XLSX.");
  if (startsWith(octets, "504b0304")) return "xlsx";
  const refused = signatures.find(({ magic }) => startsWith(octets, magic));
  if (refused) throw new SheetError(isEncrypted(octets, refused.magic) ? PASSWORD : refused.says);
  if (looksBinary(octets)) {
    throw new SheetError("The file is neither text nor an Excel workbook. Send the price list as CSV or XLSX.");
  }
  const opening = openingText(octets);
  const markup = markups.find(({ opens }) => opens.test(opening));
  if (markup) throw new SheetError(markup.says);
  return "csv";
}

const PASSWORD = "The workbook is protected with a password. Remove the password, save it and send it again.";
const UNPACK = "The file is an archive. Unpack it and send the CSV or XLSX file inside.";
const PICTURE = "The file is a picture. Send the price list as CSV or XLSX.";

const signatures: readonly { magic: string; says: string }[] = [
  {
    magic: "d0cf11e0a1b11ae1",
    says: "The file is an old Excel workbook (.xls). Open it in Excel or LibreOffice, save it as .xlsx and send that.",
  },
  {
    magic: "25504446",
    says: "The file is a PDF. Ask for the price list as CSV or XLSX, or copy its table into a spreadsheet and save that.",
  },
  { magic: "504b0506", says: "The file is an empty archive. Send the price list as CSV or XLSX." },
  { magic: "504b0708", says: UNPACK },
  { magic: "1f8b", says: UNPACK },
  { magic: "526172211a07", says: UNPACK },
  { magic: "377abcaf271c", says: UNPACK },
  { magic: "89504e47", says: PICTURE },
  { magic: "ffd8ff", says: PICTURE },
  { magic: "7b5c727466", says: "The file is a text document (RTF). Send the price list as CSV or XLSX." },
];

const markups: readonly { opens: RegExp; says: string }[] = [
  {
    opens: /^<(!doctype html|html|head|meta|body|table|style|div|script)\b/i,
    says: "The file is a web page, whatever its name says. Open it in Excel or LibreOffice, save it as .xlsx and send that.",
  },
  {
    opens: /^<(\?xml|workbook|!--)/i,
    says: "The file is XML. Open it in Excel or LibreOffice, save it as .xlsx and send that.",
  },
];

function startsWith(octets: Uint8Array, magic: string): boolean {
  return Buffer.from(octets.subarray(0, magic.length / 2)).toString("hex") === magic;
}

/** A workbook with a password is an OLE file that holds a stream of this name. */
function isEncrypted(octets: Uint8Array, magic: string): boolean {
  return magic === "d0cf11e0a1b11ae1" && Buffer.from(octets).includes(Buffer.from("EncryptedPackage", "utf16le"));
}

/** NUL stands in no text but UTF-16, where it is every second octet of a Latin one or a byte order mark comes first. */
function looksBinary(octets: Uint8Array): boolean {
  if (startsWith(octets, "fffe") || startsWith(octets, "feff")) return false;
  const head = octets.subarray(0, 4096);
  const nuls = [0, 0];
  for (const [index, octet] of head.entries()) if (octet === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  if (even + odd === 0) return false;
  return Math.min(even, odd) > 0 || Math.max(even, odd) < head.length * 0.2;
}

function openingText(octets: Uint8Array): string {
  return Buffer.from(octets.subarray(0, 1024))
    .toString("latin1")
    .replaceAll("\0", "")
    .replace(/^(ï»¿|ÿþ|þÿ)/, "")
    .trimStart();
}
