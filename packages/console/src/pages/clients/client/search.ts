/** What the profile keeps in its URL: which of its drawers is open, and how far back the overview looks. */
import { type OverviewRange, overviewRanges } from "@switchyard/contract";

/** Drawers that open over whichever tab is shown. */
export const clientDrawers = ["edit", "top-up", "block"] as const;
export type ClientDrawer = (typeof clientDrawers)[number];

export function clientSearch(raw: Record<string, unknown>): { drawer?: ClientDrawer } {
  const drawer = clientDrawers.find((name) => name === raw.drawer);
  return drawer ? { drawer } : {};
}

export function overviewSearch(raw: Record<string, unknown>): { range?: OverviewRange } {
  const range = overviewRanges.find((name) => name === raw.range);
  return range ? { range } : {};
}
