import type { PduInput } from "@switchyard/smpp";
import { readDataCoding, writeDataCoding } from "@switchyard/smpp";
import { encodeText, fitsGsm7, fitsLatin1 } from "@switchyard/sms";
import type { IncomingMessage } from "../../incoming/incoming-message.ts";
import type { SmppCredential } from "../../snapshot/rows.ts";

const UDHI = 0x40;
/** sm_length is one octet, and 255 is reserved (SMPP 3.4 §5.2.21); more goes into message_payload. */
const SHORT_MESSAGE_MAX = 254;
/** As long as addresses of deliver_sm can be; data_sm carries longer ones. */
const ADDRESS_MAX = 20;

/** The deliver_sm that hands a client what a handset wrote to its number (SMPP 3.4 §4.6.1). */
export function clientIncoming(
  message: IncomingMessage,
  { defaultAlphabet }: Pick<SmppCredential, "defaultAlphabet">,
): PduInput<"deliver_sm"> {
  const { dataCoding, body } = contentFor(message, defaultAlphabet);
  const content = Buffer.concat([message.udh ?? Buffer.alloc(0), body]);
  const isLong = content.length > SHORT_MESSAGE_MAX;
  return {
    command: "deliver_sm",
    source_addr_ton: message.sourceTon,
    source_addr_npi: message.sourceNpi,
    source_addr: message.sender.slice(0, ADDRESS_MAX),
    dest_addr_ton: message.destTon,
    dest_addr_npi: message.destNpi,
    destination_addr: message.recipient.slice(0, ADDRESS_MAX),
    // A header that could not be read is still in its place.
    esm_class: message.esmClass & UDHI || (message.udh === null ? 0 : UDHI),
    protocol_id: message.protocolId,
    data_coding: dataCoding,
    short_message: isLong ? Buffer.alloc(0) : content,
    ...(isLong && { tlvs: { message_payload: content } }),
  };
}

/**
 * As it came; but where data_coding leaves the alphabet to a default that is the supplier's and not the client's, the text
 * is written anew in the client's, or in UCS-2 when that lacks a character.
 */
function contentFor(
  { dataCoding, alphabet, body, text }: IncomingMessage,
  ours: SmppCredential["defaultAlphabet"],
): { readonly dataCoding: number; readonly body: Uint8Array } {
  const { alphabet: coded, messageClass } = readDataCoding(dataCoding);
  if (coded !== "default" || alphabet === ours || text === null) return { dataCoding, body };
  const fits = ours === "gsm7" ? fitsGsm7(text) : fitsLatin1(text);
  if (fits) return { dataCoding, body: encodeText(text, ours) };
  return { dataCoding: writeDataCoding("ucs2", messageClass), body: encodeText(text, "ucs2") };
}
