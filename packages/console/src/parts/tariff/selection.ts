/** Rows of a tariff ticked in its list, and which can be. */
import type { TariffRow } from "@switchyard/contract";
import type { Selection as RowSelection } from "../data-table/selection.tsx";

export type Selection = RowSelection<TariffRow>;

/** Only what is or will be in force can be changed or ended. */
export function isSelectable({ state }: TariffRow): boolean {
  return state === "current" || state === "future";
}
