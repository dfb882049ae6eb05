import type { Snapshot } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { MessageId } from "../ids.ts";
import { applyExpiry, applyHold, applyRelease, applySilence, type Change, isFinal } from "./changes.ts";
import type { LiveMessages } from "./live-messages.ts";
import type { Message } from "./message.ts";
import { waitingStatuses } from "./part-states.ts";
import type { Progress } from "./progress.ts";
import type { Queues } from "./queues.ts";
import {
  selectClientsHeld,
  selectDue,
  selectHeld,
  selectMessages,
  selectOverdue,
  selectSilent,
} from "./sql/select-messages.ts";

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
  /** From this id on, what is in the database is not in memory's hands yet. */
  readonly oldestUntold: () => MessageId | undefined;
}

const SWEEP_MAX = 1_000;

export class Sweeps {
  readonly #options: SweepOptions;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  /** Scheduled messages whose time has come join their queues; where the client is on hold now, they wait for its end. */
  async releaseDue(): Promise<boolean> {
    const { pool, clock } = this.#options;
    const found = await selectDue(pool, clock.now(), SWEEP_MAX);
    return this.#change(found, (message) => {
      if (message.status !== "scheduled") return undefined;
      return this.#isOnHold(message) ? applyHold(message) : this.#release(message);
    });
  }

  /** The client is no longer on hold: what waited leaves in order, or waits for its time. */
  async releaseHeld(clientId: number): Promise<boolean> {
    const found = await selectHeld(this.#options.pool, clientId, SWEEP_MAX);
    return this.#change(found, (message) =>
      message.status === "held" && !this.#isOnHold(message) ? this.#release(message) : undefined,
    );
  }

  /** What waits on hold of clients that are not (any more): it may have been accepted while they were released. */
  async releaseForgotten(): Promise<boolean> {
    const { pool, snapshot } = this.#options;
    let isMore = false;
    for (const clientId of await selectClientsHeld(pool)) {
      if (snapshot.clients.get(clientId)?.block === "none" && (await this.releaseHeld(clientId))) isMore = true;
    }
    return isMore;
  }

  /** Messages that did not leave within their validity, wherever they wait. */
  async expireOverdue(): Promise<boolean> {
    const { pool, clock } = this.#options;
    const nowMs = clock.now();
    const found = await selectOverdue(pool, nowMs, SWEEP_MAX);
    // What is in flight may be delivered yet; whoever takes an ended one from a queue leaves it alone.
    return this.#change(found, (message) =>
      waitingStatuses.includes(message.status) && message.inFlight === 0 ? applyExpiry(message, nowMs) : undefined,
    );
  }

  /** Sent messages whose final receipt did not come within their client's waiting time. */
  async endSilent(): Promise<boolean> {
    const { pool, clock } = this.#options;
    const nowMs = clock.now();
    const found = await selectSilent(pool, nowMs, SWEEP_MAX);
    return this.#change(found, (message) => (message.status === "sent" ? applySilence(message, nowMs) : undefined));
  }

  #isOnHold({ clientId }: Message): boolean {
    return this.#options.snapshot.clients.get(clientId)?.block === "hold";
  }

  #release(message: Message): Change {
    const { queues, clock } = this.#options;
    const change = applyRelease(message, clock.now());
    if (message.status === "queued") queues.announce(message);
    return change;
  }

  /**
   * Changes the live copies of the messages found, as many as `apply` wants to. Answers whether another sweep would find
   * more: it took as many as it may, and not just those that nobody may change now.
   */
  async #change(found: readonly Message[], apply: (message: Message) => Change | undefined): Promise<boolean> {
    const { live, pool, progress, queues, oldestUntold } = this.#options;
    const untold = oldestUntold() ?? Number.POSITIVE_INFINITY;
    const ids = found.map(({ id }) => id).filter((id) => id < untold);
    const ours = new Set(ids.filter((id) => !live.get(id)));
    await live.load([...ours], (missing) => selectMessages(pool, missing));
    const written: Promise<void>[] = [];
    for (const id of ids) {
      const message = live.get(id);
      if (!message) continue;
      const change = apply(message);
      if (!change) {
        if (ours.has(id) && isAtRest(message)) live.drop(message);
        continue;
      }
      const isReleased = change.after.status === "queued";
      written.push(
        new Promise((resolve) =>
          progress.record(change, (isRecorded) => {
            if (isRecorded && isReleased) queues.join(message);
            else if (isAtRest(message)) live.drop(message);
            resolve();
          }),
        ),
      );
    }
    // The next sweep must not find the same rows again.
    await Promise.all(written);
    return found.length === SWEEP_MAX && written.length > 0;
  }
}

/** Nobody works on it and no queue of memory holds it: the row says it all. */
function isAtRest(message: Message): boolean {
  const waits = message.status !== "queued" && waitingStatuses.includes(message.status);
  return message.pendingChanges === 0 && (waits || isFinal(message));
}
