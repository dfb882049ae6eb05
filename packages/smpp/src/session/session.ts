import type { Duplex } from "node:stream";
import type { FramingError } from "../framing.ts";
import { limits } from "../limits.ts";
import { type Decoded, decode } from "../pdu/decode.ts";
import {
  type BindPdu,
  type CommandName,
  isResponse,
  type Pdu,
  type PduInput,
  type PduOf,
  responseName,
} from "../pdu/pdus.ts";
import { statuses, statusName } from "../pdu/statuses.ts";
import { acceptance, decideBind, spokenVersion } from "./binding.ts";
import { type SessionClock, systemClock } from "./clock.ts";
import { Exchange } from "./exchange.ts";
import { Link } from "./link.ts";
import type {
  BindAnswer,
  CloseReason,
  RequestPdu,
  ResponseFields,
  SendableRequest,
  SessionCounters,
  SessionOptions,
} from "./options.ts";
import { answerToBadLength, answerToMalformed, refusalOf } from "./refusal.ts";
import { isBind, isBound, maySend, type Role, type SessionState, stateAfter } from "./state.ts";
import { checkTimers, type Moments, startMoments } from "./timers.ts";
import { Unbinding } from "./unbinding.ts";
import type { Outcome } from "./window.ts";

let lastId = 0;

/**
 * One SMPP session over a stream of octets, as ESME or as SMSC. It keeps the state, the windows, the timers and the
 * order of closing; what requests mean is its owner's matter. The stream is the session's from now on: it destroys it.
 * After `onClose` nothing is called any more.
 */
export class Session {
  readonly id: number = ++lastId;
  readonly role: Role;
  readonly remoteAddress: string;
  /** Free for the owner. */
  context: unknown;
  state: SessionState = "open";
  /** The system_id of the bind, on both sides. */
  systemId = "";
  /** What both sides speak: 0x34, or 0x50 where both offered it. */
  interfaceVersion = 0;

  readonly #options: SessionOptions;
  readonly #clock: SessionClock;
  readonly #moments: Moments;
  readonly #link: Link;
  readonly #exchange: Exchange;
  readonly #unbinding: Unbinding;
  readonly #stopTicking: () => void;
  readonly #closeWaiters: Array<() => void> = [];
  #bindPending = false;

