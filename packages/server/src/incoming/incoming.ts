import type { ClientConfig, Forwarding, ReceptionEntry, ReceptionTable, Snapshot, Tariffs } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { MessageId } from "../ids.ts";
import type { AccountIds } from "../ledger/account-ids.ts";
import { Outbox } from "../receipts/outbox.ts";
import type { Funds } from "../traffic/funds.ts";
import type { FundsReading } from "../traffic/funds-reading.ts";
import type { Lane, LaneConnection } from "../traffic/lane.ts";
import { IncomingCharges, type IncomingCost } from "./charges.ts";
import { createIncomingLane, type IncomingChange } from "./incoming-lane.ts";
import { type Arrival, type IncomingMessage, isOwed, type OwedIncoming } from "./incoming-message.ts";
import { limits } from "./limits.ts";
import { LongMessages, partOf } from "./long-messages.ts";
import {
  countUnpaid,
  selectIncoming,
  selectOwedIncoming,
  selectOwedIncomingBefore,
  selectParts,
  selectUnpaid,
} from "./sql/select-incoming.ts";
import { type Assignment, arrived, assigned, givenUp, paid, partsOf, taken } from "./transitions.ts";

/** What of the configuration incoming messages are judged by. */
export interface IncomingSnapshot extends Pick<Snapshot, "destinations" | "clients" | "connections" | "suppliers"> {
  readonly reception: ReceptionTable;
}

export interface IncomingOptions {
  readonly pool: Pool;
  readonly snapshot: IncomingSnapshot;
  /** Prices and costs of incoming messages. */
  readonly tariffs: Tariffs;
  readonly funds: Funds;
  readonly reading: FundsReading;
  readonly accounts: AccountIds;
  readonly connection: LaneConnection;
  readonly nextId: (nowMs: number) => MessageId;
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
}

/** Told once: whether the message is durable, and so may be acknowledged. */
export type Kept = (isKept: boolean) => void;

export interface AssignTo {
  readonly clientId: number;
  readonly forward: Forwarding;
  readonly by: string;
}

/**
 * The path of a message from a handset: whose it is by its number and text, written with all that follows from it in one
 * batch, acknowledged, and handed to a receiver of its client.
 */
export class Incoming {
  readonly #options: IncomingOptions;
  readonly #lane: Lane<IncomingChange>;
  readonly #long: LongMessages;
  readonly #charges: IncomingCharges;
  readonly outbox: Outbox<OwedIncoming>;
  /** Messages that are being assigned: two people may want to at once. */
  readonly #assigning = new Set<MessageId>();

  constructor(options: IncomingOptions, lane: Lane<IncomingChange>) {
    const { pool, clock, onTrouble } = options;
    this.#options = options;
    this.#lane = lane;
    this.#long = new LongMessages(clock);
    this.#charges = new IncomingCharges(options);
    options.reading.join(lane);
    this.outbox = new Outbox<OwedIncoming>({
      read: (clientId, limit) => selectOwedIncoming(pool, clientId, limit),
      readOld: (beforeMs, limit) => selectOwedIncomingBefore(pool, beforeMs, limit),
      // It stands there from the beginning.
      park: (_message, parked) => parked(),
      settle: (message, how, atMs, recorded) =>
        this.#record(message, (how === "taken" ? taken : givenUp)(message, atMs), () => recorded()),
      clock,
      onTrouble,
    });
  }

  /** Changes and messages that are not committed, or wait for their first part. */
  get depth(): number {
    return this.#lane.depth + this.#long.waiting;
  }

  /** Takes up what an earlier life knew of messages that wait to be paid, and of long ones under way. */
  async load(): Promise<void> {
    const { pool, clock } = this.#options;
    this.#charges.resume(await countUnpaid(pool));
    const parts = await selectParts(pool, clock.now() - limits.longMessageMs, limits.firstPartsMax);
    for (const message of parts) {
      const place = partOf(message);
      if (place?.part === 1) this.#long.remember(place.key, message.numberId, message.receivedAtMs);
    }
  }

  /**
   * A message came over a connection; `kept` is called after the commit. At once where it can't be taken: too much waits
   * for its commit, or the funds are being read and nothing may be decided by them.
   */
  receive(arrival: Arrival, kept: Kept): void {
    const { reading } = this.#options;
    if (this.depth >= limits.pendingMax || reading.isUnderWay) return kept(false);
    const { reception } = this.#options.snapshot;
    const place = partOf(arrival);
    if (!place || !reception.isShared(arrival.recipient)) {
      return this.#write(arrival, reception.find(arrival.recipient, arrival.text), kept);
    }
    if (place.part > 1) return this.#follow(arrival, place.key, kept);
    const entry = reception.find(arrival.recipient, arrival.text);
    this.#write(arrival, entry, kept);
    this.#long.remember(place.key, entry?.id ?? null, this.#options.clock.now());
  }

