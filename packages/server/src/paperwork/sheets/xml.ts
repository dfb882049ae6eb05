/**
 * The tags of an XML part one after another, without a tree: as much of XML as workbooks are written in. What they never
 * hold, such as a document type with entities of its own, is refused.
 */
import { isAscii } from "node:buffer";
import { SheetError } from "./sheet-error.ts";

export const UNREADABLE =
  "The workbook can't be read. Open it in Excel or LibreOffice, save it as a new .xlsx and send that.";

/** Stands on one tag at a time; names are without their namespace's prefix. */
export class XmlScanner {
  name = "";
  kind: "open" | "close" | "empty" = "close";
  readonly #xml: string;
  readonly #isAscii: boolean;
  #at = 0;
  /** Text before the tag: what came ahead of comments and the like, and where the rest stands. */
  #carried = "";
  #textFrom = 0;
  #textTo = 0;
  /** Four places for each attribute, its name's and its value's; `#places` of them are of this tag. */
  readonly #attributes: number[] = [];
  #places = 0;

  constructor(part: Buffer) {
    const octets = inUtf8(part);
    this.#isAscii = isAscii(octets);
    // A character an octet: twice as small as the text, and whole parts of it are decoded only where they are used.
    this.#xml = octets.toString("latin1");
  }

  /**
   * Goes on to the next tag; false after the last.
   * @throws SheetError for what is not well-formed
   */
  next(): boolean {
    const open = this.#skipToTag();
    if (open < 0) return false;
    const xml = this.#xml;
    const isClose = xml.charCodeAt(open + 1) === SLASH;
    let at = open + (isClose ? 2 : 1);
    let from = at;
    for (let code = xml.charCodeAt(at); isNameCode(code); code = xml.charCodeAt(++at))
      if (code === COLON) from = at + 1;
    if (at === from) throw new SheetError(UNREADABLE);
    this.name = xml.slice(from, at);
    this.kind = isClose ? "close" : "open";
    this.#places = 0;
    for (;;) {
      at = skipSpace(xml, at);
      const code = xml.charCodeAt(at);
      if (code === GREATER) break;
      if (code === SLASH && xml.charCodeAt(at + 1) === GREATER && !isClose) {
        this.kind = "empty";
        at++;
        break;
      }
      at = this.#readAttribute(at);
    }
    this.#at = at + 1;
    return true;
  }

  /** The text between the tag before and this one. */
  text(): string {
    return this.#carried + this.#decode(this.#textFrom, this.#textTo);
  }

  /** An attribute of the tag as it is written; by its name without a prefix. */
  attribute(name: string): string | undefined {
    const marks = this.#attributes;
    for (let index = 0; index < this.#places; index += 4) {
      const from = marks[index] ?? 0;
      if ((marks[index + 1] ?? 0) - from !== name.length || !this.#xml.startsWith(name, from)) continue;
      return this.#xml.slice(marks[index + 2], marks[index + 3]);
    }
    return undefined;
  }

  /** All attributes of the tag, with their prefixes. */
  attributes(): Map<string, string> {
    const all = new Map<string, string>();
    for (let index = 0; index < this.#places; index += 4) {
      const [from = 0, to = 0, valueFrom = 0, valueTo = 0] = this.#attributes.slice(index, index + 4);
      all.set(this.#xml.slice(from, to), this.#decode(valueFrom, valueTo));
    }
    return all;
  }

  /** Past comments, instructions and CDATA; where the next tag begins, or -1. */
  #skipToTag(): number {
    const xml = this.#xml;
    this.#carried = "";
    for (let from = this.#at; ; ) {
      const open = xml.indexOf("<", from);
      this.#textFrom = from;
      this.#textTo = open;
      const sign = xml.charCodeAt(open + 1);
      if (open < 0 || (sign !== EXCLAMATION && sign !== QUESTION)) return open;
      const kind = asides.find(({ opens }) => xml.startsWith(opens, open));
      const end = kind ? xml.indexOf(kind.closes, open + kind.opens.length) : -1;
      if (!kind || end < 0) throw new SheetError(UNREADABLE);
      this.#carried += this.#decode(from, open);
      if (kind.isText) this.#carried += this.#plain(open + kind.opens.length, end);
      from = end + kind.closes.length;
    }
  }

  #readAttribute(from: number): number {
    const xml = this.#xml;
    let to = from;
    while (isNameCode(xml.charCodeAt(to))) to++;
    const equals = skipSpace(xml, to);
    const quoteAt = skipSpace(xml, equals + 1);
    const quote = xml.charCodeAt(quoteAt);
    const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
    if (to === from || xml.charCodeAt(equals) !== EQUALS || !isQuoted) throw new SheetError(UNREADABLE);
    const end = xml.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", quoteAt + 1);
    if (end < 0) throw new SheetError(UNREADABLE);
    const marks = this.#attributes;
    const at = this.#places;
    marks[at] = from;
    marks[at + 1] = to;
    marks[at + 2] = quoteAt + 1;
    marks[at + 3] = end;
    this.#places = at + 4;
    return end + 1;
  }

  #decode(from: number, to: number): string {
    const text = this.#plain(from, to);
    return text.includes("&") ? unescapeXml(text) : text;
  }

  #plain(from: number, to: number): string {
    const octets = this.#xml.slice(from, to);
    const text = this.#isAscii || !NOT_ASCII.test(octets) ? octets : Buffer.from(octets, "latin1").toString("utf8");
    return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
  }
}

const NOT_ASCII = /[\x80-\xff]/;

/** What stands between tags and is none. A document type is not among them, so it is refused. */
const asides = [
  { opens: "<!--", closes: "-->", isText: false },
  { opens: "<![CDATA[", closes: "]]>", isText: true },
  { opens: "<?", closes: "?>", isText: false },
] as const;

const [SLASH, COLON, GREATER, EXCLAMATION, QUESTION] = [0x2f, 0x3a, 0x3e, 0x21, 0x3f];
const [EQUALS, DOUBLE_QUOTE, SINGLE_QUOTE] = [0x3d, 0x22, 0x27];

/** Letters, digits, "-", ".", ":", "_" and whatever is not ASCII. */
function isNameCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2d && code <= 0x3a && code !== SLASH) ||
    code === 0x5f ||
    code >= 0x80
  );
}

function skipSpace(xml: string, from: number): number {
  let at = from;
  for (let code = xml.charCodeAt(at); code === 0x20 || (code >= 0x09 && code <= 0x0d); code = xml.charCodeAt(at)) at++;
  return at;
}

/** XML may be UTF-16, which then begins with a mark. */
function inUtf8(part: Buffer): Buffer {
  const mark = part.subarray(0, 2).toString("hex");
  if (mark !== "fffe" && mark !== "feff") return part;
  return Buffer.from(new TextDecoder(mark === "fffe" ? "utf-16le" : "utf-16be").decode(part));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
