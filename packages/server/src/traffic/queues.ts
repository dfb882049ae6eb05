import type { MessageId } from "../ids.ts";
import type { LiveMessages } from "./live-messages.ts";
import type { Message } from "./message.ts";
import { MessageFifo } from "./message-fifo.ts";

/**
 * What waits for each connection. Up to a bound in memory, in order; beyond it the rest waits in the database alone and
 * is read back as the memory part drains. New messages arrive in the order of their ids, so one cursor tells what has
 * been taken into memory; the few that come out of order (released, rerouted) are named in `ahead` while the cursor has
 * not passed them, so that reading back never takes a message twice.
 */
interface ConnectionQueue {
  readonly memory: MessageFifo;
  /** The greatest id taken into memory. */
  cursor: MessageId;
  readonly ahead: Set<MessageId>;
  /** How many wait in the database alone; an estimate after a restart, exact zero when none does. */
  spilled: number;
  /** Counts the spills, so that a read that found the end knows whether something came behind it. */
  spills: number;
  isReading: boolean;
  wake: () => void;
}

export interface QueueLimits {
  /** Messages of one connection in memory; the rest waits in the database. */
  readonly inMemoryMax: number;
  /** Messages read back at a time. */
  readonly refillMax: number;
}

export interface QueuesOptions extends QueueLimits {
  readonly live: LiveMessages;
  readonly read: (connectionId: number, after: MessageId, limit: number) => Promise<Message[]>;
  readonly onTrouble: (error: unknown) => void;
}

export class Queues {
  readonly #options: QueuesOptions;
  readonly #queues = new Map<number, ConnectionQueue>();

  constructor(options: QueuesOptions) {
    this.#options = options;
  }

  /** After a start: so many wait in the database, none is in memory. */
  resume(connectionId: number, waiting: number): void {
    const queue = this.#of(connectionId);
    queue.spilled = waiting;
    this.#refill(connectionId, queue);
  }

  /** Newly committed messages, in the order of their ids. */
  add(messages: readonly Message[]): void {
    const woken = new Set<ConnectionQueue>();
    for (const message of messages) {
      const queue = this.#of(message.connectionId ?? 0);
      if (message.id <= queue.cursor) continue;
      if (queue.spilled > 0 || queue.memory.size >= this.#options.inMemoryMax) {
        queue.spilled++;
        queue.spills++;
      } else {
        queue.cursor = message.id;
        this.#keep(queue, message);
        woken.add(queue);
      }
    }
    for (const queue of woken) {
      forgetPassed(queue);
      queue.wake();
    }
  }

  /** Before the change that lets a message join out of order is written: reading back must leave it alone. */
  announce(message: Message): void {
    const queue = this.#of(message.connectionId ?? 0);
    if (message.id > queue.cursor) queue.ahead.add(message.id);
  }

  /** The announced message may leave now. */
  join(message: Message): void {
    const queue = this.#of(message.connectionId ?? 0);
    this.#options.live.add(message);
    queue.memory.push(message);
    queue.wake();
  }

  /** Takes the next message for a connection; whoever takes it must send it, put it back or end it. */
  take(connectionId: number): Message | undefined {
    const queue = this.#of(connectionId);
    const message = queue.memory.shift();
    if (queue.spilled > 0 && queue.memory.size < this.#options.inMemoryMax / 4) this.#refill(connectionId, queue);
    return message;
  }

  /** Puts a message back that was taken: it is the next again. */
  putBack(connectionId: number, message: Message): void {
    this.#of(connectionId).memory.unshift(message);
  }

  /**
   * Offers messages in memory, after the first `skipped`, to `take`, at most `count`; what it takes is its own from then
   * on, the rest stays in order. Answers how many were offered.
   */
  extract(connectionId: number, skipped: number, count: number, take: (message: Message) => boolean): number {
    const queue = this.#of(connectionId);
    const kept: Message[] = [];
    let offered = 0;
    while (offered < count) {
      const message = queue.memory.shift();
      if (!message) break;
      if (kept.length < skipped) {
        kept.push(message);
        continue;
      }
      offered++;
      if (!take(message)) kept.push(message);
    }
    for (const message of kept.reverse()) queue.memory.unshift(message);
    if (queue.spilled > 0 && queue.memory.size < this.#options.inMemoryMax / 4) this.#refill(connectionId, queue);
    return offered;
  }

  /** Connections that have or had a queue. */
  connections(): readonly number[] {
    return [...this.#queues.keys()];
  }

  waiting(connectionId: number): number {
    const queue = this.#queues.get(connectionId);
    return queue ? queue.memory.size + queue.spilled : 0;
  }

  get waitingTotal(): number {
    let total = 0;
    for (const connectionId of this.#queues.keys()) total += this.waiting(connectionId);
    return total;
  }

  /** `wake` is called whenever something joins this connection's queue. */
  onWork(connectionId: number, wake: () => void): void {
    this.#of(connectionId).wake = wake;
  }

  #of(connectionId: number): ConnectionQueue {
    let queue = this.#queues.get(connectionId);
    if (!queue) {
      queue = {
        memory: new MessageFifo(),
        cursor: 0,
        ahead: new Set(),
        spilled: 0,
        spills: 0,
        isReading: false,
        wake: () => {},
      };
      this.#queues.set(connectionId, queue);
    }
    return queue;
  }

  #keep(queue: ConnectionQueue, message: Message): void {
    this.#options.live.add(message);
    queue.memory.push(message);
  }

  async #refill(connectionId: number, queue: ConnectionQueue): Promise<void> {
    if (queue.isReading || queue.spilled === 0) return;
    queue.isReading = true;
    try {
      const spillsBefore = queue.spills;
      const { live, read, refillMax } = this.#options;
      let count = 0;
      const current = await live.readCurrent(async () => {
        const messages = await read(connectionId, queue.cursor, refillMax);
        count = messages.length;
        queue.cursor = messages.at(-1)?.id ?? queue.cursor;
        return messages;
      });
      for (const message of current) {
        if (message.status === "queued" && !queue.ahead.has(message.id)) this.#keep(queue, message);
      }
      if (count < refillMax && queue.spills === spillsBefore) queue.spilled = 0;
      else queue.spilled = Math.max(1, queue.spilled - count);
      forgetPassed(queue);
    } catch (error) {
      this.#options.onTrouble(error);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    } finally {
      queue.isReading = false;
    }
    queue.wake();
    if (queue.spilled > 0 && queue.memory.size < this.#options.inMemoryMax / 4) this.#refill(connectionId, queue);
  }
}

/** Reading back begins after the cursor: what it has passed needs no name any more. */
function forgetPassed({ ahead, cursor }: ConnectionQueue): void {
  for (const id of ahead) if (id <= cursor) ahead.delete(id);
}
