/** The ESME load generator: sends a mix of messages as fast as asked, and accounts for every answer and receipt. */
import { type BindPdu, type PduInput, type PduOf, statuses } from "@switchyard/smpp";
import { createRandom, freshSeed } from "../random.ts";
import { Link } from "./link.ts";
import { createMix, type MixOptions, plainMix } from "./mix.ts";
import { type LoadReport, makeReport } from "./report.ts";
import { Tally } from "./tally.ts";

export interface LoadOptions {
  readonly host?: string;
  readonly port: number;
  readonly tls?: boolean;
  readonly system_id: string;
  readonly password: string;
  readonly system_type?: string;
  readonly bindCommand?: BindPdu["command"];
  readonly connections?: number;
  /** Unanswered submits per connection. */
  readonly window?: number;
  /** Submits a second over all connections; 0, the default, is as fast as the windows allow. */
  readonly rate?: number;
  /** Stops after so many messages (0 sends none and only receives, until the time is over or stop()) … */
  readonly count?: number;
  /** … or after this time, whichever comes first. One of the two is needed, or stop(). */
  readonly durationMs?: number;
  readonly mix?: Partial<MixOptions>;
  /** Once all is answered: how long to wait without a receipt before the missing ones are given up. */
  readonly receiptGraceMs?: number;
  readonly responseMs?: number;
  /** How long to try to bind again after a loss; 0, the default, gives up at once. */
  readonly reconnectForMs?: number;
  readonly seed?: number;
  /** Each ESME_ROK: the id given, and which message (from 0) it was. */
  readonly onAcknowledged?: (id: string, index: number) => void;
  /** Each deliver_sm, before it is counted. */
  readonly onDeliver?: (pdu: PduOf<"deliver_sm">) => void;
}

export interface Load {
  /** Resolves when everything is sent, answered and receipted, or the grace is over; rejects when no session can be bound. */
  run(): Promise<LoadReport>;
  /** Sends nothing more; run() then ends as usual. */
  stop(): void;
  /** The figures so far. */
  report(): LoadReport;
}

export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  return createLoad(options).run();
}

export function createLoad(options: LoadOptions): Load {
  return new RunningLoad(options);
}

interface Part {
  readonly pdu: PduInput<"submit_sm">;
  readonly index: number;
}

const tickMs = 5;
/** A link that was throttled is left alone for this long. */
const throttledPauseMs = 50;
/** A rate that cannot be kept is not made up for beyond this much of it. */
const backlogMs = 1_000;

