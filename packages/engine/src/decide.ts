import { normaliseRecipient } from "@switchyard/sms";
import { checkClient } from "./check/client.ts";
import { checkContent, checkLikeness, type Watch } from "./check/content.ts";
import { checkDailyLimit } from "./check/daily-limit.ts";
import { checkEncoding, checkParts, type Sizing, sizeMessage } from "./check/encoding.ts";
import type { Fault } from "./check/fault.ts";
import { checkNumber } from "./check/number.ts";
import { checkLeavingSender, checkSender } from "./check/sender.ts";
import { checkValidity, validityEndMs } from "./check/validity.ts";
import type { Accepted, Blocked, Decision, LiveFacts } from "./decision.ts";
import { findPriceAt } from "./rate/price.ts";
import type { TariffEntry } from "./rate/tariff.ts";
import { type Choice, chooseRoute } from "./route/choose.ts";
import { type Leaving, leavingFor, outgoingOf } from "./route/leaving.ts";
import type { Routable } from "./route/members.ts";
import { type ClientConfig, creditMicros } from "./snapshot/clients.ts";
import { isClosed } from "./snapshot/countries.ts";
import type { Destination } from "./snapshot/destinations.ts";
import { findPlace, type Place } from "./snapshot/place.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import type { Submission } from "./submission.ts";
import { Trace, type TraceStepName } from "./trace.ts";
import { timesParts } from "./vocabulary/money.ts";

/**
 * Judges one submission: pure and synchronous, the same for live traffic, Explain, try-it boxes and tests. The order of
 * the checks is part of the product's contract: the first that fails names the reason. Nothing is changed; the caller
 * books what an accepted decision says (funds, today's count, the pool's turn, likeness) before it decides the next.
 *
 * Throws only if the client is not in the snapshot, which no gateway lets happen.
 */
export function decide(submission: Submission, snapshot: Snapshot, live: LiveFacts, nowMs: number): Decision {
  const client = snapshot.clients.get(submission.clientId);
  if (!client) throw new Error(`client ${submission.clientId} is not in the snapshot`);
  return new Judgement(submission, client, snapshot, live, nowMs).run();
}

/** One decision in the making; it lives for the length of a call. */
class Judgement {
  readonly #submission: Submission;
  readonly #client: ClientConfig;
  readonly #snapshot: Snapshot;
  readonly #live: LiveFacts;
  readonly #nowMs: number;
  readonly #trace = new Trace();
  #sizing: Sizing;
  readonly #validUntilMs: number;
  #recipient: string;
  #destination: Destination | null = null;
  #watch: Watch = { filterId: null, isModerated: false, likeness: [] };

  constructor(submission: Submission, client: ClientConfig, snapshot: Snapshot, live: LiveFacts, nowMs: number) {
    this.#submission = submission;
    this.#client = client;
    this.#snapshot = snapshot;
    this.#live = live;
    this.#nowMs = nowMs;
    this.#sizing = sizeMessage(submission);
    this.#validUntilMs = validityEndMs(submission, nowMs);
    this.#recipient = submission.recipient;
  }

