import { type PduOf, statusCode } from "@switchyard/smpp";
import { fromMessageState, normaliseReceiptId, parseReceipt } from "@switchyard/sms";
import type { SupplierReceipt } from "../../receipts/match.ts";
import type { LinkSettings } from "../../snapshot/rows.ts";

/** esm_class bits 2 to 5: what kind of deliver_sm (SMPP 3.4 §5.2.12). */
const TYPE_MASK = 0x3c;
const TYPE_RECEIPT = 0x04;
const TYPE_INTERMEDIATE = 0x20;

/** As long as a message_id can be, with room for a hexadecimal one written in decimal. */
const ID_CHARACTERS_MAX = 80;
/** Three is usual; what is longer is somebody's text. */
const ERROR_CHARACTERS_MAX = 20;

export type Delivered =
  | { readonly kind: "receipt"; readonly receipt: SupplierReceipt }
  /** Not for us to keep; the supplier is told why. */
  | { readonly kind: "refused"; readonly command_status: number; readonly reason: string };

/**
 * Reads what a supplier delivers. A receipt is known by its esm_class or by its TLVs; its id and state are taken from
 * the TLVs where they are, else from the text. The id comes out as the submit's answer gave it.
 */
export function readDelivery(pdu: PduOf<"deliver_sm" | "data_sm">, settings: LinkSettings, nowMs: number): Delivered {
  const type = pdu.esm_class & TYPE_MASK;
  const { receipted_message_id, message_state, message_payload, network_error_code } = pdu.tlvs ?? {};
  if (type !== TYPE_RECEIPT && type !== TYPE_INTERMEDIATE && receipted_message_id === undefined) {
    // Temporarily: the supplier keeps it, and nothing is lost.
    return {
      kind: "refused",
      command_status: statusCode("ESME_RX_T_APPN"),
      reason: "no incoming number takes this message",
    };
  }
  const octets = message_payload ?? (pdu.command === "deliver_sm" ? pdu.short_message : undefined);
  const text = octets ? parseReceipt(octets.toString("latin1")) : undefined;
  const id = receipted_message_id || text?.id;
  const state = text?.state ?? (message_state === undefined ? undefined : fromMessageState(message_state));
  if (!id || !state) {
    return { kind: "refused", command_status: statusCode("ESME_RX_P_APPN"), reason: "a receipt without id or state" };
  }
  return {
    kind: "receipt",
    receipt: {
      connectionId: settings.id,
      supplierMessageId: storable(receiptIdOf(id, settings)).slice(0, ID_CHARACTERS_MAX),
      atMs: nowMs,
      state,
      errorCode: errorOf(text?.error, network_error_code),
    },
  };
}

function errorOf(written: string | undefined, networkErrorCode: Buffer | undefined): string | null {
  if (written !== undefined) return storable(written).slice(0, ERROR_CHARACTERS_MAX);
  return networkErrorCode ? String(networkErrorCode.readUInt16BE(1)) : null;
}

/** The store knows no NUL, and one that is sent to it would hold up all that is looked up with it. */
const storable = (written: string): string => written.replaceAll("\0", "");

/** The id of a submit's answer in the form in which it is stored. */
export function submitIdOf(id: string, { receiptIdFormat }: LinkSettings): string {
  // Where receipts are converted, case and leading zeros of the answer mean nothing either.
  if (receiptIdFormat === "as_is") return id.trim();
  if (receiptIdFormat === "dec_to_hex") return normaliseReceiptId(id.toLowerCase(), "no_leading_zeros");
  return normaliseReceiptId(id, receiptIdFormat === "hex_to_dec" ? "no_leading_zeros" : receiptIdFormat);
}

const receiptIdOf = (id: string, { receiptIdFormat }: LinkSettings): string => normaliseReceiptId(id, receiptIdFormat);
