import type { Snapshot } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { MessageId } from "../ids.ts";
import { applyApproval, applyCancel, applyRejection } from "./changes.ts";
import type { LiveMessages } from "./live-messages.ts";
import type { Message } from "./message.ts";
import { waitingStatuses } from "./part-states.ts";
import type { Progress } from "./progress.ts";
import type { Queues } from "./queues.ts";
import { selectMessages } from "./sql/select-messages.ts";

/** What a person says of a message that waits for approval. */
export interface Verdict {
  readonly approved: boolean;
  readonly by: string;
  readonly comment: string;
}

export interface InterventionsOptions {
  readonly pool: Pool;
  readonly snapshot: Snapshot;
  readonly live: LiveMessages;
  readonly queues: Queues;
  readonly progress: Progress;
  readonly clock: Clock;
}

/** What clients and people do to single messages that have not left. */
export class Interventions {
  readonly #options: InterventionsOptions;

  constructor(options: InterventionsOptions) {
    this.#options = options;
  }

  /** A message of this client, as it is now. */
  async find(clientId: number, id: MessageId): Promise<Message | undefined> {
    const message = await this.#read(id);
    return message?.clientId === clientId ? message : undefined;
  }

  /** Stops a message that has not left. Answers what it is now, or undefined when the client has no such message. */
  async cancel(clientId: number, id: MessageId): Promise<Message | "too_late" | undefined> {
    // Only what will be cancelled is taken into memory: whoever asks for other ids must not fill it.
    const known = await this.find(clientId, id);
    if (!known) return undefined;
    const message = mayBeStopped(known) ? await this.#load(id) : undefined;
    if (!message || !mayBeStopped(message)) return "too_late";
    const { progress, clock } = this.#options;
    const isRecorded = await new Promise<boolean>((resolve) =>
      progress.record(applyCancel(message, clock.now()), resolve),
    );
    return isRecorded ? message : "too_late";
  }

  /** Approves or rejects a message that waits for that; undefined when there is no such message. */
  async moderate(id: MessageId, { approved, by, comment }: Verdict): Promise<"done" | "too_late" | undefined> {
    const known = await this.#read(id);
    if (!known) return undefined;
    const message = known.status === "moderation" ? await this.#load(id) : undefined;
    if (message?.status !== "moderation") return "too_late";
    const { snapshot, queues, live, progress, clock } = this.#options;
    const verdict = { by, comment, atMs: clock.now() };
    const isOnHold = snapshot.clients.get(message.clientId)?.block === "hold";
    const change = approved ? applyApproval(message, isOnHold, verdict) : applyRejection(message, verdict);
    const isReleased = change.after.status === "queued";
    if (isReleased) queues.announce(message);
    const isRecorded = await new Promise<boolean>((resolve) => progress.record(change, resolve));
    if (isRecorded && isReleased) queues.join(message);
    else if (message.pendingChanges === 0) live.drop(message);
    return isRecorded ? "done" : "too_late";
  }

  async #read(id: MessageId): Promise<Message | undefined> {
    const { live, pool } = this.#options;
    return live.get(id) ?? (await selectMessages(pool, [id]))[0];
  }

  /** The copy that may be changed. */
  async #load(id: MessageId): Promise<Message | undefined> {
    const { live, pool } = this.#options;
    await live.load([id], (ids) => selectMessages(pool, ids));
    return live.get(id);
  }
}

/** Nothing of it has left, or is on its way. */
function mayBeStopped({ status, partStates, inFlight }: Message): boolean {
  return waitingStatuses.includes(status) && inFlight === 0 && (partStates === null || /^q+$/.test(partStates));
}
