/** A receipt on its way: what the message left behind, and the deliver_sm made of it. */
import type { PduInput, PduOf } from "@switchyard/smpp";
import type { Outcome, SmscBehaviour } from "./behaviour.ts";
import { idDialects } from "./message-ids.ts";
import { writeReceiptText } from "./receipt-text.ts";

export interface PendingReceipt {
  readonly system_id: string;
  /** Number behind the id, written as the dialect says. */
  readonly id: number;
  readonly submit: PduOf<"submit_sm"> | PduOf<"data_sm">;
  readonly destination: { readonly ton: number; readonly npi: number; readonly address: string };
  readonly submittedAtMs: number;
  readonly outcome: Outcome;
}

/** message_state of SMPP 3.4 §5.2.28. */
const messageStates = {
  ENROUTE: 1,
  DELIVRD: 2,
  EXPIRED: 3,
  DELETED: 4,
  UNDELIV: 5,
  ACCEPTD: 6,
  UNKNOWN: 7,
  REJECTD: 8,
};
/** esm_class of SMPP 3.4 §5.2.12: SMSC delivery receipt, intermediate delivery notification. */
const receiptEsmClass = 0x04;
const intermediateEsmClass = 0x20;
const textCharacters = 20;

/** The deliver_sm of a receipt; `state` ENROUTE makes it an intermediate one. `id` as in the receipt's dialect. */
export function receiptPdu(
  pending: PendingReceipt,
  behaviour: SmscBehaviour,
  state: Outcome["state"] | "ENROUTE",
  doneAtMs: number,
  id = pending.id,
): PduInput<"deliver_sm"> {
  const { submit, destination } = pending;
  const writtenId = idDialects[behaviour.idDialect].receipt(id);
  const text = writeReceiptText(behaviour.receiptText, {
    id: writtenId,
    submittedAtMs: pending.submittedAtMs,
    doneAtMs,
    state: behaviour.stateWords[state] ?? state,
    error: state === "ENROUTE" ? "000" : pending.outcome.error,
    text: firstCharacters(submit),
  });
  return {
    command: "deliver_sm",
    source_addr_ton: destination.ton,
    source_addr_npi: destination.npi,
    source_addr: destination.address,
    dest_addr_ton: submit.source_addr_ton,
    dest_addr_npi: submit.source_addr_npi,
    destination_addr: submit.source_addr.slice(0, 20),
    esm_class: state === "ENROUTE" ? intermediateEsmClass : receiptEsmClass,
    short_message: Buffer.from(text, "latin1"),
    tlvs: behaviour.receiptTlvs ? { receipted_message_id: writtenId, message_state: messageStates[state] } : {},
  };
}

/** The message's beginning, where it is text that a receipt can show. */
function firstCharacters(submit: PduOf<"submit_sm"> | PduOf<"data_sm">): string {
  if (submit.command !== "submit_sm" || (submit.data_coding !== 0 && submit.data_coding !== 1)) return "";
  const udhOctets = (submit.esm_class & 0x40) === 0 ? 0 : (submit.short_message[0] ?? 0) + 1;
  return submit.short_message.toString("latin1", udhOctets, udhOctets + textCharacters).replace(/[^ -~]/g, ".");
}
