/**
 * To which network a number belongs now: from memory, from the table, or from the supplier that an HLR route of the
 * platform leads to. Numbers asked for meanwhile share one question; everything has its bound.
 */
import type { Destination } from "@switchyard/engine";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { Configuration } from "../snapshot/configuration.ts";
import type { LinkSettings } from "../snapshot/link-settings.ts";
import { type LookupAnswer, type LookupTerms, nobodyPays } from "../traffic/lookup.ts";
import type { LookupCharges } from "../traffic/lookup-charges.ts";
import { HttpCarrier } from "./http-carrier.ts";
import { AnswerWriter, type KeptAnswer, readKept } from "./kept.ts";
import { limits } from "./limits.ts";
import { type LookupCarrier, LookupLink } from "./lookup-link.ts";
import { AnswerMemory } from "./memory.ts";
import { SmppCarrier, type SubmitLookup } from "./smpp-carrier.ts";
import { WhomToAsk } from "./whom-to-ask.ts";

/** What a look-up came to. */
export type Finding = (LookupAnswer | { readonly outcome: "no_route"; readonly detail: string }) & {
  /** It was known from before. */
  readonly isKept: boolean;
  /** Whom we asked last. */
  readonly connectionId: number | null;
};

export interface LookupsOptions {
  readonly configuration: Configuration;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly openPassword: (sealed: Uint8Array) => string;
  readonly onTrouble: (error: unknown) => void;
  /** What look-ups cost. */
  readonly charges: Pick<LookupCharges, "holdBack" | "giveBack" | "record">;
  /** Asks over an SMPP connection. */
  readonly submit: (connectionId: number, ...asked: Parameters<SubmitLookup>) => boolean;
  /** Instead of the switch's own bound. */
  readonly pendingMax?: number;
}

/** Who wants to know: a client, for a message of its, or a person. */
interface Asker {
  readonly clientId: number | null;
  readonly done: (finding: Finding) => void;
}

/** A number that is being asked for, and who waits. */
interface Question {
  readonly digits: string;
  readonly destination: Destination;
  readonly waiting: Asker[];
  /** Who pays; agreed when the first supplier is asked. */
  terms: LookupTerms | undefined;
  /** Connections that were not asked yet, in order. */
  rest: LinkSettings[] | undefined;
  lastId: number | null;
  lastDetail: string;
  timer: NodeJS.Timeout;
  isSettled: boolean;
}

export class Lookups {
  readonly #options: LookupsOptions;
  readonly #memory = new AnswerMemory(limits.rememberedMax);
  readonly #writer: AnswerWriter;
  readonly #questions = new Map<string, Question>();
  readonly #links = new Map<number, LookupLink>();
  readonly #whom: WhomToAsk;
  #unread: Question[] = [];
  #isStopped = false;

  constructor(options: LookupsOptions) {
    this.#options = options;
    this.#whom = new WhomToAsk(options.configuration);
    this.#writer = new AnswerWriter(options.pool, options.onTrouble);
    options.configuration.onChange((kind) => {
      // How long answers count, or which networks there are, may have changed; the table is read again.
      if (kind === "places" || kind === "all") this.#memory.clear();
      if (kind === "connection" || kind === "all") this.#dropLinks();
    });
  }

  /** What is remembered: the network, null where nothing is known for the time being, undefined where nobody asked. */
  find(digits: string): string | null | undefined {
    return this.#memory.get(digits, this.#options.clock.now());
  }

  /**
   * Finds the network out for a client's message; `done` is called later, never in the same turn, and find() knows by
   * then, unless nobody who waits can pay. Answers false, with nothing done, when too much is being asked already.
   */
  ask(digits: string, destination: Destination, clientId: number, done: (finding: Finding) => void): boolean {
    return this.#ask(digits, destination, { clientId, done }, false);
  }

