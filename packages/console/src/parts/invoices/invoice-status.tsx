/** Where an invoice stands, as a coloured word. */
import { type InvoiceStatus, invoiceStatuses } from "@switchyard/contract";
import { Status, type Tone } from "../status.tsx";

const looks: Record<InvoiceStatus, { tone: Tone; word: string; says: string }> = {
  draft: { tone: "idle", word: "Draft", says: "Not issued: it has no number and nobody owes it yet." },
  issued: { tone: "info", word: "Issued", says: "It has its number and is owed; it was not sent by mail." },
  sent: { tone: "info", word: "Sent", says: "It went out by mail and is owed." },
  part_paid: { tone: "wait", word: "Part paid", says: "A part of it is paid, and the rest is not due yet." },
  paid: { tone: "good", word: "Paid", says: "Nothing of it is open." },
  overdue: { tone: "bad", word: "Overdue", says: "Its due date has passed and some of it is open." },
  void: { tone: "idle", word: "Void", says: "Nobody owes it; its number stays taken." },
};

export function InvoiceStatusMark({ status }: { status: InvoiceStatus }) {
  const { tone, word, says } = looks[status];
  return (
    <Status tone={tone} says={says}>
      {word}
    </Status>
  );
}

export const invoiceStatusOptions = invoiceStatuses.map((value) => ({ value, label: looks[value].word }));

/** The number people know it by; a draft has none. */
export function invoiceName({ id, number }: { id: number; number: string | null }): string {
  return number ?? `Draft ${id}`;
}
