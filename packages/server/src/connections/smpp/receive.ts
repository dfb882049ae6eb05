import { type PduOf, statusCode } from "@switchyard/smpp";
import { fromMessageState, parseReceipt, type ReceiptState } from "@switchyard/sms";
import type { SupplierReceipt } from "../../receipts/match.ts";
import type { CommonLinkSettings } from "../../snapshot/link-settings.ts";
import { receiptOf } from "../receipt.ts";

/** esm_class bits 2 to 5: what kind of deliver_sm (SMPP 3.4 §5.2.12). */
const TYPE_MASK = 0x3c;
const TYPE_RECEIPT = 0x04;
const TYPE_INTERMEDIATE = 0x20;

export type Delivered =
  | { readonly kind: "receipt"; readonly receipt: SupplierReceipt }
  /** Not for us to keep; the supplier is told why. */
  | { readonly kind: "refused"; readonly command_status: number; readonly reason: string };

/**
 * Reads what a supplier delivers. A receipt is known by its esm_class or by its TLVs; its id and state are taken from
 * the TLVs where they are, else from the text. The id comes out as the submit's answer gave it.
 */
export function readDelivery(
  pdu: PduOf<"deliver_sm" | "data_sm">,
  settings: Pick<CommonLinkSettings, "id" | "receiptIdFormat">,
  words: ReadonlyMap<string, ReceiptState>,
  nowMs: number,
): Delivered {
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
  const text = octets ? parseReceipt(octets.toString("latin1"), { words }) : undefined;
  const id = receipted_message_id || text?.id;
  const state = text?.state ?? (message_state === undefined ? undefined : fromMessageState(message_state));
  if (!id || !state) {
    return { kind: "refused", command_status: statusCode("ESME_RX_P_APPN"), reason: "a receipt without id or state" };
  }
  const error = text?.error ?? (network_error_code ? String(network_error_code.readUInt16BE(1)) : undefined);
  return { kind: "receipt", receipt: receiptOf({ id, state, error }, settings, nowMs) };
}
