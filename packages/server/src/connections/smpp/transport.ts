import {
  dump,
  EncodingError,
  type Outcome,
  type Pdu,
  type PduOf,
  type Session,
  statusCode,
  statusName,
} from "@switchyard/smpp";
import type { ReceiptState } from "@switchyard/sms";
import type { Arrival } from "../../incoming/incoming-message.ts";
import type { SmppLinkSettings } from "../../snapshot/link-settings.ts";
import type { LinkOptions } from "../link-options.ts";
import { type Outgoing, sampleMessage } from "../outgoing.ts";
import { submitIdOf, wordsOf } from "../receipt.ts";
import type { Composed, SubmitAnswer, Transport, TransportEvents, Trial } from "../transport.ts";
import { UnfitError } from "../unfit.ts";
import { composeSubmits, type SubmitSm } from "./compose.ts";
import { LinkSessions } from "./link-sessions.ts";
import { type NetworkSaid, NumberLookups, networkIn } from "./number-lookups.ts";
import { RefusalTable } from "./outcome.ts";
import { readDelivery } from "./receive.ts";

type DeliverPdu = PduOf<"deliver_sm" | "data_sm">;

/** Speaks SMPP: over whichever session has room, and takes receipts and incoming messages over any. */
export class SmppTransport implements Transport<SubmitSm, SmppLinkSettings> {
  readonly #options: LinkOptions & TransportEvents;
  #settings: SmppLinkSettings;
  #refusals: RefusalTable;
  #words: ReadonlyMap<string, ReceiptState>;
  readonly #sessions: LinkSessions;
  readonly #lookups = new NumberLookups();
  /** The session found by hasRoom(). */
  #free: Session | undefined;

  constructor(settings: SmppLinkSettings, options: LinkOptions & TransportEvents) {
    this.#settings = settings;
    this.#options = options;
    this.#refusals = new RefusalTable(settings);
    this.#words = wordsOf(settings);
    this.#sessions = new LinkSessions(settings, {
      ...options,
      onRequest: (request, session) => this.#onRequest(request, session),
    });
  }

  get state(): "bound" | "connecting" | "down" {
    return this.#sessions.state;
  }

  get isUp(): boolean {
    return this.#sessions.isBound;
  }

  get windowInUse(): number {
    return this.#sessions.windowInUse;
  }

  get sessions() {
    return this.#sessions.view();
  }

  start(): void {
    this.#sessions.start();
  }

  apply(settings: SmppLinkSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    this.#refusals = new RefusalTable(settings);
    this.#words = wordsOf(settings);
    this.#sessions.apply(before, settings);
  }

  reconnect(): void {
    this.#sessions.reconnect();
  }

  stop(): Promise<void> {
    return this.#sessions.stop();
  }

  hasRoom(): boolean {
    this.#free = this.#sessions.withRoom();
    return this.#free !== undefined;
  }

  compose(message: Outgoing): Composed<SubmitSm>[] {
    return composeSubmits(message, this.#settings);
  }

  send(load: SubmitSm, answered: (answer: SubmitAnswer) => void): boolean {
    const session = this.#free;
    return session !== undefined && this.#request(session, load, (outcome) => answered(this.#judge(outcome)));
  }

  trial(load: SubmitSm): Promise<Trial> | undefined {
    const session = this.#sessions.withRoom();
    if (!session) return undefined;
    // Nobody waits for its receipt.
    const pdu = { ...load, registered_delivery: 0 };
    const request = dump(pdu, { text: true });
    let isSent = false;
    const trial = new Promise<Trial>((resolve) => {
      isSent = this.#request(session, pdu, (outcome) =>
        resolve({
          request,
          answer: outcome.ok ? dump(outcome.response, { text: true }) : null,
          outcome: this.#judge(outcome),
        }),
      );
    });
    return isSent ? trial : undefined;
  }

  /** Asks for a number's network by an empty message to it; false when no session has room. */
  lookUp(digits: string, done: (said: NetworkSaid, refusal?: string) => void): boolean {
    const { lookup } = this.#settings;
    const session = lookup ? this.#sessions.withRoom() : undefined;
    if (!session || !lookup) return false;
    const asked = sampleMessage({ sender: lookup.sender, recipient: digits, text: "" }, 0, this.#options.clock.now());
    const [only] = composeSubmits(asked, this.#settings);
    if (!only) return false;
    return this.#request(session, only.load, (outcome) => {
      const answer = this.#judge(outcome);
      if (answer.kind === "taken" && answer.supplierMessageId !== null) {
        this.#lookups.taken(answer.supplierMessageId, done);
      } else done(null, answer.kind === "taken" ? "the submit was answered without an id" : answer.says);
    });
  }

  #request(session: Session, pdu: SubmitSm, answered: (outcome: Outcome) => void): boolean {
    try {
      return session.request(pdu, answered);
    } catch (error) {
      if (!(error instanceof EncodingError)) throw error;
      throw new UnfitError(error.message);
    }
  }

  #judge(outcome: Outcome): SubmitAnswer {
    if (!outcome.ok) {
      const says = `submit_sm not answered: ${outcome.reason}`;
      return { kind: "lost", says, isClosed: outcome.reason === "closed" };
    }
    const { response } = outcome;
    const { command_status } = response;
    if (command_status !== 0) {
      const says = statusName(command_status);
      const verdict = this.#refusals.judge(command_status);
      return { kind: "refused", verdict, commandStatus: command_status, error: null, says };
    }
    const id = response.command === "submit_sm_resp" ? response.message_id : "";
    return { kind: "taken", supplierMessageId: id === "" ? null : submitIdOf(id, this.#settings) };
  }

  #onRequest(request: Pdu, session: Session): void {
    if (request.command !== "deliver_sm" && request.command !== "data_sm") {
      session.respond(request, statusCode("ESME_RINVCMDID"));
      return;
    }
    const delivery = readDelivery(request, this.#settings, this.#words, this.#options.clock.now());
    if (delivery.kind === "refused") {
      this.#options.onError(delivery.reason);
      session.respond(request, delivery.command_status);
      return;
    }
    if (delivery.kind === "incoming") return this.#onIncoming(request, delivery.arrival, session);
    if (this.#settings.lookup) {
      // Nobody waits for what was asked before a crash: the answer is durable in that it may be forgotten.
      this.#lookups.answered(delivery.receipt.supplierMessageId, networkIn(request, this.#settings.lookup));
      session.respond(request, 0);
      return;
    }
    const answerTo = { command: request.command, sequence_number: request.sequence_number };
    this.#options.received(delivery.receipt, (isKept) =>
      session.respond(answerTo, isKept ? 0 : statusCode("ESME_RX_T_APPN")),
    );
  }

  /** Acknowledged when it is durable; else the supplier keeps it and sends it again. */
  #onIncoming({ command, sequence_number }: DeliverPdu, arrival: Arrival, session: Session): void {
    if (this.#settings.lookup) {
      this.#options.onError("a message came over a connection that looks numbers up");
      session.respond({ command, sequence_number }, statusCode("ESME_RX_T_APPN"));
      return;
    }
    this.#options.incoming(arrival, (isKept) =>
      session.respond({ command, sequence_number }, isKept ? 0 : statusCode("ESME_RX_T_APPN")),
    );
  }
}
