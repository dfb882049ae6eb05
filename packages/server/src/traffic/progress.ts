import type { Snapshot } from "@switchyard/engine";
import type { Clock } from "../clock.ts";
import type { AccountIds } from "../ledger/account-ids.ts";
import { Movements } from "../ledger/movements.ts";
import { type Change, hasAttempt, hasModeration, hasMove, hasReceipt, hasTold, isFinal } from "./changes.ts";
import { ChargeDays } from "./charge-days.ts";
import type { Funds } from "./funds.ts";
import { createLane, type LaneConnection } from "./lane.ts";
import { limits } from "./limits.ts";
import type { LiveMessages } from "./live-messages.ts";
import type { Message, MessageState } from "./message.ts";
import { type KeptReceipt, type ProgressBatch, type UnmatchedReceipt, updateMessages } from "./sql/update-messages.ts";
import { Totals } from "./totals.ts";

/** One thing to write: a change of a message, or a receipt of a message not known. */
interface Item {
  readonly change: Change | null;
  readonly unmatched: UnmatchedReceipt | null;
  /** The kept receipt this change used up. */
  readonly matched: KeptReceipt | null;
  readonly done: Done | null;
}

/** Told once: true after the commit, false when the database refuses this change for good and it is forgotten. */
export type Done = (isRecorded: boolean) => void;

export interface ProgressOptions {
  readonly snapshot: Snapshot;
  readonly funds: Funds;
  readonly live: LiveMessages;
  readonly clock: Clock;
  readonly accounts: AccountIds;
  readonly connection: LaneConnection;
  /** A receipt to the client became due by a committed change. */
  readonly owed: (message: Message) => void;
  readonly counted: (what: "sent" | "delivered" | "failed", message: Message) => void;
  readonly onTrouble: (error: unknown) => void;
}

const LANE = "progress";
const LANE_NUMBER = 2;

/** The only writer of what happens to messages after acceptance. */
export interface Progress {
  /** Records a change made by one of the functions in changes.ts. */
  record(change: Change, done?: Done | null, matched?: KeptReceipt | null): void;
  keepUnmatched(receipt: UnmatchedReceipt, done: Done): void;
  readonly depth: number;
  drained(): Promise<void>;
  /** Runs `work` at a moment when the database and memory agree, and lets no change be written until it is done. */
  between(work: () => Promise<void>): Promise<void>;
}

export async function createProgress(options: ProgressOptions): Promise<Progress> {
  const { snapshot, funds, live, clock } = options;

  const lane = await createLane<Item>({
    name: LANE,
    batchMax: limits.progressBatchMax,
    connection: options.connection,
    onTrouble: options.onTrouble,
    async statement(items, batch) {
      const changes = items.flatMap(({ change }) => (change ? [change] : []));
      const booked = book(changes, snapshot, clock.now());
      await options.accounts.ensure(booked.movements.accounts);
      return updateMessages({
        lane: LANE,
        batch,
        ...written(items, changes),
        accountId: options.accounts.idOf,
        ...booked,
      });
    },
    committed(items) {
      for (const { change, done } of items) {
        try {
          if (change) settled(change);
          done?.(true);
        } catch (error) {
          options.onTrouble(error);
        }
      }
    },
    refused({ change, done }, error) {
      options.onTrouble(error);
      if (change) {
        // Memory ran ahead of the database for this one message: forget it, the row is right.
        change.message.pendingChanges--;
        live.drop(change.message);
      }
      done?.(false);
    },
  });

  function settled({ message, after, releasedMicros, isReceiptDue, counter }: Change): void {
    message.pendingChanges--;
    if (counter) options.counted(counter, message);
    funds.add(message.clientId, releasedMicros);
    if (isReceiptDue) options.owed(message);
    if (isFinal(after)) live.drop(message);
    else if (after.status === "sent" && message.pendingChanges === 0) live.rest(message);
  }

  return {
    get depth() {
      return lane.depth;
    },
    drained: lane.drained,
    between: lane.between,
    record(change, done = null, matched = null) {
      change.message.pendingChanges++;
      lane.push({ change, unmatched: null, matched, done });
    },
    keepUnmatched(unmatched, done) {
      lane.push({ change: null, unmatched, matched: null, done });
    },
  };
}

