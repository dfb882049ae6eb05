/** A connection as a form holds it (numbers as they are typed) and as the contract takes it. */
import {
  type AddressRule,
  type Connection,
  type ConnectionKind,
  defaultPauseErrors,
  type ReceiptWord,
} from "@switchyard/contract";
import { numberOf } from "../../parts/number-input.tsx";
import { keyed, type TemplateValues, templateOf, templateValues } from "./template-values.ts";

const numbers = {
  port: 2775,
  sessions: 1,
  tps: 100,
  windowMax: 50,
  enquireLinkSeconds: 30,
  responseTimeoutSeconds: 30,
  reconnectMinSeconds: 1,
  reconnectMaxSeconds: 60,
  destTon: 1,
  destNpi: 1,
  pauseMs: 1000,
} as const;

/** Numbers that may be left out, which then are null. */
const optionalNumbers = ["sourceTon", "sourceNpi", "dailyLimit", "queueMax"] as const;

const numberNames = Object.keys(numbers) as (keyof typeof numbers)[];

const typed = (value: number | null | undefined): string =>
  value === null || value === undefined ? "" : String(value);

export interface RuleLine {
  key: number;
  side: AddressRule["side"];
  match: AddressRule["match"];
  prefix: string;
  ton: string;
  npi: string;
}

export interface WordLine {
  key: number;
  word: string;
  state: ReceiptWord["state"];
}

export function connectionValues(connection: Connection | undefined) {
  return {
    kind: (connection?.kind ?? "smpp") as ConnectionKind,
    name: connection?.name ?? "",
    host: connection?.host ?? "",
    port: typed(connection?.port ?? numbers.port),
    tls: connection?.tls ?? false,
    systemId: connection?.systemId ?? "",
    password: "",
    systemType: connection?.systemType ?? "",
    bindType: connection?.bindType ?? "transceiver",
    sessions: typed(connection?.sessions ?? numbers.sessions),
    tps: typed(connection?.tps ?? numbers.tps),
    windowMax: typed(connection?.windowMax ?? numbers.windowMax),
    enquireLinkSeconds: typed(connection?.enquireLinkSeconds ?? numbers.enquireLinkSeconds),
    responseTimeoutSeconds: typed(connection?.responseTimeoutSeconds ?? numbers.responseTimeoutSeconds),
    reconnectMinSeconds: typed(connection?.reconnectMinSeconds ?? numbers.reconnectMinSeconds),
    reconnectMaxSeconds: typed(connection?.reconnectMaxSeconds ?? numbers.reconnectMaxSeconds),
    serviceType: connection?.serviceType ?? "",
    sourceTon: typed(connection?.sourceTon),
    sourceNpi: typed(connection?.sourceNpi),
    destTon: typed(connection?.destTon ?? numbers.destTon),
    destNpi: typed(connection?.destNpi ?? numbers.destNpi),
    addressRules: (connection?.addressRules ?? []).map((rule): RuleLine => {
      return keyed({ ...rule, ton: typed(rule.ton), npi: typed(rule.npi) });
    }),
    defaultAlphabet: connection?.defaultAlphabet ?? "gsm7",
    longMessages: connection?.longMessages ?? "udh",
    receiptIdFormat: connection?.receiptIdFormat ?? "as_is",
    receiptWords: (connection?.receiptWords ?? []).map((word): WordLine => keyed(word)),
    lostAnswer: connection?.lostAnswer ?? "resend",
    dailyLimit: typed(connection?.dailyLimit),
    queueMax: typed(connection?.queueMax),
    rerouteErrors: connection?.rerouteErrors ?? [],
    pauseErrors: connection?.pauseErrors ?? [...defaultPauseErrors.smpp],
    pauseMs: typed(connection?.pauseMs ?? numbers.pauseMs),
    lookup: {
      from: (connection?.lookup?.network.from ?? "none") as "none" | "tlv" | "text",
      sender: connection?.lookup?.sender ?? "",
      tag: connection?.lookup?.network.from === "tlv" ? tagText(connection.lookup.network.tag) : "",
      pattern: connection?.lookup?.network.from === "text" ? connection.lookup.network.pattern : "",
    },
    http: templateValues(connection?.http ?? undefined) as TemplateValues,
  };
}

export type ConnectionValues = ReturnType<typeof connectionValues>;

/** A tag as suppliers write it: 0x1403. */
const tagText = (tag: number): string => `0x${tag.toString(16).padStart(4, "0")}`;