  constructor(stream: Duplex, options: SessionOptions) {
    if (!(options.windowMax >= 1)) throw new RangeError("windowMax must be at least 1");
    this.#options = options;
    this.role = options.role;
    this.#clock = options.clock ?? systemClock;
    this.#moments = startMoments(this.#clock.nowMs());
    this.#link = new Link(stream, options.pduOctetsMax ?? limits.pduOctetsMax, this.#clock, this.#moments, {
      onPdu: (octets) => this.#onPdu(octets),
      onRest: () => this.#announceRoom(),
      onBroken: (error) => this.#onBroken(error),
      onDrain: () => this.#announceRoom(),
      onGone: (error) => this.#onGone(error),
      onOverflow: () => this.#fail("slow_reader", "the peer does not read what we write"),
    });
    this.remoteAddress = this.#link.remoteAddress;
    this.#exchange = new Exchange(this.#link, this.#clock, this.#moments, options);
    this.#unbinding = new Unbinding(this.#exchange, this.#moments, (reason) => this.#finish(reason, true));
    this.#stopTicking = this.#clock.onTick((nowMs) => this.#tick(nowMs));
  }

  get windowMax(): number {
    return this.#exchange.windowMax;
  }

  get windowInUse(): number {
    return this.#exchange.windowInUse;
  }

  /** Requests that may leave now; 0 while the session is not bound or the peer does not read. */
  get windowFree(): number {
    return isBound(this.state) ? this.#exchange.windowFree : 0;
  }

  /** Requests of the peer that `onRequest` got and `respond` has not answered. */
  get peerUnanswered(): number {
    return this.#exchange.peerUnanswered;
  }

  get counters(): Readonly<SessionCounters> {
    return this.#exchange.counters;
  }

  get octetsReceived(): number {
    return this.#link.octetsReceived;
  }

  get octetsSent(): number {
    return this.#link.octetsSent;
  }

  /** What went wrong last, in words. */
  get lastError(): string | undefined {
    return this.#exchange.lastError;
  }

  /**
   * Sends a request; `answered` is called exactly once, with the response, or with why there is none.
   * False: window full, peer not reading, or not allowed in this state; nothing was sent and nothing will be called.
   * Throws EncodingError for a value that does not fit its field; then too nothing was sent.
   */
  request(pdu: SendableRequest, answered: (outcome: Outcome) => void): boolean {
    const response = responseName(pdu.command);
    if (response === undefined || !maySend(this.role, this.state, pdu.command)) return false;
    if (isBind(pdu.command)) this.#noteBind(pdu as PduInput<"bind_transceiver">);
    return this.#exchange.request(pdu, response, answered);
  }

  /** Sends a request that has no response: alert_notification or outbind. False: not allowed in this state. */
  notify(pdu: PduInput<"alert_notification" | "outbind">): boolean {
    if (!maySend(this.role, this.state, pdu.command) || this.#link.isFull) return false;
    this.#exchange.write(pdu.command, 0, this.#exchange.nextSequenceNumber(), pdu);
    if (pdu.command === "outbind") this.state = "outbound";
    return true;
  }

  /**
   * Answers a request of the peer, at any later time and in any order; only its command and sequence number are used.
   * A second answer to the same request, or one after the end, is left out. Throws EncodingError for a value that does
   * not fit its field.
   */
  respond<C extends CommandName>(
    request: { readonly command: C; readonly sequence_number: number },
    command_status: number,
    fields?: ResponseFields<C>,
  ): void {
    if (this.state === "closed") return;
    this.#exchange.respond(request.command, command_status, request.sequence_number, fields);
    if (this.state === "unbinding") this.#unbinding.goOn();
  }

  /**
   * Ends in good order: no new requests either way, open ones are waited for (at most half the time), then unbind, its
   * response, and the end. At the latest after `timeoutMs` the session is closed all the same.
   */
  unbind(timeoutMs: number): Promise<void> {
    if (this.state === "closed") return Promise.resolve();
    const closed = new Promise<void>((resolve) => this.#closeWaiters.push(resolve));
    if (isBound(this.state)) this.#startUnbind("unbound", timeoutMs);
    else if (this.state !== "unbinding") this.#finish("unbound", true);
    return closed;
  }

  /** Ends at once; what was already written is still handed to the peer. */
  close(reason: CloseReason = "closed"): void {
    this.#finish(reason, true);
  }

  /** Stops reading the socket; the peer feels it through TCP. Its silence is not held against it meanwhile. */
  pause(): void {
    this.#link.pause("owner");
  }

  /** Reading goes on, in a later turn of the event loop. */
  resume(): void {
    this.#link.resume("owner");
  }

  #onPdu(octets: Buffer): void {
    this.#exchange.counters.received++;
    this.#moments.heardAtMs = this.#clock.nowMs();
    this.#moments.enquiredAtMs = Number.POSITIVE_INFINITY;
    const decoded = decode(octets);
    if (!decoded.ok) this.#onMalformed(decoded);
    else if (isResponse(decoded.pdu.command)) this.#onResponse(decoded.pdu);
    else this.#onRequest(decoded.pdu);
  }

  #onRequest(request: Pdu): void {
    const { command, sequence_number } = request;
    const refusal = refusalOf(this.role, this.state, command);
    if (refusal !== undefined) this.#exchange.refuse(request, refusal);
    else if (command === "enquire_link") this.#exchange.write("enquire_link_resp", 0, sequence_number);
    else {
      this.#moments.activeAtMs = this.#moments.heardAtMs;
      if (command === "unbind") this.#onUnbind(sequence_number);
      else if (isBind(command)) this.#onBind(request as BindPdu);
      else if (command === "outbind" || command === "alert_notification") this.#onNotice(request as RequestPdu);
      else if (this.#exchange.admit(request)) {
        this.#options.onRequest(request as RequestPdu, this);
        this.#exchange.pauseIfFull();
      }
    }
  }

  #onNotice(notice: RequestPdu): void {
    if (notice.command === "outbind") this.state = "outbound";
    this.#options.onRequest(notice, this);
  }

  #onResponse(response: Pdu): void {
    const { command, sequence_number, command_status } = response;
    const entry = this.#exchange.settle(response);
    if (entry !== undefined) {
      if (isBind(entry.command) && command_status === 0) this.#onBindAccepted(entry.command, response);
      entry.answered({ ok: true, response });
      if (this.state === "unbinding") this.#unbinding.goOn();
    } else if (this.#unbinding.isAnsweredBy(command, sequence_number)) this.#finish(this.#unbinding.reason, true);
    else if (command !== "enquire_link_resp") this.#exchange.noteUnexpected(response);
  }

  /** A PDU with a good header and a bad body: answered with what is wrong, and the session goes on. */
  #onMalformed(malformed: Extract<Decoded, { ok: false }>): void {
    this.#exchange.counters.malformed++;
    this.#exchange.lastError = malformed.reason;
    const answer = answerToMalformed(malformed);
    if (answer === undefined) this.#exchange.settleMalformed(malformed.header);
    else this.#exchange.write(answer.command, answer.command_status, answer.sequence_number);
    if (this.state === "unbinding") this.#unbinding.goOn();
  }

  /** Without a believable command_length there is no next PDU to look for. */
  #onBroken({ command_length, sequence_number }: FramingError): void {
    this.#exchange.counters.malformed++;
    this.#exchange.lastError = `command_length ${command_length} is not allowed`;
    const answer = answerToBadLength(sequence_number);
    this.#exchange.write(answer.command, answer.command_status, answer.sequence_number);
    this.#finish("framing", true);
  }

  #onBind(bind: BindPdu): void {
    if (this.#bindPending) {
      this.#exchange.refuse(bind, "ESME_RALYBND");
      return;
    }
    this.#bindPending = true;
    decideBind(this.#options.onBind, bind, this).then(({ answer, error }) => {
      if (this.state !== "open" && this.state !== "outbound") return;
      this.#bindPending = false;
      if ("system_id" in answer) this.#acceptBind(bind, answer);
      else this.#refuseBind(bind, answer.command_status || statuses.ESME_RBINDFAIL.code, error);
    });
  }

  #acceptBind(bind: BindPdu, answer: Extract<BindAnswer, { command_status: 0; system_id: string }>): void {
    this.#noteBind(bind);
    this.#exchange.write(`${bind.command}_resp`, 0, bind.sequence_number, acceptance(bind, answer.system_id));
    if (answer.windowMax !== undefined) this.#exchange.windowMax = answer.windowMax;
    if (answer.peerWindowMax !== undefined) this.#exchange.peerWindowMax = answer.peerWindowMax;
    this.#enterBound(stateAfter(bind.command));
  }

  #refuseBind(bind: BindPdu, command_status: number, error: string | undefined): void {
    this.#exchange.lastError = error ?? `bind refused: ${statusName(command_status)}`;
    this.#exchange.write(`${bind.command}_resp`, command_status, bind.sequence_number);
    this.#finish("bind_refused", true);
  }

  /** ESME: the SMSC has accepted our bind. */
  #onBindAccepted(bind: BindPdu["command"], response: PduOf<CommandName>): void {
    const offered = response.tlvs?.sc_interface_version;
    if (offered !== undefined) this.interfaceVersion = Math.min(this.interfaceVersion, offered);
    this.#enterBound(stateAfter(bind));
  }

  #noteBind(bind: { readonly system_id?: string; readonly interface_version?: number }): void {
    this.systemId = bind.system_id ?? "";
    this.interfaceVersion = spokenVersion(bind.interface_version ?? 0);
  }

  #enterBound(state: SessionState): void {
    this.state = state;
    this.#moments.activeAtMs = this.#clock.nowMs();
    this.#options.onBound?.(this);
  }

  #startUnbind(reason: CloseReason, timeoutMs: number): void {
    this.state = "unbinding";
    this.#unbinding.start(reason, this.#clock.nowMs(), timeoutMs);
  }

  #onUnbind(sequenceNumber: number): void {
    this.state = "unbinding";
    this.#unbinding.startByPeer(sequenceNumber, this.#clock.nowMs());
  }

  /** The stream has ended. Responses that arrived while reading was paused still count; requests cannot be answered. */
  #onGone(error?: Error): void {
    if (this.state === "closed") return;
    for (const octets of this.#link.stopReading()) {
      const decoded = decode(octets);
      if (decoded.ok && isResponse(decoded.pdu.command)) this.#onResponse(decoded.pdu);
    }
    if (this.#unbinding.isSent) this.#finish(this.#unbinding.reason, false);
    else if (error === undefined) this.#finish("peer_closed", false);
    else this.#fail("socket_error", error.message);
  }

  #announceRoom(): void {
    if (isBound(this.state) && this.#exchange.hasRoomAgain()) this.#options.onWindowFree?.(this);
  }

  #tick(nowMs: number): void {
    const { timers } = this.#options;
    this.#exchange.expire(timers.responseMs, nowMs);
    this.#announceRoom();
    if (this.state === "unbinding") this.#unbinding.goOn();
    if (this.state === "closed") return;
    const verdict = checkTimers(timers, this.#moments, this.state, nowMs);
    if (verdict === "nothing") return;
    if (verdict === "enquire") {
      this.#moments.enquiredAtMs = nowMs;
      this.#exchange.write("enquire_link", 0, this.#exchange.nextSequenceNumber());
    } else if (verdict === "inactivity") this.#startUnbind(verdict, timers.responseMs || limits.peerUnbindMs);
    else if (verdict === "drained" || (verdict === "unbind_timeout" && this.#unbinding.isByPeer))
      this.#unbinding.goOn(true);
    else this.#fail(verdict, `${verdict} after ${Math.round(nowMs - this.#moments.openedAtMs)} ms of session`);
  }

  #fail(reason: CloseReason, error: string): void {
    if (this.state === "closed") return;
    this.#exchange.lastError = error;
    this.#finish(reason, false);
  }

  /** The one way out: lets the stream go, tells every unanswered request, then the owner. */
  #finish(reason: CloseReason, inGoodOrder: boolean): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.#stopTicking();
    if (inGoodOrder) this.#link.end();
    else this.#link.destroy();
    this.#exchange.close();
    for (const resolve of this.#closeWaiters) resolve();
    this.#options.onClose?.(reason, this);
  }
}
