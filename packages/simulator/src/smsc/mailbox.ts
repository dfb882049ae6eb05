/** What waits to be delivered to one system_id, over whichever of its sessions can receive. */
import type { PduInput, Session } from "@switchyard/smpp";
import { statuses } from "@switchyard/smpp";
import { limits } from "../limits.ts";

/** One deliver_sm on its way to the peer. */
export interface Delivery {
  readonly pdu: PduInput<"deliver_sm">;
  /** Called once: true when the peer took it, false when it was refused for good. */
  readonly done: (taken: boolean) => void;
  attempts: number;
}

/** A peer that says "not now" is asked again after this long. */
const retryMs = 200;
const attemptsMax = 50;
/** Answers that mean "try again later" (SMPP 3.4 §5.1.3). */
const temporary: ReadonlySet<number> = new Set([
  statuses.ESME_RX_T_APPN.code,
  statuses.ESME_RMSGQFUL.code,
  statuses.ESME_RTHROTTLED.code,
  statuses.ESME_RSYSERR.code,
]);

export class Mailbox {
  readonly #receivers: Session[] = [];
  #waiting: Delivery[] = [];
  #head = 0;
  #unanswered = 0;
  #next = 0;
  #retry: NodeJS.Timeout | undefined;
  #isHeld = false;

  /** Deliveries not yet answered by the peer, sent or not. */
  get pending(): number {
    return this.#waiting.length - this.#head + this.#unanswered;
  }

  addReceiver(session: Session): void {
    this.#receivers.push(session);
    this.flush();
  }

  removeReceiver(session: Session): void {
    const at = this.#receivers.indexOf(session);
    if (at >= 0) this.#receivers.splice(at, 1);
  }

  get hasReceiver(): boolean {
    return this.#receivers.length > 0;
  }

  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.flush();
  }

  /** Sends at once when a window is open and nothing is ahead; else it waits its turn. */
  post(delivery: Delivery): void {
    if (this.#head < this.#waiting.length || !this.#send(delivery)) this.#waiting.push(delivery);
  }

  /** Sends what waits while windows are open. Call when a session has room again. */
  flush(): void {
    while (this.#head < this.#waiting.length) {
      const delivery = this.#waiting[this.#head];
      if (delivery === undefined || !this.#send(delivery)) break;
      this.#head += 1;
    }
    if (this.#head === this.#waiting.length) {
      this.#waiting = [];
      this.#head = 0;
    } else if (this.#head > 10_000) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#isHeld = true;
    this.#waiting = [];
    this.#head = 0;
  }

  #send(delivery: Delivery): boolean {
    if (this.#isHeld) return false;
    for (let tried = 0; tried < this.#receivers.length; tried += 1) {
      this.#next = (this.#next + 1) % this.#receivers.length;
      const session = this.#receivers[this.#next];
      if (session === undefined || session.windowInUse >= limits.deliverWindowMax) continue;
      const isSent = session.request(delivery.pdu, (outcome) => {
        this.#unanswered -= 1;
        if (outcome.ok && outcome.response.command_status === 0) delivery.done(true);
        else if (!outcome.ok || temporary.has(outcome.response.command_status)) this.#again(delivery, outcome.ok);
        else delivery.done(false);
      });
      if (isSent) {
        this.#unanswered += 1;
        return true;
      }
    }
    return false;
  }

  /** A lost session or answer: send again as soon as possible. An answer "later": after a while, and not for ever. */
  #again(delivery: Delivery, wasAnswered: boolean): void {
    delivery.attempts += 1;
    if (wasAnswered && delivery.attempts >= attemptsMax) {
      delivery.done(false);
      return;
    }
    if (this.#head > 0) {
      this.#head -= 1;
      this.#waiting[this.#head] = delivery;
    } else {
      this.#waiting.unshift(delivery);
    }
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.flush();
    }, retryMs);
  }
}
