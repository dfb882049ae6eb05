/**
 * Tariffs: prices of clients and products, costs of suppliers. A row is an amount per part for a destination from one
 * moment to another. Rows may overlap; of several valid ones the one that began last counts, so that a new price needs
 * no edit of the old one.
 */
import type { TariffRef, TariffScope } from "@switchyard/contract";
import type { Queryable } from "../history/history.ts";
import { invalidField, notFound } from "../refusal.ts";

/** The column of tariff_rows that names the owner. Names come from here, never from a request. */
export const tariffColumns = {
  client: "client_id",
  product: "product_id",
  supplier: "supplier_id",
} as const satisfies Record<TariffScope, string>;

const owners = {
  client: { table: "clients", name: "login" },
  product: { table: "products", name: "name" },
  supplier: { table: "suppliers", name: "name" },
} as const;

/** A tariff that exists. */
export interface Tariff extends TariffRef {
  readonly currency: string;
  /** Its owner's: a client's login, a product's or supplier's name. */
  readonly name: string;
}

/**
 * Refuses with not_found when there is no such owner. Whoever works on a tariff as a whole locks the owner
 * `for no key update`, which nothing that only refers to it waits for; changes of single rows do, with `for share`.
 */
export async function requireTariff(
  db: Queryable,
  { scope, ownerId }: TariffRef,
  lock: "" | "for share" | "for no key update" = "",
): Promise<Tariff> {
  const { table, name } = owners[scope];
  const { rows } = await db.query<{ currency: string; name: string }>(
    `select currency, ${name} as name from ${table} where id = $1 ${lock}`,
    [ownerId],
  );
  const [row] = rows;
  if (!row) throw notFound(scope, ownerId);
  return { scope, ownerId, ...row };
}

/** What running nodes are told when rows of a tariff changed. */
export const tariffAnnouncement = ({ scope, ownerId }: TariffRef): string => `tariff:${scope}:${ownerId}`;

/** A country, or a network of it, as a request names it. */
export interface PlaceNamed {
  readonly country: string;
  readonly network?: string | null | undefined;
}

/** Whether there is such a place; a network that belongs to another country would never match. `path` is the place's. */
export function requirePlace(db: Queryable, place: PlaceNamed, path: string): Promise<void> {
  return requirePlaces(db, [place], () => path);
}

/** The same for many at once; the first that is none is told. */
export async function requirePlaces(
  db: Queryable,
  places: readonly PlaceNamed[],
  pathOf: (index: number) => string,
): Promise<void> {
  const { rows } = await db.query<{ index: number; isKnown: boolean; country: string; owner: string | null }>(
    `select (p.index - 1)::int as index, c.code is not null as "isKnown", p.country::text, n.country::text as owner
     from unnest($1::bpchar[], $2::text[]) with ordinality p(country, network, index)
     left join countries c on c.code = p.country
     left join networks n on n.id = p.network
     where c.code is null or (p.network is not null and n.country is distinct from p.country)
     order by p.index limit 1`,
    [places.map(({ country }) => country), places.map(({ network }) => network || null)],
  );
  const [wrong] = rows;
  if (!wrong) return;
  const path = pathOf(wrong.index);
  if (!wrong.isKnown) throw invalidField(`${path}.country`, "is no country with mobile numbers");
  if (wrong.owner === null) throw invalidField(`${path}.network`, "is no known mobile network");
  throw invalidField(`${path}.network`, `is a network of ${wrong.owner}, not of ${wrong.country}`);
}
