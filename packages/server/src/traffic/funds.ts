/**
 * What each client has left, without credit: balance minus reserved, as the sum of everything decided so far, committed
 * or not. decide() reads it and acceptance books it in the same turn of the event loop, so two messages can never spend
 * the same money. The database holds the truth; this is loaded from it and follows it by deltas.
 */
export class Funds {
  readonly #unreservedMicros = new Map<number, bigint>();

  load(rows: Iterable<{ clientId: number; unreservedMicros: bigint }>): void {
    for (const { clientId, unreservedMicros } of rows) this.#unreservedMicros.set(clientId, unreservedMicros);
  }

  unreservedMicros(clientId: number): bigint {
    return this.#unreservedMicros.get(clientId) ?? 0n;
  }

  add(clientId: number, micros: bigint): void {
    if (micros !== 0n) this.#unreservedMicros.set(clientId, this.unreservedMicros(clientId) + micros);
  }
}
