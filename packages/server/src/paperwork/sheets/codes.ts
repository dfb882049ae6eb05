/** MCC and MNC as price lists spell them, into the codes of known networks. */
import type { Network } from "@switchyard/sms";
import { type Cell, cellText } from "./cell.ts";
import { limits } from "./limits.ts";
import { fault, type Outcome, value } from "./outcome.ts";

/** `isPadded` is false for a number cell: it can't begin with zeros, so 1 may be "01" or "001". */
export type Code = { readonly mcc: string; readonly mnc: string; readonly isPadded: boolean };

/** What stands in an MNC or operator cell for the whole country, or what is left of it. */
const WHOLE_COUNTRY =
  /^([*xX\-–—.]+|all( (other )?(networks|operators|carriers|mncs?))?|any|n\/?a|none|others?( networks| operators| carriers)?|rest( of .*)?|remaining.*|default|flat( rate)?|country( rate)?|alle|andere|sonstige|rest|tous|autres|todos|otros|tutti|altri|все|прочие|другие|остальные)$/iu;

export function meansWholeCountry(text: string): boolean {
  return text === "" || (!/^\d/.test(text) && WHOLE_COUNTRY.test(text));
}

const RANGE = /\d\s*(?:-|–|—|\.\.+|\bto\b)\s*\d/;

/** Digits of a number or of text; "262.0" is how some programs write a whole number. */
export function wholeNumber(cell: Cell | undefined): { digits: string; isPadded: boolean } | undefined {
  const match = /^(\d+)(\.0+)?$/.exec(cellText(cell));
  if (!match) return undefined;
  return { digits: match[1] ?? "", isPadded: typeof cell === "string" && match[2] === undefined };
}

/** "262", "262, 263" or "310/311/312". */
export function readMccs(cell: Cell | undefined): Outcome<string[]> {
  const text = cellText(cell);
  if (/^\d{3}$/.test(text)) return value([text]);
  if (RANGE.test(text.replaceAll(/\s/g, ""))) return fault(`"${text}" is a range; list the country codes one by one`);
  const parts = typeof cell === "number" ? [wholeNumber(cell)?.digits ?? text] : text.split(/[\s,;|/&]+/);
  const codes = parts.filter((part) => part !== "").map((part) => part.replace(/\.0+$/, ""));
  const wrong = codes.find((code) => !/^\d{3}$/.test(code));
  if (wrong !== undefined) return fault(`"${wrong}" is no MCC; an MCC has three digits, like 262`);
  return value([...new Set(codes)]);
}

/** The MNC column beside an MCC: "01", 1, "01,02;03", and "262-01" that repeats the MCC. */
export function readMncs(
  cell: Cell | undefined,
  mcc: string | undefined,
): Outcome<{ mnc: string; isPadded: boolean }[]> {
  const number = wholeNumber(cell);
  if (number && number.digits.length <= 3) return value([{ mnc: number.digits, isPadded: number.isPadded }]);
  const text = cellText(cell);
  const bare = text.replaceAll(new RegExp(`\\b${mcc ?? "$^"}[\\s\\-/._]*(?=\\d{2,3}\\b)`, "g"), "");
  if (RANGE.test(bare)) return fault(`"${text}" is a range; list the MNCs one by one, like "01,02,03"`);
  const mncs = bare.split(/[\s,;|/&]+/).filter((part) => part !== "");
  const wrong = mncs.find((mnc) => !/^\d{1,3}$/.test(mnc));
  if (wrong !== undefined) return fault(`"${wrong}" is no MNC; an MNC has two or three digits, like 01`);
  if (mncs.length > limits.codesPerCellMax)
    return fault("has too many MNCs in one cell; put them on lines of their own");
  return value(mncs.map((mnc) => ({ mnc, isPadded: mnc.length > 1 })));
}

/** The column of MCC and MNC together: "26201", "262-01", "262 01, 262/02", "262-01,02", 2621. An MCC alone has MNC "". */
export function readCodes(cell: Cell | undefined): Outcome<Code[]> {
  const text = cellText(cell).replace(/^(\d+)\.0+$/, "$1");
  if (/\d{5,6}\s*(?:-|–|—|\.\.+|\bto\b)\s*\d{5,6}/.test(text)) {
    return fault(`"${text}" is a range; list the networks one by one`);
  }
  if (typeof cell === "number" && !/^\d+$/.test(text)) {
    return fault(`${text} is no network; write MCC and MNC as text, like 26201`);
  }
  const codes: Code[] = [];
  for (const part of partCodes(text)) {
    const code = readCode(part, codes.at(-1));
    if (!code) return fault(`"${part}" is no network; a network is MCC and MNC, like 26201`);
    codes.push(code);
  }
  if (codes.length > limits.codesPerCellMax)
    return fault("has too many networks in one cell; put them on lines of their own");
  return value(codes);
}

/** One code; after a whole one an MNC may stand alone, as in "262-01,02". */
function readCode(part: string, previous: Code | undefined): Code | undefined {
  const [, both, mnc] = /^(\d{3})[\s\-–/._:]*(\d{1,3})$/.exec(part) ?? [];
  if (both !== undefined && mnc !== undefined) return { mcc: both, mnc, isPadded: mnc.length > 1 };
  const continues = previous !== undefined && previous.mnc !== "" && /^\d{1,3}$/.test(part);
  if (continues && (part.length < 3 || previous.mnc.length === 3)) {
    return { mcc: previous.mcc, mnc: part, isPadded: part.length > 1 };
  }
  const [, mcc] = /^(\d{3})(?:[\s\-–/._:]*[*xX]+)?$/.exec(part) ?? [];
  return mcc === undefined ? undefined : { mcc, mnc: "", isPadded: false };
}

function partCodes(text: string): string[] {
  const parts = text.split(/[,;|&]+/).map((part) => part.trim());
  // A space or slash parts whole codes, but stands between MCC and MNC too.
  return parts
    .filter((part) => part !== "")
    .flatMap((part) => (/\d{5,6}[\s/]+\d{5,6}/.test(part) ? part.split(/[\s/]+/) : [part]));
}

export type NetworkIndex = ReadonlyMap<string, Network>;

/** The known network of a code: as it is written, or padded with zeros to what exists. */
export function findNetwork(networks: NetworkIndex, { mcc, mnc, isPadded }: Code): Outcome<Network> {
  const exact = isPadded ? networks.get(mcc + mnc) : undefined;
  if (exact) return value(exact);
  const padded = [mnc.padStart(2, "0"), mnc.padStart(3, "0")];
  const found = [...new Set(padded)].flatMap((candidate) => networks.get(mcc + candidate) ?? []);
  const [only, other] = found;
  if (only && other)
    return fault(`MNC ${mnc} of ${mcc} may be ${only.mnc} or ${other.mnc}; write it as text with its zeros`);
  if (only) return value(only);
  return fault(`${mcc}-${mnc} is no network we know; correct it, or add the network to the destinations first`);
}
