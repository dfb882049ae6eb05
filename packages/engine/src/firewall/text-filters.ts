import type { PatternMatch } from "../expression/pattern.ts";
import { buildPatternSet } from "../expression/pattern-set.ts";

/** Stops or sets aside messages by their text. */
export interface TextFilter {
  readonly id: number;
  /** null: of every client. */
  readonly clientId: number | null;
  /** ISO code; null for any. */
  readonly country: string | null;
  readonly match: PatternMatch;
  readonly pattern: string;
  readonly ignoreCase: boolean;
  readonly action: "block" | "moderate";
}

/** Whose message it is and where it goes. */
export interface FirewallScope {
  readonly clientId: number;
  /** ISO code. */
  readonly country: string;
}

/** The first filter of each action that a text meets, by id; null for none. */
export interface FilterHits {
  readonly block: number | null;
  readonly moderate: number | null;
}

export interface TextFilters {
  find(text: string, scope: FirewallScope): FilterHits;
  readonly size: number;
}

/** Compiles filters so that a text which meets none costs about as much as one pass over it. */
export function buildTextFilters(filters: Iterable<TextFilter>): TextFilters {
  const ordered = [...filters].sort((a, b) => a.id - b.id);
  const patterns = buildPatternSet(
    ordered.map(({ match, pattern, ignoreCase }) => ({ match, source: pattern, ignoreCase })),
  );
  return {
    size: ordered.length,
    find: (text, scope) => {
      const found = patterns.find(text);
      if (found.length === 0) return noHits;
      const fitting = found.map((index) => ordered[index] as TextFilter).filter((filter) => isWithin(filter, scope));
      const first = (action: TextFilter["action"]) => fitting.find((filter) => filter.action === action)?.id ?? null;
      return { block: first("block"), moderate: first("moderate") };
    },
  };
}

const noHits: FilterHits = { block: null, moderate: null };

export const emptyTextFilters: TextFilters = { find: () => noHits, size: 0 };

function isWithin({ clientId, country }: TextFilter, scope: FirewallScope): boolean {
  return (clientId === null || clientId === scope.clientId) && (country === null || country === scope.country);
}
