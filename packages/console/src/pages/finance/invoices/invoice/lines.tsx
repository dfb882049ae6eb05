/** What an invoice is for: a line for each destination, way of billing and price. */
import type { Invoice } from "@switchyard/contract";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { formatCount } from "../../../../parts/figures.ts";
import { Money } from "../../../../parts/money.tsx";
import { Section } from "../../../../parts/page.tsx";

interface Line {
  key: string;
  line: Invoice["lines"][number];
  currency: string;
}

const column = columnsOf<Line>();

const columns = column.columns([
  column.display({
    id: "description",
    header: "Description",
    meta: { grow: true },
    cell: ({ row: { original } }) => original.line.description,
  }),
  column.display({
    id: "billing",
    header: "Charged",
    meta: { wide: true },
    cell: ({ row: { original } }) => (original.line.billing === null ? "–" : `by ${original.line.billing}`),
  }),
  column.display({
    id: "parts",
    header: "Parts",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => (original.line.kind === "refund" ? "–" : formatCount(original.line.parts)),
  }),
  column.display({
    id: "price",
    header: "Price",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) =>
      original.line.price === null ? "–" : <Money amount={original.line.price} currency={original.currency} />,
  }),
  column.display({
    id: "tax",
    header: "Tax",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => `${original.line.taxPercent}%`,
  }),
  column.display({
    id: "amount",
    header: "Amount",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.line.amount} currency={original.currency} signed />,
  }),
]);

export function InvoiceLines({ invoice: { lines, currency, status } }: { invoice: Invoice }) {
  const rows = lines.map((line, place) => ({ key: String(place), line, currency }));
  return (
    <Section title="Lines">
      <DataTable
        label="Lines"
        columns={columns}
        rows={rows}
        rowId={({ key }) => key}
        empty={
          <EmptyState title="Nothing was charged in this period">
            {status === "draft" ? "Delete the draft, or refresh it when the period has gone on." : "Its total is zero."}
          </EmptyState>
        }
      />
    </Section>
  );
}
