import { normaliseRecipient } from "@switchyard/sms";
import { checkClient } from "./check/client.ts";
import { checkDailyLimit } from "./check/daily-limit.ts";
import { checkEncoding, type Sizing, sizeMessage } from "./check/encoding.ts";
import type { Fault } from "./check/fault.ts";
import { checkSender } from "./check/sender.ts";
import { checkValidity, validityEndMs } from "./check/validity.ts";
import type { Accepted, Blocked, Decision, LiveFacts } from "./decision.ts";
import type { TariffEntry } from "./rate/tariff.ts";
import { type Choice, chooseRoute } from "./route/choose.ts";
import { type ClientConfig, creditMicros } from "./snapshot/clients.ts";
import type { Destination } from "./snapshot/destinations.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import type { Submission } from "./submission.ts";
import type { TraceStep, TraceStepName } from "./trace.ts";

/**
 * Judges one submission: pure and synchronous, the same for live traffic, Explain, try-it boxes and tests. The order of
 * the checks is part of the product's contract: the first that fails names the reason. Nothing is changed; the caller
 * books what an accepted decision says (funds, today's count, the pool's turn) before it decides the next.
 *
 * Throws only if the client is not in the snapshot, which no gateway lets happen.
 */
export function decide(submission: Submission, snapshot: Snapshot, live: LiveFacts, nowMs: number): Decision {
  const client = snapshot.clients.get(submission.clientId);
  if (!client) throw new Error(`client ${submission.clientId} is not in the snapshot`);
  return new Judgement(submission, client, nowMs).run(snapshot, live);
}

/** A personal price beats the product's, also when the product's is for the very network. */
function priceOf(
  client: ClientConfig,
  destination: Destination,
  { prices, productPrices }: Snapshot,
  nowMs: number,
): TariffEntry | undefined {
  const own = prices.get(client.id)?.find(destination, nowMs);
  if (own !== undefined || client.productId === null) return own;
  return productPrices.get(client.productId)?.find(destination, nowMs);
}

/** One decision in the making; it lives for the length of a call. */
class Judgement {
  readonly #submission: Submission;
  readonly #client: ClientConfig;
  readonly #nowMs: number;
  readonly #trace: TraceStep[] = [];
  readonly #sizing: Sizing;
  readonly #validUntilMs: number;
  #recipient: string;
  #destination: Destination | null = null;

  constructor(submission: Submission, client: ClientConfig, nowMs: number) {
    this.#submission = submission;
    this.#client = client;
    this.#nowMs = nowMs;
    this.#sizing = sizeMessage(submission);
    this.#validUntilMs = validityEndMs(submission, nowMs);
    this.#recipient = submission.recipient;
  }

  run(snapshot: Snapshot, live: LiveFacts): Decision {
    const { alphabet, parts } = this.#sizing;
    const submission = this.#submission;
    const client = this.#client;

    const clientFault = checkClient(submission, client);
    if (clientFault) return this.#block("client", clientFault);
    this.#pass("client", client.block === "hold" ? "hold" : "");

    const acceptedToday = live.acceptedToday(client.id);
    const limitFault = checkDailyLimit(client, acceptedToday);
    if (limitFault) return this.#block("limits", limitFault);
    this.#pass("limits", client.dailyLimit === null ? "" : `${acceptedToday}.${client.dailyLimit}`);

    const encodingFault = checkEncoding(submission, this.#sizing);
    if (encodingFault) return this.#block("encoding", encodingFault);
    this.#pass("encoding", `${alphabet}.${parts}`);

    const number = normaliseRecipient(submission.recipient, { ton: submission.destTon });
    if (!number.ok) return this.#block("recipient", { reason: "invalid_recipient", detail: number.reason });
    this.#recipient = number.digits;
    this.#pass("recipient", "");

    const destination = snapshot.destinations.find(number.digits);
    if (!destination) return this.#block("destination", { reason: "unknown_destination", detail: "" });
    this.#destination = destination;
    this.#pass(
      "destination",
      destination.network ? `${destination.country}.${destination.network}` : destination.country,
    );

    const senderFault = checkSender(submission);
    if (senderFault) return this.#block("sender", senderFault);
    this.#pass("sender", "");

    const validityFault = checkValidity(submission, this.#validUntilMs, this.#nowMs);
    if (validityFault) return this.#block("validity", validityFault);
    this.#pass("validity", "");

    const price = priceOf(client, destination, snapshot, this.#nowMs);
    if (!price) return this.#block("price", { reason: "no_client_price", detail: "" });
    this.#pass("price", `${price.id}.${price.micros}.${price.billing}`);

    const totalMicros = price.micros * BigInt(parts);
    const availableMicros = live.unreservedMicros(client.id) + creditMicros(client, this.#nowMs);
    // A free message needs no funds, even of a client whose limit was cut below what is already spent.
    if (totalMicros > 0n && availableMicros < totalMicros) {
      return this.#block("funds", { reason: "no_money", detail: `${availableMicros}.${totalMicros}` });
    }
    this.#pass("funds", `${availableMicros}.${totalMicros}`);

    const choice = chooseRoute(client.id, destination, snapshot, live, this.#nowMs, this.#trace);
    if ("reason" in choice) return this.#block("route", choice);
    this.#pass("cost", `${choice.cost.id}.${choice.cost.micros}`);

    return this.#accept(destination, price, totalMicros, choice);
  }

  /** One literal, so that all decisions share one hidden class: objects put together with spreads are slow to read. */
  #accept(destination: Destination, price: TariffEntry, totalMicros: bigint, choice: Choice): Accepted {
    const { dueAtMs } = this.#submission;
    const isLater = dueAtMs !== null && dueAtMs > this.#nowMs;
    return {
      outcome: "accepted",
      // A client on hold is accepted and waits; a scheduled message waits for its time.
      status: this.#client.block === "hold" ? "held" : isLater ? "scheduled" : "queued",
      recipient: this.#recipient,
      destination,
      alphabet: this.#sizing.alphabet,
      parts: this.#sizing.parts,
      validUntilMs: this.#validUntilMs,
      dueAtMs: isLater ? dueAtMs : null,
      billing: price.billing,
      priceMicros: price.micros,
      totalMicros,
      routeId: choice.route.id,
      poolId: choice.route.poolId,
      connectionId: choice.connectionId,
      costMicros: choice.cost.micros,
      costBilling: choice.cost.billing,
      trace: this.#trace,
    };
  }

  #pass(step: TraceStepName, detail: string): void {
    this.#trace.push({ step, outcome: "pass", detail });
  }

  #block(step: TraceStepName, { reason, detail }: Fault): Blocked {
    this.#trace.push({ step, outcome: "stop", detail: detail ? `${reason}.${detail}` : reason });
    return {
      outcome: "blocked",
      reason,
      detail,
      recipient: this.#recipient,
      destination: this.#destination,
      alphabet: this.#sizing.alphabet,
      parts: this.#sizing.parts,
      validUntilMs: this.#validUntilMs,
      trace: this.#trace,
    };
  }
}
