import type { Duplex } from "node:stream";
import { createFramer, type FramingError } from "../framing.ts";

/** Why reading is paused; it goes on when no cause is left. */
export type PauseCause = "owner" | "peer_window" | "slow_reader";

export interface InboxEvents {
  onPdu(octets: Buffer): void;
  /** All PDUs of a chunk have been handled. */
  onRest(): void;
  onBroken(error: FramingError): void;
}

/**
 * What a session reads: chunks become PDUs, handed on one by one. Pausing takes effect between two PDUs; the rest of the
 * chunk waits here (at most one chunk's worth) and the socket is not read, so the peer's TCP window fills up.
 */
export class Inbox {
  readonly #stream: Duplex;
  readonly #events: InboxEvents;
  readonly #framer;
  readonly #causes = new Set<PauseCause>();
  #waiting: readonly Buffer[] = [];
  #next = 0;
  #broken: FramingError | undefined;
  #resuming = false;
  #stopped = false;
  octetsReceived = 0;

  constructor(stream: Duplex, pduOctetsMax: number, events: InboxEvents) {
    this.#stream = stream;
    this.#events = events;
    this.#framer = createFramer({ pduOctetsMax });
    stream.on("data", this.#onChunk);
  }

  get isPaused(): boolean {
    return this.#causes.size > 0;
  }

  pause(cause: PauseCause): void {
    if (this.#causes.size === 0) this.#stream.pause();
    this.#causes.add(cause);
  }

  /** Reading goes on in a later turn, never within this call: the caller is not surprised by new requests. */
  resume(cause: PauseCause): void {
    if (!this.#causes.delete(cause) || this.#causes.size > 0 || this.#resuming) return;
    this.#resuming = true;
    setImmediate(this.#goOn);
  }

  /** No PDU comes out any more; the rest that was read but not handled is returned. */
  stop(): readonly Buffer[] {
    if (this.#stopped) return [];
    this.#stopped = true;
    this.#stream.removeListener("data", this.#onChunk);
    return this.#waiting.slice(this.#next);
  }

  readonly #onChunk = (chunk: Buffer): void => {
    this.octetsReceived += chunk.length;
    const { pdus, error } = this.#framer.push(chunk);
    this.#waiting = this.#next < this.#waiting.length ? [...this.#waiting.slice(this.#next), ...pdus] : pdus;
    this.#next = 0;
    this.#broken = error;
    if (!this.isPaused) this.#handle();
  };

  readonly #goOn = (): void => {
    this.#resuming = false;
    if (this.#stopped || this.isPaused) return;
    this.#handle();
    if (!this.#stopped && !this.isPaused) this.#stream.resume();
  };

  #handle(): void {
    while (this.#next < this.#waiting.length) {
      if (this.#stopped || this.isPaused) return;
      const octets = this.#waiting[this.#next++];
      if (octets !== undefined) this.#events.onPdu(octets);
    }
    this.#waiting = [];
    this.#next = 0;
    if (this.#stopped) return;
    this.#events.onRest();
    if (this.#broken !== undefined && !this.#stopped) this.#events.onBroken(this.#broken);
  }
}
