import type { Clock } from "../clock.ts";
import { type HttpAnswer, isOk, parseJson, read } from "../connections/http/answer.ts";
import { ApiClient } from "../connections/http/client.ts";
import { type HttpValues, httpRequestOf } from "../connections/http/request.ts";
import type { HttpLinkSettings } from "../snapshot/link-settings.ts";
import { answeredNetwork } from "./answered-network.ts";
import { limits } from "./limits.ts";
import type { Answered, LookupCarrier } from "./lookup-link.ts";

export interface HttpCarrierOptions {
  readonly clock: Clock;
  readonly openPassword: (sealed: Uint8Array) => string;
  readonly isNetwork: (network: string) => boolean;
}

/** Looks numbers up by requests of an HTTP API. */
export class HttpCarrier implements LookupCarrier<HttpLinkSettings> {
  readonly #options: HttpCarrierOptions;
  #settings: HttpLinkSettings;
  #client: ApiClient;
  #asked = 0;

  constructor(settings: HttpLinkSettings, options: HttpCarrierOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#client = new ApiClient(settings.windowMax);
  }

  apply(settings: HttpLinkSettings): void {
    if (settings.windowMax !== this.#settings.windowMax) {
      const before = this.#client;
      // What is under way keeps its sockets.
      setTimeout(() => before.close(), limits.listenMs).unref();
      this.#client = new ApiClient(settings.windowMax);
    }
    this.#settings = settings;
  }

  send(digits: string, done: (answered: Answered) => void): void {
    const settings = this.#settings;
    let request: ReturnType<typeof httpRequestOf>;
    try {
      request = httpRequestOf(settings.http, this.#valuesOf(digits));
    } catch (error) {
      // A password sealed with another key, or a template that no number fits.
      return done({ outcome: "failed", detail: error instanceof Error ? error.message : String(error) });
    }
    this.#client.send(request, Math.min(settings.responseTimeoutMs, limits.listenMs), (outcome) =>
      done(
        outcome.kind === "answer"
          ? judge(outcome.answer, settings.http, this.#options.isNetwork)
          : { outcome: "failed", detail: outcome.says },
      ),
    );
  }

  close(): void {
    this.#client.close();
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
