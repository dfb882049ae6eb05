import { commandOf, type Header } from "../pdu/decode.ts";
import { type CommandName, type Pdu, responseName } from "../pdu/pdus.ts";
import { type StatusName, statuses, statusName } from "../pdu/statuses.ts";
import type { SessionClock } from "./clock.ts";
import type { Link } from "./link.ts";
import type { SendableRequest, SessionCounters, SessionOptions } from "./options.ts";
import { PeerWindow } from "./peer-window.ts";
import { isOverdue, type Moments } from "./timers.ts";
import { type Outcome, type Outstanding, Window } from "./window.ts";

const noFields = {};

/**
 * Requests and responses over a link, whatever the session's state: our window, the peer's window, and which answer
 * belongs to which request.
 */
export class Exchange {
  readonly counters: SessionCounters = { received: 0, sent: 0, malformed: 0, refused: 0, unexpected: 0, timedOut: 0 };
  lastError: string | undefined;
  windowMax: number;
  readonly #link: Link;
  readonly #clock: SessionClock;
  readonly #moments: Moments;
  readonly #window = new Window();
  readonly #peerWindow: PeerWindow;
  readonly #throttles: boolean;
  #wasFull = false;

  constructor(link: Link, clock: SessionClock, moments: Moments, options: SessionOptions) {
    this.#link = link;
    this.#clock = clock;
    this.#moments = moments;
    this.windowMax = options.windowMax;
    this.#peerWindow = new PeerWindow(options.peerWindowMax);
    this.#throttles = options.whenPeerWindowFull === "throttle";
  }

  get windowInUse(): number {
    return this.#window.size;
  }

  get windowFree(): number {
    return this.#link.isFull ? 0 : Math.max(0, this.windowMax - this.#window.size);
  }

  get peerUnanswered(): number {
    return this.#peerWindow.size;
  }

  set peerWindowMax(max: number) {
    this.#peerWindow.max = max;
  }

  nextSequenceNumber(): number {
    return this.#window.nextSequenceNumber();
  }

  /** One PDU as it is, outside both windows. Throws EncodingError, and then has written nothing. */
  write(command: CommandName, command_status: number, sequence_number: number, fields: object = noFields): void {
    if (this.#link.write(command, command_status, sequence_number, fields)) this.counters.sent++;
  }

  /** A request into our window; false when there is no room. */
  request(pdu: SendableRequest, response: CommandName, answered: (outcome: Outcome) => void): boolean {
    if (this.windowFree === 0) {
      this.#wasFull = true;
      return false;
    }
    const sequenceNumber = this.#window.nextSequenceNumber();
    const sentAtMs = this.#clock.nowMs();
    this.write(pdu.command, 0, sequenceNumber, pdu);
    this.#moments.activeAtMs = sentAtMs;
    this.#window.add(sequenceNumber, { command: pdu.command, response, sentAtMs, answered });
    if (this.#window.size >= this.windowMax) this.#wasFull = true;
    return true;
  }

  /** The request a response answers, taken out of the window; undefined for an answer to nothing we wait for. */
  settle({ command, sequence_number }: Pdu): Outstanding | undefined {
    const entry = this.#window.peek(sequence_number);
    if (entry === undefined || (command !== entry.response && command !== "generic_nack")) return undefined;
    this.#window.remove(sequence_number);
    return entry;
  }

  /** The same for a response whose body could not be read. */
  settleMalformed(header: Header): void {
    const entry = this.#window.peek(header.sequence_number);
    if (entry === undefined || entry.response !== commandOf(header)) return;
    this.#window.remove(header.sequence_number);
    entry.answered({ ok: false, reason: "malformed" });
  }

  noteUnexpected({ command, command_status }: Pdu): void {
    this.counters.unexpected++;
    if (command === "generic_nack") this.lastError = `generic_nack ${statusName(command_status)}`;
  }

  /** A request of the peer enters its window; false when it is full and the peer was told so. */
  admit(request: Pdu): boolean {
    if (this.#throttles && this.#peerWindow.isFull) {
      this.refuse(request, "ESME_RTHROTTLED");
      return false;
    }
    this.#peerWindow.add(request.sequence_number);
    return true;
  }

  /** Once the owner has had a request and not answered it at once: no more are read while the peer's window is full. */
  pauseIfFull(): void {
    if (!this.#throttles && this.#peerWindow.isFull) this.#link.pause("peer_window");
  }

  /** Answers an admitted request, once. */
  respond(command: CommandName, command_status: number, sequence_number: number, fields?: object): void {
    const response = responseName(command);
    if (response === undefined || !this.#peerWindow.has(sequence_number)) return;
    this.write(response, command_status, sequence_number, fields);
    this.#peerWindow.answered(sequence_number);
    if (!this.#peerWindow.isFull) this.#link.resume("peer_window");
  }

  /** Answers a request that was not admitted. */
  refuse({ command, sequence_number }: Pdu, status: StatusName): void {
    this.counters.refused++;
    this.lastError = `${command} refused: ${status}`;
    const response = responseName(command);
    if (response !== undefined) this.write(response, statuses[status].code, sequence_number);
  }

  /** Gives up the requests that have waited too long. */
  expire(responseMs: number, nowMs: number): void {
    const overdue = this.#window.takeOverdue((sentAtMs) => isOverdue(responseMs, this.#moments, sentAtMs, nowMs));
    for (const entry of overdue) {
      this.counters.timedOut++;
      entry.answered({ ok: false, reason: "timeout" });
    }
  }

  /** No answer will come any more. */
  close(): void {
    for (const entry of this.#window.takeAll()) entry.answered({ ok: false, reason: "closed" });
  }

  /** Whether there is room again after the window had been full; says so once. */
  hasRoomAgain(): boolean {
    if (!this.#wasFull || this.windowFree === 0) return false;
    this.#wasFull = false;
    return true;
  }
}
