/** Where numbers belong, as the tables of countries, networks and prefixes are now. */
import { buildDestinations, type CountryConfig, type Destinations } from "@switchyard/engine";
import type { Pool } from "pg";

export interface Places {
  readonly destinations: Destinations;
  readonly countries: ReadonlyMap<string, CountryConfig>;
}

export async function loadPlaces(pool: Pool): Promise<Places> {
  const networks = await loadNetworks(pool);
  const countries = await loadCountries(pool, networks);
  return { destinations: await loadDestinations(pool, networks), countries };
}

interface NetworkRow {
  readonly id: string;
  readonly country: string;
  readonly closed: boolean;
}

async function loadNetworks(pool: Pool): Promise<readonly NetworkRow[]> {
  const { rows } = await pool.query<NetworkRow>(
    "select id, country::text as country, closed from networks order by id",
  );
  return rows;
}

type CountryRow = Pick<CountryConfig, "code" | "closed" | "portability" | "lookupFallback">;

async function loadCountries(pool: Pool, networks: readonly NetworkRow[]): Promise<ReadonlyMap<string, CountryConfig>> {
  const { rows } = await pool.query<CountryRow>(
    `select code::text as code, closed, portability, lookup_fallback as "lookupFallback" from countries`,
  );
  const countries = new Map(
    rows.map((row) => [row.code, { ...row, closedNetworks: new Set<string>(), networks: [] as string[] }]),
  );
  for (const { id, country, closed } of networks) {
    countries.get(country)?.networks.push(id);
    if (closed) countries.get(country)?.closedNetworks.add(id);
  }
  return countries;
}

/**
 * One row a place with all its prefixes in one text: tens of thousands of prefixes are read without as many objects, so
 * that a change does not hold up traffic.
 */
async function loadDestinations(pool: Pool, networks: readonly NetworkRow[]): Promise<Destinations> {
  const { rows } = await pool.query<PlaceRow>(
    `select country::text as country, network, string_agg(digits, ',') as prefixes from prefixes group by country, network`,
  );
  return buildDestinations(
    prefixesOf(rows),
    networks.map(({ id, country }) => ({ network: id, country })),
  );
}

interface PlaceRow {
  readonly country: string;
  readonly network: string | null;
  readonly prefixes: string;
}

function* prefixesOf(rows: readonly PlaceRow[]) {
  for (const { country, network, prefixes } of rows) {
    for (const prefix of prefixes.split(",")) yield { prefix, country, network };
  }
}
