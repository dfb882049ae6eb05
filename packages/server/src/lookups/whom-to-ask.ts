import {
  choosePoolMember,
  convertMicros,
  type Destination,
  type Pool as EnginePool,
  isRouteValid,
} from "@switchyard/engine";
import type { Configuration } from "../snapshot/configuration.ts";
import type { LinkSettings } from "../snapshot/link-settings.ts";

/** Chooses the connections that can look a number up, by the HLR routes of the platform. */
export class WhomToAsk {
  readonly #configuration: Configuration;
  readonly #turns = new Map<number, number>();

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
  }

  /** Those of the first valid route that has any: the one whose turn it is, then the others in the pool's order. */
  connectionsFor(digits: string, destination: Destination, nowMs: number): LinkSettings[] {
    const { platformRoutes, pools } = this.#configuration;
    const facts = { type: "hlr", destination, sender: "", recipient: digits, text: null } as const;
    const walk = platformRoutes.matching(facts);
    for (let route = walk.next(); route; route = walk.next()) {
      const pool = isRouteValid(route, nowMs) ? pools.get(route.poolId) : undefined;
      const usable = pool ? this.#inTurn(pool, destination, nowMs) : [];
      if (usable.length > 0) return usable;
    }
    return [];
  }

  #inTurn(pool: EnginePool, destination: Destination, nowMs: number): LinkSettings[] {
    const { links, suppliers } = this.#configuration;
    const usable = pool.members.flatMap((member) => {
      const settings = links.get(member.connectionId);
      if (!settings || settings.paused || !looksUp(settings)) return [];
      if (suppliers.get(settings.supplierId)?.blocked ?? true) return [];
      if (pool.strategy === "percentage" && member.percent === 0) return [];
      const costMicros = this.#comparableCost(settings.supplierId, destination, nowMs);
      return [{ member, settings, costMicros, deliveryRate: undefined }];
    });
    const turn = this.#turns.get(pool.id) ?? 0;
    this.#turns.set(pool.id, turn + 1);
    // Look-ups have no receipts to be chosen by: best delivery pools go by their order.
    const first = pool.strategy === "best_delivery" ? usable[0] : choosePoolMember(pool, usable, turn);
    return [...(first ? [first] : []), ...usable.filter((one) => one !== first)].map(({ settings }) => settings);
  }

  /** In one currency for all, whichever; null where the supplier has no cost, or no exchange rate tells. */
  #comparableCost(supplierId: number, destination: Destination, nowMs: number): bigint | null {
    const { suppliers, tariffs, rates } = this.#configuration;
    const cost = tariffs.hlr.costs.get(supplierId)?.find(destination, nowMs);
    const [common] = suppliers.values();
    const currency = suppliers.get(supplierId)?.currency;
    if (!cost || !common || currency === undefined) return null;
    return convertMicros(rates, cost.micros, currency, common.currency) ?? null;
  }
}

/** Whether a connection looks numbers up instead of carrying messages. */
function looksUp(settings: LinkSettings): boolean {
  return settings.kind === "http" ? Boolean(settings.http.lookup) : settings.lookup !== null;
}