class RunningLoad implements Load {
  readonly #options: LoadOptions;
  readonly #seed: number;
  readonly #tally = new Tally();
  readonly #links: Link[] = [];
  readonly #nextMessage: (index: number) => PduInput<"submit_sm">[];
  readonly #mix: MixOptions;
  /** Parts of a message begun on a link, or to be sent again; they go before a new message. */
  readonly #begun = new Map<Link, Part[]>();
  readonly #resting = new Set<Link>();
  #allowance: number;
  #lastTickMs = 0;
  #outstanding = 0;
  #isSending = false;
  #startedAtMs = 0;
  #quietSinceMs = 0;
  #givenUp = 0;
  #finish: ((error?: Error) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#seed = options.seed ?? freshSeed();
    this.#mix = { ...plainMix, ...options.mix };
    this.#nextMessage = createMix(this.#mix, createRandom(this.#seed));
    this.#allowance = options.rate ? 0 : Number.POSITIVE_INFINITY;
    for (let number = 0; number < (options.connections ?? 1); number += 1) this.#links.push(this.#makeLink());
  }

  async run(): Promise<LoadReport> {
    this.#startedAtMs = performance.now();
    this.#lastTickMs = this.#startedAtMs;
    this.#isSending = true;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#finish = (error) => (error === undefined ? resolve() : reject(error));
        this.#timer = setInterval(() => this.#tick(), tickMs);
        for (const link of this.#links) link.start();
      });
    } finally {
      clearInterval(this.#timer);
      await Promise.all(this.#links.map((link) => link.stop()));
    }
    return this.report();
  }

  stop(): void {
    this.#isSending = false;
  }

  report(): LoadReport {
    const sum = (of: (link: Link) => number): number => this.#links.reduce((total, link) => total + of(link), 0);
    return makeReport(this.#tally, {
      seed: this.#seed,
      binds: sum((link) => link.binds),
      disconnects: sum((link) => link.disconnects),
    });
  }

  #makeLink(): Link {
    const options = this.#options;
    return new Link({
      host: options.host ?? "127.0.0.1",
      port: options.port,
      tls: options.tls ?? false,
      bindCommand: options.bindCommand ?? "bind_transceiver",
      system_id: options.system_id,
      password: options.password,
      system_type: options.system_type ?? "",
      windowMax: options.window ?? 100,
      responseMs: options.responseMs ?? 60_000,
      reconnectForMs: options.reconnectForMs ?? 0,
      onBound: (link) => this.#pump(link),
      onRoom: (link) => this.#pump(link),
      onDeliver: (pdu) => {
        options.onDeliver?.(pdu);
        this.#quietSinceMs = performance.now();
        this.#tally.deliver(pdu, this.#quietSinceMs);
      },
      onGivenUp: (link, reason) => {
        this.#begun.delete(link);
        this.#givenUp += 1;
        if (this.#givenUp === this.#links.length) this.#allLost(reason);
      },
    });
  }

  /** Without any session left there is nothing to wait for; without ever one, the load has failed. */
  #allLost(reason: string): void {
    this.#isSending = false;
    const wasEverBound = this.#links.some((link) => link.binds > 0);
    this.#finish?.(wasEverBound ? undefined : new Error(`Could not bind as ${this.#options.system_id}: ${reason}`));
  }

  #tick(): void {
    const nowMs = performance.now();
    const { rate, durationMs } = this.#options;
    if (rate) {
      const earned = (rate * (nowMs - this.#lastTickMs)) / 1_000;
      this.#allowance = Math.min(this.#allowance + earned, Math.max(1, (rate * backlogMs) / 1_000));
    }
    this.#lastTickMs = nowMs;
    if (durationMs !== undefined && nowMs - this.#startedAtMs >= durationMs) this.#isSending = false;
    for (const link of this.#links) this.#pump(link);
    this.#endWhenDone(nowMs);
  }

  #endWhenDone(nowMs: number): void {
    const isBusy = this.#outstanding > 0 || [...this.#begun.values()].some((parts) => parts.length > 0);
    if (this.#isSending || isBusy) {
      this.#quietSinceMs = nowMs;
      return;
    }
    const isGraceOver = nowMs - this.#quietSinceMs >= (this.#options.receiptGraceMs ?? 10_000);
    if (this.#tally.receiptsMissing === 0 || isGraceOver) this.#finish?.();
  }

  #pump(link: Link): void {
    const { session } = link;
    if (session === undefined || this.#resting.has(link)) return;
    while (this.#allowance >= 1 && session.windowFree > 0) {
      const part = this.#nextPart(link);
      if (part === undefined) return;
      this.#send(link, part);
    }
  }

  #nextPart(link: Link): Part | undefined {
    const begun = this.#begun.get(link)?.shift();
    if (begun !== undefined) return begun;
    const { count } = this.#options;
    if (count === 0) return undefined;
    if (count !== undefined && this.#tally.messages >= count) this.#isSending = false;
    if (!this.#isSending) return undefined;
    const index = this.#tally.messages;
    this.#tally.messages += 1;
    const [first, ...others] = this.#nextMessage(index);
    if (first === undefined) return undefined;
    if (others.length > 0)
      this.#begun.set(
        link,
        others.map((pdu) => ({ pdu, index })),
      );
    return { pdu: first, index };
  }

  #send(link: Link, part: Part): void {
    const sentAtMs = performance.now();
    const isSent = link.session?.request(part.pdu, (outcome) => {
      this.#outstanding -= 1;
      if (!outcome.ok) this.#tally.unanswered += 1;
      else this.#answered(link, part, outcome.response, sentAtMs);
      this.#pump(link);
    });
    if (isSent !== true) {
      this.#sendLater(link, part);
      return;
    }
    this.#allowance -= 1;
    this.#outstanding += 1;
    this.#tally.submitted(sentAtMs);
  }

  #answered(link: Link, part: Part, response: { command: string; command_status: number }, sentAtMs: number): void {
    const nowMs = performance.now();
    const status = response.command_status;
    if (status === statuses.ESME_RTHROTTLED.code || status === statuses.ESME_RMSGQFUL.code) {
      this.#tally.throttled += 1;
      this.#sendLater(link, part);
      this.#rest(link);
    } else if (status !== 0 || !("message_id" in response)) {
      this.#tally.reject(status, nowMs);
    } else {
      const id = String(response.message_id);
      this.#tally.acknowledge(id, sentAtMs, nowMs, this.#mix.registered_delivery % 4 === 1);
      this.#options.onAcknowledged?.(id, part.index);
    }
  }

  #sendLater(link: Link, part: Part): void {
    const begun = this.#begun.get(link);
    if (begun === undefined) this.#begun.set(link, [part]);
    else begun.unshift(part);
  }

  #rest(link: Link): void {
    if (this.#resting.has(link)) return;
    this.#resting.add(link);
    setTimeout(() => {
      this.#resting.delete(link);
      this.#pump(link);
    }, throttledPauseMs);
  }
}
