/** Routes ticked one by one, over several pages of their list. */
import { contractLimits, type Route } from "@switchyard/contract";
import { useMemo, useState } from "react";

export interface RouteSelection {
  readonly ids: readonly number[];
  has: (id: number) => boolean;
  /** Ticks routes or unticks them; no more are kept than a change can name. */
  set: (routes: readonly Route[], isChosen: boolean) => void;
  clear: () => void;
}

const none: ReadonlySet<number> = new Set();

export function useRouteSelection(): RouteSelection {
  const [chosen, setChosen] = useState(none);
  return useMemo(
    () => ({
      ids: [...chosen],
      has: (id) => chosen.has(id),
      set: (routes, isChosen) =>
        setChosen((before) => {
          const after = new Set(before);
          for (const { id } of routes) {
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
