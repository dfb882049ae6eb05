/**
 * Many short delays on one timer: a ring of slots, each a list of things due in the same tick. A message costs one
 * array element instead of a timer of its own, and everything due in a tick is handed over together.
 */
export class TimerWheel<T> {
  readonly #tickMs: number;
  readonly #due: (item: T) => void;
  readonly #slots: { rounds: number; item: T }[][];
  #position = 0;
  #pending = 0;
  #startedAtMs = 0;
  #ticksDone = 0;
  #timer: NodeJS.Timeout | undefined;
  #paused = false;

  /** `due` is called for each item, at the earliest `delayMs` after it was scheduled, at the latest a tick later. */
  constructor(options: { tickMs: number; slots: number; due: (item: T) => void }) {
    this.#tickMs = options.tickMs;
    this.#due = options.due;
    this.#slots = Array.from({ length: options.slots }, () => []);
  }

  get pending(): number {
    return this.#pending;
  }

  schedule(delayMs: number, item: T): void {
    this.#start();
    const intoTickMs = this.#timer === undefined ? 0 : this.#elapsedMs() - this.#ticksDone * this.#tickMs;
    const ticks = Math.max(1, Math.ceil((delayMs + intoTickMs) / this.#tickMs));
    const slot = this.#slots[(this.#position + ticks) % this.#slots.length];
    slot?.push({ rounds: Math.floor((ticks - 1) / this.#slots.length), item });
    this.#pending += 1;
  }

  /** Time stands still: nothing falls due until resume(), and then everything keeps its remaining delay. */
  pause(): void {
    this.#paused = true;
    this.#stop();
  }

  resume(): void {
    this.#paused = false;
    if (this.#pending > 0) this.#start();
  }

  /** Forgets everything. */
  clear(): void {
    for (const slot of this.#slots) slot.length = 0;
    this.#pending = 0;
    this.#stop();
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedAtMs;
  }

  #start(): void {
    if (this.#timer !== undefined || this.#paused) return;
    this.#startedAtMs = performance.now();
    this.#ticksDone = 0;
    this.#timer = setInterval(() => this.#tick(), this.#tickMs);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Under load an interval fires late; the wheel then turns as many slots as time has really passed. */
  #tick(): void {
    const ticksPassed = Math.floor(this.#elapsedMs() / this.#tickMs);
    while (this.#ticksDone < ticksPassed && this.#timer !== undefined) {
      this.#ticksDone += 1;
      this.#turn();
    }
    if (this.#pending === 0) this.#stop();
  }

  #turn(): void {
    this.#position = (this.#position + 1) % this.#slots.length;
    const slot = this.#slots[this.#position];
    if (slot === undefined || slot.length === 0) return;
    this.#slots[this.#position] = [];
    for (const entry of slot) {
      if (this.#pending === 0) return; // cleared by what fell due before
      if (entry.rounds > 0) {
        this.#slots[this.#position]?.push({ rounds: entry.rounds - 1, item: entry.item });
      } else {
        this.#pending -= 1;
        this.#due(entry.item);
      }
    }
  }
}
