/**
 * What each client has left, without credit: balance minus reserved, as the sum of everything decided so far, committed
 * or not. decide() reads it and acceptance books it in the same turn of the event loop, so two messages can never spend
 * the same money. The database holds the truth; this is loaded from it and follows it by deltas.
 */
export class Funds {
  readonly #unreservedMicros = new Map<number, bigint>();
  /** The latest payments already counted: one can be in what was loaded and be announced as well. */
  readonly #payments = new Set<number>();

  /** Takes over the database's figures, in which these payments are counted. */
  load(rows: Iterable<{ clientId: number; unreservedMicros: bigint }>, payments: Iterable<number>): void {
    this.#unreservedMicros.clear();
    for (const { clientId, unreservedMicros } of rows) this.#unreservedMicros.set(clientId, unreservedMicros);
    for (const paymentId of payments) this.#remember(paymentId);
  }

  /** A payment was entered; counts once, however often it is heard of. */
  pay(clientId: number, micros: bigint, paymentId: number): void {
    if (this.#payments.has(paymentId)) return;
    this.#remember(paymentId);
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
