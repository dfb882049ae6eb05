import { type DraftClass, draftClasses, type TariffDraft } from "@switchyard/contract";
import { listSearch } from "../../../parts/list-state.ts";

export const draftSearch = listSearch("class");

/** The class shown: the URL's, else the first of which there are rows, what is wrong before all. */
export function shownClass(asked: string | undefined, counts: TariffDraft["counts"]): DraftClass {
  const found = draftClasses.find((name) => name === asked);
  const order: readonly DraftClass[] = ["bad", "changed", "new", "ended", "unchanged"];
  return found ?? order.find((name) => counts[name] > 0) ?? "new";
}
