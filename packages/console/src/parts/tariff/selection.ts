/** Rows of a tariff ticked one by one, over several pages of its list. */
import { contractLimits, type TariffRow } from "@switchyard/contract";
import { useMemo, useState } from "react";

export interface Selection {
  readonly rows: readonly TariffRow[];
  has: (id: number) => boolean;
  /** Ticks rows or unticks them; no more are kept than a change can name. */
  set: (rows: readonly TariffRow[], isChosen: boolean) => void;
  clear: () => void;
}

/** Only what is or will be in force can be changed or ended. */
export function isSelectable({ state }: TariffRow): boolean {
  return state === "current" || state === "future";
}

const none: ReadonlyMap<number, TariffRow> = new Map();

export function useSelection(): Selection {
  const [chosen, setChosen] = useState(none);
  return useMemo(
    () => ({
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
      clear: () => setChosen(none),
    }),
    [chosen],
  );
}
