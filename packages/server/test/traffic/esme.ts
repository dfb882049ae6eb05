/** A client's end of a session, with everything a test wants to send, see and refuse. */
import {
  type BindName,
  connectEsme,
  type Outcome,
  type Pdu,
  type PduInput,
  type PduOf,
  type Session,
  type StatusName,
  statusCode,
  statusName,
} from "@switchyard/smpp";
import { parseReceipt, type Receipt } from "@switchyard/sms";

export interface BindOptions {
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  readonly command?: BindName;
  readonly systemType?: string;
  readonly windowMax?: number;
  readonly host?: string;
}

export interface Answer {
  readonly status: StatusName | string;
  readonly id: string;
}

/** esm_class bits 2 to 5; without any it is a message from a handset. */
const TYPE_MASK = 0x3c;

export type SubmitFields = Partial<Omit<PduInput<"submit_sm">, "command">>;

export interface Esme {
  readonly session: Session;
  readonly receipts: Receipt[];
  readonly receiptPdus: PduOf<"deliver_sm">[];
  /** Messages from handsets it took. */
  readonly incoming: PduOf<"deliver_sm">[];
  /** How it answers what is delivered from now on; "silence" leaves it unanswered. */
  answersReceipts: StatusName | "silence";
  /** Receipts it did not answer with ESME_ROK. */
  readonly turnedDown: number;
  readonly isClosed: boolean;
  /** Rejects when the session ends before the answer. */
  submit(fields?: SubmitFields): Promise<Answer>;
  /** Rejects when there is no answer. */
  request(pdu: PduInput<"data_sm" | "query_sm" | "cancel_sm" | "replace_sm" | "submit_multi">): Promise<Pdu>;
  unbind(): Promise<void>;
  /** Cuts the line. */
  cut(): void;
}

/** Binds, or answers the status the bind was refused with. */
export async function tryBind(options: BindOptions): Promise<Esme | StatusName | string> {
  const receipts: Receipt[] = [];
  const receiptPdus: PduOf<"deliver_sm">[] = [];
  const incoming: PduOf<"deliver_sm">[] = [];
  let isClosed = false;
  let turnedDown = 0;
  // Receipts may come in the same breath as the answer to the bind.
  const own: Pick<Esme, "answersReceipts"> = { answersReceipts: "ESME_ROK" };
  const connected = await connectEsme({
    host: options.host ?? "127.0.0.1",
    port: options.port,
    connectTimeoutMs: 5_000,
    bind: {
      command: options.command ?? "bind_transceiver",
      system_id: options.systemId,
      password: options.password,
      system_type: options.systemType ?? "",
      interface_version: 0x34,
    },
    windowMax: options.windowMax ?? 10_000,
    timers: { bindMs: 5_000, enquireLinkMs: 60_000, responseMs: 30_000, inactivityMs: 0 },
    onRequest(request, session) {
      if (request.command !== "deliver_sm") return session.respond(request, statusCode("ESME_RINVCMDID"));
      const { answersReceipts } = own;
      if (answersReceipts !== "ESME_ROK") turnedDown++;
      if (answersReceipts === "silence") return;
      if (answersReceipts === "ESME_ROK" && (request.esm_class & TYPE_MASK) === 0) incoming.push(request);
      else if (answersReceipts === "ESME_ROK") {
        const receipt = parseReceipt(request.short_message.toString("latin1"));
        if (receipt) receipts.push(receipt);
        receiptPdus.push(request);
      }
      session.respond(request, statusCode(answersReceipts));
    },
    onClose() {
      isClosed = true;
    },
  });
  if (!connected.ok) {
    return connected.command_status === undefined ? connected.reason : statusName(connected.command_status);
  }
  const { session } = connected;
  const send = (pdu: Parameters<Session["request"]>[0]) =>
    new Promise<Pdu>((resolve, reject) => {
      const answered = (outcome: Outcome) =>
        outcome.ok ? resolve(outcome.response) : reject(new Error(`no answer to ${pdu.command}: ${outcome.reason}`));
      if (!session.request(pdu, answered)) reject(new Error(`${pdu.command} could not be sent`));
    });
  const esme: Esme = {
    session,
    receipts,
    receiptPdus,
    incoming,
    get answersReceipts() {
      return own.answersReceipts;
    },
    set answersReceipts(answer) {
      own.answersReceipts = answer;
    },
    get turnedDown() {
      return turnedDown;
    },
    get isClosed() {
      return isClosed;
    },
    request: send,
    async submit(fields = {}) {
      const response = await send({ ...plainSubmit, ...fields });
      return {
        status: statusName(response.command_status),
        id: response.command === "submit_sm_resp" ? response.message_id : "",
      };
    },
    unbind: () => session.unbind(2_000),
    cut: () => session.close("cut"),
  };
  return esme;
}

export async function bind(options: BindOptions): Promise<Esme> {
  const bound = await tryBind(options);
  if (typeof bound === "string") throw new Error(`the bind was refused: ${bound}`);
  return bound;
}

const plainSubmit: PduInput<"submit_sm"> = {
  command: "submit_sm",
  source_addr_ton: 5,
  source_addr_npi: 0,
  source_addr: "Switchyard",
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  destination_addr: "4915112345678",
  registered_delivery: 1,
  short_message: Buffer.from("hello"),
};
