/** The path of a submit through the simulated SMSC: admit, answer after a while, and later send the receipt. */
import type { Pdu, PduInput, PduOf, Session, StatusName } from "@switchyard/smpp";
import { statusCode } from "@switchyard/smpp";
import { drawLatencyMs } from "../latency.ts";
import { limits } from "../limits.ts";
import type { Random } from "../random.ts";
import { TimerWheel } from "../timer-wheel.ts";
import { type CompiledBehaviour, compileBehaviour, plainBehaviour, type SmscBehaviour } from "./behaviour.ts";
import { countIn, newCounters } from "./counters.ts";
import { Mailbox } from "./mailbox.ts";
import { rememberSubmit, type SubmitMemory } from "./memory.ts";
import { firstMessageId, idDialects } from "./message-ids.ts";
import { type PendingReceipt, receiptPdu } from "./pending-receipt.ts";
import { TokenBucket } from "./token-bucket.ts";

type Submit = PduOf<"submit_sm"> | PduOf<"data_sm">;

/** What the two wheels release. */
type Due = { readonly answer: () => void } | { readonly receipt: PendingReceipt; readonly state: "final" | "ENROUTE" };

/** A message is gone the moment it is submitted: nothing is left to ask about, cancel or replace. */
const refusals: Readonly<Record<string, StatusName>> = {
  query_sm: "ESME_RQUERYFAIL",
  cancel_sm: "ESME_RCANCELFAIL",
  replace_sm: "ESME_RREPLACEFAIL",
};

export interface TrafficOptions {
  readonly random: Random;
  readonly now: () => number;
  readonly memory: SubmitMemory | undefined;
}

