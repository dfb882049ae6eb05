import { messageStatuses } from "@switchyard/engine";
import { formatReceipt, tonNpiFor } from "@switchyard/sms";
import type { SmppCredential } from "../../snapshot/rows.ts";
import type { Message } from "../../traffic/message.ts";

/** A message's id as this credential's owner knows it. */
export function clientMessageId(id: number, format: SmppCredential["receiptIdFormat"]): string {
  return format === "hex" ? id.toString(16).toUpperCase() : String(id);
}

/** Reads an id a client sent back; undefined for what can't be one. */
export function readMessageId(text: string, format: SmppCredential["receiptIdFormat"]): number | undefined {
  if (!(format === "hex" ? /^[0-9a-fA-F]{1,14}$/ : /^[0-9]{1,16}$/).test(text)) return undefined;
  const id = Number.parseInt(text, format === "hex" ? 16 : 10);
  return Number.isSafeInteger(id) ? id : undefined;
}

/** esm_class: SMSC delivery receipt (SMPP 3.4 §5.2.12). */
const ESM_CLASS_RECEIPT = 0x04;

/** Receipts are ASCII text with data_coding 0. */
const NOT_ASCII = /[^\x20-\x7e]/g;

/** The deliver_sm that tells a client how its message ended (SMPP 3.4 §4.6.1, appendix B). */
export function clientReceipt(message: Message, format: SmppCredential["receiptIdFormat"]) {
  const id = clientMessageId(message.id, format);
  const status = messageStatuses[message.status];
  const doneAtMs = message.doneAtMs ?? message.receivedAtMs;
  const { ton, npi } = tonNpiFor(message.sender);
  return {
    command: "deliver_sm" as const,
    service_type: "",
    // The receipt goes back: from the recipient to the sender.
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: message.recipient.slice(0, 20),
    dest_addr_ton: message.sourceTon || ton,
    dest_addr_npi: message.sourceNpi || npi,
    // data_sm carries longer addresses than deliver_sm (SMPP 3.4 §4.7.1).
    destination_addr: message.sender.slice(0, 20),
    esm_class: ESM_CLASS_RECEIPT,
    short_message: Buffer.from(
      formatReceipt({
        id,
        sub: message.parts,
        dlvrd: message.status === "delivered" ? message.parts : 0,
        submittedAt: new Date(message.receivedAtMs),
        doneAt: new Date(doneAtMs),
        state: status.receipt,
        error: receiptError(message),
        text: (message.text ?? "").slice(0, 20).replace(NOT_ASCII, "?"),
      }),
      "latin1",
    ),
    tlvs: { receipted_message_id: id, message_state: status.state },
  };
}

/** Three digits as receipts carry them: the supplier's own where it gave digits, else what kind of end it was. */
function receiptError({ status, errorCode }: Message): string {
  if (status === "delivered") return "000";
  const digits = errorCode && /^\d{1,3}$/.test(errorCode) ? errorCode : "";
  return (digits || "1").padStart(3, "0");
}
