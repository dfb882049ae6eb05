/**
 * The state of a list lives in its URL: filters, `sort` ("-balance" is descending), `cursor` and `columns`.
 * So a list can be shared, kept in a tab and gone back to.
 */
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The cursors of the pages before this one, first to last; "" is the first page. */
    trail?: string[];
  }
}

export type ListSearch<K extends string = never> = { [P in K | "sort" | "cursor" | "columns"]?: string };

/** Reads the search part of a list's URL: the named filters and the common state; anything else is dropped. */
export function listSearch<K extends string>(...filters: K[]) {
  const keys = [...filters, "sort", "cursor", "columns"] as const;
  return (raw: Record<string, unknown>): ListSearch<K> => {
    const search: Record<string, string> = {};
    for (const key of keys) {
      const value = raw[key];
      if (typeof value === "string" && value !== "") search[key] = value;
    }
    return search as ListSearch<K>;
  };
}

export interface ListState {
  search: Record<string, string | undefined>;
  /** Changes filters or sort; the list starts again at its first page. */
  filter: (changes: Record<string, string | undefined>) => void;
  showColumns: (columns: string[] | undefined) => void;
  next: (cursor: string) => void;
  previous: (() => void) | undefined;
  first: (() => void) | undefined;
}

export function useListState(): ListState {
  const search = useLocation({ select: (location) => location.search as Record<string, string | undefined> });
  const trail = useLocation({ select: (location) => location.state.trail ?? noTrail });
  const navigate = useNavigate();
  const go = useCallback(
    (changes: Record<string, string | undefined>, options: { replace?: boolean; trail?: string[] }) => {
      const merged = withChanges(search, changes);
      void navigate({
        to: ".",
        search: merged as never,
        replace: options.replace ?? false,
        resetScroll: false,
        state: { trail: options.trail ?? noTrail },
      });
    },
    [navigate, search],
  );
  return useMemo(
    () => ({
      search,
      filter: (changes) => go({ ...changes, cursor: undefined }, { replace: true }),
      showColumns: (columns) => go({ columns: columns?.join(",") }, { replace: true, trail }),
      next: (cursor) => go({ cursor }, { trail: [...trail, search.cursor ?? ""] }),
      previous:
        trail.length > 0 ? () => go({ cursor: trail.at(-1) || undefined }, { trail: trail.slice(0, -1) }) : undefined,
      first: search.cursor ? () => go({ cursor: undefined }, {}) : undefined,
    }),
    [search, trail, go],
  );
}

const noTrail: string[] = [];

function withChanges(
  search: Record<string, string | undefined>,
  changes: Record<string, string | undefined>,
): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [key, value] of Object.entries({ ...search, ...changes })) if (value) merged[key] = value;
  return merged;
}
