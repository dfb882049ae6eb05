import type { LiveConnection } from "@switchyard/contract";
import { EncodingError, type Outcome, type Pdu, type Session, statusCode, statusName } from "@switchyard/smpp";
import type { LinkSettings } from "../../snapshot/rows.ts";
import { Fifo } from "../../traffic/fifo.ts";
import { limits as trafficLimits } from "../../traffic/limits.ts";
import type { Message } from "../../traffic/message.ts";
import { Pace } from "../../traffic/pace.ts";
import { partStatesOf } from "../../traffic/part-states.ts";
import { TokenBucket } from "../../traffic/token-bucket.ts";
import { type ComposedPart, composeSubmits } from "./compose.ts";
import { limits } from "./limits.ts";
import type { LinkOptions } from "./link-options.ts";
import { LinkSessions } from "./link-sessions.ts";
import { judgeAnswer } from "./outcome.ts";
import { readDelivery, submitIdOf } from "./receive.ts";

/** A part on its way: in the window, or waiting to be sent again. */
interface Flight extends ComposedPart {
  readonly message: Message;
}

/**
 * One supplier connection at work. It takes messages from its queue as fast as TPS and windows allow, sends them over
 * whichever session has room, and reports what became of them. Whatever is not answered when a session ends is sent
 * again or left to its receipt, as the settings say. Paused or blocked it sends nothing, but stays bound for receipts.
 */
export class Link {
  readonly #options: LinkOptions;
  #settings: LinkSettings;
  readonly #sessions: LinkSessions;
  readonly #bucket: TokenBucket;
  /** Parts to send before anything new: the rest of a long message, and what must go again. */
  readonly #next = new Fifo<Flight>();
  #restUntilMs = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #pace = new Pace();
  readonly #latencies: number[] = [];
  #submitted = 0;
  #lastError: string | null = null;

