/** The trial balance: what stands on the accounts, by kind, each currency for itself. Its sum is zero. */
import type { LedgerTotal } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { liveQuery, refreshMs } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { sumOf } from "../../../parts/exact.ts";
import { formatCount } from "../../../parts/figures.ts";
import { Money } from "../../../parts/money.tsx";
import { Section } from "../../../parts/page.tsx";
import { accountWords, byPlace } from "./accounts.ts";

const column = columnsOf<LedgerTotal>();

function columnsFor(currency: string, rows: readonly LedgerTotal[]) {
  const side = (key: "debit" | "credit" | "balance", header: string) =>
    column.accessor(key, {
      header,
      meta: { right: true, wide: key !== "balance" },
      cell: ({ getValue }) => <Money amount={getValue()} currency={currency} />,
      footer: () => <Money amount={sumOf(...rows.map((row) => row[key])) ?? ""} currency={currency} />,
    });
  return column.columns([
    column.accessor("kind", {
      header: `Accounts in ${currency}`,
      cell: ({ getValue }) => <b>{accountWords(getValue()).name}</b>,
      footer: () => "Sum",
    }),
    column.display({
      id: "says",
      header: "What stands there",
      meta: { wide: true, grow: true },
      cell: ({ row: { original } }) => accountWords(original.kind).says,
    }),
    column.accessor("accounts", {
      header: "Accounts",
      meta: { right: true, wide: true },
      cell: ({ getValue }) => formatCount(getValue()),
    }),
    side("debit", "Debit"),
    side("credit", "Credit"),
    side("balance", "Balance"),
  ]);
}

export function TrialBalance() {
  const totals = useQuery(liveQuery("listLedgerTotals", {}, refreshMs.slow));
  const rows = totals.data?.items;
  const currencies = [...new Set(rows?.map(({ currency }) => currency))];
  return (
    <Section
      title="Trial balance"
      says="Every entry takes an amount from one account and gives it to another, so each currency adds up to zero. A balance is credit less debit: what we received and what we spent stand below zero, what we owe and earned above."
    >
      {currencies.length === 0 && (
        <DataTable
          label="Trial balance"
          columns={columnsFor("", [])}
          rows={rows}
          error={totals.error}
          rowId={({ kind }) => kind}
          empty={
            <EmptyState title="Nothing is booked yet">
              Payments, charges of messages and their costs make the first entries.
            </EmptyState>
          }
        />
      )}
      {currencies.map((currency) => {
        const own = (rows ?? []).filter((row) => row.currency === currency).sort(byPlace);
        return (
          <DataTable
            key={currency}
            label={`Trial balance in ${currency}`}
            columns={columnsFor(currency, own)}
            rows={own}
            rowId={({ kind }) => kind}
            empty={null}
          />
        );
      })}
    </Section>
  );
}