  run(): Decision {
    const submission = this.#submission;
    const stopped = this.#checkEntry();
    if (stopped) return stopped;

    const place = this.#findPlace();
    if ("outcome" in place) return place;
    const { destination } = place;

    const refused = this.#checkFirewall(destination);
    if (refused) return refused;

    const validityFault = checkValidity(submission, this.#validUntilMs, this.#nowMs);
    if (validityFault) return this.#block("validity", validityFault);
    this.#trace.pass("validity");

    const price = findPriceAt(this.#snapshot, this.#client, place, this.#nowMs);
    if (!price) return this.#block("price", { reason: "no_client_price", detail: "" });
    this.#trace.pass("price").with(price.id).with(price.micros).with(price.billing);

    const fundsFault = this.#checkFunds(price);
    if (fundsFault) return this.#block("funds", fundsFault);
    return this.#route(destination, price);
  }

  #checkEntry(): Blocked | undefined {
    const submission = this.#submission;
    const client = this.#client;
    const clientFault = checkClient(submission, client);
    if (clientFault) return this.#block("client", clientFault);
    this.#trace.pass("client");
    if (client.block === "hold") this.#trace.with("hold");

    const acceptedToday = this.#live.acceptedToday(client.id);
    const limitFault = checkDailyLimit(client, acceptedToday);
    if (limitFault) return this.#block("limits", limitFault);
    this.#trace.pass("limits");
    if (client.dailyLimit !== null) this.#trace.with(acceptedToday).with(client.dailyLimit);

    const encodingFault = checkEncoding(submission, this.#sizing);
    if (encodingFault) return this.#block("encoding", encodingFault);
    this.#trace.pass("encoding").with(this.#sizing.alphabet).with(this.#sizing.parts);

    const number = normaliseRecipient(submission.recipient, { ton: submission.destTon });
    if (!number.ok) return this.#block("recipient", { reason: "invalid_recipient", detail: number.reason });
    this.#recipient = number.digits;
    this.#trace.pass("recipient");
    return undefined;
  }

  #findPlace(): Place | Blocked {
    const place = findPlace(this.#recipient, this.#snapshot, this.#live);
    if (!place) return this.#block("destination", { reason: "unknown_destination", detail: "" });
    const { destination, country, how } = place;
    this.#destination = destination;
    if (country && isClosed(destination, country)) {
      return this.#block("destination", { reason: "destination_closed", detail: destination.network ?? "" });
    }
    this.#trace.pass("destination").with(destination.country);
    if (destination.network !== null || how !== "prefix") this.#trace.with(destination.network ?? "");
    if (how !== "prefix") this.#trace.with(how);
    return place;
  }

  /** Who is written to, what, how often, and under which name. */
  #checkFirewall(destination: Destination): Blocked | undefined {
    const submission = this.#submission;
    const client = this.#client;
    const { firewall, clientRules, supplierRules } = this.#snapshot;
    const numberFault = checkNumber(this.#recipient, client, firewall);
    if (numberFault) return this.#block("number", numberFault);
    this.#trace.pass("number");
    if (client.skipBlacklist) this.#trace.with("exempt");

    const content = checkContent(submission, destination.country, client, firewall);
    if ("reason" in content) return this.#block("content", content);
    this.#trace.pass("content");
    if (content.filterId !== null) this.#trace.with(content.filterId);

    const { sender: name, text, binary } = submission;
    const likeness = checkLikeness(
      { recipient: this.#recipient, sender: name, text, binary },
      destination.country,
      client,
      firewall,
      this.#live,
    );
    if ("reason" in likeness) return this.#block("likeness", likeness);
    this.#trace.pass("likeness");
    if (likeness.over !== "") this.#trace.with(likeness.over);
    this.#watch = {
      filterId: content.filterId,
      isModerated: client.moderation === "manual" || content.filterId !== null || likeness.over !== "",
      likeness: likeness.counted,
    };

    const sender = checkSender(submission, destination, client, firewall);
    if (sender.fault) return this.#block("sender", sender.fault);
    // What a destination takes is asked of the sender that leaves: a rule may change it yet.
    const mayChange = clientRules.has(client.id) || supplierRules.size > 0;
    if (sender.destinationFault && !mayChange) return this.#block("sender", sender.destinationFault);
    this.#trace.pass("sender");
    if (sender.status !== undefined) this.#trace.with(sender.status);
    return undefined;
  }

  #checkFunds(price: TariffEntry): Fault | undefined {
    const totalMicros = timesParts(price.micros, this.#sizing.parts);
    const { id } = this.#client;
    const availableMicros = this.#live.unreservedMicros(id) + creditMicros(this.#client, this.#nowMs);
    // A free message needs no funds, even of a client whose limit was cut below what is already spent.
    if (totalMicros > 0n && availableMicros < totalMicros)
      return { reason: "no_money", detail: `${availableMicros}.${totalMicros}` };
    this.#trace.pass("funds").with(availableMicros).with(totalMicros);
    return undefined;
  }

  #route(destination: Destination, price: TariffEntry): Decision {
    const { sender, text } = this.#submission;
    const client = this.#client;
    const message: Routable = {
      client,
      clientId: client.id,
      destination,
      sender,
      recipient: this.#recipient,
      text,
      priceMicros: price.micros,
    };
    const choice = chooseRoute(message, this.#snapshot, this.#live, this.#nowMs, this.#trace);
    if ("reason" in choice) return this.#block("route", choice);
    const { member } = choice;
    this.#trace.pass("cost").with(member.cost.id).with(member.cost.micros);

    const leaving = member.leaving ?? leavingFor(message, member.supplierId, this.#snapshot, this.#live);
    if (!leaving) return this.#finish(destination, price, choice, null, null);
    return this.#rewrite(leaving, destination, price, choice);
  }

  /** Takes over what rules made of the message; it is sized, and paid for, as it leaves. */
  #rewrite(leaving: Leaving, destination: Destination, price: TariffEntry, choice: Choice): Decision {
    const submission = this.#submission;
    const outgoing = outgoingOf(submission, this.#sizing, leaving);
    const partsBefore = this.#sizing.parts;
    this.#sizing = outgoing.sizing;
    const sizeFault = checkParts(submission, this.#sizing);
    if (sizeFault) return this.#block("rewriting", sizeFault);
    this.#trace.pass("rewriting").with(this.#sizing.parts);
    for (const rule of leaving.applied) this.#trace.with(rule);
    if (this.#sizing.parts > partsBefore) {
      const fundsFault = this.#checkFunds(price);
      if (fundsFault) return this.#block("funds", fundsFault);
    }
    return this.#finish(destination, price, choice, outgoing.sentSender, outgoing.sentText);
  }

  #finish(
    destination: Destination,
    price: TariffEntry,
    choice: Choice,
    sentSender: string | null,
    sentText: string | null,
  ): Decision {
    const { sender } = this.#submission;
    const fault = checkLeavingSender(sentSender, sender, destination, this.#client, this.#snapshot.firewall);
    if (fault) return this.#block("sender", fault);
    if (this.#watch.isModerated) this.#trace.pass("moderation");
    return this.#accept(destination, price, choice, sentSender, sentText);
  }

  /** One literal, so that all decisions share one hidden class: objects put together with spreads are slow to read. */
  #accept(
    destination: Destination,
    price: TariffEntry,
    { route, member }: Choice,
    sentSender: string | null,
    sentText: string | null,
  ): Accepted {
    const { dueAtMs } = this.#submission;
    const isLater = dueAtMs !== null && dueAtMs > this.#nowMs;
    const isHeld = this.#client.block === "hold";
    return {
      outcome: "accepted",
      // What a person must approve waits for that first; a client on hold is accepted and waits; a scheduled message
      // waits for its time.
      status: this.#watch.isModerated ? "moderation" : isHeld ? "held" : isLater ? "scheduled" : "queued",
      filterId: this.#watch.filterId,
      recipient: this.#recipient,
      destination,
      alphabet: this.#sizing.alphabet,
      parts: this.#sizing.parts,
      validUntilMs: this.#validUntilMs,
      dueAtMs: isLater ? dueAtMs : null,
      billing: price.billing,
      priceMicros: price.micros,
      totalMicros: timesParts(price.micros, this.#sizing.parts),
      routeId: route.id,
      poolId: route.poolId,
      connectionId: member.connectionId,
      costMicros: member.cost.micros,
      costBilling: member.cost.billing,
      sentSender,
      sentText,
      likeness: this.#watch.likeness,
      trace: this.#trace,
    };
  }

  #block(step: TraceStepName, { reason, detail }: Fault): Blocked {
    this.#trace.stop(step, reason, detail);
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
