/**
 * Messages a second. A bucket holds a tenth of a second's worth (at least one), so that a pace is even and a burst
 * after silence is short; time is a parameter.
 */
export class TokenBucket {
  #perSecond: number;
  #tokens: number;
  #atMs: number;

  constructor(perSecond: number, nowMs: number) {
    this.#perSecond = perSecond;
    this.#tokens = this.#size;
    this.#atMs = nowMs;
  }

  get #size(): number {
    return Math.max(1, this.#perSecond / 10);
  }

  /** A changed pace acts at once; what was saved up stays within the new bound. */
  setPace(perSecond: number, nowMs: number): void {
    this.#refill(nowMs);
    this.#perSecond = perSecond;
    this.#tokens = Math.min(this.#tokens, this.#size);
  }

  /** Takes one, or answers false when the pace is used up. */
  take(nowMs: number): boolean {
    this.#refill(nowMs);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** How long until one can be taken. */
  waitMs(nowMs: number): number {
    this.#refill(nowMs);
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) * 1000) / this.#perSecond);
  }

  #refill(nowMs: number): void {
    if (nowMs > this.#atMs) {
      this.#tokens = Math.min(this.#size, this.#tokens + ((nowMs - this.#atMs) * this.#perSecond) / 1000);
    }
    this.#atMs = nowMs;
  }
}
