/** Rows of a list ticked one by one, over its pages, for what is done with many at once. */
import { Button, Checkbox } from "@mantine/core";
import { contractLimits } from "@switchyard/contract";
import { type ReactNode, useMemo, useState } from "react";
import { columnsOf } from "./features.ts";
import classes from "./selection.module.css";

interface HasId {
  readonly id: number;
}

/** What is done with ticked rows, where it is enough to know which they are. */
export interface Ticked {
  readonly ids: readonly number[];
  clear: () => void;
}

export interface Selection<Row extends HasId> extends Ticked {
  readonly rows: readonly Row[];
  has: (id: number) => boolean;
  /** Ticks rows or unticks them; no more are kept than a change can name. */
  set: (rows: readonly Row[], isChosen: boolean) => void;
}

export function useSelection<Row extends HasId>(): Selection<Row> {
  const [chosen, setChosen] = useState<ReadonlyMap<number, Row>>(() => new Map());
  return useMemo(
    () => ({
      ids: [...chosen.keys()],
      rows: [...chosen.values()],
      has: (id) => chosen.has(id),
      set: (rows, isChosen) =>
        setChosen((before) => {
          const after = new Map(before);
          for (const row of rows) {
            if (!isChosen) after.delete(row.id);
            else if (after.size < contractLimits.selectionMax) after.set(row.id, row);
          }
          return after;
        }),
      clear: () => setChosen(new Map()),
    }),
    [chosen],
  );
}

/** The column of boxes: one a row, and one for the page. */
export function selectColumn<Row extends HasId>(
  selection: Selection<Row>,
  page: readonly Row[],
  nameOf: (row: Row) => string,
  isSelectable: (row: Row) => boolean = () => true,
) {
  const choices = page.filter(isSelectable);
  const chosen = choices.filter(({ id }) => selection.has(id)).length;
  return columnsOf<Row>().display({
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
          aria-label={`Select ${nameOf(original)}`}
          checked={selection.has(original.id)}
          onChange={(event) => selection.set([original], event.currentTarget.checked)}
        />
      ),
  });
}

interface SelectionBarProps {
  /** What they are, for the screen reader: "Selected senders". */
  label: string;
  /** `3 senders` */
  many: string;
  onClear: () => void;
  /** What can be done with them. */
  children: ReactNode;
}

/** Shows over the list while rows are ticked: how many, and what can be done with them together. */
export function SelectionBar({ label, many, onClear, children }: SelectionBarProps) {
  return (
    <section className={classes.bar} aria-label={label}>
      <span className="figures" aria-live="polite">
        <b>{many}</b> selected
      </span>
      {children}
      <Button variant="subtle" size="compact-xs" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}
