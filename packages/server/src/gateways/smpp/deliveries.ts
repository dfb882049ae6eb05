import type { OwedIncoming } from "../../incoming/incoming-message.ts";
import type { Outbox } from "../../receipts/outbox.ts";
import type { Message } from "../../traffic/message.ts";
import type { ClientSession } from "./client-session.ts";

export interface DeliveriesOptions {
  readonly receipts: Outbox<Message>;
  readonly incoming: Outbox<OwedIncoming>;
  /** Whether the client wants its incoming messages over SMPP. */
  readonly takesIncoming: (clientId: number) => boolean;
}

/** What bound receivers are handed: receipts and incoming messages, in turn while both wait for room. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #receivers = new Set<ClientSession>();
  /** Receivers that take incoming messages as well. */
  readonly #takers = new Set<ClientSession>();
  /** Those whose next room goes to incoming messages first. */
  readonly #incomingFirst = new WeakSet<ClientSession>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  attach(session: ClientSession): void {
    if (!session.isReceiver) return;
    this.#receivers.add(session);
    this.#options.receipts.attach(session.receipts);
    this.follow(session);
  }

  detach(session: ClientSession): void {
    if (!this.#receivers.delete(session)) return;
    this.#options.receipts.detach(session.receipts);
    if (this.#takers.delete(session)) this.#options.incoming.detach(session.incoming);
  }

  /** Its client may have been changed. */
  follow(session: ClientSession): void {
    const { incoming, takesIncoming } = this.#options;
    if (!this.#receivers.has(session) || takesIncoming(session.clientId) === this.#takers.has(session)) return;
    if (this.#takers.delete(session)) return incoming.detach(session.incoming);
    this.#takers.add(session);
    incoming.attach(session.incoming);
  }

  /** The session's window has room again. */
  room(session: ClientSession): void {
    const { receipts, incoming } = this.#options;
    const isIncomingFirst = this.#incomingFirst.has(session);
    if (isIncomingFirst) this.#incomingFirst.delete(session);
    else this.#incomingFirst.add(session);
    for (const outbox of isIncomingFirst ? [incoming, receipts] : [receipts, incoming]) outbox.room(session.clientId);
  }
}
