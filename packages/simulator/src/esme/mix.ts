/** What the load generator sends: bodies prepared once, so that a message costs a few draws and no encoding of text. */
import type { PduInput } from "@switchyard/smpp";
import { type Alphabet, concatUdh8, encodeText, fitsGsm7 } from "@switchyard/sms";
import { type CountryIso, countryIsos, drawMobileNumber } from "../demo/numbers.ts";
import { drawText, type Kind, type Language, phrases } from "../demo/phrases.ts";
import { limits } from "../limits.ts";
import { pick, type Random, type Weighted, weightedChoice } from "../random.ts";

/** A message in one part of the GSM alphabet or UCS-2, a long one in message_payload, or one of several parts with a header each. */
export type MixKind = "gsm7" | "ucs2" | "payload" | "concatenated";

export interface MixOptions {
  /** Kinds of message by weight. */
  readonly kinds: Readonly<Partial<Record<MixKind, number>>>;
  readonly senders: readonly string[];
  /** Countries of recipients by weight, as ISO codes. */
  readonly countries: Readonly<Partial<Record<CountryIso, number>>>;
  /** Recipients to use in turn instead of drawn ones. */
  readonly recipients?: readonly string[];
  readonly registered_delivery: number;
  /** Puts "#1 ", "#2 " … in front of each text, so that every message differs and can be told apart at the other end. */
  readonly numbered: boolean;
  /** The text of every message of the kind gsm7, instead of drawn ones. */
  readonly text?: string;
}

export const plainMix: MixOptions = {
  kinds: { gsm7: 1 },
  senders: ["Switchyard"],
  countries: { DE: 1 },
  registered_delivery: 1,
  numbered: false,
};

interface Body {
  readonly data_coding: number;
  readonly alphabet: Alphabet;
  /** One element unless concatenated; without headers. */
  readonly pieces: readonly Buffer[];
  readonly isPayload: boolean;
}

const udhIndicator = 0x40;
/** Left free in each piece for the header of a part and the number in front of the text. */
const roomCharacters = 12;

/** Makes messages, each as the submit_sm of its parts. Throws a RangeError for an empty mix or an unknown country. */
export function createMix(options: MixOptions, random: Random): (index: number) => PduInput<"submit_sm">[] {
  for (const iso of Object.keys(options.countries)) {
    if (!countryIsos.includes(iso as CountryIso)) throw new RangeError(`No numbers are known for the country ${iso}`);
  }
  const bodies = new Map<MixKind, Body[]>();
  const kindOf = weightedChoice(weights(options.kinds));
  const countryOf = weightedChoice(weights(options.countries));
  for (const kind of Object.keys(options.kinds) as MixKind[]) {
    bodies.set(
      kind,
      kind === "gsm7" && options.text !== undefined
        ? [{ data_coding: 0, alphabet: "gsm7", pieces: [octetsOf(options.text, "gsm7")], isPayload: false }]
        : Array.from({ length: limits.preparedTexts }, () => prepareBody(kind, random)),
    );
  }
  const senders = options.senders.map((source_addr) => ({ source_addr, ...senderTonNpi(source_addr) }));
  return (index) => {
    const listed = options.recipients;
    const recipient = listed?.length ? listed[index % listed.length] : drawMobileNumber(countryOf(random), random);
    const body = pick(random, bodies.get(kindOf(random)) ?? []);
    const sender = pick(random, senders);
    const prefix = options.numbered ? encodeText(`#${index} `, body.alphabet) : undefined;
    return body.pieces.map((piece, part) => {
      const userData = withHeaders(piece, prefix, body, index, part);
      return {
        command: "submit_sm",
        ...sender,
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr: recipient ?? "",
        esm_class: body.pieces.length > 1 ? udhIndicator : 0,
        registered_delivery: options.registered_delivery,
        data_coding: body.data_coding,
        ...(body.isPayload ? { tlvs: { message_payload: userData } } : { short_message: userData }),
      };
    });
  };
}

function weights<T extends string>(record: Readonly<Partial<Record<T, number>>>): Weighted<T>[] {
  return (Object.entries(record) as [T, number][]).map(([value, weight]) => ({ value, weight }));
}

function withHeaders(piece: Buffer, prefix: Uint8Array | undefined, body: Body, index: number, part: number): Buffer {
  const total = body.pieces.length;
  if (total === 1) return prefix === undefined ? piece : Buffer.concat([prefix, piece]);
  return Buffer.concat([concatUdh8(index & 0xff, total, part + 1), prefix ?? new Uint8Array(0), piece]);
}

/** SMPP 3.4 §5.2.5, §5.2.6: letters are alphanumeric, few digits a short code, many a number. */
function senderTonNpi(sender: string): { source_addr_ton: number; source_addr_npi: number } {
  if (!/^\d+$/.test(sender)) return { source_addr_ton: 5, source_addr_npi: 0 };
  return sender.length <= 6 ? { source_addr_ton: 3, source_addr_npi: 0 } : { source_addr_ton: 1, source_addr_npi: 1 };
}

const languages = Object.keys(phrases) as Language[];
const kindsOfPhrase: readonly Kind[] = ["otp", "alert", "marketing"];

function prepareBody(kind: MixKind, random: Random): Body {
  const alphabet = kind === "ucs2" || (kind === "concatenated" && random() < 0.3) ? "ucs2" : "gsm7";
  const data_coding = alphabet === "ucs2" ? 8 : 0;
  const single = (alphabet === "ucs2" ? 70 : 160) - roomCharacters;
  if (kind === "gsm7" || kind === "ucs2") {
    const text = textOf(alphabet, random, 1).slice(0, single).trimEnd();
    return { data_coding, alphabet, pieces: [octetsOf(text, alphabet)], isPayload: false };
  }
  const text = textOf(alphabet, random, single * 2);
  if (kind === "payload") return { data_coding, alphabet, pieces: [octetsOf(text, alphabet)], isPayload: true };
  const pieces = cut(text, single - roomCharacters);
  return { data_coding, alphabet, pieces: pieces.map((piece) => octetsOf(piece, alphabet)), isPayload: false };
}

/** Text of the demo's phrases that suits the alphabet, repeated to at least so many characters. */
function textOf(alphabet: Alphabet, random: Random, charactersMin: number): string {
  let text = "";
  while (text.length < charactersMin) {
    const drawn = drawText(pick(random, languages), pick(random, kindsOfPhrase), "Kudu", random);
    if (fitsGsm7(drawn) === (alphabet === "gsm7")) text += text === "" ? drawn : ` ${drawn}`;
  }
  return text;
}

/** Pieces short enough for a header and a number; no phrase has a character outside the basic plane to tear. */
function cut(text: string, characters: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += characters) pieces.push(text.slice(at, at + characters));
  return pieces;
}

function octetsOf(text: string, alphabet: Alphabet): Buffer {
  return Buffer.from(encodeText(text, alphabet));
}
