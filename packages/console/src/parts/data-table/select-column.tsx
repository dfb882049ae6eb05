/** The column of boxes that tick rows, under one that ticks all that are shown. */
import { Checkbox } from "@mantine/core";
import type { IdSelection } from "../id-selection.ts";
import { columnsOf } from "./features.ts";

interface SelectColumnOptions<Row> {
  selection: IdSelection;
  /** The rows of the page. */
  rows: readonly Row[];
  /** A row in a few words, for a screen reader. */
  nameOf: (row: Row) => string;
}

export function selectColumn<Row extends { readonly id: number }>({
  selection,
  rows,
  nameOf,
}: SelectColumnOptions<Row>) {
  const ids = rows.map(({ id }) => id);
  const chosen = ids.filter(selection.has).length;
  return columnsOf<Row>().display({
    id: "select",
    enableHiding: false,
    header: () => (
      <Checkbox
        size="xs"
        aria-label="Select all on this page"
        disabled={ids.length === 0}
        checked={ids.length > 0 && chosen === ids.length}
        indeterminate={chosen > 0 && chosen < ids.length}
        onChange={(event) => selection.set(ids, event.currentTarget.checked)}
      />
    ),
    cell: ({ row: { original } }) => (
      <Checkbox
        size="xs"
        aria-label={`Select ${nameOf(original)}`}
        checked={selection.has(original.id)}
        onChange={(event) => selection.set([original.id], event.currentTarget.checked)}
      />
    ),
  });
}
