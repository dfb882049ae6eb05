/** What is ticked one by one, over several pages of a list. */
import { contractLimits } from "@switchyard/contract";
import { useMemo, useState } from "react";

export interface IdSelection {
  readonly ids: readonly number[];
  has: (id: number) => boolean;
  /** Ticks some or unticks them; no more are kept than a request can name. */
  set: (ids: readonly number[], isChosen: boolean) => void;
  clear: () => void;
}

const none: ReadonlySet<number> = new Set();

export function useIdSelection(): IdSelection {
  const [chosen, setChosen] = useState(none);
  return useMemo(
    () => ({
      ids: [...chosen],
      has: (id) => chosen.has(id),
      set: (ids, isChosen) =>
        setChosen((before) => {
          const after = new Set(before);
          for (const id of ids) {
            if (!isChosen) after.delete(id);
            else if (after.size < contractLimits.selectionMax) after.add(id);
          }
          return after;
        }),
      clear: () => setChosen(none),
    }),
    [chosen],
  );
}
