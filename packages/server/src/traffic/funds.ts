export interface Unreserved {
  readonly clientId: number;
  readonly unreservedMicros: bigint;
}

/** Balances as of one moment, and the latest entries made by hand (payments, refunds) counted in them. */
export interface FundsRead {
  readonly balances: readonly Unreserved[];
  readonly entries: readonly number[];
}

/**
 * What each client has left, without credit: balance minus reserved, as the sum of everything decided so far, committed
 * or not. decide() reads it and acceptance books it in the same turn of the event loop, so two messages can never spend
 * the same money. The database holds the truth; this is loaded from it and follows it by deltas.
 */
export class Funds {
  readonly #unreservedMicros = new Map<number, bigint>();
  /** The latest entries already counted: one can be in what was loaded and be announced as well. */
  readonly #entries = new Set<number>();
  /** Entries heard of while the database is being read, which may or may not be in what it answers. */
  readonly #heard = new Set<{ clientId: number; micros: bigint; entryId: number }>();
  #reading = 0;
  /** What is held back for look-ups under way: in memory alone, the database hears of what they cost. */
  readonly #heldMicros = new Map<number, bigint>();

  /** Takes over the database's figures; nothing else may change them meanwhile but entries by hand. */
  async load(read: () => Promise<FundsRead>): Promise<void> {
    this.#reading++;
    try {
      const { balances, entries } = await read();
      this.#unreservedMicros.clear();
      for (const { clientId, unreservedMicros } of balances) this.#unreservedMicros.set(clientId, unreservedMicros);
      const counted = new Set(entries);
      for (const entryId of entries) this.#remember(entryId);
      for (const { clientId, micros, entryId } of this.#heard) {
        if (!counted.has(entryId)) this.add(clientId, micros);
      }
    } finally {
      if (--this.#reading === 0) this.#heard.clear();
    }
  }

  /** A payment or refund was entered; counts once, however often it is heard of. `entryId` is its ledger entry's. */
  enter(clientId: number, micros: bigint, entryId: number): void {
    if (this.#entries.has(entryId)) return;
    this.#remember(entryId);
    if (this.#reading > 0) this.#heard.add({ clientId, micros, entryId });
    this.add(clientId, micros);
  }

  /** What may be spent now, beside credit. */
  unreservedMicros(clientId: number): bigint {
    const held = this.#heldMicros.size === 0 ? undefined : this.#heldMicros.get(clientId);
    const unreserved = this.#unreservedMicros.get(clientId) ?? 0n;
    return held === undefined ? unreserved : unreserved - held;
  }

  add(clientId: number, micros: bigint): void {
    if (micros !== 0n) this.#unreservedMicros.set(clientId, (this.#unreservedMicros.get(clientId) ?? 0n) + micros);
  }

  /** Holds an amount back, or with a minus gives it back. */
  hold(clientId: number, micros: bigint): void {
    const heldMicros = (this.#heldMicros.get(clientId) ?? 0n) + micros;
    if (heldMicros === 0n) this.#heldMicros.delete(clientId);
    else this.#heldMicros.set(clientId, heldMicros);
  }

  #remember(entryId: number): void {
    this.#entries.add(entryId);
    if (this.#entries.size <= ENTRIES_REMEMBERED) return;
    for (const oldest of this.#entries) {
      this.#entries.delete(oldest);
      break;
    }
  }
}

/** More than can be under way between a commit and its announcement. */
export const ENTRIES_REMEMBERED = 10_000;
