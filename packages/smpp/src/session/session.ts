import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FramingError } from "../framing.ts";
import { limits } from "../limits.ts";
import { commandOf, type Decoded, decode } from "../pdu/decode.ts";
import {
  type BindPdu,
  type CommandName,
  isResponse,
  type Pdu,
  type PduInput,
  type RequestName,
  responseName,
} from "../pdu/pdus.ts";
import { statuses, statusName } from "../pdu/statuses.ts";
import { systemClock } from "./clock.ts";
import { Inbox } from "./inbox.ts";
import type {
  BindAnswer,
  CloseReason,
  ResponseFields,
  SendableRequest,
  SessionCounters,
  SessionOptions,
} from "./options.ts";
import { Outbox } from "./outbox.ts";
import { PeerWindow } from "./peer-window.ts";
import { isBind, isBound, mayReceive, maySend, type Role, type SessionState, stateAfter } from "./state.ts";
import { checkTimers, isOverdue, startMoments } from "./timers.ts";
import { type Outcome, Window } from "./window.ts";

const noFields = {};
let lastId = 0;

/**
 * One SMPP session over a stream of octets, as ESME or as SMSC. It keeps the state, both windows, the timers and the
 * order of closing; what requests mean is its owner's matter. Whoever makes a session hands it the stream for good:
 * the session destroys it. After `onClose` nothing is called any more.
 */
export class Session {
  readonly id: number = ++lastId;
  readonly role: Role;
  readonly remoteAddress: string;
  readonly counters: SessionCounters = { received: 0, sent: 0, malformed: 0, refused: 0, unexpected: 0, timedOut: 0 };
  /** Free for the owner. */
  context: unknown;
  state: SessionState = "open";
  boundAt: Date | undefined;
  /** The system_id of the bind and the lower of both sides' interface versions. */
  systemId = "";
  interfaceVersion = 0;
  lastError: string | undefined;

  readonly #options: SessionOptions;
  readonly #stream: Duplex;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  readonly #window = new Window();
  readonly #peerWindow: PeerWindow;
  readonly #clock;
  readonly #moments;
  readonly #stopTicking: () => void;
  readonly #closeWaiters: Array<() => void> = [];
  #windowMax: number;
  #windowWasFull = false;
  #bindPending = false;
  #unbindSequence: number | undefined;
  #peerUnbindSequence: number | undefined;
  #unbindReason: CloseReason = "unbound";

