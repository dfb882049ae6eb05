export interface Unreserved {
  readonly clientId: number;
  readonly unreservedMicros: bigint;
}

/** Balances as of one moment, and the latest payments counted in them. */
export interface FundsRead {
  readonly balances: readonly Unreserved[];
  readonly payments: readonly number[];
}

/**
 * What each client has left, without credit: balance minus reserved, as the sum of everything decided so far, committed
 * or not. decide() reads it and acceptance books it in the same turn of the event loop, so two messages can never spend
 * the same money. The database holds the truth; this is loaded from it and follows it by deltas.
 */
export class Funds {
  readonly #unreservedMicros = new Map<number, bigint>();
  /** The latest payments already counted: one can be in what was loaded and be announced as well. */
  readonly #payments = new Set<number>();
  /** Payments heard of while the database is being read, which may or may not be in what it answers. */
  readonly #heard = new Set<{ clientId: number; micros: bigint; paymentId: number }>();
  #reading = 0;

  /** Takes over the database's figures; nothing else may change them meanwhile but payments. */
  async load(read: () => Promise<FundsRead>): Promise<void> {
    this.#reading++;
    try {
      const { balances, payments } = await read();
      this.#unreservedMicros.clear();
      for (const { clientId, unreservedMicros } of balances) this.#unreservedMicros.set(clientId, unreservedMicros);
      const counted = new Set(payments);
      for (const paymentId of payments) this.#remember(paymentId);
      for (const { clientId, micros, paymentId } of this.#heard) {
        if (!counted.has(paymentId)) this.add(clientId, micros);
      }
    } finally {
      if (--this.#reading === 0) this.#heard.clear();
    }
  }

  /** A payment was entered; counts once, however often it is heard of. */
  pay(clientId: number, micros: bigint, paymentId: number): void {
    if (this.#payments.has(paymentId)) return;
    this.#remember(paymentId);
    if (this.#reading > 0) this.#heard.add({ clientId, micros, paymentId });
    this.add(clientId, micros);
  }

  unreservedMicros(clientId: number): bigint {
    return this.#unreservedMicros.get(clientId) ?? 0n;
  }

  add(clientId: number, micros: bigint): void {
    if (micros !== 0n) this.#unreservedMicros.set(clientId, this.unreservedMicros(clientId) + micros);
  }

  #remember(paymentId: number): void {
    this.#payments.add(paymentId);
    if (this.#payments.size <= PAYMENTS_REMEMBERED) return;
    for (const oldest of this.#payments) {
      this.#payments.delete(oldest);
      break;
    }
  }
}

/** More than can be under way between a commit and its announcement. */
export const PAYMENTS_REMEMBERED = 10_000;
