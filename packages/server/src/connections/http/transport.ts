import type { ReceiptState } from "@switchyard/sms";
import type { HttpLinkSettings } from "../../snapshot/link-settings.ts";
import { callbackPathOf } from "../../suppliers/connections.ts";
import { calledArrival } from "../arrival.ts";
import { limits } from "../limits.ts";
import type { LinkOptions } from "../link-options.ts";
import type { Outgoing } from "../outgoing.ts";
import { receiptOf, wordsOf } from "../receipt.ts";
import type { Composed, SubmitAnswer, Transport, TransportEvents, Trial } from "../transport.ts";
import { UnfitError } from "../unfit.ts";
import { judgeHttpAnswer } from "./answer.ts";
import {
  type CallbackAnswer,
  type CallbackRequest,
  type CalledIncoming,
  type CalledReceipt,
  readCallback,
  stateOfWord,
} from "./callbacks.ts";
import { ApiClient, type HttpOutcome } from "./client.ts";
import { type HttpRequest, type HttpValues, httpRequestOf, masked, requestText, shownRequestOf } from "./request.ts";
import { composeRequests, type MessageValues } from "./values.ts";

const STOP_CHECK_MS = 20;

/** Speaks to an HTTP API as its template says, and takes the receipts and incoming messages it calls back with. */
export class HttpTransport implements Transport<MessageValues, HttpLinkSettings> {
  readonly #options: LinkOptions & TransportEvents;
  #settings: HttpLinkSettings;
  #words: ReadonlyMap<string, ReceiptState>;
  #client: ApiClient;
  #password: string | undefined;
  #inUse = 0;
  /** Connections in a row that could not be made. */
  #failures = 0;
  #retryAtMs = 0;
  #retry: NodeJS.Timeout | undefined;
  /** Receipts that came and are not durable yet. */
  #unanswered = 0;
  #isRunning = false;

  constructor(settings: HttpLinkSettings, options: LinkOptions & TransportEvents) {
    this.#settings = settings;
    this.#options = options;
    this.#words = wordsOf(settings);
    this.#client = new ApiClient(settings.windowMax);
  }

  get state(): "ready" | "down" {
    return this.#isReachable ? "ready" : "down";
  }

  /** An API that looks numbers up carries no messages. */
  get isUp(): boolean {
    return this.#isReachable && !this.#settings.http.lookup;
  }

