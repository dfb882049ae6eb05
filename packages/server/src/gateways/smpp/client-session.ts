import { blockReasons, messageStatuses } from "@switchyard/engine";
import { formatAbsoluteTime, type Pdu, type PduInput, type PduOf, type Session, statusCode } from "@switchyard/smpp";
import type { Clock } from "../../clock.ts";
import type { OwedIncoming } from "../../incoming/incoming-message.ts";
import type { Receiver } from "../../receipts/outbox.ts";
import type { SmppCredential } from "../../snapshot/rows.ts";
import type { Acceptance } from "../../traffic/accept.ts";
import type { Message } from "../../traffic/message.ts";
import { Pace } from "../../traffic/pace.ts";
import type { TokenBucket } from "../../traffic/token-bucket.ts";
import type { Traffic } from "../../traffic/traffic.ts";
import type { BindType } from "./bind.ts";
import { clientIncoming } from "./client-incoming.ts";
import { clientMessageId, clientReceipt, readMessageId } from "./client-receipt.ts";
import { readSubmission, type SubmitPdu } from "./submission.ts";

export interface ClientSessionOptions {
  readonly session: Session;
  readonly bindType: BindType;
  /** Read at each use: a changed credential acts on bound sessions. */
  readonly credential: () => SmppCredential | undefined;
  readonly clientId: number;
  readonly traffic: Traffic;
  /** Shared by all sessions of the credential. */
  readonly bucket: TokenBucket;
  readonly clock: Clock;
}

const OK = statusCode("ESME_ROK");

/**
 * A bound session of a client: takes its submits, answers once they are durable, hands it receipts and
 * incoming messages. Everything that waits for a commit keeps only the sequence number, never the PDU.
 */
export class ClientSession {
  readonly clientId: number;
  readonly session: Session;
  readonly bindType: BindType;
  readonly boundAtMs: number;
  readonly pace = new Pace();
  /** Takes receipts if the window has room. */
  readonly receipts: Receiver<Message>;
  /** Takes incoming messages if the window has room. */
  readonly incoming: Receiver<OwedIncoming>;
  submittedCount = 0;
  receiptsPending = 0;
  readonly #options: ClientSessionOptions;

  constructor(options: ClientSessionOptions) {
    this.#options = options;
    this.clientId = options.clientId;
    this.session = options.session;
    this.bindType = options.bindType;
    this.boundAtMs = options.clock.now();
    const { clientId } = this;
    this.receipts = {
      clientId,
      offer: (message, answered) =>
        this.#deliver(({ receiptIdFormat }) => clientReceipt(message, receiptIdFormat), answered),
    };
    this.incoming = {
      clientId,
      offer: (message, answered) => this.#deliver((credential) => clientIncoming(message, credential), answered),
    };
  }

  get isReceiver(): boolean {
    return this.bindType !== "transmitter";
  }

  get credential(): SmppCredential | undefined {
    return this.#options.credential();
  }

  onRequest(request: Pdu): void {
    switch (request.command) {
      case "submit_sm":
      case "data_sm":
        return this.#onSubmit(request);
      case "query_sm":
      case "cancel_sm":
        // Each costs a look into the database, so they count like submits.
        if (!this.#options.bucket.take(this.#options.clock.now())) return this.#answer(request, "ESME_RTHROTTLED");
        return void (request.command === "query_sm" ? this.#onQuery(request) : this.#onCancel(request));
      default:
        return this.#answer(request, "ESME_RINVCMDID");
    }
  }

  #deliver(
    compose: (credential: SmppCredential) => PduInput<"deliver_sm">,
    answered: (taken: boolean) => void,
  ): boolean {
    const credential = this.credential;
    if (!credential) return false;
    const isSent = this.session.request(compose(credential), (outcome) => {
      this.receiptsPending--;
      answered(outcome.ok && outcome.response.command_status === OK);
    });
    if (isSent) this.receiptsPending++;
    return isSent;
  }

  #onSubmit(pdu: SubmitPdu): void {
    const { traffic, clock, bucket } = this.#options;
    const nowMs = clock.now();
    const credential = this.credential;
    if (!credential) return this.#answer(pdu, "ESME_RSYSERR");
    const congestion = traffic.congestion();
    if (congestion === "queue_full") return this.#answer(pdu, "ESME_RMSGQFUL");
    if (congestion === "throttled" || !bucket.take(nowMs)) return this.#answer(pdu, "ESME_RTHROTTLED");
    const reading = readSubmission(pdu, credential, nowMs);
    if (!reading.ok) return this.session.respond(pdu, reading.command_status);
    this.submittedCount++;
    this.pace.count(nowMs);
    const request = { command: pdu.command, sequence_number: pdu.sequence_number };
    const isTaken = traffic.accept.submit(
      reading.submission,
      (acceptance) => this.#onRecorded(request, credential, acceptance),
      { blockedReceipt: credential.blockedAnswer === "receipt" },
    );
    if (!isTaken) this.#answer(pdu, "ESME_RTHROTTLED");
  }

  /** The message is durable: now, and only now, the client hears of it. */
  #onRecorded(
    request: { readonly command: "submit_sm" | "data_sm"; readonly sequence_number: number },
    credential: SmppCredential,
    acceptance: Acceptance,
  ): void {
    if (!acceptance.recorded) return this.session.respond(request, statusCode("ESME_RSYSERR"));
    const { decision, message } = acceptance;
    if (decision.outcome === "blocked" && credential.blockedAnswer === "status") {
      return this.session.respond(request, statusCode(blockReasons[decision.reason].smpp));
    }
    this.session.respond(request, OK, { message_id: clientMessageId(message.id, credential.receiptIdFormat) });
  }

  /** SMPP 3.4 §4.8: the state of one of the client's own messages. */
  async #onQuery(pdu: PduOf<"query_sm">): Promise<void> {
    const message = await this.#find(pdu.message_id);
    if (!message) return this.#answer(pdu, "ESME_RQUERYFAIL");
    const { state, final } = messageStatuses[message.status];
    this.session.respond(pdu, OK, {
      message_id: pdu.message_id,
      final_date: final && message.doneAtMs !== null ? formatAbsoluteTime(message.doneAtMs) : "",
      message_state: state,
      error_code: 0,
    });
  }

  /** SMPP 3.4 §4.9: takes back one message that has not left; cancelling by addresses alone is not offered. */
  async #onCancel(pdu: PduOf<"cancel_sm">): Promise<void> {
    const { traffic } = this.#options;
    const id = this.credential && readMessageId(pdu.message_id, this.credential.receiptIdFormat);
    if (id === undefined) return this.#answer(pdu, "ESME_RCANCELFAIL");
    const outcome = await traffic.interventions.cancel(this.clientId, id).catch(() => undefined);
    this.#answer(pdu, outcome && outcome !== "too_late" ? "ESME_ROK" : "ESME_RCANCELFAIL");
  }

  async #find(messageId: string): Promise<Message | undefined> {
    const id = this.credential && readMessageId(messageId, this.credential.receiptIdFormat);
    if (id === undefined) return undefined;
    return await this.#options.traffic.interventions.find(this.clientId, id).catch(() => undefined);
  }

  #answer(request: Pdu, status: Parameters<typeof statusCode>[0]): void {
    this.session.respond(request, statusCode(status));
  }
}
