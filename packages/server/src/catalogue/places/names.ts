/** What countries and networks are called, for papers and exports: read for just the places that are named. */
import type { Queryable } from "../../history/history.ts";

/** undefined for a code that is in no table. */
export interface PlaceNames {
  country(code: string): string | undefined;
  network(id: string | null): string | undefined;
}

interface Named {
  readonly country: string | null;
  readonly network?: string | null;
}

export async function readPlaceNames(db: Queryable, places: Iterable<Named>): Promise<PlaceNames> {
  const codes = new Set<string>();
  const ids = new Set<string>();
  for (const { country, network } of places) {
    if (country) codes.add(country);
    if (network) ids.add(network);
  }
  const names = new Map<string, string>();
  if (codes.size > 0 || ids.size > 0) {
    const { rows } = await db.query<{ id: string; name: string }>(
      `select code::text as id, name from countries where code = any($1::bpchar[])
       union all select id, name from networks where id = any($2::text[])`,
      [[...codes], [...ids]],
    );
    for (const { id, name } of rows) names.set(id, name);
  }
  return { country: (code) => names.get(code), network: (id) => (id === null ? undefined : names.get(id)) };
}