  /** Where the first part went; alone it goes to the number itself, for its text is no beginning. */
  #follow(arrival: Arrival, key: string, kept: Kept): void {
    const { snapshot, reading } = this.#options;
    const follow = (numberId: number | null | undefined) => {
      const { reception } = snapshot;
      const own = numberId == null ? undefined : reception.get(numberId);
      this.#write(arrival, own ?? (numberId === null ? undefined : reception.find(arrival.recipient, null)), kept);
    };
    this.#long.find(
      key,
      (first) => reading.after(() => follow(first?.numberId)),
      // Not acknowledged, it is sent again to whoever runs then.
      () => kept(false),
    );
  }

  #write(arrival: Arrival, entry: ReceptionEntry | undefined, kept: Kept): void {
    const { snapshot, clock, nextId } = this.#options;
    const nowMs = clock.now();
    const from = snapshot.destinations.find(arrival.sender);
    const parts = partsOf(arrival);
    const cost = this.#charges.costOf(arrival.connectionId, from, parts);
    const costMicros = cost?.micros ?? 0n;
    const message = arrived(arrival, { id: nextId(nowMs), nowMs, from, parts, costMicros });
    const client = entry && snapshot.clients.get(entry.clientId);
    if (!entry || !client) return this.#record(null, message, kept, cost);
    const to = { entry, numberId: entry.id, forward: entry.forward, by: null };
    this.#record(null, this.#given(message, client, to), kept, cost);
  }

  /** The message as a client's: paid if its funds cover it. */
  #given(
    message: IncomingMessage,
    client: ClientConfig,
    to: Pick<Assignment, "numberId" | "forward" | "by"> & { readonly entry: ReceptionEntry | undefined },
  ): IncomingMessage {
    const { snapshot, clock } = this.#options;
    const { entry, numberId, by } = to;
    const forward = client.incomingSmpp ? to.forward : "portal";
    const { id: clientId, currency } = client;
    const atMs = clock.now();
    const price = this.#charges.priceOf(entry, client, snapshot.destinations.find(message.sender));
    const given = assigned(message, { clientId, currency, numberId, forward, by, price, atMs });
    return this.#charges.covers(given) ? paid(given, atMs) : given;
  }

  /** Gives a message that is nobody's to a client, at the price of its number if that is the client's by now. */
  async assign(id: MessageId, { clientId, forward, by }: AssignTo): Promise<"assigned" | "not_found" | "not_free"> {
    const { pool, snapshot, reading } = this.#options;
    if (this.#assigning.has(id)) return "not_free";
    this.#assigning.add(id);
    try {
      const message = await selectIncoming(pool, id);
      const client = snapshot.clients.get(clientId);
      if (!message || !client) return "not_found";
      if (message.status !== "unassigned") return "not_free";
      const found = snapshot.reception.find(message.recipient, message.text);
      const entry = found?.clientId === clientId ? found : undefined;
      const isRecorded = await new Promise<boolean>((resolve) =>
        reading.after(() => {
          const after = this.#given(message, client, { entry, numberId: entry?.id ?? null, forward, by });
          this.#record(message, after, resolve);
        }),
      );
      if (!isRecorded) throw new Error(`the database refuses to assign the incoming message ${id}`);
      return "assigned";
    } finally {
      this.#assigning.delete(id);
    }
  }

  /** Pays what waited for its client's funds, oldest first, as far as they go now. Answers whether there may be more. */
  async payWaiting(): Promise<boolean> {
    let isMore = false;
    for (const clientId of this.#charges.payers) {
      const waiting = await selectUnpaid(this.#options.pool, clientId, limits.unpaidMax);
      const paidCount = await this.#payInOrder(waiting);
      isMore ||= paidCount > 0 && paidCount === limits.unpaidMax;
    }
    return isMore;
  }

  /** Resolves once they are committed: until then the database tells of them as unpaid. */
  async #payInOrder(waiting: readonly IncomingMessage[]): Promise<number> {
    const { reading, clock } = this.#options;
    const recording: Promise<boolean>[] = [];
    for (const message of waiting) {
      if (reading.isUnderWay || !this.#charges.coversWaiting(message)) break;
      recording.push(new Promise((resolve) => this.#record(message, paid(message, clock.now()), resolve)));
    }
    await Promise.all(recording);
    return recording.length;
  }

  #record(
    before: IncomingMessage | null,
    after: IncomingMessage,
    done: (isRecorded: boolean) => void,
    cost?: IncomingCost,
  ): void {
    this.#charges.decided(before, after);
    this.#lane.push({
      before,
      after,
      cost,
      done: (isRecorded) => {
        this.#charges.told(before, after, isRecorded);
        done(isRecorded);
        if (isRecorded && before?.status !== "owed" && isOwed(after)) this.outbox.owe(after);
      },
    });
  }

  drained(): Promise<void> {
    return this.#lane.drained();
  }

  /** Once no connection brings anything any more. */
  stop(): Promise<void> {
    this.#long.stop();
    return this.drained();
  }
}

export async function createIncoming(options: IncomingOptions): Promise<Incoming> {
  const { clients } = options.snapshot;
  return new Incoming(options, await createIncomingLane({ ...options, clients }));
}
