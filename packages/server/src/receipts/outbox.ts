import type { Clock } from "../clock.ts";
import type { MessageId } from "../ids.ts";
import { Fifo } from "../traffic/fifo.ts";
import { limits } from "../traffic/limits.ts";

/** What is owed to a client: the receipt of a message, or a message that came for it. */
export interface Owed {
  readonly id: MessageId;
  readonly clientId: number;
}

/** A live door to a client: a bound receiver that can take what is owed. */
export interface Receiver<Item extends Owed> {
  readonly clientId: number;
  /** Sends it if there is room; `answered` is called once, with whether the client took it. */
  offer(item: Item, answered: (taken: boolean) => void): boolean;
}

interface ClientOutbox<Item extends Owed> {
  readonly clientId: number;
  readonly receivers: Receiver<Item>[];
  readonly waiting: Fifo<Item>;
  /** Ids that are in memory: waiting, offered, or taken and not yet committed. */
  readonly present: Set<MessageId>;
  /** The database may hold more than memory does. */
  isBehind: boolean;
  isReading: boolean;
  /** Ids settled while a read was under way: what it brings of them is old. */
  readonly settledMeanwhile: Set<MessageId>;
  turn: number;
}

const GIVE_UP_MAX = 1_000;

export interface OutboxOptions<Item extends Owed> {
  /** What a client is owed, oldest first. */
  readonly read: (clientId: number, limit: number) => Promise<Item[]>;
  /** What has been owed since before a moment, to any client. */
  readonly readOld: (beforeMs: number, limit: number) => Promise<Item[]>;
  /** Leaves it to the database; `parked` is called once it can be read there. */
  readonly park: (item: Item, parked: () => void) => void;
  /** Records what became of it; `recorded` is called once that is committed. */
  readonly settle: (item: Item, how: "taken" | "given_up", atMs: number, recorded: () => void) => void;
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * What is on its way to clients: receipts, or incoming messages. It stands in the database until a receiver has
 * acknowledged it; memory holds only what receivers can take soon. A client without a receiver costs no memory; when one
 * binds, what is owed is read page by page, oldest first.
 */
export class Outbox<Item extends Owed> {
  readonly #options: OutboxOptions<Item>;
  readonly #clients = new Map<number, ClientOutbox<Item>>();

  constructor(options: OutboxOptions<Item>) {
    this.#options = options;
  }

  attach(receiver: Receiver<Item>): void {
    const client = this.#clientOf(receiver.clientId);
    client.receivers.push(receiver);
    client.isBehind = true;
    this.#read(client);
  }

  detach(receiver: Receiver<Item>): void {
    const client = this.#clients.get(receiver.clientId);
    if (!client) return;
    const index = client.receivers.indexOf(receiver);
    if (index >= 0) client.receivers.splice(index, 1);
    this.#forgetIfIdle(client);
  }

  /** It became due, and that is committed: a receiver takes it soon, or it is parked in the database. */
  owe(item: Item): void {
    const client = this.#clients.get(item.clientId);
    if (!client || client.receivers.length === 0) return this.#park(item);
    if (client.isBehind || client.waiting.size >= limits.owedInMemoryMax) return this.#park(item);
    if (client.present.has(item.id)) return;
    client.present.add(item.id);
    client.waiting.push(item);
    this.#pump(client);
  }

