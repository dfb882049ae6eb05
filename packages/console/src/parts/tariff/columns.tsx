/** The columns of a tariff's list. */
import type { TariffRow } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { columnsOf } from "../data-table/features.ts";
import { selectColumn } from "../data-table/selection.tsx";
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
    ...(selection ? [selectColumn(selection, rows, nameOf, isSelectable)] : []),
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

const nameOf = ({ country, network }: TariffRow) => `${countryName(country)}${network ? ` ${network}` : ""}`;
