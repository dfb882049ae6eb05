import { Fifo } from "./fifo.ts";
import type { Message } from "./message.ts";

const PRIORITIES = 10;
/** Messages in order of priority, 9 before 0, and within one priority in order of arrival. */
export class MessageFifo {
  readonly #lists = Array.from({ length: PRIORITIES }, () => new Fifo<Message>());
  size = 0;

  push(message: Message): void {
    this.#list(message).push(message);
    this.size++;
  }

  /** Puts a message back that was taken and could not be used: it is the next again. */
  unshift(message: Message): void {
    this.#list(message).unshift(message);
    this.size++;
  }

  shift(): Message | undefined {
    if (this.size === 0) return undefined;
    for (let priority = PRIORITIES - 1; priority >= 0; priority--) {
      const message = this.#lists[priority]?.shift();
      if (message) {
        this.size--;
        return message;
      }
    }
    return undefined;
  }

  #list({ priority }: Message): Fifo<Message> {
    return this.#lists[priority] ?? (this.#lists[0] as Fifo<Message>);
  }
}
