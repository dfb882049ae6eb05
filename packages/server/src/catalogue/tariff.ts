/**
 * Tariffs: prices of clients and products, costs of suppliers. A row is an amount per part for a destination from one
 * moment to another. Rows may overlap; of several valid ones the one that began last counts, so that a new price needs
 * no edit of the old one.
 */
import type { TariffRef, TariffScope } from "@switchyard/contract";
import { countryOf, networkOf } from "@switchyard/sms";
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

/** Whether there is such a place; a network that belongs to another country would never match. */
export function requirePlace(place: { country: string; network?: string | null | undefined }, path: string): void {
  if (!countryOf(place.country)) throw invalidField(`${path}.country`, "is no country with mobile numbers");
  if (!place.network) return;
  const network = networkOf(place.network);
  if (!network) throw invalidField(`${path}.network`, "is no known mobile network");
  if (network.country !== place.country) {
    throw invalidField(`${path}.network`, `is a network of ${network.country}, not of ${place.country}`);
  }
}
