/**
 * The peer's requests we have not answered, counted by sequence number. A peer that uses a number twice at once gets
 * two answers; one request never gets two.
 */
export class PeerWindow {
  max: number;
  readonly #unanswered = new Map<number, number>();
  #size = 0;

  constructor(max: number = Number.POSITIVE_INFINITY) {
    this.max = max;
  }

  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size >= this.max;
  }

  has(sequenceNumber: number): boolean {
    return this.#unanswered.has(sequenceNumber);
  }

  add(sequenceNumber: number): void {
    this.#size++;
    this.#unanswered.set(sequenceNumber, (this.#unanswered.get(sequenceNumber) ?? 0) + 1);
  }

  answered(sequenceNumber: number): void {
    const count = this.#unanswered.get(sequenceNumber);
    if (count === undefined) return;
    this.#size--;
    if (count === 1) this.#unanswered.delete(sequenceNumber);
    else this.#unanswered.set(sequenceNumber, count - 1);
  }
}
