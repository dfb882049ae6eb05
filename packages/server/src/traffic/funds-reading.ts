/** A lane by which money is spent. */
export interface Spender {
  drained(): Promise<void>;
  between(work: () => Promise<void>): Promise<void>;
}

/**
 * Readings of the funds under way. What is spent between the reading and its end would be forgotten by memory: new work is
 * refused meanwhile, and what a look-up has held up waits here.
 */
export class FundsReading {
  readonly #onTrouble: (error: unknown) => void;
  readonly #waiting: (() => void)[] = [];
  readonly #spenders: Spender[] = [];
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

  /** Another lane spends as well, and decides nothing while a reading is under way. */
  join(spender: Spender): void {
    this.#spenders.push(spender);
  }

  /** Runs `read` with everything decided committed, and nothing being written or told. */
  async inStillness(read: () => Promise<void>): Promise<void> {
    for (const spender of this.#spenders) await spender.drained();
    const still = this.#spenders.reduce((work, spender) => () => spender.between(work), read);
    await still();
  }

  #run(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}
