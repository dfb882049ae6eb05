import { formatAbsoluteTime, type PduInput, readDataCoding, type Tlvs, writeDataCoding } from "@switchyard/smpp";
import {
  concatUdh8,
  encodeGsm7Unpacked,
  encodeLatin1,
  encodeUcs2,
  fitsLatin1,
  splitBinary,
  splitText,
  tonNpiFor,
} from "@switchyard/sms";
import type { LinkSettings } from "../../snapshot/rows.ts";
import type { Message } from "../../traffic/message.ts";
import { ALL_PARTS, partStatesOf } from "../../traffic/part-states.ts";

/** One submit_sm of a message, and which part it carries. */
export interface ComposedPart {
  readonly part: number;
  readonly pdu: PduInput<"submit_sm">;
}

const UDHI = 0x40;
/** SMPP 3.4 §5.2.17: a receipt whatever the end, for we always want to know. */
const RECEIPT_ALWAYS = 1;
const SHORT_MESSAGE_MAX = 254;
const NOTHING = Buffer.alloc(0);
const PART_OCTETS_MAX = 134;

type MessageClass = ReturnType<typeof readDataCoding>["messageClass"];

interface Encoded {
  readonly dataCoding: number;
  readonly parts: readonly Buffer[];
}

/**
 * Writes a message as the submit_sm PDUs this connection takes: in its default alphabet, split as it wants long messages
 * split, addressed as it wants numbers typed. Parts already taken in an earlier try are left out.
 */
export function composeSubmits(message: Message, settings: LinkSettings): ComposedPart[] {
  const { dataCoding, parts } = encode(message, settings);
  const [only] = parts;
  const { udh } = message;
  if (message.parts === 1 && only && parts.length === 1 && only.length + (udh?.length ?? 0) <= SHORT_MESSAGE_MAX) {
    const body = udh ? Buffer.concat([udh, only]) : only;
    return [{ part: 1, pdu: submitSm(message, settings, dataCoding, udh ? UDHI : 0, body) }];
  }
  // A text that needs more parts in the supplier's alphabet than in ours can only go whole.
  if (settings.longMessages === "payload" || parts.length !== message.parts) {
    const message_payload = Buffer.concat([...(udh ? [udh] : []), ...parts]);
    const pdu = submitSm(message, settings, dataCoding, udh ? UDHI : 0, NOTHING, { message_payload });
    return [{ part: ALL_PARTS, pdu }];
  }
  const reference = referenceOf(message.id);
  const states = partStatesOf(message);
  return parts.flatMap((body, i) => {
    const part = i + 1;
    if (states[i] !== "q") return [];
    if (settings.longMessages === "udh") {
      const withUdh = Buffer.concat([concatUdh8(reference, parts.length, part), body]);
      return [{ part, pdu: submitSm(message, settings, dataCoding, UDHI, withUdh) }];
    }
    const tlvs = { sar_msg_ref_num: reference, sar_total_segments: parts.length, sar_segment_seqnum: part };
    return [{ part, pdu: submitSm(message, settings, dataCoding, 0, body, tlvs) }];
  });
}

/** One literal for every submit: it is read millions of times, and objects put together with spreads are slow to read. */
function submitSm(
  message: Message,
  settings: LinkSettings,
  dataCoding: number,
  esmClass: number,
  body: Buffer,
  tlvs?: Tlvs,
): PduInput<"submit_sm"> {
  const kind = tonNpiFor(message.sender);
  const pdu = {
    command: "submit_sm" as const,
    service_type: settings.serviceType,
    source_addr_ton: settings.sourceTon ?? kind.ton,
    source_addr_npi: settings.sourceNpi ?? kind.npi,
    source_addr: message.sender,
    dest_addr_ton: settings.destTon,
    dest_addr_npi: settings.destNpi,
    destination_addr: message.recipient,
    esm_class: esmClass,
    protocol_id: message.protocolId,
    priority_flag: 0,
    schedule_delivery_time: "",
    validity_period: formatAbsoluteTime(message.validUntilMs),
    registered_delivery: RECEIPT_ALWAYS,
    replace_if_present_flag: 0,
    data_coding: dataCoding,
    sm_default_msg_id: 0,
    short_message: body,
  };
  return tlvs ? { ...pdu, tlvs } : pdu;
}

function encode(message: Message, settings: LinkSettings): Encoded {
  const { text, binary, alphabet } = message;
  if (text === null) {
    const octets = Buffer.from(binary ?? Buffer.alloc(0));
    const parts =
      message.parts === 1 ? [octets] : splitBinary(octets, PART_OCTETS_MAX).map((part) => Buffer.from(part));
    return { dataCoding: message.dataCoding, parts };
  }
  const { messageClass } = readDataCoding(message.dataCoding);
  const pieces = (split: "gsm7" | "ucs2") => (message.parts === 1 ? [text] : splitText(text, split));
  if (alphabet === "ucs2" || (alphabet === "latin1" && !fitsLatin1(text))) return asUcs2(pieces("ucs2"), messageClass);
  if (settings.defaultAlphabet === "latin1" || alphabet === "latin1") {
    // € and Greek capitals are in GSM 7-bit but not in Latin-1.
    if (!fitsLatin1(text)) return asUcs2(splitText(text, "ucs2"), messageClass);
    return {
      dataCoding: writeDataCoding(settings.defaultAlphabet === "latin1" ? "default" : "latin1", messageClass),
      parts: pieces("gsm7").map((piece) => Buffer.from(encodeLatin1(piece))),
    };
  }
  return {
    dataCoding: writeDataCoding("default", messageClass),
    parts: pieces("gsm7").map((piece) => Buffer.from(encodeGsm7Unpacked(piece))),
  };
}

function asUcs2(pieces: readonly string[], messageClass: MessageClass): Encoded {
  return {
    dataCoding: writeDataCoding("ucs2", messageClass),
    parts: pieces.map((piece) => Buffer.from(encodeUcs2(piece))),
  };
}

/** Parts of one message share a reference; consecutive messages to one handset must not. */
const referenceOf = (messageId: number): number => (Math.floor(messageId / 8192) ^ messageId) & 0xff;
