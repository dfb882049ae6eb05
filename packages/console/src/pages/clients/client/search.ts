/** What the profile keeps in its URL: which of its drawers is open, and how far back the overview and the statement look. */
import { calendarDate, type OverviewRange, overviewRanges } from "@switchyard/contract";

/** Drawers that open over whichever tab is shown. */
export const clientDrawers = ["edit", "top-up", "take-back", "block"] as const;
export type ClientDrawer = (typeof clientDrawers)[number];

export interface ClientSearch {
  drawer?: ClientDrawer;
  /** For take-back: the payment it takes back. */
  payment?: string;
  /** For top-up: the invoice it pays. For take-back: the invoice whose credit it takes back. */
  invoice?: string;
}

export function clientSearch(raw: Record<string, unknown>): ClientSearch {
  const drawer = clientDrawers.find((name) => name === raw.drawer);
  if (!drawer) return {};
  const { payment, invoice } = raw;
  return { drawer, ...(isId(payment) && { payment }), ...(isId(invoice) && { invoice }) };
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^\d{1,12}$/.test(value);
}

export function overviewSearch(raw: Record<string, unknown>): { range?: OverviewRange } {
  const range = overviewRanges.find((name) => name === raw.range);
  return range ? { range } : {};
}

/** The days of a statement; what is left out is the client's present month. */
export function statementSearch(raw: Record<string, unknown>): { from?: string; to?: string } {
  const [from, to] = [calendarDate.safeParse(raw.from), calendarDate.safeParse(raw.to)];
  return { ...(from.success && { from: from.data }), ...(to.success && { to: to.data }) };
}
