/** Tells receipts from messages among deliver_sm, and reads id and state: from the TLVs, else from the text. */
import type { PduOf } from "@switchyard/smpp";
import { fromMessageState, isFinal, parseReceipt, type ReceiptState } from "@switchyard/sms";

export type Delivered =
  | { readonly kind: "message" }
  | { readonly kind: "receipt"; readonly id: string; readonly state: ReceiptState; readonly isFinal: boolean }
  /** Marked as a receipt, but without an id or a state anybody could read. */
  | { readonly kind: "unreadable" };

/** esm_class bits of SMPP 3.4 §5.2.12: delivery receipt, and intermediate notification. */
const receiptBits = 0x24;

export function readDelivered(pdu: PduOf<"deliver_sm">): Delivered {
  if ((pdu.esm_class & receiptBits) === 0) return { kind: "message" };
  const tlvId = pdu.tlvs?.receipted_message_id;
  const tlvState = pdu.tlvs?.message_state;
  if (tlvId !== undefined && tlvState !== undefined) return receipt(tlvId, fromMessageState(tlvState));
  const text = pdu.short_message.toString("latin1");
  const parsed = readPlain(text) ?? parseReceipt(text);
  const id = tlvId ?? parsed?.id;
  if (parsed === undefined || id === undefined || id === "") return { kind: "unreadable" };
  return receipt(id, parsed.state);
}

function receipt(id: string, state: ReceiptState): Delivered {
  return { kind: "receipt", id, state, isFinal: isFinal(state) };
}

/** The one spelling that most receipts have, without regular expressions: this runs thousands of times a second. */
function readPlain(text: string): { id: string; state: ReceiptState } | undefined {
  if (!text.startsWith("id:")) return undefined;
  const idEnd = text.indexOf(" ", 3);
  const stateAt = text.indexOf(" stat:", idEnd) + 6;
  if (idEnd < 4 || stateAt < 6) return undefined;
  const state = text.slice(stateAt, stateAt + 7);
  return state === "DELIVRD" || state === "UNDELIV" || state === "REJECTD" || state === "EXPIRED"
    ? { id: text.slice(3, idEnd), state }
    : undefined;
}