  /** Leaves it to the database. Whoever is bound by the time it stands there must be told to read it. */
  #park(item: Item): void {
    this.#options.park(item, () => {
      const client = this.#clients.get(item.clientId);
      if (!client || client.receivers.length === 0) return;
      client.isBehind = true;
      this.#read(client);
    });
  }

  /** A receiver has room again. */
  room(clientId: number): void {
    const client = this.#clients.get(clientId);
    if (client) this.#pump(client);
  }

  /** Gives up what nobody took for days. Answers whether there may be more. */
  async giveUpOld(): Promise<boolean> {
    const { clock, readOld } = this.#options;
    const nowMs = clock.now();
    const found = await readOld(nowMs - limits.receiptKeptMs, GIVE_UP_MAX);
    const free = found.filter(({ id, clientId }) => !this.#clients.get(clientId)?.present.has(id));
    await Promise.all(free.map((item) => this.#giveUp(item, nowMs)));
    return free.length === GIVE_UP_MAX;
  }

  /** Present until that is committed, so that a receiver bound meanwhile is not offered it as well. */
  #giveUp(item: Item, nowMs: number): Promise<void> {
    const client = this.#clientOf(item.clientId);
    client.present.add(item.id);
    return new Promise((resolve) =>
      this.#options.settle(item, "given_up", nowMs, () => {
        this.#settled(client, item);
        resolve();
      }),
    );
  }

  #clientOf(clientId: number): ClientOutbox<Item> {
    const known = this.#clients.get(clientId);
    if (known) return known;
    const client: ClientOutbox<Item> = {
      clientId,
      receivers: [],
      waiting: new Fifo<Item>(),
      present: new Set<MessageId>(),
      isBehind: false,
      isReading: false,
      settledMeanwhile: new Set<MessageId>(),
      turn: 0,
    };
    this.#clients.set(clientId, client);
    return client;
  }

  #pump(client: ClientOutbox<Item>): void {
    for (let item = client.waiting.peek(); item; item = client.waiting.peek()) {
      if (!this.#offer(client, item)) return;
      client.waiting.shift();
    }
    if (client.isBehind) this.#read(client);
  }

  /** Offers to the receivers in turn. */
  #offer(client: ClientOutbox<Item>, item: Item): boolean {
    const count = client.receivers.length;
    for (let i = 0; i < count; i++) {
      const receiver = client.receivers[(client.turn + i) % count];
      if (receiver?.offer(item, (taken) => this.#answered(client, item, taken))) {
        client.turn = (client.turn + i + 1) % count;
        return true;
      }
    }
    return false;
  }

  #answered(client: ClientOutbox<Item>, item: Item, taken: boolean): void {
    const { settle, clock } = this.#options;
    if (taken) return settle(item, "taken", clock.now(), () => this.#settled(client, item));
    // Refused or unanswered: it stays owed in the database and is offered again, to whoever is bound then.
    setTimeout(() => {
      if (client.receivers.length === 0) {
        this.#park(item);
        return this.#settled(client, item);
      }
      client.waiting.push(item);
      this.#pump(client);
    }, limits.receiptRetryMs).unref();
  }

  #settled(client: ClientOutbox<Item>, { id }: Item): void {
    client.present.delete(id);
    if (client.isReading) client.settledMeanwhile.add(id);
    if (client.isBehind && client.waiting.size === 0) this.#read(client);
    this.#forgetIfIdle(client);
  }

  #forgetIfIdle(client: ClientOutbox<Item>): void {
    if (client.receivers.length > 0) return;
    for (let item = client.waiting.shift(); item; item = client.waiting.shift()) {
      client.present.delete(item.id);
      this.#park(item);
    }
    if (client.present.size === 0 && !client.isReading) this.#clients.delete(client.clientId);
  }

  /** Reads what is owed from the beginning, page by page, until a page is the last and nothing was left out meanwhile. */
  async #read(client: ClientOutbox<Item>): Promise<void> {
    if (client.isReading || client.waiting.size > 0) return;
    client.isReading = true;
    try {
      client.isBehind = false;
      client.settledMeanwhile.clear();
      const pageMax = limits.owedInMemoryMax;
      const items = await this.#options.read(client.clientId, pageMax);
      if (items.length >= pageMax) client.isBehind = true;
      for (const item of items) {
        if (client.present.has(item.id) || client.settledMeanwhile.has(item.id)) continue;
        client.present.add(item.id);
        client.waiting.push(item);
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
