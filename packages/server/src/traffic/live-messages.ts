import type { MessageId } from "../ids.ts";
import { Fifo } from "./fifo.ts";
import type { Message } from "./message.ts";

/**
 * The messages in memory: the only copy that may be changed. Those being worked on stay; those sent and waiting for a
 * receipt stay up to a bound, the oldest go first and are read again when their receipt comes.
 *
 * A row read from the database may be older than what memory did to the message while the answer was on its way. So
 * whoever reads opens a reading first, and takes no row of a message that memory holds, or dropped meanwhile.
 */
export class LiveMessages {
  readonly #messages = new Map<MessageId, Message>();
  readonly #sentMax: number;
  readonly #sent = new Fifo<Message>();
  readonly #readings = new Set<Set<MessageId>>();

  constructor({ sentMax }: { sentMax: number }) {
    this.#sentMax = sentMax;
  }

  get size(): number {
    return this.#messages.size;
  }

  get(id: MessageId): Message | undefined {
    return this.#messages.get(id);
  }

  add(message: Message): void {
    this.#messages.set(message.id, message);
  }

  drop(message: Message): void {
    // Another copy may have been read since this one went.
    if (this.#messages.get(message.id) !== message) return;
    this.#messages.delete(message.id);
    for (const dropped of this.#readings) dropped.add(message.id);
  }

  /** The message now only waits for receipts: it may go when room is needed. */
  rest(message: Message): void {
    this.#sent.push(message);
    while (this.#sent.size > this.#sentMax) {
      const oldest = this.#sent.shift();
      if (oldest?.status === "sent" && oldest.pendingChanges === 0) this.drop(oldest);
    }
  }

  /** Reads rows and answers each message as it is: the live copy where there is one, and none that went meanwhile. */
  async readCurrent(read: () => Promise<Message[]>): Promise<Message[]> {
    const dropped = new Set<MessageId>();
    this.#readings.add(dropped);
    try {
      const messages = await read();
      return messages
        .map((message) => this.#messages.get(message.id) ?? message)
        .filter((message) => this.#messages.has(message.id) || !dropped.has(message.id));
    } finally {
      this.#readings.delete(dropped);
    }
  }

  /** The live copies of these messages, read where memory has none. An id that does not exist is left out. */
  async load(ids: readonly MessageId[], read: (ids: readonly MessageId[]) => Promise<Message[]>): Promise<void> {
    let missing = ids.filter((id) => !this.#messages.has(id));
    // A message dropped during the read is read again; each round some other writer finished with it, so rounds end.
    for (let round = 0; missing.length > 0 && round < 10; round++) {
      const wanted = missing;
      const dropped = new Set<MessageId>();
      this.#readings.add(dropped);
      try {
        for (const message of await read(wanted)) {
          if (!this.#messages.has(message.id) && !dropped.has(message.id)) this.add(message);
        }
      } finally {
        this.#readings.delete(dropped);
      }
      missing = wanted.filter((id) => dropped.has(id) && !this.#messages.has(id));
    }
  }
}