  constructor(stream: Duplex, options: SessionOptions) {
    this.#options = options;
    this.#stream = stream;
    this.role = options.role;
    this.#windowMax = options.windowMax;
    this.#peerWindow = new PeerWindow(options.peerWindowMax);
    this.#clock = options.clock ?? systemClock;
    this.#moments = startMoments(this.#clock.nowMs());
    this.remoteAddress = (stream instanceof Socket && stream.remoteAddress) || "";
    this.#outbox = new Outbox(stream);
    this.#inbox = new Inbox(stream, options.pduOctetsMax ?? limits.pduOctetsMax, {
      onPdu: (octets) => this.#onPdu(octets),
      onRest: () => this.#announceRoom(),
      onBroken: (error) => this.#onBroken(error),
    });
    this.#stopTicking = this.#clock.every((nowMs) => this.#tick(nowMs));
    stream.on("drain", () => this.#onDrain());
    stream.on("error", (error: Error) => this.#fail("socket_error", error.message));
    stream.on("end", () => this.#onPeerClosed());
    stream.on("close", () => this.#onPeerClosed());
  }

  get windowInUse(): number {
    return this.#window.size;
  }

  /** Requests that may leave now; 0 while the session is not bound or the peer does not read. */
  get windowFree(): number {
    return isBound(this.state) && !this.#outbox.isFull ? Math.max(0, this.#windowMax - this.#window.size) : 0;
  }

  get peerUnanswered(): number {
    return this.#peerWindow.size;
  }

  get octetsReceived(): number {
    return this.#inbox.octetsReceived;
  }

  get octetsSent(): number {
    return this.#outbox.octetsSent;
  }

  /**
   * Sends a request; `answered` is called exactly once, with the response, or with why there is none.
   * False: window full, peer not reading, or not allowed in this state; nothing was sent and nothing will be called.
   * Throws EncodingError for a value that does not fit its field; then too nothing was sent.
   */
  request(pdu: SendableRequest, answered: (outcome: Outcome) => void): boolean {
    if (this.#window.size >= this.#windowMax || this.#outbox.isFull) {
      this.#windowWasFull = true;
      return false;
    }
    const response = responseName(pdu.command);
    if (!maySend(this.role, this.state, pdu.command) || response === undefined) return false;
    const sequenceNumber = this.#window.nextSequenceNumber();
    this.#write(pdu.command, 0, sequenceNumber, pdu);
    const sentAtMs = this.#clock.nowMs();
    this.#moments.activeAtMs = sentAtMs;
    this.#window.add(sequenceNumber, { command: pdu.command, response, sentAtMs, answered });
    if (this.#window.size >= this.#windowMax) this.#windowWasFull = true;
    if (isBind(pdu.command)) this.#noteBind(pdu as BindPdu);
    return true;
  }

  /** Sends a request that has no response: alert_notification or outbind. False: not allowed in this state. */
  notify(pdu: PduInput<"alert_notification" | "outbind">): boolean {
    if (!maySend(this.role, this.state, pdu.command) || this.#outbox.isFull) return false;
    this.#write(pdu.command, 0, this.#window.nextSequenceNumber(), pdu);
    if (pdu.command === "outbind") this.state = "outbound";
    return true;
  }

  /**
   * Answers a request of the peer, at any later time and in any order. A second answer to the same request, or one
   * after the end, is left out. Throws EncodingError for a value that does not fit its field.
   */
  respond<C extends RequestName>(
    request: { readonly command: C | "alert_notification" | "outbind"; readonly sequence_number: number },
    command_status: number,
    fields?: ResponseFields<C>,
  ): void;
  respond(request: Pdu, command_status: number, fields?: object): void;
  respond(
    request: { readonly command: CommandName; readonly sequence_number: number },
    command_status: number,
    fields: object = noFields,
  ): void {
    const response = responseName(request.command);
    if (this.state === "closed" || response === undefined || !this.#peerWindow.has(request.sequence_number)) return;
    this.#write(response, command_status, request.sequence_number, fields);
    this.#peerWindow.answered(request.sequence_number);
    if (!this.#peerWindow.isFull) this.#resume("peer_window");
    if (this.state === "unbinding") this.#unbindWhenDrained(false);
  }

  /** SMSC: answers a bind that `onBind` left open. Called by the session itself with what `onBind` returns. */
  answerBind(bind: BindPdu, answer: BindAnswer): void {
    if (this.state !== "open" && this.state !== "outbound") return;
    this.#bindPending = false;
    const { command_status } = answer;
    const response = responseName(bind.command) ?? "generic_nack";
    if (command_status !== 0 || !("system_id" in answer)) {
      this.lastError = `bind refused: ${statusName(command_status || statuses.ESME_RBINDFAIL.code)}`;
      this.#write(response, command_status || statuses.ESME_RBINDFAIL.code, bind.sequence_number, noFields);
      this.#finish("bind_refused", true);
      return;
    }
    this.#noteBind(bind);
    this.interfaceVersion = bind.interface_version >= 0x50 ? 0x50 : bind.interface_version;
    // SMPP 3.4 §4.1.2: optional parameters only for peers that know them.
    const tlvs = bind.interface_version >= 0x34 ? { sc_interface_version: Math.max(0x34, this.interfaceVersion) } : {};
    this.#write(response, 0, bind.sequence_number, { system_id: answer.system_id, tlvs });
    if (answer.windowMax !== undefined) this.#windowMax = answer.windowMax;
    if (answer.peerWindowMax !== undefined) this.#peerWindow.max = answer.peerWindowMax;
    this.#enterBound(stateAfter(bind.command));
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
    this.#pause("owner");
  }

  resume(): void {
    this.#resume("owner");
  }

  #onPdu(octets: Buffer): void {
    this.counters.received++;
    this.#moments.heardAtMs = this.#clock.nowMs();
    this.#moments.enquiredAtMs = Number.POSITIVE_INFINITY;
    const decoded = decode(octets);
    if (!decoded.ok) this.#onMalformed(decoded);
    else if (isResponse(decoded.pdu.command)) this.#onResponse(decoded.pdu);
    else this.#onRequest(decoded.pdu);
  }

  #onRequest(request: Pdu): void {
    const { command, sequence_number } = request;
    if (!mayReceive(this.role, this.state, command)) return this.#refuse(request, this.#refusal(command));
    if (command === "enquire_link") return this.#write("enquire_link_resp", 0, sequence_number, noFields);
    this.#moments.activeAtMs = this.#moments.heardAtMs;
    if (command === "unbind") return this.#onUnbind(sequence_number);
    if (isBind(command)) return this.#onBind(request as BindPdu);
    if (isBroadcast(command)) return this.#refuse(request, statuses.ESME_RINVCMDID.code);
    if (command === "outbind") this.state = "outbound";
    else if (command !== "alert_notification") {
      if (this.#peerWindow.isFull && this.#options.whenPeerWindowFull === "throttle")
        return this.#refuse(request, statuses.ESME_RTHROTTLED.code);
      this.#peerWindow.add(sequence_number);
    }
    this.#options.onRequest(request, this);
    if (this.#peerWindow.isFull && this.#options.whenPeerWindowFull !== "throttle") this.#pause("peer_window");
  }

  #onResponse(response: Pdu): void {
    const entry = this.#window.peek(response.sequence_number);
    if (entry !== undefined && (response.command === entry.response || response.command === "generic_nack")) {
      this.#window.remove(response.sequence_number);
      if (isBind(entry.command) && response.command_status === 0) this.#onBindAccepted(entry.command, response);
      entry.answered({ ok: true, response });
      if (this.state === "unbinding") this.#unbindWhenDrained(false);
      return;
    }
    if (response.sequence_number === this.#unbindSequence && response.command !== "enquire_link_resp")
      return this.#finish(this.#unbindReason, true);
    if (response.command === "enquire_link_resp") return;
    this.counters.unexpected++;
    if (response.command === "generic_nack") this.lastError = `generic_nack ${statusName(response.command_status)}`;
  }

  /** A PDU with a good header and a bad body: answered with what is wrong, and the session goes on. */
  #onMalformed({ header, command_status, reason }: Extract<Decoded, { ok: false }>): void {
    this.counters.malformed++;
    const command = commandOf(header);
    this.lastError = `${command ?? "unknown command"}: ${reason}`;
    if (header.command_id >= 0x80000000) {
      const entry = this.#window.peek(header.sequence_number);
      if (entry === undefined || command !== entry.response) return;
      this.#window.remove(header.sequence_number);
      entry.answered({ ok: false, reason: "malformed" });
      if (this.state === "unbinding") this.#unbindWhenDrained(false);
      return;
    }
    const answer = command === undefined ? "generic_nack" : (responseName(command) ?? "generic_nack");
    this.#write(answer, command_status, header.sequence_number, noFields);
  }

  /** SMPP 3.4 §3.2: without a believable command_length there is no next PDU to look for. */
  #onBroken(error: FramingError): void {
    this.counters.malformed++;
    this.lastError = `command_length ${error.command_length} is not allowed`;
    this.#write("generic_nack", statuses.ESME_RINVCMDLEN.code, error.sequence_number, noFields);
    this.#finish("framing", true);
  }

  #onBind(bind: BindPdu): void {
    if (this.#bindPending) return this.#refuse(bind, statuses.ESME_RALYBND.code);
    this.#bindPending = true;
    const failed = (error: unknown) => {
      this.lastError = `bind: ${error instanceof Error ? error.message : String(error)}`;
      this.answerBind(bind, { command_status: statuses.ESME_RSYSERR.code });
    };
    const answer = this.#options.onBind?.(bind, this) ?? { command_status: statuses.ESME_RBINDFAIL.code };
    if (answer instanceof Promise) answer.then((late) => this.answerBind(bind, late)).catch(failed);
    else this.answerBind(bind, answer);
  }

  #onBindAccepted(command: CommandName, response: Pdu): void {
    const offered = response.tlvs?.sc_interface_version;
    if (offered !== undefined) this.interfaceVersion = Math.min(this.interfaceVersion, offered);
    if (isBind(command)) this.#enterBound(stateAfter(command));
  }

  #noteBind(bind: Partial<BindPdu>): void {
    this.systemId = bind.system_id ?? "";
    this.interfaceVersion = bind.interface_version ?? 0;
  }

  #enterBound(state: SessionState): void {
    this.state = state;
    this.boundAt = new Date();
    this.#moments.activeAtMs = this.#clock.nowMs();
    this.#options.onBound?.(this);
  }

  #onUnbind(sequenceNumber: number): void {
    if (this.state === "unbinding") return this.#write("unbind_resp", 0, sequenceNumber, noFields);
    this.state = "unbinding";
    this.#peerUnbindSequence = sequenceNumber;
    this.#moments.unbindByMs = this.#clock.nowMs() + limits.peerUnbindMs;
    this.#unbindWhenDrained(false);
  }

  #startUnbind(reason: CloseReason, timeoutMs: number): void {
    this.#unbindReason = reason;
    this.state = "unbinding";
    this.#moments.drainByMs = this.#clock.nowMs() + timeoutMs / 2;
    this.#moments.unbindByMs = this.#clock.nowMs() + timeoutMs;
    this.#unbindWhenDrained(false);
  }

  /** Whichever side unbinds, the last requests are answered first, as long as there is time. */
  #unbindWhenDrained(timeIsUp: boolean): void {
    if (this.#peerWindow.size > 0 && !timeIsUp) return;
    if (this.#peerUnbindSequence !== undefined) {
      this.#write("unbind_resp", 0, this.#peerUnbindSequence, noFields);
      this.#finish("peer_unbound", true);
    } else if (this.#unbindSequence === undefined && (this.#window.size === 0 || timeIsUp)) {
      this.#unbindSequence = this.#window.nextSequenceNumber();
      this.#moments.drainByMs = Number.POSITIVE_INFINITY;
      this.#write("unbind", 0, this.#unbindSequence, noFields);
    }
  }

  #onPeerClosed(): void {
    for (const octets of this.#inbox.stop()) {
      const decoded = decode(octets);
      if (decoded.ok && isResponse(decoded.pdu.command)) this.#onResponse(decoded.pdu);
    }
    this.#finish(this.#unbindSequence === undefined ? "peer_closed" : this.#unbindReason, true);
  }

  /** What is told for a request the state does not allow; a deliver_sm that crosses our unbind should come again later. */
  #refusal(command: CommandName): number {
    if (isBind(command) && isBound(this.state)) return statuses.ESME_RALYBND.code;
    const later = this.state === "unbinding" && this.role === "esme";
    return later ? statuses.ESME_RX_T_APPN.code : statuses.ESME_RINVBNDSTS.code;
  }

  #refuse(request: Pdu, command_status: number): void {
    this.counters.refused++;
    this.lastError = `${request.command} refused in ${this.state}: ${statusName(command_status)}`;
    const response = responseName(request.command);
    if (response !== undefined) this.#write(response, command_status, request.sequence_number, noFields);
  }

  #write(command: CommandName, command_status: number, sequence_number: number, fields: object): void {
    if (this.state === "closed") return;
    this.#outbox.write(command, command_status, sequence_number, fields);
    this.counters.sent++;
    if (!this.#outbox.isFull) return;
    if (this.#outbox.octetsQueued > limits.writeQueueOctetsHard) return this.#fail("slow_reader", "peer does not read");
    if (this.#moments.stalledSinceMs === Number.POSITIVE_INFINITY) this.#moments.stalledSinceMs = this.#clock.nowMs();
    this.#pause("slow_reader");
  }

  #onDrain(): void {
    this.#moments.stalledSinceMs = Number.POSITIVE_INFINITY;
    this.#resume("slow_reader");
    this.#announceRoom();
  }

  #announceRoom(): void {
    if (!this.#windowWasFull || this.windowFree === 0) return;
    this.#windowWasFull = false;
    this.#options.onWindowFree?.(this);
  }

  #pause(cause: "owner" | "peer_window" | "slow_reader"): void {
    if (this.state === "closed") return;
    this.#inbox.pause(cause);
    this.#moments.readingSinceMs = Number.POSITIVE_INFINITY;
  }

  #resume(cause: "owner" | "peer_window" | "slow_reader"): void {
    if (this.state === "closed" || !this.#inbox.isPaused) return;
    this.#inbox.resume(cause);
    if (!this.#inbox.isPaused) this.#moments.readingSinceMs = this.#clock.nowMs();
  }

  #tick(nowMs: number): void {
    const { timers } = this.#options;
    for (const entry of this.#window.takeOverdue((sentAtMs) => isOverdue(timers, this.#moments, sentAtMs, nowMs))) {
      this.counters.timedOut++;
      entry.answered({ ok: false, reason: "timeout" });
    }
    this.#announceRoom();
    const verdict = checkTimers(timers, this.#moments, this.state, nowMs);
    if (verdict === "nothing" || this.state === "closed") return;
    if (verdict === "enquire") {
      this.#moments.enquiredAtMs = nowMs;
      this.#write("enquire_link", 0, this.#window.nextSequenceNumber(), noFields);
    } else if (verdict === "inactivity") this.#startUnbind("inactivity", timers.responseMs || limits.peerUnbindMs);
    else if (verdict === "drained") this.#unbindWhenDrained(true);
    else if (verdict === "unbind_timeout" && this.#peerUnbindSequence !== undefined) this.#unbindWhenDrained(true);
    else this.#fail(verdict, `${verdict} after ${Math.round(nowMs - this.#moments.openedAtMs)} ms of session`);
  }

  #fail(reason: CloseReason, error: string): void {
    if (this.state === "closed") return;
    this.lastError = error;
    this.#finish(reason, false);
  }

  /** The one way out: tells every unanswered request, then the owner, and lets the socket go. */
  #finish(reason: CloseReason, inGoodOrder: boolean): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.#stopTicking();
    this.#inbox.stop();
    if (inGoodOrder) letGo(this.#stream, this.#outbox);
    else this.#stream.destroy();
    for (const entry of this.#window.takeAll()) entry.answered({ ok: false, reason: "closed" });
    for (const resolve of this.#closeWaiters) resolve();
    this.#options.onClose?.(reason, this);
  }
}

function isBroadcast(command: CommandName): boolean {
  return command === "broadcast_sm" || command === "query_broadcast_sm" || command === "cancel_broadcast_sm";
}

/** Hands over the last octets, ends our side, and does not wait for ever for the peer to end its own. */
function letGo(stream: Duplex, outbox: Outbox): void {
  outbox.close();
  stream.end();
  stream.resume();
  const linger = setTimeout(() => stream.destroy(), limits.lingerMs);
  linger.unref();
  stream.once("close", () => clearTimeout(linger));
}
