import { type Move, rechoose, type Snapshot } from "@switchyard/engine";
import { statusName } from "@switchyard/smpp";
import type { Clock } from "../clock.ts";
import { type Attempt, applyMove } from "./changes.ts";
import { limits } from "./limits.ts";
import type { TrafficFacts } from "./live-facts.ts";
import type { Message } from "./message.ts";
import { partStatesOf } from "./part-states.ts";
import type { Progress } from "./progress.ts";
import type { Queues } from "./queues.ts";

export interface MoversOptions {
  readonly snapshot: Snapshot;
  readonly facts: TrafficFacts;
  readonly queues: Queues;
  readonly progress: Progress;
  readonly clock: Clock;
  /** Messages a link has taken from its queue, of which nothing is in a window: they are the caller's again. */
  readonly takeBack: (connectionId: number) => readonly Message[];
}

/**
 * Takes messages from one connection of their pool to another: those refused by an answer that another supplier might
 * not give, and those that wait where nothing leaves. Only a message of which nothing was taken moves, so it is never sent
 * twice by our own doing and its cost belongs to one supplier.
 */
export class Movers {
  readonly #options: MoversOptions;
  /** Connections from which nothing could leave when last looked at. */
  readonly #stuck = new Set<number>();
  /** Moved messages are dealt by turns of their own: those of newly accepted ones stay exact. */
  readonly #turns = new Map<number, number>();
  /** How many messages of a stuck queue are known to have nowhere to go. */
  readonly #passed = new Map<number, number>();

  constructor(options: MoversOptions) {
    this.#options = options;
  }

  /**
   * A message was refused by an answer for which it may go elsewhere, and nothing of it is under way. Answers true when it
   * has gone and the attempt is recorded; false when it can't, and the refusal is its end.
   */
  reroute(message: Message, attempt: Attempt): boolean {
    const { snapshot, clock } = this.#options;
    if (!isWhole(message) || message.poolId === null) return false;
    const movesMax = snapshot.pools.get(message.poolId)?.rerouteMax ?? 0;
    if ((message.tried?.size ?? 0) >= movesMax || message.validUntilMs <= clock.now()) return false;
    const move = this.#rechoose(message);
    if (!move) return false;
    this.#move(message, move, reasonOf(attempt), clock.now(), attempt);
    return true;
  }

  /** Moves what waits at connections from which nothing has left for a while. Answers whether there may be more. */
  async moveStranded(): Promise<boolean> {
    const { queues, facts } = this.#options;
    let isMore = false;
    for (const connectionId of queues.connections()) {
      const obstacle = facts.obstacle(connectionId);
      if (obstacle === undefined) {
        this.#stuck.delete(connectionId);
        this.#passed.delete(connectionId);
      } else if (!this.#stuck.has(connectionId)) {
        // It may be back before the next look.
        this.#stuck.add(connectionId);
      } else if (await this.#moveFrom(connectionId, obstacle)) isMore = true;
    }
    return isMore;
  }

  async #moveFrom(connectionId: number, obstacle: string): Promise<boolean> {
    const { queues, takeBack, progress, clock } = this.#options;
    if (progress.depth >= limits.progressPendingMax / 2) return false;
    for (const message of [...takeBack(connectionId)].reverse()) queues.putBack(connectionId, message);
    const nowMs = clock.now();
    const skipped = this.#passed.get(connectionId) ?? 0;
    const moved: Promise<void>[] = [];
    const looked = queues.extract(connectionId, skipped, limits.strandedMax, (message) => {
      if (message.status !== "queued" || !isWhole(message) || message.inFlight > 0) return false;
      const move = this.#rechoose(message);
      if (move) moved.push(this.#move(message, move, obstacle, nowMs, null));
      return move !== undefined;
    });
    // Beginning anew at the end: by then another connection may have come back.
    this.#passed.set(connectionId, looked < limits.strandedMax ? 0 : skipped + looked - moved.length);
    await Promise.all(moved);
    return moved.length > 0;
  }

  #rechoose(message: Message): Move | undefined {
    const { snapshot, facts, clock } = this.#options;
    const { poolId, country, priceMicros } = message;
    if (poolId === null || country === null) return undefined;
    const tried = new Set(message.tried);
    tried.add(message.connectionId ?? 0);
    const movable = {
      ...message,
      poolId,
      priceMicros: priceMicros ?? 0n,
      destination: { country, network: message.network },
    };
    const turn = this.#turns.get(poolId) ?? 0;
    facts.sharedTurn = turn;
    const move = rechoose(movable, snapshot, facts, clock.now(), tried);
    if (move) this.#turns.set(poolId, turn + 1);
    return move;
  }

  /** Resolves once the message waits at its new connection, or the database refused that. */
  #move(message: Message, move: Move, reason: string, atMs: number, attempt: Attempt | null): Promise<void> {
    const { queues, progress } = this.#options;
    const change = applyMove(message, move, reason, atMs, attempt);
    queues.announce(message);
    return new Promise((resolve) =>
      progress.record(change, (isRecorded) => {
        if (isRecorded) queues.join(message);
        resolve();
      }),
    );
  }
}

/** Nothing of it was taken by anybody, or has ended. */
function isWhole(message: Message): boolean {
  return /^q+$/.test(partStatesOf(message));
}

function reasonOf({ error, commandStatus }: Attempt): string {
  return error ?? (commandStatus === null ? "unanswered" : statusName(commandStatus));
}
