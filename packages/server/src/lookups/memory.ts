/** Answers by number, as many as fit, the one used longest ago going first; each counts until its time. */
export class AnswerMemory {
  readonly #max: number;
  readonly #answers = new Map<string, { readonly network: string | null; readonly untilMs: number }>();

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#answers.size;
  }

  /** The network, null where none is known for the time being, undefined where nothing is remembered. */
  get(digits: string, nowMs: number): string | null | undefined {
    const answer = this.#answers.get(digits);
    if (!answer) return undefined;
    this.#answers.delete(digits);
    if (answer.untilMs <= nowMs) return undefined;
    this.#answers.set(digits, answer);
    return answer.network;
  }

  set(digits: string, network: string | null, untilMs: number): void {
    this.#answers.delete(digits);
    if (this.#answers.size >= this.#max) {
      for (const oldest of this.#answers.keys()) {
        this.#answers.delete(oldest);
        break;
      }
    }
    this.#answers.set(digits, { network, untilMs });
  }

  forget(digits: string): void {
    this.#answers.delete(digits);
  }

  clear(): void {
    this.#answers.clear();
  }
}