  get #isReachable(): boolean {
    return this.#isRunning && this.#password !== undefined && this.#options.clock.now() >= this.#retryAtMs;
  }

  get windowInUse(): number {
    return this.#inUse;
  }

  get sessions() {
    return [];
  }

  get callbackToken(): string {
    return this.#settings.callbackToken;
  }

  start(): void {
    this.#isRunning = true;
    this.#openPassword();
    this.#options.onRoom();
  }

  apply(settings: HttpLinkSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    this.#words = wordsOf(settings);
    if (before.windowMax !== settings.windowMax) this.#client = new ApiClient(settings.windowMax);
    const isSamePassword = Buffer.compare(before.passwordSealed, settings.passwordSealed) === 0;
    if (!isSamePassword) this.#openPassword();
    // What failed may be what was put right.
    if (!isSamePassword || before.http.url !== settings.http.url) this.#forgetFailures();
  }

  /** Tries at once what it would have tried later. */
  reconnect(): void {
    this.#openPassword();
    this.#forgetFailures();
    this.#options.onRoom();
  }

  /** Waits a while for the answers under way; what has none then is sent again by the next life. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    clearTimeout(this.#retry);
    for (let waitedMs = 0; this.#inUse > 0 && waitedMs < limits.unbindMs; waitedMs += STOP_CHECK_MS) {
      await new Promise((resolve) => setTimeout(resolve, STOP_CHECK_MS));
    }
    this.#client.close();
  }

  hasRoom(): boolean {
    return this.isUp && this.#inUse < this.#settings.windowMax;
  }

  compose(message: Outgoing): Composed<MessageValues>[] {
    return composeRequests(message, this.#settings, this.#options.clock.now());
  }

  send(load: MessageValues, answered: (answer: SubmitAnswer) => void): boolean {
    if (!this.hasRoom()) return false;
    this.#request(httpRequestOf(this.#settings.http, this.#values(load)), (outcome) =>
      answered(this.#judge(outcome, load)),
    );
    return true;
  }

  trial(load: MessageValues): Promise<Trial> | undefined {
    const { http } = this.#settings;
    if (!this.#isRunning || this.#password === undefined || http.lookup) return undefined;
    const values = this.#values(load);
    const request = requestText(shownRequestOf(http, values));
    return new Promise((resolve) =>
      this.#request(httpRequestOf(http, values), (sent) => {
        const answer = sent.kind === "answer" ? `HTTP ${sent.answer.status}\n\n${sent.answer.body}` : null;
        const outcome = this.#judge(sent, load);
        resolve({ request, answer: answer && masked(answer, values.password), outcome });
      }),
    );
  }

  /** Resolves once everything in the call is durable; what is not, the supplier must send again. */
  async takeCallback(request: CallbackRequest): Promise<CallbackAnswer> {
    const { callback } = this.#settings.http;
    if (callback === null) return { status: 404, text: "This connection takes no callbacks." };
    const called = readCallback(callback, request);
    if (called.kind === "fault") return { status: 400, text: called.says };
    if (this.#unanswered >= limits.receiptsUnansweredMax) return { status: 503, text: "Too many receipts at once." };
    const kept = await Promise.all([
      ...called.receipts.map((receipt) => this.#keep(receipt)),
      ...called.incoming.map((message) => this.#keepIncoming(message)),
    ]);
    if (kept.every((isKept) => isKept)) return { status: 200, text: callback.answer };
    return { status: 503, text: "It could not be kept; send it again." };
  }

  #keep({ id, word, error }: CalledReceipt): Promise<boolean> {
    const known = stateOfWord(word, this.#words);
    if (!known) this.#options.onError(`a receipt's state "${word.slice(0, 40)}" is unknown: give it a meaning`);
    const receipt = receiptOf({ id, state: known ?? "ENROUTE", error }, this.#settings, this.#options.clock.now());
    this.#unanswered++;
    return new Promise((resolve) =>
      this.#options.received(receipt, (isKept) => {
        this.#unanswered--;
        resolve(isKept);
      }),
    );
  }

  #keepIncoming(message: CalledIncoming): Promise<boolean> {
    return new Promise((resolve) => this.#options.incoming(calledArrival(message, this.#settings.id), resolve));
  }

  #values(load: MessageValues): HttpValues {
    const { systemId, callbackToken } = this.#settings;
    const callback_url = `${this.#options.publicUrl()}${callbackPathOf(callbackToken)}`;
    return { ...load, username: systemId, password: this.#password ?? "", callback_url };
  }

  #request(request: HttpRequest, done: (outcome: HttpOutcome) => void): void {
    const finished = (outcome: HttpOutcome) => {
      this.#inUse--;
      if (outcome.kind === "unsent") this.#backOff();
      else this.#failures = 0;
      done(outcome);
    };
    try {
      this.#client.send(request, this.#settings.responseTimeoutMs, finished);
    } catch (error) {
      // Node.js refuses addresses and headers that it cannot write.
      throw new UnfitError((error as Error).message);
    }
    this.#inUse++;
  }

  #judge(outcome: HttpOutcome, { message_id }: MessageValues): SubmitAnswer {
    if (outcome.kind === "unsent") return { kind: "unsent", says: `not reached: ${outcome.says}` };
    if (outcome.kind === "lost")
      return { kind: "lost", says: `request not answered: ${outcome.says}`, isClosed: false };
    return judgeHttpAnswer(outcome.answer, this.#settings.http, this.#settings, message_id);
  }

  /** Doubles the wait with each failure in a row, spread by half; requests at once that fail together count once. */
  #backOff(): void {
    const nowMs = this.#options.clock.now();
    if (nowMs < this.#retryAtMs || !this.#isRunning) return;
    const { reconnectMinMs, reconnectMaxMs } = this.#settings;
    const fullMs = Math.min(reconnectMaxMs, reconnectMinMs * 2 ** Math.min(this.#failures, 16));
    const waitMs = fullMs / 2 + (fullMs / 2) * this.#options.random();
    this.#failures++;
    this.#retryAtMs = nowMs + waitMs;
    this.#retryLater(waitMs);
  }

  /** A timer begins when the event loop last looked at the clock, and so may end before its time by the clock. */
  #retryLater(waitMs: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      const leftMs = this.#retryAtMs - this.#options.clock.now();
      if (leftMs > 0) this.#retryLater(leftMs);
      else this.#options.onRoom();
    }, waitMs + 1);
  }

  #forgetFailures(): void {
    this.#failures = 0;
    this.#retryAtMs = 0;
    clearTimeout(this.#retry);
  }

  #openPassword(): void {
    try {
      this.#password = this.#options.openPassword(this.#settings.passwordSealed);
    } catch (error) {
      this.#password = undefined;
      this.#options.onError(`its password can't be opened: ${(error as Error).message}`);
    }
  }
}
