/** Countries as an operator sees and sets them. */
import type { AdminParsed, Destination } from "@switchyard/contract";
import type { Portability } from "@switchyard/engine";
import { countryOf, loadDestinations } from "@switchyard/sms";
import { type Author, isSame, type Queryable, recordChange } from "../../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../../paging.ts";
import { notFound } from "../../refusal.ts";
import { changed } from "./changed.ts";

/** What running nodes are told when countries, networks or prefixes changed: they are read anew as a whole. */
export const placesAnnouncement = "places:0";

export async function listDestinations(
  db: Queryable,
  query: AdminParsed<"listDestinations">["query"],
): Promise<Page<Destination>> {
  const after = readCursor(query.cursor, 2);
  const text = query.search?.toLowerCase();
  // Calling codes are ours to know, not the table's.
  const called = text !== undefined && /^\+?\d+$/.test(text) ? codesCalled(text.replace("+", "")) : [];
  const rows = await select(
    db,
    `where ($1::text is null or position($1 in lower(c.name)) > 0 or lower(c.code) = $1 or $1 = any(c.mcc)
            or c.code = any($2::bpchar[]))
       and ($3::bool is null or $3 = (c.closed or exists (select from networks where country = c.code and closed)))
       and ($4::text[] is null or c.portability = any($4))
       and ($5::text is null or (lower(c.name), c.code::text) > ($5, $6::text))
     order by lower(c.name), c.code::text limit $7`,
    [
      text ?? null,
      called,
      query.closed ?? null,
      query.portability ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      query.limit + 1,
    ],
  );
  return pageOfRows(
    rows,
    query.limit,
    (row) => [row.sort, row.code],
    (row) => destinationOf(row),
  );
}

export async function readDestination(db: Queryable, country: string, lock = ""): Promise<Destination> {
  const [row] = await select(db, `where c.code = $1 ${lock}`, [country]);
  if (!row) throw notFound("country", country);
  return destinationOf(row);
}

export async function updateDestination(
  tx: Queryable,
  author: Author,
  country: string,
  given: AdminParsed<"updateDestination">["body"],
): Promise<Destination> {
  const before = await readDestination(tx, country, "for update of c");
  const after = changed(before, given);
  if (isSame(factsOf(before), factsOf(after))) return before;
  await tx.query(
    `update countries set name = $2, closed = $3, portability = $4, lookup_days = $5, lookup_fallback = $6,
                          edited = edited or name <> $2
     where code = $1`,
    [country, after.name, after.closed, after.portability, after.lookupDays, after.lookupFallback],
  );
  await recordChange(tx, author, {
    clientId: null,
    category: "destinations",
    entity: "country",
    entityId: country,
    action: "update",
    before: factsOf(before),
    after: factsOf(after),
    announce: [placesAnnouncement],
  });
  return readDestination(tx, country);
}

interface CountryRow {
  readonly code: string;
  readonly name: string;
  readonly sort: string;
  readonly mcc: string[];
  readonly closed: boolean;
  readonly portability: Portability;
  readonly lookup_days: number;
  readonly lookup_fallback: Destination["lookupFallback"];
  readonly edited: boolean;
  readonly networks: number;
  readonly closed_networks: number;
  readonly prefixes: number;
}

/** Figures by networks_country and prefixes_place. */
async function select(db: Queryable, tail: string, values: readonly unknown[]): Promise<CountryRow[]> {
  const { rows } = await db.query<CountryRow>(
    `select c.code::text as code, c.name, lower(c.name) as sort, c.mcc, c.closed, c.portability, c.lookup_days,
            c.lookup_fallback, c.edited, n.networks, n.closed_networks,
            (select count(*)::int from prefixes where country = c.code) as prefixes
     from countries c
     cross join lateral (select count(*)::int as networks, count(*) filter (where closed)::int as closed_networks
                         from networks where country = c.code) n
     ${tail}`,
    [...values],
  );
  return rows;
}

function destinationOf(row: CountryRow): Destination {
  return {
    code: row.code,
    name: row.name,
    closed: row.closed,
    portability: row.portability,
    lookupDays: row.lookup_days,
    lookupFallback: row.lookup_fallback,
    mcc: row.mcc,
    callingCodes: [...(countryOf(row.code)?.callingCodes ?? [])],
    networks: row.networks,
    closedNetworks: row.closed_networks,
    prefixes: row.prefixes,
    edited: row.edited,
  };
}

function factsOf({ name, closed, portability, lookupDays, lookupFallback }: Destination) {
  return { name, closed, portability, lookupDays, lookupFallback };
}

function codesCalled(callingCode: string): string[] {
  return loadDestinations()
    .countries.filter(({ callingCodes }) => callingCodes.includes(callingCode))
    .map(({ iso }) => iso);
}
