import { creditMicros, type Destination, findPrice, type Snapshot, type Tariffs } from "@switchyard/engine";
import type { Clock } from "../clock.ts";
import type { MessageId } from "../ids.ts";
import type { Funds } from "./funds.ts";
import { type Lookup, type LookupMade, type LookupTerms, lookupOf, nobodyPays } from "./lookup.ts";

export interface LookupChargesOptions {
  readonly snapshot: Snapshot;
  /** Prices and costs of look-ups. */
  readonly lookupTariffs: Tariffs;
  readonly funds: Funds;
  readonly clock: Clock;
  readonly nextId: (nowMs: number) => MessageId;
  /** Charges and records it. */
  readonly write: (lookup: Lookup) => void;
}

/**
 * What look-ups cost. The client's price is held back from the moment a supplier is asked, so that what it sends
 * meanwhile can't spend the same money; with the answer it is charged or given back.
 */
export class LookupCharges {
  readonly #options: LookupChargesOptions;

  constructor(options: LookupChargesOptions) {
    this.#options = options;
  }

  /** Holds a client's price back; undefined where its funds don't cover it. For a person (null) nobody pays. */
  holdBack(clientId: number | null, destination: Destination): LookupTerms | undefined {
    if (clientId === null) return nobodyPays;
    const { snapshot, lookupTariffs, funds, clock } = this.#options;
    const nowMs = clock.now();
    const client = snapshot.clients.get(clientId);
    if (!client) return undefined;
    const price = findPrice(lookupTariffs, client, destination, nowMs) ?? null;
    if (price === null || price.micros === 0n) return { clientId, price };
    if (funds.unreservedMicros(clientId) + creditMicros(client, nowMs) < price.micros) return undefined;
    funds.hold(clientId, price.micros);
    return { clientId, price };
  }

  /** What was held back is free again; what the look-up cost is charged by now. */
  giveBack({ clientId, price }: LookupTerms): void {
    if (clientId !== null && price !== null) this.#options.funds.hold(clientId, -price.micros);
  }

  /** A supplier was asked, and this came of it. */
  record(made: LookupMade, terms: LookupTerms): void {
    const { snapshot, lookupTariffs, clock, nextId, write } = this.#options;
    const nowMs = clock.now();
    write(
      lookupOf({ id: nextId(nowMs), atMs: nowMs }, made, terms, {
        // A client or supplier that was deleted meanwhile has no books any more.
        currency: terms.clientId === null ? undefined : snapshot.clients.get(terms.clientId)?.currency,
        costCurrency: snapshot.suppliers.get(made.supplierId)?.currency,
        cost: lookupTariffs.costs.get(made.supplierId)?.find(made.destination, nowMs),
      }),
    );
  }
}
