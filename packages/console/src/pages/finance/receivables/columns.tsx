/** What a client owes, by how long it is due; each column ends with its sum. */
import type { Receivable } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { formatCalendarDay } from "../../../parts/calendar.ts";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { isZero, sumOf } from "../../../parts/exact.ts";
import { Money } from "../../../parts/money.tsx";

const column = columnsOf<Receivable>();

type Owed = "total" | "notDue" | "days30" | "days60" | "days90" | "older" | "unpaidPayments";

/** The columns of the clients of one currency. */
export function receivableColumns(currency: string, rows: readonly Receivable[]) {
  const owed = (key: Owed, header: string) =>
    column.accessor(key, {
      header,
      meta: { right: true },
      cell: ({ row: { original } }) => <Owing amount={original[key]} currency={currency} />,
      footer: () => <Owing amount={sumOf(...rows.map((row) => row[key])) ?? "0"} currency={currency} />,
    });
  return column.columns([
    column.accessor("clientLogin", {
      header: "Client",
      cell: ({ row: { original } }) => (
        <Link to="/clients/$clientId/payments" params={{ clientId: String(original.clientId) }} className="quiet-link">
          <b>{original.clientLogin}</b>
        </Link>
      ),
      footer: () => "All",
    }),
    column.accessor("clientCompany", { header: "Company", meta: { wide: true, grow: true } }),
    owed("total", "Total"),
    owed("notDue", "Not due"),
    owed("days30", "1–30 days"),
    owed("days60", "31–60 days"),
    owed("days90", "61–90 days"),
    owed("older", "Older"),
    column.accessor("unpaidPayments", {
      header: "Unpaid payments",
      meta: { right: true },
      cell: ({ row: { original } }) => <Unpaid row={original} />,
      footer: () => <Owing amount={sumOf(...rows.map((row) => row.unpaidPayments)) ?? "0"} currency={currency} />,
    }),
    column.accessor("oldestDue", {
      header: "Oldest due",
      meta: { wide: true },
      cell: ({ getValue }) => {
        const day = getValue();
        return day === null ? "–" : formatCalendarDay(day);
      },
    }),
  ]);
}

/** Nothing is a dash: what is owed stands out. */
function Owing({ amount, currency }: { amount: string; currency: string }) {
  if (isZero(amount)) return <span style={{ color: "var(--mantine-color-dimmed)" }}>–</span>;
  return <Money amount={amount} currency={currency} />;
}

function Unpaid({ row: { clientId, unpaidPayments, currency } }: { row: Receivable }) {
  if (isZero(unpaidPayments)) return <Owing amount={unpaidPayments} currency={currency} />;
  return (
    <Link
      to="/clients/$clientId/payments"
      params={{ clientId: String(clientId) }}
      search={{ paid: "false" }}
      className="quiet-link"
    >
      <Money amount={unpaidPayments} currency={currency} />
    </Link>
  );
}
