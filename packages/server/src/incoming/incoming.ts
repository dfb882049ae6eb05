import type { ClientConfig, Destinations, Forwarding, ReceptionEntry, ReceptionTable } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { MessageId } from "../ids.ts";
import { Outbox } from "../receipts/outbox.ts";
import type { Lane, LaneConnection } from "../traffic/lane.ts";
import { createIncomingLane, type IncomingChange } from "./incoming-lane.ts";
import { type Arrival, type IncomingMessage, isOwed, type OwedIncoming } from "./incoming-message.ts";
import { limits } from "./limits.ts";
import { LongMessages, partOf } from "./long-messages.ts";
import { selectIncoming, selectOwedIncoming, selectOwedIncomingBefore, selectParts } from "./sql/select-incoming.ts";
import { arrived, assigned, givenUp, paid, taken } from "./transitions.ts";

/** What of the configuration incoming messages are judged by. */
export interface IncomingSnapshot {
  readonly reception: ReceptionTable;
  readonly destinations: Destinations;
  readonly clients: ReadonlyMap<number, ClientConfig>;
}

export interface IncomingOptions {
  readonly pool: Pool;
  readonly snapshot: IncomingSnapshot;
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
  readonly outbox: Outbox<OwedIncoming>;
  /** Messages that are being assigned: two people may want to at once. */
  readonly #assigning = new Set<MessageId>();

  constructor(options: IncomingOptions, lane: Lane<IncomingChange>) {
    const { pool, clock, onTrouble } = options;
    this.#options = options;
    this.#lane = lane;
    this.#long = new LongMessages(clock);
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

  /** Takes up what an earlier life knew of long messages under way. */
  async load(): Promise<void> {
    const { pool, clock } = this.#options;
    const parts = await selectParts(pool, clock.now() - limits.longMessageMs, limits.firstPartsMax);
    for (const message of parts) {
      const place = partOf(message);
      if (place?.part === 1) this.#long.remember(place.key, message.numberId, message.receivedAtMs);
    }
  }

  /** A message came over a connection; `kept` is called after the commit, or at once when too much waits for one. */
  receive(arrival: Arrival, kept: Kept): void {
    if (this.depth >= limits.pendingMax) return kept(false);
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
    this.#long.find(key, (first) => {
      const { reception } = this.#options.snapshot;
      const own = first?.numberId == null ? undefined : reception.get(first.numberId);
      const isNobodys = first !== undefined && first.numberId === null;
      this.#write(arrival, own ?? (isNobodys ? undefined : reception.find(arrival.recipient, null)), kept);
    });
  }

  #write(arrival: Arrival, entry: ReceptionEntry | undefined, kept: Kept): void {
    const { snapshot, clock, nextId } = this.#options;
    const nowMs = clock.now();
    const from = snapshot.destinations.find(arrival.sender);
    const message = arrived(arrival, { id: nextId(nowMs), nowMs, from });
    const client = entry && snapshot.clients.get(entry.clientId);
    const after = entry && client ? this.#assigned(message, entry, client, nowMs) : message;
    this.#record(null, after, kept);
  }

  #assigned(message: IncomingMessage, entry: ReceptionEntry, client: ClientConfig, atMs: number): IncomingMessage {
    const forward = entry.forward === "smpp" && client.incomingSmpp ? "smpp" : "portal";
    const to = { clientId: client.id, numberId: entry.id, forward, currency: client.currency, by: null, atMs } as const;
    return paid(assigned(message, { ...to, price: undefined }), atMs);
  }

  /** Gives a message that is nobody's to a client. */
  async assign(id: MessageId, { clientId, forward, by }: AssignTo): Promise<"assigned" | "not_found" | "not_free"> {
    const { pool, snapshot, clock } = this.#options;
    if (this.#assigning.has(id)) return "not_free";
    this.#assigning.add(id);
    try {
      const message = await selectIncoming(pool, id);
      const client = snapshot.clients.get(clientId);
      if (!message || !client) return "not_found";
      if (message.status !== "unassigned") return "not_free";
      const atMs = clock.now();
      const to = { clientId, numberId: null, forward, currency: client.currency, by, atMs, price: undefined };
      const after = paid(assigned(message, to), atMs);
      const isRecorded = await new Promise<boolean>((resolve) => this.#record(message, after, resolve));
      if (!isRecorded) throw new Error(`the database refuses to assign the incoming message ${id}`);
      return "assigned";
    } finally {
      this.#assigning.delete(id);
    }
  }

  #record(before: IncomingMessage | null, after: IncomingMessage, done: (isRecorded: boolean) => void): void {
    this.#lane.push({
      before,
      after,
      done: (isRecorded) => {
        done(isRecorded);
        if (isRecorded && before?.status !== "owed" && isOwed(after)) this.outbox.owe(after);
      },
    });
  }

  async drained(): Promise<void> {
    this.#long.release();
    await this.#lane.drained();
  }
}

export async function createIncoming(options: IncomingOptions): Promise<Incoming> {
  return new Incoming(options, await createIncomingLane(options));
}
