/** One supplier's API that looks numbers up: at its pace, so many at once, the rest in line. */
import type { Clock } from "../clock.ts";
import { type HttpAnswer, isOk, parseJson, read } from "../connections/http/answer.ts";
import { ApiClient } from "../connections/http/client.ts";
import { type HttpValues, httpRequestOf } from "../connections/http/request.ts";
import type { HttpLinkSettings } from "../snapshot/link-settings.ts";
import { TokenBucket } from "../traffic/token-bucket.ts";
import { answeredNetwork } from "./answered-network.ts";
import { limits } from "./limits.ts";

/** What came of asking one supplier; `failed` leaves it open. */
export type Answered =
  | { readonly outcome: "found"; readonly network: string }
  | { readonly outcome: "not_known" | "failed"; readonly detail: string };

interface Asked {
  readonly digits: string;
  /** Nobody waits any more: not worth the supplier's charge. */
  readonly isGivenUp: () => boolean;
  readonly done: (answered: Answered) => void;
}

export interface LookupLinkOptions {
  readonly clock: Clock;
  readonly openPassword: (sealed: Uint8Array) => string;
  readonly isNetwork: (network: string) => boolean;
}

export class LookupLink {
  readonly #options: LookupLinkOptions;
  #settings: HttpLinkSettings;
  #client: ApiClient;
  readonly #pace: TokenBucket;
  readonly #line: Asked[] = [];
  #underWay = 0;
  #asked = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: HttpLinkSettings, options: LookupLinkOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#client = new ApiClient(settings.windowMax);
    this.#pace = new TokenBucket(settings.tps, options.clock.now());
  }

  /** Changed settings act with the next look-up. */
  apply(settings: HttpLinkSettings): void {
    if (settings === this.#settings) return;
    if (settings.windowMax !== this.#settings.windowMax) {
      const before = this.#client;
      // What is under way keeps its sockets.
      setTimeout(() => before.close(), limits.answerMs).unref();
      this.#client = new ApiClient(settings.windowMax);
    }
    this.#pace.setPace(settings.tps, this.#options.clock.now());
    this.#settings = settings;
  }

  ask(asked: Asked): void {
    this.#line.push(asked);
    this.#work();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#client.close();
    for (const { done } of this.#line.splice(0)) done({ outcome: "failed", detail: "the switch is stopping" });
  }

  #work(): void {
    while (this.#underWay < this.#settings.windowMax) {
      const [next] = this.#line;
      if (!next) return;
      if (next.isGivenUp()) {
        this.#line.shift();
        continue;
      }
      if (!this.#pace.take(this.#options.clock.now())) return this.#wait();
      this.#line.shift();
      this.#send(next);
    }
  }

  #wait(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#work();
    }, this.#pace.waitMs(this.#options.clock.now()));
  }

  #send({ digits, done }: Asked): void {
    const settings = this.#settings;
    let request: ReturnType<typeof httpRequestOf>;
    try {
      request = httpRequestOf(settings.http, this.#valuesOf(digits));
    } catch (error) {
      // A password sealed with another key, or a template that no number fits.
      const detail = error instanceof Error ? error.message : String(error);
      return done({ outcome: "failed", detail });
    }
    this.#underWay++;
    this.#client.send(request, Math.min(settings.responseTimeoutMs, limits.answerMs), (outcome) => {
      this.#underWay--;
      done(
        outcome.kind === "answer"
          ? judge(outcome.answer, settings.http, this.#options.isNetwork)
          : { outcome: "failed", detail: outcome.says },
      );
      this.#work();
    });
  }

  /** A look-up has a number and nothing else. */
  #valuesOf(digits: string): HttpValues {
    const { systemId, passwordSealed } = this.#settings;
    return {
      username: systemId,
      password: this.#options.openPassword(passwordSealed),
      recipient: digits,
      recipient_plus: `+${digits}`,
      message_id: `lookup-${digits}-${++this.#asked}`,
      sender: "",
      text: "",
      text_hex_ucs2: "",
      body_hex: "",
      udh_hex: "",
      part: "1",
      parts: "1",
      alphabet: "gsm7",
      data_coding: "0",
      validity_minutes: "1",
      callback_url: "",
    };
  }
}

function judge(
  answer: HttpAnswer,
  { success, lookup }: HttpLinkSettings["http"],
  isNetwork: (id: string) => boolean,
): Answered {
  const json = parseJson(answer.body);
  if (!success.statuses.includes(answer.status) || !isOk(success.okWhen, json)) {
    const code = success.error ? read(success.error, answer, json) : undefined;
    return { outcome: "failed", detail: code ? `HTTP ${answer.status}, error ${code}` : `HTTP ${answer.status}` };
  }
  const network = lookup ? read(lookup.network, answer, json) : undefined;
  if (network === undefined) return { outcome: "not_known", detail: "the answer names no network" };
  const mnc = lookup?.mnc ? read(lookup.mnc, answer, json) : undefined;
  const known = answeredNetwork({ network, mnc }, isNetwork);
  if (known !== undefined) return { outcome: "found", network: known };
  return {
    outcome: "not_known",
    detail: `the answer names ${[network, mnc].join(" ").trim().slice(0, 60)}, no network we know`,
  };
}
