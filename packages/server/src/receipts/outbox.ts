import type { Clock } from "../clock.ts";
import type { MessageId } from "../ids.ts";
import { applyPark, applyReceiptTaken } from "../traffic/changes.ts";
import { Fifo } from "../traffic/fifo.ts";
import { limits } from "../traffic/limits.ts";
import type { Message } from "../traffic/message.ts";
import type { Progress } from "../traffic/progress.ts";

/** A live door to a client: a bound receiver that can take a receipt. */
export interface Receiver {
  readonly clientId: number;
  /** Sends the receipt if there is room; `answered` is called once, with whether the client took it. */
  offer(message: Message, answered: (taken: boolean) => void): boolean;
}

interface ClientOutbox {
  readonly clientId: number;
  readonly receivers: Receiver[];
  readonly waiting: Fifo<Message>;
  /** Ids that are in memory: waiting, offered, or taken and not yet committed. */
  readonly present: Set<MessageId>;
  /** The database may hold receipts that memory does not. */
  isBehind: boolean;
  isReading: boolean;
  /** Ids settled while a read was under way: what it brings of them is old. */
  readonly settledMeanwhile: Set<MessageId>;
  turn: number;
}

const GIVE_UP_MAX = 1_000;

export interface OutboxOptions {
  readonly read: (clientId: number, limit: number) => Promise<Message[]>;
  /** Receipts owed since before a moment, of any client. */
  readonly readOld: (beforeMs: number, limit: number) => Promise<Message[]>;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Receipts on their way to clients. A receipt owed stands in the database until a receiver has acknowledged it; memory
 * holds only what receivers can take soon. A client without a receiver costs no memory; when one binds, what is owed is
 * read page by page, oldest message first.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #clients = new Map<number, ClientOutbox>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  attach(receiver: Receiver): void {
    const client = this.#clients.get(receiver.clientId) ?? {
      clientId: receiver.clientId,
      receivers: [],
      waiting: new Fifo<Message>(),
      present: new Set<MessageId>(),
      isBehind: false,
      isReading: false,
      settledMeanwhile: new Set<MessageId>(),
      turn: 0,
    };
    this.#clients.set(receiver.clientId, client);
    client.receivers.push(receiver);
    client.isBehind = true;
    this.#read(client);
  }

  detach(receiver: Receiver): void {
    const client = this.#clients.get(receiver.clientId);
    if (!client) return;
    const index = client.receivers.indexOf(receiver);
    if (index >= 0) client.receivers.splice(index, 1);
    this.#forgetIfIdle(client);
  }

  /** A receipt became due, and that is committed: a receiver takes it soon, or it is parked in the database. */
  owe(message: Message): void {
    const client = this.#clients.get(message.clientId);
    if (!client || client.receivers.length === 0) return this.#park(message);
    if (client.isBehind || client.waiting.size >= limits.owedInMemoryMax) return this.#park(message);
    if (client.present.has(message.id)) return;
    client.present.add(message.id);
    client.waiting.push(message);
    this.#pump(client);
  }

  /** Leaves the receipt to the database. Whoever is bound by the time it stands there must be told to read it. */
  #park(message: Message): void {
    const parked = () => {
      const client = this.#clients.get(message.clientId);
      if (!client || client.receivers.length === 0) return;
      client.isBehind = true;
      this.#read(client);
    };
    if (message.isParked) parked();
    else this.#options.progress.record(applyPark(message), parked);
  }

  /** A receiver has room again. */
  room(clientId: number): void {
    const client = this.#clients.get(clientId);
    if (client) this.#pump(client);
  }

  /** Gives up receipts that nobody took for days. Answers whether there may be more. */
  async giveUpOld(): Promise<boolean> {
    const { progress, clock, readOld } = this.#options;
    const nowMs = clock.now();
    const found = await readOld(nowMs - limits.receiptKeptMs, GIVE_UP_MAX);
    const free = found.filter(({ id, clientId }) => !this.#clients.get(clientId)?.present.has(id));
    await Promise.all(
      free.map(
        (message) =>
          new Promise<void>((resolve) =>
            progress.record(applyReceiptTaken(message, nowMs, "given_up"), () => resolve()),
          ),
      ),
    );
    return free.length === GIVE_UP_MAX;
  }

  #pump(client: ClientOutbox): void {
    for (let message = client.waiting.peek(); message; message = client.waiting.peek()) {
      if (!this.#offer(client, message)) return;
      client.waiting.shift();
    }
    if (client.isBehind) this.#read(client);
  }

  /** Offers to the receivers in turn. */
  #offer(client: ClientOutbox, message: Message): boolean {
    const count = client.receivers.length;
    for (let i = 0; i < count; i++) {
      const receiver = client.receivers[(client.turn + i) % count];
      if (receiver?.offer(message, (taken) => this.#answered(client, message, taken))) {
        client.turn = (client.turn + i + 1) % count;
        return true;
      }
    }
    return false;
  }

  #answered(client: ClientOutbox, message: Message, taken: boolean): void {
    const { progress, clock } = this.#options;
    if (taken) {
      progress.record(applyReceiptTaken(message, clock.now(), "taken"), () => this.#settled(client, message));
      return;
    }
    // Refused or unanswered: it stays owed in the database and is offered again, to whoever is bound then.
    setTimeout(() => {
      if (client.receivers.length === 0) {
        this.#park(message);
        return this.#settled(client, message);
      }
      client.waiting.push(message);
      this.#pump(client);
    }, limits.receiptRetryMs).unref();
  }

  #settled(client: ClientOutbox, message: Message): void {
    client.present.delete(message.id);
    if (client.isReading) client.settledMeanwhile.add(message.id);
    if (client.isBehind && client.waiting.size === 0) this.#read(client);
    this.#forgetIfIdle(client);
  }

  #forgetIfIdle(client: ClientOutbox): void {
    if (client.receivers.length > 0) return;
    for (let message = client.waiting.shift(); message; message = client.waiting.shift()) {
      client.present.delete(message.id);
      this.#park(message);
    }
    if (client.present.size === 0 && !client.isReading) this.#clients.delete(client.clientId);
  }

  /** Reads what is owed from the beginning, page by page, until a page is the last and nothing was left out meanwhile. */
  async #read(client: ClientOutbox): Promise<void> {
    if (client.isReading || client.waiting.size > 0) return;
    client.isReading = true;
    try {
      client.isBehind = false;
      client.settledMeanwhile.clear();
      const pageMax = limits.owedInMemoryMax;
      const messages = await this.#options.read(client.clientId, pageMax);
      if (messages.length >= pageMax) client.isBehind = true;
      for (const message of messages) {
        if (client.present.has(message.id) || client.settledMeanwhile.has(message.id)) continue;
        client.present.add(message.id);
        client.waiting.push(message);
      }
    } catch (error) {
      this.#options.onTrouble(error);
      client.isBehind = true;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    } finally {
      client.isReading = false;
    }
    if (client.receivers.length === 0) this.#forgetIfIdle(client);
    else if (client.waiting.size > 0) this.#pump(client);
    else if (client.isBehind && client.present.size === 0) this.#read(client);
  }
}
