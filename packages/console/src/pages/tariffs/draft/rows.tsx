/** The rows of a draft, of one class: what was and what would be, and what is wrong with those that are bad. */
import type { DraftClass, DraftRow, TariffDraft } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { query } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { draftLooks } from "../../../parts/tariff/draft-counts.tsx";
import { Destination, decimalsOf, formatPercent, MarginMark, Rate } from "../../../parts/tariff/marks.tsx";
import { billingLabel, type Tariff, tariffParam } from "../../../parts/tariff/tariff.ts";
import { Time } from "../../../parts/time.tsx";

interface DraftRowsProps {
  draft: TariffDraft;
  tariff: Tariff;
  shown: DraftClass;
  cursor: string | undefined;
}

export function DraftRows({ draft, tariff, shown, cursor }: DraftRowsProps) {
  const list = useListState();
  const call = {
    params: { ...tariffParam(tariff), draftId: draft.id },
    query: { class: [shown], ...(cursor && { cursor }) },
  };
  const rows = useQuery(query("listTariffDraftRows", call));
  const { currency, noun } = tariff;
  const items = rows.data?.items;
  const columns = useMemo(() => draftColumns({ currency, noun }, items ?? []), [currency, noun, items]);
  const ids = columnIds(shown, draft.kind, tariff.noun);
  // A page has no count of its own; the draft's says how many there are in all.
  const page = rows.data && { ...rows.data, total: draft.counts[shown] };
  return (
    <DataTable
      label={`${draftLooks[shown].word} rows`}
      columns={columns}
      rows={items}
      error={rows.error}
      rowId={({ position }) => String(position)}
      shown={ids}
      list={list}
      footer={<Paging list={list} page={page} noun="rows" />}
      empty={
        <EmptyState title={`No row is ${draftLooks[shown].word.toLowerCase()}`}>{draftLooks[shown].says}</EmptyState>
      }
    />
  );
}

function columnIds(shown: DraftClass, kind: TariffDraft["kind"], noun: Tariff["noun"]): string[] {
  const line = kind === "file" ? ["line"] : [];
  const price = noun === "price" ? ["margin", "billing"] : ["billing"];
  const ids: Readonly<Record<DraftClass, readonly string[]>> = {
    new: ["country", "amount", ...price, "validFrom", "validTo"],
    changed: ["country", "oldAmount", "amount", "percent", ...price, "validFrom", "validTo"],
    ended: ["country", "oldAmount", "validTo"],
    unchanged: ["country", "amount", ...price, "validFrom", "validTo"],
    bad: ["message", "country", "amount", "validFrom"],
  };
  return [...line, ...ids[shown]];
}

const column = columnsOf<DraftRow>();

function draftColumns({ currency, noun }: Pick<Tariff, "currency" | "noun">, rows: readonly DraftRow[]) {
  const decimals = decimalsOf(rows.flatMap(({ amount, oldAmount, margin }) => [amount, oldAmount, margin?.margin]));
  const rate = (amount: string | null) =>
    amount === null ? "–" : <Rate amount={amount} currency={currency} decimals={decimals} />;
  return column.columns([
    column.accessor("line", { header: "Line", meta: { right: true }, cell: ({ getValue }) => getValue() ?? "–" }),
    column.accessor("country", {
      header: "Destination",
      cell: ({ row: { original } }) => <Destination {...original} />,
    }),
    column.accessor("oldAmount", {
      header: "In force",
      meta: { right: true },
      cell: ({ row: { original } }) => rate(original.oldAmount ?? original.amount),
    }),
    column.accessor("amount", {
      header: noun === "price" ? "Price" : "Cost",
      meta: { right: true },
      cell: ({ getValue }) => rate(getValue()),
    }),
    column.accessor("percent", {
      header: "Change",
      meta: { right: true },
      cell: ({ getValue }) => <Change percent={getValue()} />,
    }),
    column.accessor("margin", {
      header: "Margin",
      meta: { right: true },
      cell: ({ getValue }) => <MarginMark margin={getValue()} currency={currency} decimals={decimals} />,
    }),
    column.accessor("billing", {
      header: billingLabel(noun),
      meta: { wide: true },
      cell: ({ getValue }) => (getValue() ? `by ${getValue()}` : "–"),
    }),
    column.accessor("validFrom", {
      header: "From",
      meta: { wide: true },
      cell: ({ getValue }) => <Time at={getValue()} none="on saving" />,
    }),
    column.accessor("validTo", {
      header: "To",
      meta: { wide: true, grow: true },
      cell: ({ row: { original } }) => (
        <Time at={original.validTo} none={original.class === "ended" ? "on saving" : "open"} />
      ),
    }),
    column.accessor("message", {
      header: "What is wrong",
      meta: { grow: true },
      cell: ({ getValue }) => (
        <span style={{ color: "var(--sy-bad)", whiteSpace: "normal" }}>{sentenceOf(getValue())}</span>
      ),
    }),
  ]);
}

function Change({ percent }: { percent: number | null }) {
  if (percent === null) return "–";
  return percent === 0 ? (
    <span style={{ color: "var(--mantine-color-dimmed)" }}>terms only</span>
  ) : (
    formatPercent(percent)
  );
}

function sentenceOf(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