  constructor(settings: LinkSettings, options: LinkOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#bucket = new TokenBucket(settings.tps, options.clock.now());
    this.#sessions = new LinkSessions(settings, {
      ...options,
      onRequest: (request, session) => this.#onRequest(request, session),
      onRoom: () => this.#pump(),
      onError: (error) => {
        this.#lastError = error;
      },
    });
    options.traffic.queues.onWork(settings.id, () => this.#pump());
  }

  get isUp(): boolean {
    return this.#sessions.isBound;
  }

  start(): void {
    this.#sessions.start();
  }

  /** New settings act at once; those of the bind itself need new sessions. */
  apply(settings: LinkSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    this.#bucket.setPace(settings.tps, this.#options.clock.now());
    this.#sessions.apply(before, settings);
    this.#pump();
  }

  /** The supplier was blocked or released. */
  wake(): void {
    this.#pump();
  }

  reconnect(): void {
    this.#sessions.reconnect();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#options.traffic.queues.onWork(this.#settings.id, () => {});
    await this.#sessions.stop();
  }

  view(): LiveConnection {
    const nowMs = this.#options.clock.now();
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    return {
      id: this.#settings.id,
      state: this.#state(),
      sessions: this.#sessions.view(),
      tps: this.#pace.perSecond(nowMs),
      windowInUse: this.#sessions.windowInUse,
      queued: this.#options.traffic.queues.waiting(this.#settings.id) + this.#next.size,
      submitted: this.#submitted,
      latencyMs: sorted[sorted.length >> 1] ?? null,
      lastError: this.#lastError,
    };
  }

  #state(): LiveConnection["state"] {
    if (this.#settings.paused) return "paused";
    if (this.#options.isSupplierBlocked(this.#settings.supplierId)) return "blocked";
    return this.#sessions.state;
  }

  get #mayWork(): boolean {
    return !this.#settings.paused && !this.#options.isSupplierBlocked(this.#settings.supplierId);
  }

  #pump(): void {
    if (!this.#mayWork) return;
    for (;;) {
      const nowMs = this.#options.clock.now();
      if (nowMs < this.#restUntilMs) return this.#pumpIn(this.#restUntilMs - nowMs);
      const session = this.#sessions.withRoom();
      if (!session) return;
      const flight = this.#nextFlight();
      if (!flight) {
        // Something waits and may not be taken: what is being recorded must drain first, and nobody calls when it has.
        if (this.#options.traffic.queues.waiting(this.#settings.id) > 0) this.#pumpIn(limits.backlogPauseMs);
        return;
      }
      if (!this.#bucket.take(nowMs)) {
        this.#next.unshift(flight);
        return this.#pumpIn(this.#bucket.waitMs(nowMs));
      }
      if (!this.#send(flight, session, nowMs)) {
        this.#next.unshift(flight);
        return;
      }
    }
  }

  #pumpIn(delayMs: number): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#pump();
    }, delayMs);
  }

  #nextFlight(): Flight | undefined {
    const { traffic } = this.#options;
    for (let flight = this.#next.shift(); flight; flight = this.#next.shift()) {
      // It may have ended while it waited, or its client is on hold now.
      if (traffic.mayLeave(flight.message)) return flight;
    }
    for (let message = traffic.next(this.#settings.id); message; message = traffic.next(this.#settings.id)) {
      const [first, ...rest] = this.#compose(message);
      for (const { part, pdu } of rest) this.#next.push({ message, part, pdu });
      if (first) return { message, part: first.part, pdu: first.pdu };
    }
    return undefined;
  }

  /** Nothing for a message that can't be written: it has ended, and would stop the switch at every start otherwise. */
  #compose(message: Message): ComposedPart[] {
    try {
      return composeSubmits(message, this.#settings);
    } catch (error) {
      const part = Math.max(0, partStatesOf(message).indexOf("q")) + 1;
      this.#onUnfit({ message, part }, error as Error, this.#options.clock.now());
      return [];
    }
  }

  #send(flight: Flight, session: Session, nowMs: number): boolean {
    try {
      const isSent = session.request(flight.pdu, (outcome) => this.#onOutcome(flight, outcome, nowMs));
      if (!isSent) return false;
    } catch (error) {
      if (!(error instanceof EncodingError)) throw error;
      this.#onUnfit(flight, error, nowMs);
      return true;
    }
    flight.message.inFlight++;
    this.#submitted++;
    this.#pace.count(nowMs);
    return true;
  }

  #onOutcome(flight: Flight, outcome: Outcome, submittedAtMs: number): void {
    const nowMs = this.#options.clock.now();
    flight.message.inFlight--;
    if (!outcome.ok) return this.#onLost(flight, outcome.reason, submittedAtMs, nowMs);
    const { response } = outcome;
    this.#noteLatency(nowMs - submittedAtMs);
    switch (judgeAnswer(response.command_status)) {
      case "pause":
        this.#lastError = statusName(response.command_status);
        return this.#again(flight, limits.throttledPauseMs, nowMs);
      case "again":
        this.#lastError = statusName(response.command_status);
        if (++flight.message.tries < trafficLimits.triesMax) return this.#again(flight, limits.passingPauseMs, nowMs);
    }
    if (response.command_status !== 0) this.#lastError = statusName(response.command_status);
    const id = response.command === "submit_sm_resp" && response.command_status === 0 ? response.message_id : "";
    this.#options.answered(flight.message, {
      part: flight.part,
      connectionId: this.#settings.id,
      supplierMessageId: id === "" ? null : submitIdOf(id, this.#settings),
      commandStatus: response.command_status,
      submittedAtMs,
      answeredAtMs: nowMs,
    });
    this.#pump();
  }

  /** The answer was lost with the session or did not come in time. */
  #onLost(flight: Flight, reason: string, submittedAtMs: number, nowMs: number): void {
    this.#lastError = `submit_sm not answered: ${reason}`;
    // A session that lives and does not answer would have the same message over and over.
    const isHopeless = reason !== "closed" && ++flight.message.tries >= trafficLimits.triesMax;
    if (this.#settings.lostAnswer === "resend" && !isHopeless) {
      this.#next.unshift(flight);
      return this.#pumpIn(0);
    }
    this.#options.answered(flight.message, {
      part: flight.part,
      connectionId: this.#settings.id,
      supplierMessageId: null,
      commandStatus: null,
      submittedAtMs,
      answeredAtMs: nowMs,
    });
  }

  /** No submit_sm can carry it: it ends here, and the next one goes. */
  #onUnfit(flight: Pick<Flight, "message" | "part">, error: Error, nowMs: number): void {
    this.#lastError = `a message that SMPP cannot carry: ${error.message}`;
    this.#options.answered(flight.message, {
      part: flight.part,
      connectionId: this.#settings.id,
      supplierMessageId: null,
      commandStatus: statusCode("ESME_RSUBMITFAIL"),
      submittedAtMs: nowMs,
      answeredAtMs: nowMs,
    });
  }

  #again(flight: Flight, restMs: number, nowMs: number): void {
    this.#next.unshift(flight);
    this.#restUntilMs = Math.max(this.#restUntilMs, nowMs + restMs);
    this.#pumpIn(restMs);
  }

  #noteLatency(latencyMs: number): void {
    if (this.#latencies.length >= limits.latenciesKept) this.#latencies.shift();
    this.#latencies.push(latencyMs);
  }

  #onRequest(request: Pdu, session: Session): void {
    if (request.command !== "deliver_sm" && request.command !== "data_sm") {
      session.respond(request, 0x03);
      return;
    }
    const delivery = readDelivery(request, this.#settings, this.#options.clock.now());
    if (delivery.kind === "refused") {
      this.#lastError = delivery.reason;
      session.respond(request, delivery.command_status);
      return;
    }
    const answerTo = { command: request.command, sequence_number: request.sequence_number };
    this.#options.received(delivery.receipt, (isKept) =>
      session.respond(answerTo, isKept ? 0 : statusCode("ESME_RX_T_APPN")),
    );
  }
}
