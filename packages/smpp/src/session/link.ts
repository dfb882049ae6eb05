import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FramingError } from "../framing.ts";
import { limits } from "../limits.ts";
import type { CommandName } from "../pdu/pdus.ts";
import type { SessionClock } from "./clock.ts";
import { Inbox, type PauseCause } from "./inbox.ts";
import { Outbox } from "./outbox.ts";
import type { Moments } from "./timers.ts";

export interface LinkEvents {
  onPdu(octets: Buffer): void;
  /** Everything that was read is handled. */
  onRest(): void;
  onBroken(error: FramingError): void;
  /** The peer takes our octets again. */
  onDrain(): void;
  /** The peer ended the stream, or it broke (`error`). May come more than once. */
  onGone(error?: Error): void;
  /** The peer has read so little for so long that the link must be given up. */
  onOverflow(): void;
}

/** The peer's address, an IPv4 one without the prefix that a dual-stack socket gives it; "" for what is no socket. */
export function remoteAddressOf(stream: Duplex): string {
  const address = stream instanceof Socket ? (stream.remoteAddress ?? "") : "";
  return address.replace(/^::ffff:(?=[\d.]+$)/, "");
}

/**
 * The stream below a session: PDUs in and out, with back-pressure both ways. A peer that does not read what we write is
 * not read either, until it catches up.
 */
export class Link {
  readonly remoteAddress: string;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  readonly #clock: SessionClock;
  readonly #moments: Moments;
  readonly #events: LinkEvents;

  constructor(stream: Duplex, pduOctetsMax: number, clock: SessionClock, moments: Moments, events: LinkEvents) {
    this.remoteAddress = remoteAddressOf(stream);
    this.#clock = clock;
    this.#moments = moments;
    this.#events = events;
    this.#outbox = new Outbox(stream);
    this.#inbox = new Inbox(stream, pduOctetsMax, events);
    stream.on("drain", () => this.#onDrain());
    stream.on("error", (error: Error) => events.onGone(error));
    stream.on("end", () => events.onGone());
    stream.on("close", () => events.onGone());
  }

  /** The peer has more octets to take than it should have; nothing but answers should be written. */
  get isFull(): boolean {
    return this.#outbox.isFull;
  }

  get octetsReceived(): number {
    return this.#inbox.octetsReceived;
  }

  get octetsSent(): number {
    return this.#outbox.octetsSent;
  }

  /** False: the link has ended. Throws EncodingError, and then has written nothing. */
  write(command: CommandName, command_status: number, sequence_number: number, fields: object): boolean {
    if (!this.#outbox.write(command, command_status, sequence_number, fields)) return false;
    if (!this.#outbox.isFull) return true;
    this.#moments.stalledSinceMs = Math.min(this.#moments.stalledSinceMs, this.#clock.nowMs());
    this.pause("slow_reader");
    if (this.#outbox.octetsQueued > limits.writeQueueOctetsHard) this.#events.onOverflow();
    return true;
  }

  pause(cause: PauseCause): void {
    if (this.#outbox.isClosed) return;
    this.#inbox.pause(cause);
    this.#moments.readingSinceMs = Number.POSITIVE_INFINITY;
  }

  resume(cause: PauseCause): void {
    if (this.#outbox.isClosed || !this.#inbox.isPaused) return;
    this.#inbox.resume(cause);
    if (!this.#inbox.isPaused) this.#moments.readingSinceMs = this.#clock.nowMs();
  }

  /** Nothing more is read; PDUs that arrived but were not handled yet are returned. */
  stopReading(): readonly Buffer[] {
    return this.#inbox.stop();
  }

  /** In good order: what was written reaches the peer, as far as it reads. */
  end(): void {
    this.#inbox.stop();
    this.#outbox.end();
  }

  destroy(): void {
    this.#inbox.stop();
    this.#outbox.destroy();
  }

  #onDrain(): void {
    this.#moments.stalledSinceMs = Number.POSITIVE_INFINITY;
    this.resume("slow_reader");
    this.#events.onDrain();
  }
}
