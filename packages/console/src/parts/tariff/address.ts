/**
 * What of a tariff stands in the URL of the page that shows it: the filters of its list, and which of its drawers is
 * open. The same for a client, a product and a supplier.
 */
import { country, tariffStates } from "@switchyard/contract";
import { messageTypes } from "@switchyard/engine";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { type ListSearch, listSearch } from "../list-state.ts";

export const tariffFilterKeys = ["type", "country", "state", "below"] as const;

export const tariffDrawers = ["add", "import", "change", "end", "generate"] as const;
export type TariffDrawer = (typeof tariffDrawers)[number];

/** `tariff=import` opens a drawer, `row=12` that of a row. */
export const tariffSearch = listSearch(...tariffFilterKeys, "tariff", "row");

type Search = Readonly<Record<string, string | undefined>>;

/** The filters as the API takes them; what is no filter is left out. */
export function tariffFilters(search: Search) {
  const type = messageTypes.find((name) => name === search.type);
  const state = tariffStates.find((name) => name === search.state);
  return {
    ...(type && { type }),
    ...(country.safeParse(search.country).success && { country: search.country }),
    ...(state && { state: [state] }),
    ...(search.below === "true" && { belowCost: true }),
  };
}

/** The search that opens a drawer over the page, or none; the list's filters are kept. */
export function withDrawer(opened: { tariff?: TariffDrawer; row?: number }) {
  return (before: Record<string, unknown>): never => {
    const { tariff: _, row: __, ...rest } = before;
    const row = opened.row === undefined ? undefined : String(opened.row);
    return { ...rest, ...(opened.tariff && { tariff: opened.tariff }), ...(row && { row }) } as never;
  };
}

/** Which drawer of the tariff the URL opens, and the way back to the page under it. */
export function useTariffDrawer() {
  const search = useLocation({
    select: (location) => location.search as ListSearch<"tariff" | "row">,
  });
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: ".", search: withDrawer({}), resetScroll: false }), [navigate]);
  const rowId = Number(search.row);
  return {
    opened: tariffDrawers.find((name) => name === search.tariff),
    rowId: Number.isSafeInteger(rowId) && rowId > 0 ? rowId : undefined,
    close,
  };
}
