import { dump, EncodingError, type Outcome, type Pdu, type Session, statusCode, statusName } from "@switchyard/smpp";
import type { ReceiptState } from "@switchyard/sms";
import type { SmppLinkSettings } from "../../snapshot/link-settings.ts";
import type { LinkOptions } from "../link-options.ts";
import type { Outgoing } from "../outgoing.ts";
import { submitIdOf, wordsOf } from "../receipt.ts";
import type { Composed, SubmitAnswer, Transport, TransportEvents, Trial } from "../transport.ts";
import { UnfitError } from "../unfit.ts";
import { composeSubmits, type SubmitSm } from "./compose.ts";
import { LinkSessions } from "./link-sessions.ts";
import { RefusalTable } from "./outcome.ts";
import { readDelivery } from "./receive.ts";

/** Speaks SMPP: over whichever session has room, and takes receipts over any. */
export class SmppTransport implements Transport<SubmitSm, SmppLinkSettings> {
  readonly #options: LinkOptions & TransportEvents;
  #settings: SmppLinkSettings;
  #refusals: RefusalTable;
  #words: ReadonlyMap<string, ReceiptState>;
  readonly #sessions: LinkSessions;
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
    if (!session) return false;
    try {
      return session.request(load, (outcome) => answered(this.#judge(outcome)));
    } catch (error) {
      if (!(error instanceof EncodingError)) throw error;
      throw new UnfitError(error.message);
    }
  }

  trial(load: SubmitSm): Promise<Trial> | undefined {
    const session = this.#sessions.withRoom();
    if (!session) return undefined;
    // Nobody waits for its receipt.
    const pdu = { ...load, registered_delivery: 0 };
    const request = dump(pdu, { text: true });
    return new Promise((resolve, reject) => {
      const isSent = session.request(pdu, (outcome) =>
        resolve({
          request,
          answer: outcome.ok ? dump(outcome.response, { text: true }) : null,
          outcome: this.#judge(outcome),
        }),
      );
      if (!isSent) reject(new Error("the session took nothing"));
    });
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
    const answerTo = { command: request.command, sequence_number: request.sequence_number };
    this.#options.received(delivery.receipt, (isKept) =>
      session.respond(answerTo, isKept ? 0 : statusCode("ESME_RX_T_APPN")),
    );
  }
}
