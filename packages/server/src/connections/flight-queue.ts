import { Fifo } from "../traffic/fifo.ts";
import type { Message } from "../traffic/message.ts";

/** A part on its way: in the window, or waiting to be sent (again). */
export interface Flight<Load> {
  readonly message: Message;
  readonly part: number;
  readonly load: Load;
}

/** Parts that wait to be sent over one connection, in order; what must go again stands in front. */
export class FlightQueue<Load> {
  #flights = new Fifo<Flight<Load>>();

  get size(): number {
    return this.#flights.size;
  }

  push(flight: Flight<Load>): void {
    this.#flights.push(flight);
  }

  unshift(flight: Flight<Load>): void {
    this.#flights.unshift(flight);
  }

  shift(): Flight<Load> | undefined {
    return this.#flights.shift();
  }

  /** The first that `isWanted` picks; the others stay in order. */
  shiftFirst(isWanted: (flight: Flight<Load>) => boolean): Flight<Load> | undefined {
    let first: Flight<Load> | undefined;
    this.#keep((flight) => {
      if (first || !isWanted(flight)) return true;
      first = flight;
      return false;
    });
    return first;
  }

  /** Forgets what waits of a message. */
  remove(message: Message): void {
    if (this.#flights.size > 0) this.#keep((flight) => flight.message !== message);
  }

  /** Forgets what waits of the messages that `isWanted` picks, and answers them, each once and in order. */
  takeMessages(isWanted: (message: Message) => boolean): Message[] {
    const taken = new Set<Message>();
    this.#keep(({ message }) => {
      if (!isWanted(message)) return true;
      taken.add(message);
      return false;
    });
    return [...taken];
  }

  #keep(isKept: (flight: Flight<Load>) => boolean): void {
    const kept = new Fifo<Flight<Load>>();
    for (let flight = this.#flights.shift(); flight; flight = this.#flights.shift()) {
      if (isKept(flight)) kept.push(flight);
    }
    this.#flights = kept;
  }
}
