import {
  type ClientConfig,
  type ConnectionConfig,
  creditMicros,
  type Destination,
  findPrice,
  type ReceptionEntry,
  type SupplierConfig,
  type TariffEntry,
  type Tariffs,
  timesParts,
} from "@switchyard/engine";
import type { Clock } from "../clock.ts";
import type { Funds } from "../traffic/funds.ts";
import { dueMicros, type IncomingMessage } from "./incoming-message.ts";

export interface IncomingChargesOptions {
  readonly snapshot: {
    readonly clients: ReadonlyMap<number, ClientConfig>;
    readonly connections: ReadonlyMap<number, ConnectionConfig>;
    readonly suppliers: ReadonlyMap<number, SupplierConfig>;
  };
  /** Prices and costs of incoming messages. */
  readonly tariffs: Tariffs;
  readonly funds: Funds;
  readonly clock: Clock;
}

/** Whom a message costs something, and how much. */
export interface IncomingCost {
  readonly supplierId: number;
  readonly currency: string;
  readonly micros: bigint;
}

/**
 * What incoming messages cost both sides. The funds in memory change in the turn in which a message is paid, so nothing
 * else can spend the same money; a client with one that is not covered pays that first, and later ones wait behind it.
 */
export class IncomingCharges {
  readonly #options: IncomingChargesOptions;
  /** Messages that wait to be paid, by client, and what the first of them needs where that is known. */
  readonly #unpaid = new Map<number, { count: number; neededMicros: bigint }>();

  constructor(options: IncomingChargesOptions) {
    this.#options = options;
  }

  /** The number's own price, else the client's tariff for where the handset's number belongs, else none: free. */
  priceOf(
    entry: ReceptionEntry | undefined,
    client: ClientConfig,
    from: Destination | undefined,
  ): Pick<TariffEntry, "micros" | "billing"> | undefined {
    if (entry && entry.priceMicros !== null) return { micros: entry.priceMicros, billing: "submitted" };
    const { tariffs, clock } = this.#options;
    return from && findPrice(tariffs, client, from, clock.now());
  }

  /** What the supplier of a connection asks for so many parts from there; undefined for nothing. */
  costOf(connectionId: number, from: Destination | undefined, parts: number): IncomingCost | undefined {
    const { snapshot, tariffs, clock } = this.#options;
    const supplier = snapshot.suppliers.get(snapshot.connections.get(connectionId)?.supplierId ?? 0);
    const cost = supplier && from && tariffs.costs.get(supplier.id)?.find(from, clock.now());
    if (!supplier || !cost || cost.micros === 0n) return undefined;
    return { supplierId: supplier.id, currency: supplier.currency, micros: timesParts(cost.micros, parts) };
  }

  /** Whether a message that comes now can be paid now: its client's funds cover it, and none waits before it. */
  covers(message: IncomingMessage): boolean {
    return dueMicros(message) === 0n || (!this.#unpaid.has(message.clientId ?? 0) && this.#isCovered(message));
  }

  /** Whether one that waits can be paid now. */
  coversWaiting(message: IncomingMessage): boolean {
    const waiting = this.#unpaid.get(message.clientId ?? 0);
    const isCovered = this.#isCovered(message);
    if (waiting) waiting.neededMicros = isCovered ? 0n : dueMicros(message);
    return isCovered;
  }

  /** Clients with messages that wait, whose funds may cover the first of them now. */
  get payers(): number[] {
    return [...this.#unpaid].flatMap(([clientId, { neededMicros }]) =>
      this.#availableMicros(clientId) >= neededMicros ? [clientId] : [],
    );
  }

  /** So many messages of a client wait to be paid that an earlier life left. */
  resume(unpaid: ReadonlyMap<number, number>): void {
    for (const [clientId, count] of unpaid) this.#unpaid.set(clientId, { count, neededMicros: 0n });
  }

  /** A change is on its way to the database: what it spends is spent. */
  decided(before: IncomingMessage | null, after: IncomingMessage): void {
    const spent = spentMicros(before, after);
    if (spent > 0n) this.#options.funds.add(after.clientId ?? 0, -spent);
    if (before?.status !== "unpaid" && after.status === "unpaid") this.#waits(after.clientId ?? 0, 1);
  }

  /** It is committed, or refused for good: what it gives back is free now, and what it was to spend is free again. */
  told(before: IncomingMessage | null, after: IncomingMessage, isRecorded: boolean): void {
    const spent = spentMicros(before, after);
    const clientId = after.clientId ?? 0;
    if (isRecorded ? spent < 0n : spent > 0n) this.#options.funds.add(clientId, isRecorded ? -spent : spent);
    const [waited, waits] = [before?.status === "unpaid", after.status === "unpaid"];
    if (isRecorded ? waited && !waits : waits && !waited) this.#waits(clientId, -1);
  }

  #isCovered(message: IncomingMessage): boolean {
    return this.#availableMicros(message.clientId ?? 0) >= dueMicros(message);
  }

  #availableMicros(clientId: number): bigint {
    const { snapshot, funds, clock } = this.#options;
    const client = snapshot.clients.get(clientId);
    return client ? funds.unreservedMicros(clientId) + creditMicros(client, clock.now()) : -1n;
  }

  #waits(clientId: number, by: number): void {
    const waiting = this.#unpaid.get(clientId) ?? { count: 0, neededMicros: 0n };
    waiting.count += by;
    if (waiting.count > 0) this.#unpaid.set(clientId, waiting);
    else this.#unpaid.delete(clientId);
  }
}

/** What a change takes from the funds that are free; negative for what it gives back. */
function spentMicros(before: IncomingMessage | null, after: IncomingMessage): bigint {
  const sum = (message: IncomingMessage | null) =>
    message === null ? 0n : message.chargedMicros + message.reservedMicros;
  return sum(after) - sum(before);
}
