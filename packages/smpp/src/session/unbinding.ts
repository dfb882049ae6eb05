import { limits } from "../limits.ts";
import type { CommandName } from "../pdu/pdus.ts";
import type { Exchange } from "./exchange.ts";
import type { CloseReason } from "./options.ts";
import type { Moments } from "./timers.ts";

/**
 * The end of a session in good order, by either side (SMPP 3.4 §4.2). Whoever unbinds, the requests already read are
 * answered first; we also wait for the answers to our own. Both waits have an end.
 */
export class Unbinding {
  readonly #exchange: Exchange;
  readonly #moments: Moments;
  readonly #finish: (reason: CloseReason) => void;
  #reason: CloseReason = "unbound";
  #sequenceNumber: number | undefined;
  #peerSequenceNumber: number | undefined;

  constructor(exchange: Exchange, moments: Moments, finish: (reason: CloseReason) => void) {
    this.#exchange = exchange;
    this.#moments = moments;
    this.#finish = finish;
  }

  /** We unbind: at the latest after half the time, so that the peer has the other half to answer. */
  start(reason: CloseReason, nowMs: number, timeoutMs: number): void {
    this.#reason = reason;
    this.#moments.drainByMs = nowMs + timeoutMs / 2;
    this.#moments.unbindByMs = nowMs + timeoutMs;
    this.goOn();
  }

  /** The peer unbinds; if we are at it too, its unbind is answered and ours still waits for its own answer. */
  startByPeer(sequenceNumber: number, nowMs: number): void {
    if (this.#moments.unbindByMs !== Number.POSITIVE_INFINITY) {
      this.#exchange.write("unbind_resp", 0, sequenceNumber);
      return;
    }
    this.#peerSequenceNumber = sequenceNumber;
    this.#moments.unbindByMs = nowMs + limits.peerUnbindMs;
    this.goOn();
  }

  /** Something was answered, or time is up: take the next step if there is nothing left to wait for. */
  goOn(timeIsUp = false): void {
    const { windowInUse, peerUnanswered } = this.#exchange;
    if (peerUnanswered > 0 && !timeIsUp) return;
    if (this.#peerSequenceNumber !== undefined) {
      this.#exchange.write("unbind_resp", 0, this.#peerSequenceNumber);
      this.#finish("peer_unbound");
    } else if (this.#sequenceNumber === undefined && (windowInUse === 0 || timeIsUp)) {
      this.#sequenceNumber = this.#exchange.nextSequenceNumber();
      this.#moments.drainByMs = Number.POSITIVE_INFINITY;
      this.#exchange.write("unbind", 0, this.#sequenceNumber);
    }
  }

  /** The answer to our unbind, be it a generic_nack. */
  isAnsweredBy(command: CommandName, sequenceNumber: number): boolean {
    return sequenceNumber === this.#sequenceNumber && (command === "unbind_resp" || command === "generic_nack");
  }

  get reason(): CloseReason {
    return this.#reason;
  }

  /** Our unbind is on its way: the end of the stream then is the end we asked for. */
  get isSent(): boolean {
    return this.#sequenceNumber !== undefined;
  }

  /** The peer waits for its unbind_resp, which it gets even when time has run out. */
  get isByPeer(): boolean {
    return this.#peerSequenceNumber !== undefined;
  }
}
