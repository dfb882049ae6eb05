/** Counts events by second, to tell a rate now: the mean of the last few whole seconds. */
const SECONDS = 5;

export class Pace {
  readonly #counts = new Array<number>(SECONDS + 1).fill(0);
  #second = 0;

  count(nowMs: number, by = 1): void {
    this.#turn(nowMs);
    this.#counts[this.#second % this.#counts.length] = (this.#counts[this.#second % this.#counts.length] ?? 0) + by;
  }

  perSecond(nowMs: number): number {
    this.#turn(nowMs);
    let sum = 0;
    for (let back = 1; back <= SECONDS; back++)
      sum += this.#counts[(this.#second - back + this.#counts.length * 2) % this.#counts.length] ?? 0;
    return sum / SECONDS;
  }

  #turn(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const passed = Math.min(second - this.#second, this.#counts.length);
    for (let i = 1; i <= passed; i++) this.#counts[(second - passed + i) % this.#counts.length] = 0;
    if (second > this.#second) this.#second = second;
  }
}
