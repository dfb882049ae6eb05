import type { Throughput } from "@switchyard/contract";
import type { TrafficEvent } from "./traffic.ts";

const SECONDS = 120;

interface Second {
  readonly atMs: number;
  submitted: number;
  sent: number;
  delivered: number;
  blocked: number;
}

const counterOf = {
  accepted: "submitted",
  blocked: "blocked",
  sent: "sent",
  delivered: "delivered",
  failed: null,
} as const satisfies Record<TrafficEvent, Exclude<keyof Second, "atMs"> | null>;

/** Counts what is committed by second, for the dashboard's live strip. */
export class LiveFigures {
  readonly #seconds: Second[] = [];

  count(what: TrafficEvent, nowMs: number): void {
    const second = this.#at(nowMs);
    const counter = counterOf[what];
    if (counter) second[counter]++;
    if (what === "blocked") second.submitted++;
  }

  throughput(nowMs: number, queued: number): Throughput {
    this.#at(nowMs);
    // The present second is not over yet; rates are those of the last five that are.
    const whole = this.#seconds.slice(0, -1);
    const last = whole.slice(-5);
    const rate = (counter: Exclude<keyof Second, "atMs">) =>
      last.reduce((sum, second) => sum + second[counter], 0) / Math.max(1, last.length);
    return {
      at: new Date(nowMs).toISOString(),
      submittedPerSecond: rate("submitted"),
      sentPerSecond: rate("sent"),
      deliveredPerSecond: rate("delivered"),
      blockedPerSecond: rate("blocked"),
      queued,
      series: whole.map(({ atMs, ...counts }) => ({ at: new Date(atMs).toISOString(), ...counts })),
    };
  }

  /** The running second; seconds in which nothing happened are there too. */
  #at(nowMs: number): Second {
    const atMs = nowMs - (nowMs % 1000);
    let last = this.#seconds.at(-1);
    if (!last || atMs - last.atMs > SECONDS * 1000) {
      this.#seconds.length = 0;
      last = this.#add(atMs - SECONDS * 1000);
    }
    while (last.atMs < atMs) last = this.#add(last.atMs + 1000);
    if (this.#seconds.length > SECONDS + 1) this.#seconds.splice(0, this.#seconds.length - SECONDS - 1);
    return last;
  }

  #add(atMs: number): Second {
    const second = { atMs, submitted: 0, sent: 0, delivered: 0, blocked: 0 };
    this.#seconds.push(second);
    return second;
  }
}
