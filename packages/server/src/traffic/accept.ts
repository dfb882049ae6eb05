import { type Decision, decide, type Snapshot, type Submission } from "@switchyard/engine";
import { parseUdh } from "@switchyard/sms";
import type { Clock } from "../clock.ts";
import type { Statement } from "../database/statement.ts";
import type { MessageId } from "../ids.ts";
import type { AccountIds } from "../ledger/account-ids.ts";
import { bookAccepted } from "./accept-books.ts";
import { wantsReceipt } from "./changes.ts";
import type { DayCounts } from "./day-counts.ts";
import type { Funds } from "./funds.ts";
import { createLane, type LaneConnection } from "./lane.ts";
import type { LikeCounts } from "./like-counts.ts";
import { limits } from "./limits.ts";
import type { TrafficFacts } from "./live-facts.ts";
import type { Lookup } from "./lookup.ts";
import { acceptedMessage, blockedMessage, type Message } from "./message.ts";
import { insertMessages } from "./sql/insert-messages.ts";

/** What a gateway is told once the message is durable. */
export type Acceptance =
  | { readonly recorded: true; readonly message: Message; readonly decision: Decision }
  | { readonly recorded: false };

type Answered = (acceptance: Acceptance) => void;

interface Judged {
  readonly lookup: null;
  readonly message: Message;
  readonly decision: Decision;
  readonly answered: Answered;
}

/** What the lane writes: messages, and the look-ups made for them, which come first. */
type Item = Judged | { readonly lookup: Lookup };

