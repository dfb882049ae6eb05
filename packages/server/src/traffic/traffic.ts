import { setTimeout as sleep } from "node:timers/promises";
import { messageStatuses, type Snapshot } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import { idAtTime, type MessageId } from "../ids.ts";
import type { AccountIds } from "../ledger/account-ids.ts";
import { type Accept, createAccept } from "./accept.ts";
import { applyCancel, applyExpiry, applyHold } from "./changes.ts";
import { DayCounts, lastMidnightMs } from "./day-counts.ts";
import { ENTRIES_REMEMBERED, Funds, type FundsRead } from "./funds.ts";
import type { LaneConnection } from "./lane.ts";
import { limits } from "./limits.ts";
import { LiveMessages } from "./live-messages.ts";
import type { Message } from "./message.ts";
import { waitingStatuses } from "./part-states.ts";
import { createProgress, type Progress } from "./progress.ts";
import { type QueueLimits, Queues } from "./queues.ts";
import { parkOwed, selectMessages, selectQueued } from "./sql/select-messages.ts";
import { Sweeps } from "./sweeps.ts";

export interface TrafficOptions {
  readonly pool: Pool;
  readonly acceptConnection: LaneConnection;
  readonly progressConnection: LaneConnection;
  readonly snapshot: Snapshot;
  readonly accounts: AccountIds;
  readonly nextId: (nowMs: number) => MessageId;
  readonly clock: Clock;
  readonly isConnectionUp: (connectionId: number) => boolean;
  /** Instead of those in limits.ts. */
  readonly queueLimits?: QueueLimits | undefined;
  /** A receipt to a client became due, and that is committed. */
  readonly owed: (message: Message) => void;
  /** Something happened that live figures count; it is committed. */
  readonly counted: (what: TrafficEvent) => void;
  readonly onTrouble: (error: unknown) => void;
}

export const trafficEvents = ["accepted", "blocked", "sent", "delivered", "failed"] as const;
export type TrafficEvent = (typeof trafficEvents)[number];

/** The path of an MT message: accepted, queued, taken by a connection, answered, ended. */
export interface Traffic {
  readonly accept: Accept;
  readonly progress: Progress;
  readonly queues: Queues;
  readonly live: LiveMessages;
  readonly funds: Funds;
  readonly days: DayCounts;
  readonly sweeps: Sweeps;
  /** Whether new work must be refused for a while, and with which status. */
  congestion(): "none" | "throttled" | "queue_full";
  /** The next message this connection may send; expired ones and those of clients on hold are set aside on the way. */
  next(connectionId: number): Message | undefined;
  /** Whether a message taken from its queue may leave now; one that may not is ended or set aside here. */
  mayLeave(message: Message): boolean;
  /** Stops a message that has not left. Answers what it is now, or undefined when the client has no such message. */
  cancel(clientId: number, id: MessageId): Promise<Message | "too_late" | undefined>;
  find(clientId: number, id: MessageId): Promise<Message | undefined>;
  /** Counts a client's day if it has a limit and is not counted yet: the limit, the zone or the process is new. */
  countDay(clientId: number): Promise<void>;
  /** Reads the funds again after announcements may have been missed; meanwhile new work is throttled. */
  resyncFunds(): Promise<void>;
  /** Takes up what an earlier life left. */
  resume(): Promise<void>;
  drained(): Promise<void>;
}

