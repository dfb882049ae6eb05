import type { ClientConfig } from "../snapshot/clients.ts";
import { dearest } from "../snapshot/countries.ts";
import type { Destination } from "../snapshot/destinations.ts";
import type { Place } from "../snapshot/place.ts";
import type { Tariff, TariffEntry } from "./tariff.ts";

/** The amounts of one type: of messages, or of look-ups. */
export interface Tariffs {
  /** A client's own prices, by client. */
  readonly prices: ReadonlyMap<number, Tariff>;
  /** Prices that clients share, by product; they count where the client has none of its own. */
  readonly productPrices: ReadonlyMap<number, Tariff>;
  /** Costs by supplier. */
  readonly costs: ReadonlyMap<number, Tariff>;
}

/** A personal price beats the product's, also when the product's is for the very network. */
export function findPrice(
  { prices, productPrices }: Omit<Tariffs, "costs">,
  { id, productId }: Pick<ClientConfig, "id" | "productId">,
  destination: Destination,
  nowMs: number,
): TariffEntry | undefined {
  const own = prices.get(id)?.find(destination, nowMs);
  if (own !== undefined || productId === null) return own;
  return productPrices.get(productId)?.find(destination, nowMs);
}

/** The price at a place; where nobody knows the number's network, the highest of its country's. */
export function findPriceAt(
  prices: Omit<Tariffs, "costs">,
  client: Pick<ClientConfig, "id" | "productId">,
  { destination, country, how }: Place,
  nowMs: number,
): TariffEntry | undefined {
  return country && how === "highest_price"
    ? dearest(country, (network) => findPrice(prices, client, network, nowMs))
    : findPrice(prices, client, destination, nowMs);
}