export interface AcceptOptions {
  readonly snapshot: Snapshot;
  readonly funds: Funds;
  readonly days: DayCounts;
  readonly likes: LikeCounts;
  readonly facts: TrafficFacts;
  readonly nextId: (nowMs: number) => MessageId;
  readonly clock: Clock;
  readonly accounts: AccountIds;
  readonly connection: LaneConnection;
  readonly lookUp: LookUp;
  /** Committed, and before the answers leave. */
  readonly committed: (messages: readonly Message[]) => void;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Makes sure that the network of a number is known where it may have been ported. Answers `known` when there is nothing to
 * wait for, `asked` when `then` will be called, `busy` when too much is being asked already.
 */
export type LookUp = (submission: Submission, then: () => void) => "known" | "asked" | "busy";

const LANE = "accept";

export interface Accept {
  /**
   * Judges a submission and records it; `answered` is called after the commit, never in the same turn. Answers false,
   * with nothing done, when too much waits for its commit already.
   * `blockedReceipt`: a blocked message is told by a receipt, not by a status, so its receipt is owed.
   */
  submit(submission: Submission, answered: Answered, options?: { blockedReceipt?: boolean }): boolean;
  /**
   * The same judgement without a trace left behind: for Explain, which also asks what would be in a configuration that is
   * not ours, and to know whether a look-up would be in vain.
   */
  judge(submission: Submission, supposed?: Snapshot): Decision;
  /** Charges a look-up and records it, ahead of every message that is judged after it. */
  recordLookup(lookup: Lookup): void;
  readonly depth: number;
  /** The first message whose commit is not told yet: it may be in the database, but memory does not work with it. */
  readonly oldestUntold: MessageId | undefined;
  drained(): Promise<void>;
}

export async function createAccept(options: AcceptOptions): Promise<Accept> {
  const { snapshot, funds, days, clock, facts, likes } = options;

  const lane = await createLane<Item>({
    name: LANE,
    batchMax: limits.acceptBatchMax,
    connection: options.connection,
    onTrouble: options.onTrouble,
    statement: (items, batch) => statementOf(items, batch, options),
    committed(items) {
      const judged = judgedOf(items);
      options.committed(judged.map(({ message }) => message));
      for (const { message, decision, answered } of judged) {
        try {
          answered({ recorded: true, message, decision });
        } catch (error) {
          options.onTrouble(error);
        }
      }
    },
    refused(item, error) {
      options.onTrouble(error);
      if (item.lookup) return spendOnLookup(item.lookup, -1n);
      const { message, decision, answered } = item;
      if (decision.outcome === "accepted") unspend(message);
      answered({ recorded: false });
    },
  });

  function spend(message: Message): void {
    const client = snapshot.clients.get(message.clientId);
    funds.add(message.clientId, -(message.chargedMicros + message.reservedMicros));
    if (client?.dailyLimit != null) days.add(client.id, client.timeZone, message.receivedAtMs, 1);
    if (message.poolId !== null) facts.deal(message.poolId);
  }

  function unspend(message: Message): void {
    const client = snapshot.clients.get(message.clientId);
    funds.add(message.clientId, message.chargedMicros + message.reservedMicros);
    if (client?.dailyLimit != null) days.add(client.id, client.timeZone, message.receivedAtMs, -1);
  }

  function spendOnLookup({ clientId, chargedMicros }: Lookup, times = 1n): void {
    if (clientId !== null) funds.add(clientId, -chargedMicros * times);
  }

  function record(submission: Submission, answered: Answered, isReceiptOwed: boolean): void {
    const nowMs = clock.now();
    const client = snapshot.clients.get(submission.clientId);
    // It was deleted while a number was looked up.
    if (!client) return answered({ recorded: false });
    facts.sharedTurn = turnOfLongMessage(submission);
    const decision = decide(submission, snapshot, facts, nowMs);
    const id = options.nextId(nowMs);
    let message: Message;
    if (decision.outcome === "accepted") {
      const { currency, priority } = client;
      message = acceptedMessage(id, submission, decision, { currency, priority, nowMs });
      spend(message);
      likes.count(decision.likeness, nowMs);
    } else {
      message = blockedMessage(id, submission, decision, nowMs);
      if (isReceiptOwed && wantsReceipt(message.registeredDelivery, "blocked")) {
        message.receiptState = "owed";
        message.isParked = true;
      }
    }
    lane.push({ lookup: null, message, decision, answered });
  }

  return {
    get depth() {
      return lane.depth;
    },
    get oldestUntold() {
      const { oldest } = lane;
      return oldest?.lookup ? oldest.lookup.id : oldest?.message.id;
    },
    drained: lane.drained,
    judge(submission, supposed = snapshot) {
      facts.sharedTurn = turnOfLongMessage(submission);
      return decide(submission, supposed, facts, clock.now());
    },
    recordLookup(lookup) {
      spendOnLookup(lookup);
      lane.push({ lookup });
    },
    submit(submission, answered, { blockedReceipt = false } = {}) {
      if (lane.depth >= limits.acceptPendingMax) return false;
      const looked = options.lookUp(submission, () => record(submission, answered, blockedReceipt));
      if (looked === "known") record(submission, answered, blockedReceipt);
      return looked !== "busy";
    },
  };
}

async function statementOf(
  items: readonly Item[],
  batch: number,
  { snapshot, clock, accounts }: AcceptOptions,
): Promise<Statement> {
  const messages = judgedOf(items).map(({ message }) => message);
  const lookups = items.flatMap(({ lookup }) => lookup ?? []);
  const booked = bookAccepted(messages, lookups, snapshot, clock.now());
  await accounts.ensure(booked.movements.accounts);
  return insertMessages({
    lane: LANE,
    batch,
    messages,
    queued: messages.filter(({ status }) => status !== "blocked"),
    owed: messages.filter(({ receiptState }) => receiptState === "owed"),
    lookups,
    accountId: accounts.idOf,
    ...booked,
  });
}

function judgedOf(items: readonly Item[]): readonly Judged[] {
  return items.filter((item): item is Judged => item.lookup === null);
}

/** The same number for all parts of one long message, by recipient and reference; null for what is no such part. */
export function turnOfLongMessage({ udh, recipient }: Submission): number | null {
  if (udh === null) return null;
  const header = parseUdh(udh);
  if (!header.ok || !header.concat) return null;
  let turn = header.concat.reference;
  for (let i = 0; i < recipient.length; i++) turn = (turn * 31 + recipient.charCodeAt(i)) % TURNS;
  return turn;
}

/** Any bound that every pool's table of slots divides evenly enough. */
const TURNS = 1_000_000;
