import type { LiveConnection, TestSent } from "@switchyard/contract";
import { statusCode } from "@switchyard/smpp";
import { idAtTime } from "../ids.ts";
import type { LinkSettings } from "../snapshot/link-settings.ts";
import type { Attempt } from "../traffic/changes.ts";
import { limits as trafficLimits } from "../traffic/limits.ts";
import type { Message } from "../traffic/message.ts";
import { Pace } from "../traffic/pace.ts";
import { ALL_PARTS, partStatesOf } from "../traffic/part-states.ts";
import { TokenBucket } from "../traffic/token-bucket.ts";
import { type Flight, FlightQueue } from "./flight-queue.ts";
import { limits } from "./limits.ts";
import type { LinkOptions } from "./link-options.ts";
import { type Sample, sampleMessage } from "./outgoing.ts";
import { SubmittedDay } from "./submitted-day.ts";
import type { SubmitAnswer, Transport, TransportEvents, Trial } from "./transport.ts";
import { UnfitError } from "./unfit.ts";

/** The last ids of a millisecond are those of the highest node, which no switch is: no message has one of them. */
const TEST_IDS = 256;

export type MakeTransport<Load, Settings extends LinkSettings> = (
  settings: Settings,
  options: LinkOptions & TransportEvents,
) => Transport<Load, Settings>;

type Refused = Extract<SubmitAnswer, { kind: "refused" }>;

/**
 * One supplier connection at work, however it speaks. It takes messages from its queue as fast as TPS, window and daily
 * limit allow, hands them to its transport, and reports what became of them. Whatever has no answer when it should is
 * sent again or left to its receipt, as the settings say. Paused or blocked it sends nothing, but still takes receipts.
 */
export class Link<Load = unknown, Settings extends LinkSettings = LinkSettings> {
  readonly #options: LinkOptions;
  #settings: Settings;
  readonly #transport: Transport<Load, Settings>;
  readonly #bucket: TokenBucket;
  readonly day: SubmittedDay;
  /** Parts to send before anything new: the rest of a long message, and what must go again. */
  readonly #next = new FlightQueue<Load>();
  /** Messages refused so that they may go elsewhere, of which other parts are still under way. */
  readonly #undecided = new Map<Message, Attempt>();
  #restUntilMs = 0;
  /** A message that no longer fits into the day waits for the next one; compared with the day's count when it stood so. */
  #isAtLimit = false;
  #timer: NodeJS.Timeout | undefined;
  #midnight: NodeJS.Timeout | undefined;
  readonly #pace = new Pace();
  readonly #latencies: number[] = [];
  #submitted = 0;
  #lastError: string | null = null;