function lookupOf({ from, sender, tag, pattern }: ConnectionValues["lookup"]) {
  if (from === "none") return null;
  // Number() reads 0x1403 as well as 5123, and makes of anything else what the contract refuses.
  return { sender, network: from === "tlv" ? { from, tag: Number(tag) } : { from, pattern } };
}

/** The body but for kind and password: the one is fixed, the other only goes out where one was typed. */
export function connectionBody({ password: _, kind, http, lookup, ...values }: ConnectionValues) {
  const isHttp = kind === "http";
  return {
    ...values,
    ...Object.fromEntries(numberNames.map((name) => [name, numberOf(values[name])])),
    ...Object.fromEntries(optionalNumbers.map((name) => [name, values[name] === "" ? null : numberOf(values[name])])),
    addressRules: values.addressRules.map(({ key: _key, ...rule }) => {
      return { ...rule, ton: numberOf(rule.ton), npi: numberOf(rule.npi) };
    }),
    receiptWords: values.receiptWords.map(({ key: _key, ...word }) => word),
    host: isHttp ? null : values.host,
    port: isHttp ? null : numberOf(values.port),
    lookup: isHttp ? null : lookupOf(lookup),
    http: isHttp ? templateOf(http) : null,
  };
}

/** What a supplier's ways are called for people. */
export const choices = {
  kind: [
    { value: "smpp", label: "SMPP" },
    { value: "http", label: "HTTP API" },
  ],
  bindType: [
    { value: "transceiver", label: "Transceiver" },
    { value: "pair", label: "Transmitter and receiver" },
  ],
  defaultAlphabet: [
    { value: "gsm7", label: "GSM 7-bit, unpacked" },
    { value: "latin1", label: "Latin-1" },
  ],
  longMessages: [
    { value: "udh", label: "Parts with a user data header" },
    { value: "sar", label: "Parts with sar_* parameters" },
    { value: "payload", label: "One message_payload" },
  ],
  receiptIdFormat: [
    { value: "as_is", label: "As in the answer" },
    { value: "hex_to_dec", label: "Hexadecimal, answer decimal" },
    { value: "dec_to_hex", label: "Decimal, answer hexadecimal" },
    { value: "lower", label: "In lower case" },
    { value: "no_leading_zeros", label: "Without leading zeros" },
  ],
  lostAnswer: [
    { value: "resend", label: "Is sent again" },
    { value: "wait", label: "Waits for its receipt" },
  ],
  lookupFrom: [
    { value: "none", label: "It carries messages" },
    { value: "tlv", label: "In a parameter of the receipt" },
    { value: "text", label: "In the receipt's text" },
  ],
  side: [
    { value: "sender", label: "Sender" },
    { value: "recipient", label: "Recipient" },
  ],
  match: [
    { value: "alphanumeric", label: "Alphanumeric" },
    { value: "short", label: "Short number" },
    { value: "long", label: "Long number" },
    { value: "prefix", label: "Begins with" },
  ],
  wordState: [
    { value: "DELIVRD", label: "Delivered" },
    { value: "UNDELIV", label: "Undelivered" },
    { value: "EXPIRED", label: "Expired" },
    { value: "REJECTD", label: "Rejected" },
    { value: "DELETED", label: "Deleted" },
    { value: "UNKNOWN", label: "Unknown" },
    { value: "ACCEPTD", label: "Accepted, on its way" },
    { value: "ENROUTE", label: "On its way" },
  ],
  bodyKind: [
    { value: "json", label: "JSON" },
    { value: "form", label: "Form fields" },
    { value: "text", label: "Text or XML" },
    { value: "none", label: "None" },
  ],
  callbackFrom: [
    { value: "none", label: "Not at all" },
    { value: "json", label: "As JSON" },
    { value: "form", label: "As form fields" },
    { value: "query", label: "In the query" },
  ],
  parts: [
    { value: "whole", label: "In one request" },
    { value: "each", label: "A request for each part" },
  ],
};

/** Statuses that lists of errors are usually made of. */
export const usualErrors: Readonly<Record<ConnectionKind, readonly string[]>> = {
  smpp: [
    "ESME_RTHROTTLED",
    "ESME_RMSGQFUL",
    "ESME_RSYSERR",
    "ESME_RX_T_APPN",
    "ESME_RX_R_APPN",
    "ESME_RSUBMITFAIL",
    "ESME_RINVDSTADR",
    "ESME_RINVSRCADR",
  ],
  http: ["429", "500", "502", "503", "402", "403"],
};

/** The label of a choice. */
export function choiceLabel(kind: keyof typeof choices, value: string): string {
  return choices[kind].find((choice) => choice.value === value)?.label ?? value;
}
