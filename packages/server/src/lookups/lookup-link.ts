/** One supplier that looks numbers up: at its pace, so many at once, the rest in line. */
import type { Clock } from "../clock.ts";
import type { LinkSettings } from "../snapshot/link-settings.ts";
import type { LookupAnswer } from "../traffic/lookup.ts";
import { TokenBucket } from "../traffic/token-bucket.ts";

/** What came of asking one supplier; `failed` leaves it open, `not_asked` means that the question never left. */
export type Answered = LookupAnswer | { readonly outcome: "not_asked"; readonly detail: string };

interface Asked {
  readonly digits: string;
  /** Nobody waits any more: not worth the supplier's charge. */
  readonly isGivenUp: () => boolean;
  readonly done: (answered: Answered) => void;
}

/** How a supplier is asked. */
export interface LookupCarrier<Settings = LinkSettings> {
  /** `done` is called once, perhaps in the same turn. */
  send(digits: string, done: (answered: Answered) => void): void;
  apply(settings: Settings): void;
  close(): void;
}

export class LookupLink<Settings extends LinkSettings = LinkSettings> {
  readonly #clock: Clock;
  #settings: Settings;
  readonly #carrier: LookupCarrier<Settings>;
  readonly #pace: TokenBucket;
  readonly #line: Asked[] = [];
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: Settings, carrier: LookupCarrier<Settings>, clock: Clock) {
    this.#settings = settings;
    this.#carrier = carrier;
    this.#clock = clock;
    this.#pace = new TokenBucket(settings.tps, clock.now());
  }

  /** Changed settings act with the next look-up. */
  apply(settings: Settings): void {
    if (settings === this.#settings) return;
    this.#carrier.apply(settings);
    this.#pace.setPace(settings.tps, this.#clock.now());
    this.#settings = settings;
  }

  ask(asked: Asked): void {
    this.#line.push(asked);
    this.#work();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#carrier.close();
    for (const { done } of this.#line.splice(0)) done({ outcome: "not_asked", detail: "the switch is stopping" });
  }

  #work(): void {
    while (this.#underWay < this.#settings.windowMax) {
      const [next] = this.#line;
      if (!next) return;
      if (next.isGivenUp()) {
        this.#line.shift();
        continue;
      }
      if (!this.#pace.take(this.#clock.now())) return this.#wait();
      this.#line.shift();
      this.#underWay++;
      this.#carrier.send(next.digits, (answered) => {
        this.#underWay--;
        next.done(answered);
        // Not in the same turn: an asker that is answered at once would have us call ourselves for the whole line.
        setImmediate(() => this.#work());
      });
    }
  }

  #wait(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#work();
    }, this.#pace.waitMs(this.#clock.now()));
  }
}