  constructor(settings: Settings, options: LinkOptions, makeTransport: MakeTransport<Load, Settings>) {
    const nowMs = options.clock.now();
    this.#settings = settings;
    this.#options = options;
    this.#bucket = new TokenBucket(settings.tps, nowMs);
    this.day = new SubmittedDay(options.timeZoneOf(settings.supplierId), nowMs);
    this.#transport = makeTransport(settings, {
      ...options,
      onRoom: () => this.#pump(),
      onError: (says) => {
        this.#lastError = says;
      },
    });
    options.traffic.queues.onWork(settings.id, () => this.#pump());
  }

  get settings(): Settings {
    return this.#settings;
  }

  get transport(): Transport<Load, Settings> {
    return this.#transport;
  }

  get isUp(): boolean {
    return this.#transport.isUp;
  }

  /** Whether a message given to it now would leave soon: up, not stopped by a person, and within its day. */
  get canCarry(): boolean {
    return this.isUp && this.#mayWork && !this.#isOverLimit;
  }

  start(): void {
    this.#transport.start();
  }

  /** New settings act at once; those of the sessions themselves need new sessions. */
  apply(settings: Settings): void {
    this.#settings = settings;
    this.#isAtLimit = false;
    this.#bucket.setPace(settings.tps, this.#options.clock.now());
    this.#transport.apply(settings);
    this.#pump();
  }

  /** The supplier was changed, blocked or released, or its day is known now. */
  wake(): void {
    const { clock, timeZoneOf } = this.#options;
    const nowMs = clock.now();
    this.day.setTimeZone(timeZoneOf(this.#settings.supplierId), this.#transport.windowInUse, nowMs);
    this.#isAtLimit = false;
    this.#pump();
  }

  reconnect(): void {
    this.#transport.reconnect();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    clearTimeout(this.#midnight);
    this.#options.traffic.queues.onWork(this.#settings.id, () => {});
    await this.#transport.stop();
  }

  /**
   * While it can carry nothing: gives up the messages it has taken of which no part has left or is on its way. Whoever
   * takes them sends them elsewhere, or lets them join its queue again.
   */
  takeBack(): Message[] {
    return this.canCarry ? [] : this.#next.takeMessages((message) => !isBegun(message));
  }

  /** Sends one message of nobody's, and answers what came of each submit; undefined when nothing can leave. */
  async try(sample: Sample): Promise<TestSent | undefined> {
    const { clock, random } = this.#options;
    const nowMs = clock.now();
    const message = sampleMessage(sample, idAtTime(nowMs + 1) - 1 - Math.floor(random() * TEST_IDS), nowMs);
    const submits: TestSent["submits"] = [];
    for (const { load, part } of this.#transport.compose(message)) {
      const sentAtMs = clock.now();
      const sent = this.#transport.trial(load);
      if (!sent) return undefined;
      const trial = await sent;
      const { outcome } = trial;
      const mayBeTaken = outcome.kind === "taken" || outcome.kind === "lost";
      submits.push(shownTrial(trial, clock.now() - sentAtMs));
      if (!mayBeTaken) break;
      this.day.add(partsOf({ message, part }), sentAtMs);
    }
    return { submits, alphabet: message.alphabet, parts: message.parts };
  }

  view(): LiveConnection {
    const nowMs = this.#options.clock.now();
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    return {
      id: this.#settings.id,
      state: this.state,
      sessions: this.#transport.sessions,
      tps: this.#pace.perSecond(nowMs),
      windowInUse: this.#transport.windowInUse,
      queued: this.#options.traffic.queues.waiting(this.#settings.id) + this.#next.size,
      submitted: this.#submitted,
      submittedToday: this.day.count(nowMs),
      latencyMs: sorted[sorted.length >> 1] ?? null,
      lastError: this.#lastError,
    };
  }

  get state(): LiveConnection["state"] {
    if (this.#settings.paused) return "paused";
    if (this.#options.isSupplierBlocked(this.#settings.supplierId)) return "blocked";
    return this.isUp && this.#isOverLimit ? "limit" : this.#transport.state;
  }

  get #mayWork(): boolean {
    return !this.#settings.paused && !this.#options.isSupplierBlocked(this.#settings.supplierId);
  }

  get #isOverLimit(): boolean {
    const { dailyLimit } = this.#settings;
    if (dailyLimit === null) return false;
    const count = this.day.count(this.#options.clock.now());
    // A day that has begun meanwhile has room, whatever did not fit into the last one.
    if (count === 0) this.#isAtLimit = false;
    return this.#isAtLimit || (count !== null && count >= dailyLimit);
  }

  #pump(): void {
    if (!this.#mayWork) return;
    for (;;) {
      const nowMs = this.#options.clock.now();
      if (nowMs < this.#restUntilMs) return this.#pumpIn(this.#restUntilMs - nowMs);
      if (!this.#transport.hasRoom()) return;
      const isOverLimit = this.#isOverLimit;
      const flight = isOverLimit ? this.#next.shiftFirst(({ message }) => isBegun(message)) : this.#nextFlight();
      if (!flight && isOverLimit) return this.#watchMidnight();
      if (!flight) {
        // Something waits and may not be taken: what is being recorded must drain first, and nobody calls when it has.
        if (this.#options.traffic.queues.waiting(this.#settings.id) > 0) this.#pumpIn(limits.backlogPauseMs);
        return;
      }
      if (!this.#fitsDay(flight.message, nowMs)) {
        this.#next.unshift(flight);
        this.#isAtLimit = true;
        continue;
      }
      if (!this.#bucket.take(nowMs)) {
        this.#next.unshift(flight);
        return this.#pumpIn(this.#bucket.waitMs(nowMs));
      }
      if (!this.#send(flight, nowMs)) {
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

  /** A timer of its own, for it must not keep what is to happen sooner waiting. */
  #watchMidnight(): void {
    this.#midnight ??= setTimeout(() => {
      this.#midnight = undefined;
      this.#pump();
    }, limits.midnightPauseMs);
  }

  /** The rest of a message follows what has left; a new one waits for a day that has room for all of it. */
  #fitsDay(message: Message, nowMs: number): boolean {
    const { dailyLimit } = this.#settings;
    return dailyLimit === null || isBegun(message) || this.day.hasRoomFor(message.parts, dailyLimit, nowMs);
  }

  #nextFlight(): Flight<Load> | undefined {
    const { traffic } = this.#options;
    for (let flight = this.#next.shift(); flight; flight = this.#next.shift()) {
      // It may have ended while it waited, or its client is on hold now.
      if (traffic.mayLeave(flight.message, this.#settings.id)) return flight;
    }
    for (let message = traffic.next(this.#settings.id); message; message = traffic.next(this.#settings.id)) {
      const [first, ...rest] = this.#compose(message);
      for (const { part, load } of rest) this.#next.push({ message, part, load });
      if (first) return { message, part: first.part, load: first.load };
    }
    return undefined;
  }

  /** Nothing for a message that can't be written: it has ended, and would stop the switch at every start otherwise. */
  #compose(message: Message) {
    try {
      return this.#transport.compose(message);
    } catch (error) {
      const part = Math.max(0, partStatesOf(message).indexOf("q")) + 1;
      this.#onUnfit(message, part, error as Error, this.#options.clock.now());
      return [];
    }
  }

  #send(flight: Flight<Load>, nowMs: number): boolean {
    try {
      if (!this.#transport.send(flight.load, (answer) => this.#onAnswer(flight, answer, nowMs))) return false;
    } catch (error) {
      if (!(error instanceof UnfitError)) throw error;
      this.#onUnfit(flight.message, flight.part, error, nowMs);
      return true;
    }
    flight.message.inFlight++;
    this.#submitted++;
    this.#pace.count(nowMs);
    this.day.add(partsOf(flight), nowMs);
    return true;
  }

  #onAnswer(flight: Flight<Load>, answer: SubmitAnswer, submittedAtMs: number): void {
    const nowMs = this.#options.clock.now();
    const { message } = flight;
    message.inFlight--;
    if (answer.kind !== "taken") this.#lastError = answer.says;
    if (answer.kind === "taken" || answer.kind === "refused") this.#noteLatency(nowMs - submittedAtMs);
    if (answer.kind === "refused" || answer.kind === "unsent") {
      this.day.takeBack(partsOf(flight), submittedAtMs, nowMs);
    }
    if (answer.kind === "unsent") this.#again(flight, 0, nowMs);
    else if (answer.kind === "lost") this.#onLost(flight, answer, submittedAtMs, nowMs);
    else if (answer.kind === "taken") {
      const { supplierMessageId } = answer;
      this.#options.answered(message, {
        ...this.#attempt(flight.part, submittedAtMs, nowMs),
        supplierMessageId,
        commandStatus: 0,
      });
    } else this.#onRefused(flight, answer, submittedAtMs, nowMs);
    if (message.inFlight === 0) this.#decide(message);
    this.#pump();
  }

  #onRefused(flight: Flight<Load>, answer: Refused, submittedAtMs: number, nowMs: number): void {
    const { message } = flight;
    if (answer.verdict === "pause") return this.#again(flight, this.#settings.pauseMs, nowMs);
    if (answer.verdict === "again" && ++message.tries < trafficLimits.triesMax) {
      return this.#again(flight, limits.passingPauseMs, nowMs);
    }
    const { commandStatus, error } = answer;
    const attempt = { ...this.#attempt(flight.part, submittedAtMs, nowMs), commandStatus, error };
    if (answer.verdict !== "reroute" || !this.#options.reroute) return this.#options.answered(message, attempt);
    // Its other parts stay here meanwhile; those under way tell whether all of it may go.
    if (message.parts > 1) this.#next.remove(message);
    this.#undecided.set(message, attempt);
  }

  /** A message refused so that it may go elsewhere, with nothing under way any more: it goes, or that is its end. */
  #decide(message: Message): void {
    const attempt = this.#undecided.get(message);
    if (!attempt) return;
    this.#undecided.delete(message);
    const isUntouched = !isBegun(message) && message.status === "queued";
    if (isUntouched && this.#options.reroute?.(message, attempt)) return;
    this.#options.answered(message, attempt);
  }

  /** The answer was lost with the session or did not come in time. */
  #onLost(
    flight: Flight<Load>,
    { isClosed }: Extract<SubmitAnswer, { kind: "lost" }>,
    submittedAtMs: number,
    nowMs: number,
  ): void {
    // What lives and does not answer would have the same message over and over.
    const isHopeless = !isClosed && ++flight.message.tries >= trafficLimits.triesMax;
    // Of a message that was refused meanwhile nothing is sent again; it may have been taken, so it stays here.
    const isRefused = this.#undecided.has(flight.message);
    if (this.#settings.lostAnswer === "resend" && !isHopeless && !isRefused) {
      return this.#again(flight, isClosed ? 0 : limits.passingPauseMs, nowMs);
    }
    this.#options.answered(flight.message, this.#attempt(flight.part, submittedAtMs, nowMs));
  }

  /** Nothing can carry it: it ends here, and the next one goes. */
  #onUnfit(message: Message, part: number, error: Error, nowMs: number): void {
    this.#lastError = `a message that the connection cannot carry: ${error.message}`;
    this.#options.answered(message, {
      ...this.#attempt(part, nowMs, nowMs),
      commandStatus: statusCode("ESME_RSUBMITFAIL"),
    });
  }

  /** An attempt without an answer; what came instead is put over it. */
  #attempt(part: number, submittedAtMs: number, answeredAtMs: number): Attempt {
    const connectionId = this.#settings.id;
    return {
      part,
      connectionId,
      supplierMessageId: null,
      commandStatus: null,
      error: null,
      submittedAtMs,
      answeredAtMs,
    };
  }

  #again(flight: Flight<Load>, restMs: number, nowMs: number): void {
    // Of a message that was refused meanwhile nothing more is sent here.
    if (!this.#undecided.has(flight.message)) this.#next.unshift(flight);
    this.#restUntilMs = Math.max(this.#restUntilMs, nowMs + restMs);
    this.#pumpIn(restMs);
  }

  #noteLatency(latencyMs: number): void {
    if (this.#latencies.length >= limits.latenciesKept) this.#latencies.shift();
    this.#latencies.push(latencyMs);
  }
}

/** Some of it has left, or is on its way. */
function isBegun(message: Message): boolean {
  return message.inFlight > 0 || (message.partStates !== null && /[^q]/.test(message.partStates));
}

function shownTrial({ request, answer, outcome }: Trial, latencyMs: number): TestSent["submits"][number] {
  return {
    request,
    answer,
    verdict: outcome.kind === "refused" ? outcome.verdict : outcome.kind,
    supplierMessageId: outcome.kind === "taken" ? outcome.supplierMessageId : null,
    error: outcome.kind === "taken" ? null : outcome.says,
    latencyMs: Math.max(0, latencyMs),
  };
}

function partsOf({ message, part }: { message: Pick<Message, "parts">; part: number }): number {
  return part === ALL_PARTS ? message.parts : 1;
}
