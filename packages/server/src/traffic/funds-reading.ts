/**
 * Readings of the funds under way. What is spent between the reading and its end would be forgotten by memory: new work is
 * refused meanwhile, and what a look-up has held up waits here.
 */
export class FundsReading {
  readonly #onTrouble: (error: unknown) => void;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(onTrouble: (error: unknown) => void) {
    this.#onTrouble = onTrouble;
  }

  get isUnderWay(): boolean {
    return this.#underWay > 0;
  }

  async during(reading: () => Promise<void>): Promise<void> {
    this.#underWay++;
    try {
      await reading();
    } finally {
      if (--this.#underWay === 0) for (const work of this.#waiting.splice(0)) this.#run(work);
    }
  }

  /** At once, or in the order it came when no reading is under way any more. */
  after(work: () => void): void {
    if (this.#underWay === 0) work();
    else this.#waiting.push(work);
  }

  #run(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}
