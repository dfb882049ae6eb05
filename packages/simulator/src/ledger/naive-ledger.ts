/**
 * An auditor for tests: keeps the plain list of what happened and works out from scratch, each time it is asked, what
 * every balance must be. Slow and obvious on purpose; it shares no code with the ledger it checks.
 */
export type BillingMode = "by_submitted" | "by_delivered";

export interface Price {
  readonly priceMicros: bigint;
  readonly billing: BillingMode;
}

/** A price for every recipient that starts with `prefix` ("" for all others). The longest prefix wins. */
export interface PriceRow extends Price {
  readonly client: string;
  readonly prefix: string;
}

export type LedgerEvent =
  | { readonly kind: "payment"; readonly client: string; readonly amountMicros: bigint }
  | {
      readonly kind: "accepted";
      readonly client: string;
      readonly id: string;
      readonly recipient: string;
      /** Priced segments of the message: its parts, for a message that came as one. */
      readonly segments: number;
    }
  | { readonly kind: "receipt"; readonly id: string; readonly state: string };

export interface NaiveBalance {
  readonly balanceMicros: bigint;
  /** Held for messages billed by delivered that have no final receipt yet. */
  readonly reservedMicros: bigint;
  readonly chargedMicros: bigint;
  readonly chargedMessages: number;
}

/** Receipt states after which nothing more comes; DELIVRD alone is charged when billing by delivered. */
const finalStates: ReadonlySet<string> = new Set(["DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "REJECTD", "UNKNOWN"]);

/** The price of a recipient for a client, or undefined when no row fits. */
export function priceFor(rows: readonly PriceRow[], client: string, recipient: string): PriceRow | undefined {
  return rows
    .filter((row) => row.client === client && recipient.startsWith(row.prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

/**
 * What every client's balance must be after these events, whatever order they came in. Throws when the events
 * themselves are impossible: an id accepted twice, a receipt for an id never accepted, an accepted message without
 * a price.
 */
export function predictBalances(rows: readonly PriceRow[], events: readonly LedgerEvent[]): Map<string, NaiveBalance> {
  const finalStateOf = finalStatesById(events);
  const balances = new Map<string, NaiveBalance>();
  const change = (client: string, by: Partial<NaiveBalance>): void => {
    const before = balances.get(client) ?? {
      balanceMicros: 0n,
      reservedMicros: 0n,
      chargedMicros: 0n,
      chargedMessages: 0,
    };
    balances.set(client, {
      balanceMicros: before.balanceMicros + (by.balanceMicros ?? 0n),
      reservedMicros: before.reservedMicros + (by.reservedMicros ?? 0n),
      chargedMicros: before.chargedMicros + (by.chargedMicros ?? 0n),
      chargedMessages: before.chargedMessages + (by.chargedMessages ?? 0),
    });
  };
  const accepted = new Set<string>();
  for (const event of events) {
    if (event.kind === "payment") change(event.client, { balanceMicros: event.amountMicros });
    if (event.kind !== "accepted") continue;
    if (accepted.has(event.id)) throw new Error(`Message ${event.id} was accepted twice`);
    accepted.add(event.id);
    const price = priceFor(rows, event.client, event.recipient);
    if (price === undefined)
      throw new Error(`${event.client} has no price for ${event.recipient}, yet ${event.id} was accepted`);
    const amountMicros = price.priceMicros * BigInt(event.segments);
    const finalState = finalStateOf.get(event.id);
    if (price.billing === "by_submitted" || finalState === "DELIVRD") {
      change(event.client, { balanceMicros: -amountMicros, chargedMicros: amountMicros, chargedMessages: 1 });
    } else if (finalState === undefined) {
      change(event.client, { reservedMicros: amountMicros });
    } else {
      change(event.client, {});
    }
  }
  for (const id of finalStateOf.keys()) {
    if (!accepted.has(id)) throw new Error(`A receipt came for ${id}, which was never accepted`);
  }
  return balances;
}

/** The first final state of each id: a later, contradicting receipt changes nothing. */
function finalStatesById(events: readonly LedgerEvent[]): Map<string, string> {
  const states = new Map<string, string>();
  for (const event of events) {
    if (event.kind === "receipt" && finalStates.has(event.state) && !states.has(event.id))
      states.set(event.id, event.state);
  }
  return states;
}