  /** For a person: what is known, or what the supplier says now. undefined when too much is being asked already. */
  lookUp(digits: string, destination: Destination, isAnew: boolean): Promise<Finding> | undefined {
    const remembered = isAnew ? undefined : this.find(digits);
    if (remembered) {
      return Promise.resolve({ outcome: "found", network: remembered, isKept: true, connectionId: null });
    }
    let settle: (finding: Finding) => void = () => undefined;
    const found = new Promise<Finding>((resolve) => {
      settle = resolve;
    });
    return this.#ask(digits, destination, { clientId: null, done: settle }, isAnew) ? found : undefined;
  }

  /**
   * What is known of a number without asking anybody: from memory or, where its country looks numbers up, from the table.
   * Whoever calls find() next knows it too.
   */
  async recall(digits: string): Promise<string | null | undefined> {
    const { configuration, pool, clock } = this.#options;
    const country = configuration.destinations.find(digits)?.country ?? "";
    const isWanted = configuration.countries.get(country)?.portability === "lookup";
    if (!isWanted || this.find(digits) !== undefined) return this.find(digits);
    const answer = (await readKept(pool, [{ digits, country }], clock.now())).get(digits);
    // Somebody may have asked meanwhile, and knows better.
    if (answer && this.find(digits) === undefined) this.#rememberKept(digits, answer);
    return this.find(digits);
  }

  /** The answer for a number was deleted. */
  forget(digits: string): void {
    this.#memory.forget(digits);
    this.#writer.forget(digits);
  }

  /** What is being asked for has failed; messages that waited are judged without an answer. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const question of this.#questions.values()) {
      this.#settle(question, { outcome: "failed", detail: "the switch is stopping" });
    }
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    await this.#writer.drained();
  }

  #ask(digits: string, destination: Destination, asker: Asker, isAnew: boolean): boolean {
    const same = this.#questions.get(digits);
    if (same) {
      same.waiting.push(asker);
      return true;
    }
    if (this.#questions.size >= (this.#options.pendingMax ?? limits.pendingMax)) return false;
    const question: Question = {
      digits,
      destination,
      waiting: [asker],
      terms: undefined,
      rest: undefined,
      lastId: null,
      lastDetail: "",
      isSettled: false,
      timer: setTimeout(() => {
        const detail = question.lastDetail || "no answer in time";
        this.#settle(question, { outcome: "failed", detail });
      }, limits.answerMs),
    };
    this.#questions.set(digits, question);
    if (isAnew) setImmediate(() => this.#askNext(question));
    else this.#read(question);
    return true;
  }

  /** All that is asked for in one turn of the event loop is read from the table at once. */
  #read(question: Question): void {
    this.#unread.push(question);
    if (this.#unread.length > 1) return;
    setImmediate(async () => {
      const questions = this.#unread;
      this.#unread = [];
      const { pool, clock, onTrouble } = this.#options;
      const asked = questions.map(({ digits, destination: { country } }) => ({ digits, country }));
      const kept = await readKept(pool, asked, clock.now()).catch((error: unknown) => {
        onTrouble(error);
        return undefined;
      });
      for (const one of questions) {
        const answer = kept?.get(one.digits);
        if (!answer) this.#askNext(one);
        else {
          this.#rememberKept(one.digits, answer);
          this.#settle(one, { outcome: "found", network: answer.network }, "kept");
        }
      }
    });
  }