export async function createTraffic(options: TrafficOptions): Promise<Traffic> {
  const { pool, snapshot, clock, accounts, onTrouble } = options;
  const live = new LiveMessages({ sentMax: limits.sentInMemoryMax });
  const funds = new Funds();
  const days = new DayCounts();
  const queues = new Queues({
    live,
    read: (connectionId, after, limit) => selectQueued(pool, connectionId, after, limit),
    inMemoryMax: options.queueLimits?.inMemoryMax ?? limits.queueInMemoryMax,
    refillMax: options.queueLimits?.refillMax ?? limits.refillMax,
    onTrouble,
  });
  const progress = await createProgress({
    snapshot,
    funds,
    live,
    clock,
    accounts,
    connection: options.progressConnection,
    owed: options.owed,
    counted: options.counted,
    onTrouble,
  });
  const accept = await createAccept({
    snapshot,
    funds,
    days,
    nextId: options.nextId,
    clock,
    accounts,
    connection: options.acceptConnection,
    isConnectionUp: options.isConnectionUp,
    committed(messages) {
      queues.add(messages.filter(({ status }) => status === "queued"));
      for (const message of messages) {
        options.counted(message.status === "blocked" ? "blocked" : "accepted");
        if (message.receiptState === "owed") options.owed(message);
      }
    },
    onTrouble,
  });
  /** Readings of the funds under way. */
  let pauses = 0;
  const sweeps = new Sweeps({
    pool,
    snapshot,
    live,
    queues,
    progress,
    clock,
    oldestUntold: () => accept.oldestUntold,
  });

  async function find(clientId: number, id: MessageId): Promise<Message | undefined> {
    const message = live.get(id) ?? (await selectMessages(pool, [id]))[0];
    return message?.clientId === clientId ? message : undefined;
  }

  function mayLeave(message: Message): boolean {
    if (message.status !== "queued") return false;
    // The rest of a long message follows what is under way already.
    if (message.inFlight > 0) return true;
    const nowMs = clock.now();
    if (message.validUntilMs <= nowMs) {
      progress.record(applyExpiry(message, nowMs));
      return false;
    }
    if (snapshot.clients.get(message.clientId)?.block !== "hold") return true;
    progress.record(applyHold(message), () => {
      if (message.status === "held" && message.pendingChanges === 0) live.drop(message);
    });
    return false;
  }

  async function countDay(clientId: number): Promise<void> {
    const client = snapshot.clients.get(clientId);
    if (!client || client.dailyLimit === null) return days.forget(clientId);
    if (days.isCounted(clientId, client.timeZone)) return;
    const nowMs = clock.now();
    // What is accepted from this id on is counted as it comes; what came before must be in the database to be counted.
    const before = options.nextId(nowMs);
    const addBefore = days.begin(clientId, client.timeZone, nowMs);
    while ((accept.oldestUntold ?? before) < before) await sleep(COMMIT_WAIT_MS);
    addBefore(await acceptedBetween(pool, clientId, idAtTime(lastMidnightMs(client.timeZone, nowMs)), before));
  }

  return {
    accept,
    progress,
    queues,
    live,
    funds,
    days,
    sweeps,
    find,

    congestion() {
      if (pauses > 0 || accept.depth >= limits.acceptPendingMax || progress.depth >= limits.progressPendingMax)
        return "throttled";
      return queues.waitingTotal >= limits.queuedMax ? "queue_full" : "none";
    },

    next(connectionId) {
      if (progress.depth >= limits.progressPendingMax) return undefined;
      for (;;) {
        const message = queues.take(connectionId);
        if (!message || mayLeave(message)) return message;
      }
    },

    mayLeave,

    async cancel(clientId, id) {
      // Only what will be cancelled is taken into memory: whoever asks for other ids must not fill it.
      const known = await find(clientId, id);
      if (!known) return undefined;
      if (!mayBeStopped(known)) return "too_late";
      await live.load([id], (ids) => selectMessages(pool, ids));
      const message = live.get(id);
      if (!message || !mayBeStopped(message)) return "too_late";
      const isRecorded = await new Promise<boolean>((resolve) =>
        progress.record(applyCancel(message, clock.now()), resolve),
      );
      return isRecorded ? message : "too_late";
    },

    countDay,

    async resyncFunds() {
      // With nothing decided and uncommitted the database's figures are whole.
      pauses++;
      try {
        await accept.drained();
        await progress.between(() => funds.load(() => readFunds(pool)));
      } finally {
        pauses--;
      }
    },

    async resume() {
      await parkOwed(pool);
      await funds.load(() => readFunds(pool));
      for (const client of snapshot.clients.values()) {
        await countDay(client.id);
      }
      const { rows: waiting } = await pool.query<{ connection_id: number; waiting: number }>(
        `select q.connection_id, count(*)::int as waiting from queue q join messages m on m.id = q.message_id
         where q.due_at is null and m.status = 1 group by q.connection_id`,
      );
      for (const row of waiting) queues.resume(row.connection_id, row.waiting);
    },

    async drained() {
      await accept.drained();
      await progress.drained();
    },
  };
}

/** How soon to look again whether a commit is through. */
const COMMIT_WAIT_MS = 5;

/** Nothing of it has left, or is on its way. */
function mayBeStopped({ status, partStates, inFlight }: Message): boolean {
  return waitingStatuses.includes(status) && inFlight === 0 && (partStates === null || /^q+$/.test(partStates));
}

/** Balances, and the entries by hand counted in them, as of one moment; these by ledger_entries_by_hand. */
async function readFunds(pool: Pool): Promise<FundsRead> {
  const { rows } = await pool.query<{ client_id: number | null; unreserved: bigint | null; entry_id: bigint | null }>(
    `select client_id, balance_micros - reserved_micros as unreserved, null::bigint as entry_id from client_funds
     union all
     (select null, null, id from ledger_entries where payment_id is not null or refund_id is not null
      order by id desc limit $1)`,
    [ENTRIES_REMEMBERED],
  );
  const balances = rows.flatMap(({ client_id, unreserved }) =>
    client_id === null || unreserved === null ? [] : [{ clientId: client_id, unreservedMicros: BigInt(unreserved) }],
  );
  const entries = rows.flatMap(({ entry_id }) => (entry_id === null ? [] : [Number(entry_id)]));
  return { balances, entries: entries.reverse() };
}

/** Messages of a client accepted with ids from one to before another, by messages_client. */
async function acceptedBetween(pool: Pool, clientId: number, from: MessageId, before: MessageId): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from messages
     where client_id = $1 and id >= $2 and id < $3 and status <> ${messageStatuses.blocked.code}`,
    [clientId, from, before],
  );
  return rows[0]?.count ?? 0;
}