export class Traffic {
  readonly counters = newCounters();
  readonly mailboxes = new Map<string, Mailbox>();
  readonly #options: TrafficOptions;
  readonly #answers = new TimerWheel<Due>({
    tickMs: limits.tickMs,
    slots: limits.wheelSlots,
    due: (due) => this.#release(due),
  });
  readonly #receipts = new TimerWheel<Due>({
    tickMs: limits.tickMs,
    slots: limits.wheelSlots,
    due: (due) => this.#release(due),
  });
  readonly #buckets = new Map<string, TokenBucket>();
  #compiled: CompiledBehaviour = compileBehaviour(plainBehaviour);
  #nextId: number;
  #unknownId = 0;

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.#nextId = firstMessageId(options.now());
  }

  get behaviour(): SmscBehaviour {
    return this.#compiled.behaviour;
  }

  set(behaviour: SmscBehaviour): void {
    this.#compiled = compileBehaviour(behaviour);
    this.#buckets.clear();
  }

  /** Messages that wait for their receipt to fall due or to be taken by the peer. */
  get receiptsPending(): number {
    let pending = this.#receipts.pending;
    for (const mailbox of this.mailboxes.values()) pending += mailbox.pending;
    return pending;
  }

  pauseReceipts(): void {
    this.#receipts.pause();
    for (const mailbox of this.mailboxes.values()) mailbox.hold(true);
  }

  resumeReceipts(): void {
    this.#receipts.resume();
    for (const mailbox of this.mailboxes.values()) mailbox.hold(false);
  }

  stop(): void {
    this.#answers.clear();
    this.#receipts.clear();
    for (const mailbox of this.mailboxes.values()) mailbox.stop();
  }

  mailboxOf(system_id: string): Mailbox {
    const known = this.mailboxes.get(system_id);
    if (known !== undefined) return known;
    const mailbox = new Mailbox();
    this.mailboxes.set(system_id, mailbox);
    return mailbox;
  }

  /** Answers any request a bound peer may send. */
  request(request: Pdu, session: Session, system_id: string): void {
    if (request.command === "submit_sm" || request.command === "data_sm") this.#submit(request, session, system_id);
    else if (request.command === "submit_multi") this.#submitMulti(request, session, system_id);
    else session.respond(request, statusCode(refusals[request.command] ?? "ESME_RINVCMDID"));
  }

  #submit(request: Submit, session: Session, system_id: string): void {
    this.counters.submits += 1;
    const { behaviour } = this.#compiled;
    const status = this.#admit(system_id);
    if (status !== "ESME_ROK") {
      countIn(this.counters.refused, status);
      const refuse = (): void => session.respond(request, statusCode(status));
      this.#later(drawLatencyMs(behaviour.responseLatency, this.#options.random), refuse);
      return;
    }
    const id = this.#accept(request, system_id);
    const message_id = idDialects[behaviour.idDialect].response(id);
    const destination = { ton: request.dest_addr_ton, npi: request.dest_addr_npi, address: request.destination_addr };
    const receipt = this.#receiptFor(request, system_id, id, destination);
    if (behaviour.disconnectEverySubmits > 0 && this.counters.submits % behaviour.disconnectEverySubmits === 0) {
      this.counters.disconnects += 1;
      session.close("simulated disconnect");
      if (receipt !== undefined) this.#scheduleReceipt(receipt);
      return;
    }
    const isReceiptFirst = receipt !== undefined && this.#chance(behaviour.receiptFirstShare);
    if (isReceiptFirst) this.#sendReceipt(receipt);
    this.#later(drawLatencyMs(behaviour.responseLatency, this.#options.random), () => {
      session.respond(request, 0, { message_id });
      if (receipt !== undefined && !isReceiptFirst) this.#scheduleReceipt(receipt);
    });
  }

  /** One id for all destinations (SMPP 3.4 §4.5.2), one receipt from each. Distribution lists are not known here. */
  #submitMulti(request: PduOf<"submit_multi">, session: Session, system_id: string): void {
    const id = this.#nextId++;
    const addresses = request.dest_address.filter((address) => address.dest_flag === 1);
    this.counters.submits += addresses.length;
    this.counters.accepted += addresses.length;
    const { dest_address: _, ...fields } = request;
    for (const to of addresses) {
      const submit: PduOf<"submit_sm"> = {
        ...fields,
        command: "submit_sm",
        dest_addr_ton: to.dest_addr_ton,
        dest_addr_npi: to.dest_addr_npi,
        destination_addr: to.destination_addr,
      };
      this.#remember(submit, system_id, id);
      const destination = { ton: to.dest_addr_ton, npi: to.dest_addr_npi, address: to.destination_addr };
      const receipt = this.#receiptFor(submit, system_id, id, destination);
      if (receipt !== undefined) this.#scheduleReceipt(receipt);
    }
    session.respond(request, 0, { message_id: idDialects[this.behaviour.idDialect].response(id), unsuccess_sme: [] });
  }

  #admit(system_id: string): StatusName {
    const { behaviour, drawResponse } = this.#compiled;
    if (behaviour.tps > 0 && !this.#bucketOf(system_id).take(this.#options.now())) return "ESME_RTHROTTLED";
    const queueMax = behaviour.queueMax > 0 ? behaviour.queueMax : limits.receiptsPendingMax;
    if (this.receiptsPending >= queueMax) return "ESME_RMSGQFUL";
    return drawResponse(this.#options.random);
  }

  #accept(request: Submit, system_id: string): number {
    const id = this.#nextId++;
    this.counters.accepted += 1;
    this.#remember(request, system_id, id);
    return id;
  }

  #remember(request: Submit, system_id: string, id: number): void {
    if (this.#options.memory === undefined) return;
    const messageId = idDialects[this.behaviour.idDialect].response(id);
    this.#options.memory.add(rememberSubmit(request, { messageId, system_id, atMs: this.#options.now() }));
  }

  /** The receipt a message is to get, or none: not asked for, not asked for this outcome, or lost by design. */
  #receiptFor(
    submit: Submit,
    system_id: string,
    id: number,
    destination: PendingReceipt["destination"],
  ): PendingReceipt | undefined {
    const asked = submit.registered_delivery & 0x03;
    if (asked === 0) return undefined;
    this.counters.receiptsAsked += 1;
    if (this.#chance(this.behaviour.noReceiptShare)) return undefined;
    const outcome = this.#compiled.drawOutcome(this.#options.random);
    const isDelivered = outcome.state === "DELIVRD";
    if ((asked === 2 && isDelivered) || (asked === 3 && !isDelivered)) return undefined;
    return { system_id, id, submit, destination, submittedAtMs: this.#options.now(), outcome };
  }

  #scheduleReceipt(receipt: PendingReceipt): void {
    const delayMs = drawLatencyMs(this.behaviour.receiptLatency, this.#options.random);
    const isIntermediate = this.behaviour.intermediateReceipts && (receipt.submit.registered_delivery & 0x10) !== 0;
    if (isIntermediate) this.#receipts.schedule(delayMs / 2, { receipt, state: "ENROUTE" });
    this.#receipts.schedule(delayMs, { receipt, state: "final" });
  }

  #later(delayMs: number, answer: () => void): void {
    if (delayMs <= 0) answer();
    else this.#answers.schedule(delayMs, { answer });
  }

  #release(due: Due): void {
    if ("answer" in due) due.answer();
    else if (due.state === "ENROUTE") this.#sendIntermediate(due.receipt);
    else this.#sendReceipt(due.receipt);
  }

  #sendIntermediate(receipt: PendingReceipt): void {
    this.counters.intermediateReceipts += 1;
    this.post(receipt.system_id, receiptPdu(receipt, this.behaviour, "ENROUTE", this.#options.now()));
  }

  #sendReceipt(receipt: PendingReceipt): void {
    const { behaviour } = this.#compiled;
    const pdu = receiptPdu(receipt, behaviour, receipt.outcome.state, this.#options.now());
    countIn(this.counters.receipts, receipt.outcome.state);
    this.post(receipt.system_id, pdu);
    if (this.#chance(behaviour.duplicateReceiptShare)) {
      this.counters.duplicateReceipts += 1;
      this.post(receipt.system_id, pdu);
    }
    if (this.#chance(behaviour.unknownIdShare)) {
      this.counters.unknownIdReceipts += 1;
      this.#unknownId += 1; // far below every id that is given
      this.post(
        receipt.system_id,
        receiptPdu(receipt, behaviour, receipt.outcome.state, this.#options.now(), this.#unknownId),
      );
    }
  }

  /** Hands one deliver_sm to the mailbox of a system_id. */
  post(system_id: string, pdu: PduInput<"deliver_sm">): void {
    const done = (isTaken: boolean): void => {
      if (isTaken) this.counters.deliveriesTaken += 1;
      else this.counters.deliveriesRefused += 1;
    };
    this.mailboxOf(system_id).post({ pdu, done, attempts: 0 });
  }

  #chance(share: number): boolean {
    return share > 0 && this.#options.random() < share;
  }

  #bucketOf(system_id: string): TokenBucket {
    const known = this.#buckets.get(system_id);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(this.behaviour.tps, this.#options.now());
    this.#buckets.set(system_id, bucket);
    return bucket;
  }
}
