/** The columns of a tariff's list. */
import { Checkbox } from "@mantine/core";
import type { TariffRow } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { columnsOf } from "../data-table/features.ts";
import { countryName } from "../place.tsx";
import { Time } from "../time.tsx";
import { withDrawer } from "./address.ts";
import { Destination, decimalsOf, MarginMark, Rate, StateMark } from "./marks.tsx";
import { isSelectable, type Selection } from "./selection.ts";
import { billingLabel, type Tariff } from "./tariff.ts";

const column = columnsOf<TariffRow>();

export function tariffColumns(noun: Tariff["noun"], selection: Selection | undefined, rows: readonly TariffRow[]) {
  const decimals = decimalsOf(rows.flatMap(({ amount, margin }) => [amount, margin?.margin]));
  return column.columns([
    ...(selection ? [selectColumn(selection, rows)] : []),
    column.accessor("country", {
      header: "Destination",
      cell: ({ row: { original } }) => (
        <Link to="." search={withDrawer({ row: original.id })} resetScroll={false} className="quiet-link">
          <Destination {...original} />
        </Link>
      ),
    }),
    column.accessor("amount", {
      header: noun === "price" ? "Price" : "Cost",
      meta: { right: true },
      cell: ({ row: { original } }) => (
        <Rate amount={original.amount} currency={original.currency} decimals={decimals} />
      ),
    }),
    ...(noun === "price" ? [marginColumn(decimals)] : []),
    column.accessor("billing", {
      header: billingLabel(noun),
      meta: { wide: true },
      cell: ({ getValue }) => `by ${getValue()}`,
    }),
    column.accessor("state", {
      header: "State",
      cell: ({ getValue }) => <StateMark state={getValue()} />,
    }),
    column.accessor("validFrom", {
      header: "From",
      meta: { wide: true },
      cell: ({ getValue }) => <Time at={getValue()} as="day" />,
    }),
    column.accessor("validTo", {
      header: "To",
      meta: { wide: true, grow: true },
      cell: ({ getValue }) => <Time at={getValue()} as="day" none="open" />,
    }),
  ]);
}

function marginColumn(decimals: number) {
  return column.accessor("margin", {
    header: "Margin",
    meta: { right: true },
    cell: ({ row: { original } }) => (
      <MarginMark margin={original.margin} currency={original.currency} decimals={decimals} />
    ),
  });
}

function selectColumn(selection: Selection, rows: readonly TariffRow[]) {
  const choices = rows.filter(isSelectable);
  const chosen = choices.filter(({ id }) => selection.has(id)).length;
  return column.display({
    id: "select",
    enableHiding: false,
    header: () => (
      <Checkbox
        size="xs"
        aria-label="Select all on this page"
        disabled={choices.length === 0}
        checked={choices.length > 0 && chosen === choices.length}
        indeterminate={chosen > 0 && chosen < choices.length}
        onChange={(event) => selection.set(choices, event.currentTarget.checked)}
      />
    ),
    cell: ({ row: { original } }) =>
      isSelectable(original) && (
        <Checkbox
          size="xs"
          aria-label={`Select ${countryName(original.country)}${original.network ? ` ${original.network}` : ""}`}
          checked={selection.has(original.id)}
          onChange={(event) => selection.set([original], event.currentTarget.checked)}
        />
      ),
  });
}
