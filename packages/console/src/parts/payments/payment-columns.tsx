/** The columns of a list of payments: of all clients, or of one. */
import type { Payment } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { formatCalendarDay } from "../calendar.ts";
import { columnsOf } from "../data-table/features.ts";
import { isZero } from "../exact.ts";
import { Money } from "../money.tsx";
import { Status } from "../status.tsx";
import { Time } from "../time.tsx";

const column = columnsOf<Payment>();

const opensOfClient = column.accessor("createdAt", {
  header: "Entered",
  enableHiding: false,
  cell: ({ row: { original } }) => (
    <Link
      to="/clients/$clientId/payments/$paymentId"
      params={paramsOf(original)}
      search={true}
      resetScroll={false}
      className="quiet-link"
    >
      <Time at={original.createdAt} />
    </Link>
  ),
});

const opensOfAll = column.accessor("createdAt", {
  header: "Entered",
  enableHiding: false,
  cell: ({ row: { original } }) => (
    <Link
      to="/finance/payments/$clientId/$paymentId"
      params={paramsOf(original)}
      search={true}
      resetScroll={false}
      className="quiet-link"
    >
      <Time at={original.createdAt} />
    </Link>
  ),
});

const client = column.accessor("clientLogin", {
  header: "Client",
  cell: ({ row: { original } }) => (
    <Link to="/clients/$clientId/payments" params={{ clientId: String(original.clientId) }} className="quiet-link">
      {original.clientLogin}
    </Link>
  ),
});

const balanceAfter = column.accessor("balanceAfter", {
  header: "Balance after",
  meta: { right: true },
  cell: ({ row: { original } }) => <Money amount={original.balanceAfter} currency={original.currency} signed />,
});

const money = column.columns([
  column.accessor("amount", {
    header: "Amount",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.amount} currency={original.currency} signed />,
  }),
  column.accessor("tax", {
    header: "Tax",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) =>
      isZero(original.tax) ? "–" : <Money amount={original.tax} currency={original.currency} signed />,
  }),
]);

const facts = column.columns([
  column.accessor("paid", { header: "Status", cell: ({ row: { original } }) => <PaidMark payment={original} /> }),
  column.accessor("method", { header: "Method", meta: { wide: true }, cell: ({ getValue }) => getValue() || "–" }),
  column.accessor("payDate", {
    header: "Pay date",
    meta: { wide: true },
    cell: ({ getValue }) => formatCalendarDay(getValue()),
  }),
  column.display({
    id: "pays",
    header: "Pays",
    meta: { wide: true },
    cell: ({ row: { original } }) => <Pays payment={original} />,
  }),
  column.accessor("unallocated", {
    header: "Unallocated",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) =>
      isZero(original.unallocated) ? "–" : <Money amount={original.unallocated} currency={original.currency} />,
  }),
  column.accessor("comment", { header: "Comment", meta: { grow: true, wide: true } }),
]);

const enteredBy = (meta: { wide: true } | { extra: true }) =>
  column.accessor("enteredBy", { header: "Entered by", meta });

export const clientPaymentColumns = column.columns([
  opensOfClient,
  ...money,
  balanceAfter,
  ...facts,
  enteredBy({ wide: true }),
]);
export const paymentColumns = column.columns([opensOfAll, client, ...money, ...facts, enteredBy({ extra: true })]);

function paramsOf({ clientId, id }: Payment) {
  return { clientId: String(clientId), paymentId: String(id) };
}

export function PaidMark({ payment }: { payment: Pick<Payment, "paid"> }) {
  return payment.paid ? (
    <Status tone="good">Paid</Status>
  ) : (
    <Status tone="wait" says="It counts towards the balance and is still owed to us.">
      Unpaid
    </Status>
  );
}

/** What it pays, or takes back: the first by its number, the others counted. */
function Pays({ payment }: { payment: Payment }) {
  const { correctsPaymentId, correctsInvoice, allocations } = payment;
  if (correctsPaymentId !== null) return `takes back payment ${correctsPaymentId}`;
  if (correctsInvoice !== null) return `takes back ${correctsInvoice.number}`;
  const [first, ...others] = allocations;
  if (!first) return "–";
  return (
    <>
      <Link to="/finance/invoices/$invoiceId" params={{ invoiceId: String(first.invoiceId) }} className="quiet-link">
        {first.invoiceNumber}
      </Link>
      {others.length > 0 && ` and ${others.length} more`}
    </>
  );
}
