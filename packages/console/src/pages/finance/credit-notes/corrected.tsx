/** What a credit note corrects, as a link: an invoice, or a payment. */
import type { CreditNote } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";

export function Corrected({ note: { clientId, invoice, correctedPaymentId } }: { note: CreditNote }) {
  if (invoice) {
    return (
      <Link to="/finance/invoices/$invoiceId" params={{ invoiceId: String(invoice.id) }} className="text-link">
        Invoice {invoice.number}
      </Link>
    );
  }
  if (correctedPaymentId === null) return "–";
  return (
    <Link
      to="/clients/$clientId/payments/$paymentId"
      params={{ clientId: String(clientId), paymentId: String(correctedPaymentId) }}
      className="text-link"
    >
      Payment {correctedPaymentId}
    </Link>
  );
}