  /** Asks the next connection; after the last the look-up has failed. */
  #askNext(question: Question): void {
    if (question.isSettled) return;
    const { digits, destination } = question;
    question.rest ??= this.#whom.connectionsFor(digits, destination, this.#options.clock.now());
    const settings = question.rest.shift();
    if (!settings) {
      const finding =
        question.lastId === null
          ? ({ outcome: "no_route", detail: "no HLR route leads to a connection that can look the number up" } as const)
          : ({ outcome: "failed", detail: question.lastDetail } as const);
      return this.#settle(question, finding);
    }
    question.terms ??= this.#termsFor(question);
    // The next message may be of a client that can pay.
    if (!question.terms)
      return this.#settle(question, { outcome: "failed", detail: "nobody can pay for it" }, "forget");
    question.lastId = settings.id;
    this.#linkOf(settings).ask({
      digits,
      isGivenUp: () => question.isSettled,
      done: (answered) => {
        if (answered.outcome !== "not_asked") this.#book(question, settings, answered);
        if (answered.outcome === "failed" || answered.outcome === "not_asked") {
          question.lastDetail = answered.detail;
          this.#askNext(question);
          return;
        }
        if (answered.outcome === "found") {
          // Also one that comes too late is worth having.
          this.#remember(digits, answered.network, limits.rememberedMs);
          this.#writer.save(digits, answered.network, this.#options.clock.now());
        }
        this.#settle(question, answered);
      },
    });
  }

  /** The first of those who wait that can pay, does. */
  #termsFor({ waiting, destination }: Question): LookupTerms | undefined {
    for (const { clientId } of waiting) {
      const terms = this.#options.charges.holdBack(clientId, destination);
      if (terms) return terms;
    }
    return undefined;
  }

  /** Ahead of the messages that waited, so that it is charged in their transaction or an earlier one. */
  #book({ digits, destination, terms, isSettled }: Question, { id, supplierId }: LinkSettings, answer: LookupAnswer) {
    if (this.#isStopped) return;
    const made = { digits, destination, connectionId: id, supplierId, answer };
    this.#options.charges.record(made, isSettled ? nobodyPays : (terms ?? nobodyPays));
  }

  #settle(
    question: Question,
    found: LookupAnswer | { readonly outcome: "no_route"; readonly detail: string },
    how: "answered" | "kept" | "forget" = "answered",
  ): void {
    if (question.isSettled) return;
    question.isSettled = true;
    clearTimeout(question.timer);
    this.#questions.delete(question.digits);
    if (question.terms) this.#options.charges.giveBack(question.terms);
    if (found.outcome === "not_known") this.#remember(question.digits, null, limits.notKnownMs);
    // Of a number that was asked for anew, what was known before still counts.
    else if (found.outcome !== "found" && how !== "forget" && !this.find(question.digits)) {
      this.#remember(question.digits, null, limits.failedMs);
    }
    const finding: Finding = { ...found, isKept: how === "kept", connectionId: question.lastId };
    for (const { done } of question.waiting) {
      try {
        done(finding);
      } catch (error) {
        this.#options.onTrouble(error);
      }
    }
  }

  #rememberKept(digits: string, { network, untilMs }: KeptAnswer): void {
    this.#remember(digits, network, untilMs - this.#options.clock.now());
  }

  #remember(digits: string, network: string | null, countsMs: number): void {
    this.#memory.set(digits, network, this.#options.clock.now() + Math.min(countsMs, limits.rememberedMs));
  }

  #linkOf(settings: LinkSettings): LookupLink {
    const known = this.#links.get(settings.id);
    known?.apply(settings);
    if (known) return known;
    const link = new LookupLink(settings, this.#carrierOf(settings), this.#options.clock);
    this.#links.set(settings.id, link);
    return link;
  }

  #carrierOf(settings: LinkSettings): LookupCarrier {
    const { clock, openPassword, configuration, submit } = this.#options;
    const isNetwork = (network: string) => configuration.destinations.ofNetwork(network) !== undefined;
    if (settings.kind === "smpp") return new SmppCarrier((...asked) => submit(settings.id, ...asked), isNetwork);
    // A connection never changes its kind.
    return new HttpCarrier(settings, { clock, openPassword, isNetwork }) as LookupCarrier;
  }

  #dropLinks(): void {
    for (const [id, link] of this.#links) {
      if (this.#options.configuration.links.has(id)) continue;
      this.#links.delete(id);
      link.close();
    }
  }
}
