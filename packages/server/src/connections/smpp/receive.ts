import { type PduOf, statusCode } from "@switchyard/smpp";
import { fromMessageState, parseReceipt, parseUdh, type ReceiptState } from "@switchyard/sms";
import type { Arrival } from "../../incoming/incoming-message.ts";
import type { SupplierReceipt } from "../../receipts/match.ts";
import type { CommonLinkSettings } from "../../snapshot/link-settings.ts";
import { readBody, sarHeader } from "../../traffic/content.ts";
import { arrivalOf } from "../arrival.ts";
import { receiptOf } from "../receipt.ts";

/** esm_class bits 2 to 5: what kind of deliver_sm (SMPP 3.4 §5.2.12). */
const TYPE_MASK = 0x3c;
const TYPE_RECEIPT = 0x04;
const TYPE_INTERMEDIATE = 0x20;
const UDHI = 0x40;

export type Delivered =
  | { readonly kind: "receipt"; readonly receipt: SupplierReceipt }
  | { readonly kind: "incoming"; readonly arrival: Arrival }
  /** Not for us to keep; the supplier is told why. */
  | { readonly kind: "refused"; readonly command_status: number; readonly reason: string };

/**
 * Reads what a supplier delivers. A receipt is known by its esm_class or by its TLVs; its id and state are taken from
 * the TLVs where they are, else from the text. The id comes out as the submit's answer gave it. All else is a message
 * from a handset.
 */
export function readDelivery(
  pdu: PduOf<"deliver_sm" | "data_sm">,
  settings: Pick<CommonLinkSettings, "id" | "receiptIdFormat" | "defaultAlphabet">,
  words: ReadonlyMap<string, ReceiptState>,
  nowMs: number,
): Delivered {
  const type = pdu.esm_class & TYPE_MASK;
  const { receipted_message_id, message_state, message_payload, network_error_code } = pdu.tlvs ?? {};
  if (type !== TYPE_RECEIPT && type !== TYPE_INTERMEDIATE && receipted_message_id === undefined) {
    return { kind: "incoming", arrival: readIncoming(pdu, settings) };
  }
  const octets = message_payload ?? (pdu.command === "deliver_sm" ? pdu.short_message : undefined);
  const text = octets ? parseReceipt(octets.toString("latin1"), { words }) : undefined;
  const id = receipted_message_id || text?.id;
  const state = text?.state ?? (message_state === undefined ? undefined : fromMessageState(message_state));
  if (!id || !state) {
    return { kind: "refused", command_status: statusCode("ESME_RX_P_APPN"), reason: "a receipt without id or state" };
  }
  const error = text?.error ?? (network_error_code ? String(network_error_code.readUInt16BE(1)) : undefined);
  return { kind: "receipt", receipt: receiptOf({ id, state, error }, settings, nowMs) };
}

/**
 * Octets that are kept are copied, for the PDU is a view of the socket's. A header that can't be read is left in its
 * place, and the whole is no text.
 */
function readIncoming(
  pdu: PduOf<"deliver_sm" | "data_sm">,
  settings: Pick<CommonLinkSettings, "id" | "defaultAlphabet">,
): Arrival {
  const content = pdu.tlvs?.message_payload ?? (pdu.command === "deliver_sm" ? pdu.short_message : Buffer.alloc(0));
  const header = (pdu.esm_class & UDHI) === 0 ? undefined : parseUdh(content);
  const headerOctets = header?.ok ? header.octets : 0;
  const body = Buffer.from(content.subarray(headerOctets));
  const read = readBody(body, pdu.data_coding, settings.defaultAlphabet);
  return arrivalOf({
    connectionId: settings.id,
    sender: pdu.source_addr,
    sourceTon: pdu.source_addr_ton,
    sourceNpi: pdu.source_addr_npi,
    recipient: pdu.destination_addr,
    destTon: pdu.dest_addr_ton,
    destNpi: pdu.dest_addr_npi,
    alphabet: read.alphabet,
    dataCoding: pdu.data_coding,
    esmClass: pdu.esm_class,
    protocolId: pdu.command === "deliver_sm" ? pdu.protocol_id : 0,
    udh: headerOctets > 0 ? Buffer.from(content.subarray(0, headerOctets)) : (sarHeader(pdu.tlvs) ?? null),
    body,
    text: header && !header.ok ? null : read.text,
  });
}