type Written = Omit<ProgressBatch, "lane" | "batch" | "accountId" | keyof Booked>;

/** What a batch of changes writes, table by table. */
function written(items: readonly Item[], changes: readonly Change[]): Written {
  // The last change of a message is the one that counts; one statement can't change a row twice.
  const states = new Map<number, MessageState>();
  for (const { after, isRowChanged } of changes) if (isRowChanged) states.set(after.id, after);
  return {
    states: [...states.values()],
    attempts: changes.filter(hasAttempt),
    receipts: changes.filter(hasReceipt),
    leavingQueue: changes.filter(({ queue }) => queue === "leave").map(({ message }) => message),
    changingQueue: lastQueueChanges(changes),
    owed: changes.filter(({ owed }) => owed === "add").map(({ message }) => message),
    told: changes.filter(hasTold),
    moves: changes.filter(hasMove),
    moderations: changes.filter(hasModeration),
    taken: changes.filter(({ owed }) => owed === "remove").map(({ message }) => message),
    unmatched: keptUnmatched(items),
    matched: items.flatMap(({ matched }) => (matched ? [matched] : [])),
  };
}

/** Without those that the same batch matches: one part of a statement can't delete what another inserts. */
function keptUnmatched(items: readonly Item[]): UnmatchedReceipt[] {
  const used = new Set(items.flatMap(({ matched }) => (matched ? [keptName(matched)] : [])));
  return items.flatMap(({ unmatched }) => (unmatched && !used.has(keptName(unmatched)) ? [unmatched] : []));
}

const keptName = ({ connectionId, supplierMessageId }: KeptReceipt): string => `${connectionId} ${supplierMessageId}`;

/** Queue rows to change: each once, as the last change left it, and none that leaves in the same batch. */
function lastQueueChanges(changes: readonly Change[]): Change[] {
  if (!changes.some(({ queue }) => queue === "update")) return [];
  const last = new Map<number, Change>();
  for (const change of changes) if (change.queue) last.set(change.message.id, change);
  return [...last.values()].filter(({ queue }) => queue === "update");
}

interface Booked {
  readonly movements: Movements;
  readonly totals: Totals;
  readonly chargeDays: ChargeDays;
  readonly atMs: number;
}

/** The money and the totals of a batch of changes. */
function book(changes: readonly Change[], snapshot: Snapshot, atMs: number): Booked {
  const movements = new Movements();
  const totals = new Totals(LANE_NUMBER);
  const chargeDays = new ChargeDays(LANE_NUMBER, atMs);
  for (const { message, attempt, chargedMicros, chargedParts, releasedMicros, costMicros, counter } of changes) {
    const currency = message.currency ?? "";
    if (counter) totals.count(message, counter);
    if (chargedParts > 0) {
      movements.chargeReserved("sms", message.clientId, currency, chargedMicros);
      totals.revenue(message, chargedMicros);
      chargeDays.charge("sms", message, snapshot.clients.get(message.clientId)?.timeZone ?? "UTC", chargedParts);
    }
    if (releasedMicros > 0n) movements.release("sms", message.clientId, currency, releasedMicros);
    if (costMicros > 0n) {
      const connectionId = attempt?.connectionId ?? message.connectionId ?? 0;
      const supplier = snapshot.suppliers.get(snapshot.connections.get(connectionId)?.supplierId ?? 0);
      if (supplier) {
        movements.cost("sms", supplier.id, supplier.currency, costMicros);
        totals.cost(message, costMicros);
      }
    }
  }
  return { movements, totals, chargeDays, atMs };
}
