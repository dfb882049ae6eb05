import type { Snapshot } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import { applyExpiry, applyRelease, applySilence, type Change } from "./changes.ts";
import type { LiveMessages } from "./live-messages.ts";
import type { Message } from "./message.ts";
import type { Progress } from "./progress.ts";
import type { Queues } from "./queues.ts";
import { selectDue, selectHeld, selectMessages, selectOverdue, selectSilent } from "./sql/select-messages.ts";

/**
 * What time does to messages: the scheduled leave when due, the held when their client is released, the overdue expire,
 * the silent become unknown. Each sweep takes a bounded number and says whether there may be more.
 */
export interface SweepOptions {
  readonly pool: Pool;
  readonly snapshot: Snapshot;
  readonly live: LiveMessages;
  readonly queues: Queues;
  readonly progress: Progress;
  readonly clock: Clock;
}

const SWEEP_MAX = 1_000;

export class Sweeps {
  readonly #options: SweepOptions;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  /** Scheduled messages whose time has come join their queues, unless their client is on hold now. */
  async releaseDue(): Promise<boolean> {
    const { pool, clock } = this.#options;
    const found = await selectDue(pool, clock.now(), SWEEP_MAX);
    await this.#change(found, (message) => (message.status === "scheduled" ? this.#release(message) : undefined));
    return found.length === SWEEP_MAX;
  }

  /** The client is no longer on hold: what waited leaves in order, or waits for its time. */
  async releaseHeld(clientId: number): Promise<boolean> {
    const found = await selectHeld(this.#options.pool, clientId, SWEEP_MAX);
    await this.#change(found, (message) => (message.status === "held" ? this.#release(message) : undefined));
    return found.length === SWEEP_MAX;
  }

  /** Messages that did not leave within their validity. */
  async expireOverdue(): Promise<boolean> {
    const { pool, clock } = this.#options;
    const nowMs = clock.now();
    const found = await selectOverdue(pool, nowMs, SWEEP_MAX);
    // What is in a memory queue or in flight ends there; here end those that wait in the database alone.
    await this.#change(found, (message, isOurs) => (isOurs ? applyExpiry(message, nowMs) : undefined));
    return found.length === SWEEP_MAX;
  }

  /** Sent messages whose final receipt did not come within their client's waiting time. */
  async endSilent(): Promise<boolean> {
    const { pool, clock } = this.#options;
    const nowMs = clock.now();
    const found = await selectSilent(pool, nowMs, SWEEP_MAX);
    await this.#change(found, (message) => (message.status === "sent" ? applySilence(message, nowMs) : undefined));
    return found.length === SWEEP_MAX;
  }

  #release(message: Message): Change | undefined {
    const { queues, snapshot, clock } = this.#options;
    if (snapshot.clients.get(message.clientId)?.block === "hold") return undefined;
    const change = applyRelease(message, clock.now());
    if (message.status === "queued") queues.announce(message);
    return change;
  }

  /** Changes the live copies of the messages found; `isOurs` tells that nobody else was working on it. */
  async #change(
    found: readonly Message[],
    apply: (message: Message, isOurs: boolean) => Change | undefined,
  ): Promise<void> {
    if (found.length === 0) return;
    const { live, pool, progress, queues } = this.#options;
    const ours = new Set(found.map(({ id }) => id).filter((id) => !live.get(id)));
    await live.load([...ours], (ids) => selectMessages(pool, ids));
    const written: Promise<void>[] = [];
    for (const { id } of found) {
      const message = live.get(id);
      if (!message) continue;
      const change = apply(message, ours.has(id));
      if (!change) {
        if (ours.has(id) && message.pendingChanges === 0) live.drop(message);
        continue;
      }
      const isReleased = change.after.status === "queued";
      written.push(
        new Promise((resolve) =>
          progress.record(change, () => {
            if (isReleased) queues.join(message);
            resolve();
          }),
        ),
      );
    }
    // The next sweep must not find the same rows again.
    await Promise.all(written);
  }
}
