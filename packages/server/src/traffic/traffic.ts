import type { Snapshot, Tariffs } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { MessageId } from "../ids.ts";
import type { AccountIds } from "../ledger/account-ids.ts";
import { type Accept, createAccept, type LookUp } from "./accept.ts";
import { applyExpiry, applyHold } from "./changes.ts";
import { DayCounting } from "./day-counting.ts";
import { DayCounts } from "./day-counts.ts";
import { DeliveryRates } from "./delivery-rates.ts";
import { Funds } from "./funds.ts";
import { FundsReading } from "./funds-reading.ts";
import { Interventions } from "./interventions.ts";
import type { LaneConnection } from "./lane.ts";
import { LikeCounts } from "./like-counts.ts";
import { limits } from "./limits.ts";
import { type LinkFacts, TrafficFacts } from "./live-facts.ts";
import { LiveMessages } from "./live-messages.ts";
import type { Lookup } from "./lookup.ts";
import { LookupCharges } from "./lookup-charges.ts";
import type { Message } from "./message.ts";
import { Movers } from "./movers.ts";
import { createProgress, type Progress } from "./progress.ts";
import { type QueueLimits, Queues } from "./queues.ts";
import { readFunds } from "./sql/read-funds.ts";
import { parkOwed, selectQueued } from "./sql/select-messages.ts";
import { Sweeps } from "./sweeps.ts";

export interface TrafficOptions extends LinkFacts {
  readonly pool: Pool;
  readonly acceptConnection: LaneConnection;
  readonly progressConnection: LaneConnection;
  readonly snapshot: Snapshot;
  /** Prices and costs of look-ups. */
  readonly lookupTariffs: Tariffs;
  readonly accounts: AccountIds;
  readonly nextId: (nowMs: number) => MessageId;
  readonly clock: Clock;
  readonly random: () => number;
  readonly lookUp: LookUp;
  /** Messages a link has taken and not sent, given back because nothing leaves over it. */
  readonly takeBack: (connectionId: number) => readonly Message[];
  /** Instead of those in limits.ts. */
  readonly queueLimits?: QueueLimits | undefined;
  /** A receipt to a client became due, and that is committed. */
  readonly owed: (message: Message) => void;
  /** A message was judged, and that is committed. */
  readonly judged: (message: Message) => void;
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
  readonly reading: FundsReading;
  readonly days: DayCounts;
  readonly sweeps: Sweeps;
  readonly movers: Movers;
  readonly interventions: Interventions;
  readonly facts: TrafficFacts;
  readonly rates: DeliveryRates;
  readonly lookupCharges: LookupCharges;
  /** Whether new work must be refused for a while, and with which status. */
  congestion(): "none" | "throttled" | "queue_full";
  /** The next message this connection may send; expired ones and those of clients on hold are set aside on the way. */
  next(connectionId: number): Message | undefined;
  /** Whether a message taken from its queue may leave now; one that may not is ended or set aside here. */
  mayLeave(message: Message, connectionId: number): boolean;
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
  const reading = new FundsReading(onTrouble);
  const days = new DayCounts();
  const queues = new Queues({
    live,
    read: (connectionId, after, limit) => selectQueued(pool, connectionId, after, limit),
    inMemoryMax: options.queueLimits?.inMemoryMax ?? limits.queueInMemoryMax,
    refillMax: options.queueLimits?.refillMax ?? limits.refillMax,
    onTrouble,
  });
  const likes = new LikeCounts();
  const rates = new DeliveryRates();
  const facts = new TrafficFacts({ ...options, funds, days, queues, rates, likes });
  const progress = await createProgress({
    snapshot,
    funds,
    live,
    clock,
    accounts,
    connection: options.progressConnection,
    owed: options.owed,
    counted(what, message) {
      options.counted(what);
      if (what === "sent" || message.sentAtMs === null) return;
      rates.count(message.connectionId ?? 0, message.country ?? "", what === "delivered");
    },
    onTrouble,
  });
  const movers = new Movers({ snapshot, facts, queues, progress, clock, takeBack: options.takeBack });
  const accept = await createAccept({
    snapshot,
    funds,
    days,
    likes,
    facts,
    nextId: options.nextId,
    clock,
    accounts,
    connection: options.acceptConnection,
    lookUp: (submission, then) => options.lookUp(submission, () => reading.after(then)),
    committed(messages) {
      queues.add(messages.filter(({ status }) => status === "queued"));
      for (const message of messages) {
        options.judged(message);
        options.counted(message.status === "blocked" ? "blocked" : "accepted");
        if (message.receiptState === "owed") options.owed(message);
      }
    },
    onTrouble,
  });
  const write = (lookup: Lookup) => reading.after(() => accept.recordLookup(lookup));
  const lookupCharges = new LookupCharges({ ...options, funds, write });
  const dayCounting = new DayCounting({ pool, snapshot, days, clock, nextId: options.nextId, accept });
  const interventions = new Interventions({ pool, snapshot, live, queues, progress, clock });
  const sweeps = new Sweeps({
    pool,
    snapshot,
    live,
    queues,
    progress,
    clock,
    oldestUntold: () => accept.oldestUntold,
  });

  function mayLeave(message: Message, connectionId: number): boolean {
    if (message.status !== "queued" || message.connectionId !== connectionId) return false;
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

  return {
    accept,
    progress,
    queues,
    live,
    funds,
    reading,
    days,
    sweeps,
    movers,
    facts,
    rates,
    interventions,
    lookupCharges,

    congestion() {
      if (reading.isUnderWay || accept.depth >= limits.acceptPendingMax || progress.depth >= limits.progressPendingMax)
        return "throttled";
      return queues.waitingTotal >= limits.queuedMax ? "queue_full" : "none";
    },

    next(connectionId) {
      if (progress.depth >= limits.progressPendingMax) return undefined;
      for (;;) {
        const message = queues.take(connectionId);
        if (!message || mayLeave(message, connectionId)) return message;
      }
    },

    mayLeave,
    countDay: (clientId) => dayCounting.count(clientId),

    resyncFunds() {
      // With nothing decided and uncommitted the database's figures are whole.
      return reading.during(async () => {
        await accept.drained();
        await reading.inStillness(() => progress.between(() => funds.load(() => readFunds(pool))));
      });
    },

    async resume() {
      await parkOwed(pool);
      await funds.load(() => readFunds(pool));
      for (const client of snapshot.clients.values()) {
        await dayCounting.count(client.id);
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
