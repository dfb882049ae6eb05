/**
 * Mail addresses as people type them: `billing@example.com, "Doe, Jane" <jane@example.com>`. What is accepted here can
 * be put into a header as it is: no control characters, no second address hidden in a name.
 */
import { domainToASCII } from "node:url";

/** One address with the name shown for it, "" for none. */
export interface Mailbox {
  readonly name: string;
  /** local@domain; the domain may be in any script. */
  readonly address: string;
}

export interface ParsedAddresses {
  /** The good ones in the order given, each once, written as `writeMailbox` does. */
  readonly addresses: readonly string[];
  /** A sentence for each bad one: what is wrong with it. */
  readonly problems: readonly string[];
}

/** Takes apart a list with commas, semicolons or line breaks between the addresses. An empty text holds none. */
export function parseAddresses(text: string): ParsedAddresses {
  const addresses = new Map<string, string>();
  const problems: string[] = [];
  for (const piece of pieces(text)) {
    const mailbox = readMailbox(piece);
    if (typeof mailbox === "string") problems.push(mailbox);
    else if (!addresses.has(mailbox.address.toLowerCase())) {
      addresses.set(mailbox.address.toLowerCase(), writeMailbox(mailbox));
    }
  }
  return { addresses: [...addresses.values()], problems };
}

/** One address, with or without a name; undefined when the text is anything else. */
export function parseMailbox(text: string): Mailbox | undefined {
  const [piece, ...more] = pieces(text);
  if (piece === undefined || more.length > 0) return undefined;
  const mailbox = readMailbox(piece);
  return typeof mailbox === "string" ? undefined : mailbox;
}

/** The text of a mailbox, from which `parseMailbox` makes the same again. */
export function writeMailbox({ name, address }: Mailbox): string {
  if (name === "") return address;
  const isPlain = !/[()<>[\]:;@\\,."]/.test(name);
  return `${isPlain ? name : `"${name.replace(/["\\]/g, "\\$&")}"`} <${address}>`;
}

/** The domain as mail servers know it: in ASCII and lower case. */
export function mailDomain({ address }: Mailbox): string {
  return domainToASCII(address.slice(address.lastIndexOf("@") + 1));
}

/** RFC 5321 §4.5.3.1. */
const LOCAL_CHARS_MAX = 64;
const ADDRESS_CHARS_MAX = 254;
const NAME_CHARS_MAX = 200;
/** Room for both, with every character of the name escaped. Nothing longer is looked at. */
const PIECE_CHARS_MAX = 700;

/** Splits where a separator stands outside quotes; empty pieces are left out. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (isQuoted && character === "\\") i += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /[,;\r\n]/.test(character)) {
      found.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...found, text.slice(start)].map((piece) => piece.trim()).filter((piece) => piece !== "");
}

/** The mailbox, or what is wrong with it. */
function readMailbox(piece: string): Mailbox | string {
  const shown = `"${piece.length > 80 ? `${piece.slice(0, 80)}…` : piece}"`;
  if (piece.length > PIECE_CHARS_MAX) return `${shown} is too long for an address.`;
  if (/\p{Cc}/u.test(piece)) return "An address with control characters in it can't be used.";
  const [, quoted, plain, bracketed] = /^(?:"((?:[^"\\]|\\.)*)"|([^<>"]*))\s*<([^<>]*)>$/.exec(piece) ?? [];
  const address = (bracketed ?? piece).trim();
  const name = (quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "").replace(/\s+/g, " ").trim();
  const wrong = wrongWith(address) ?? (name.length > NAME_CHARS_MAX ? "has a name that is too long" : undefined);
  return wrong === undefined ? { name, address } : `${shown} ${wrong}.`;
}

/** Characters of a local part, in words joined by single dots (RFC 5322 §3.2.3). */
const localPart = /^[\w!#$%&'*+\-/=?^`{|}~]+(\.[\w!#$%&'*+\-/=?^`{|}~]+)*$/;
const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function wrongWith(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  if (at < 0) return "has no @; an address looks like name@example.com";
  const local = address.slice(0, at);
  if (local.length > LOCAL_CHARS_MAX || !localPart.test(local))
    return "has a part before the @ that no mailbox can have";
  if (!isDomain(address.slice(at + 1))) return "has no domain after the @, such as example.com";
  return address.length > ADDRESS_CHARS_MAX ? `is longer than ${ADDRESS_CHARS_MAX} characters` : undefined;
}

function isDomain(domain: string): boolean {
  // The conversion drops or rewrites what it finds odd, so that only letters, digits, dots and hyphens may reach it.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return false;
  const labels = domainToASCII(domain).split(".");
  return labels.every((label) => domainLabel.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "");
}
