/** A connection as a form holds it (numbers as they are typed) and as the contract takes it. */
import type { Connection } from "@switchyard/contract";
import { numberOf } from "../../parts/number-input.tsx";

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
} as const;

const numberNames = Object.keys(numbers) as (keyof typeof numbers)[];

export function connectionValues(connection: Connection | undefined) {
  const typed = (value: number | null | undefined) => (value === null || value === undefined ? "" : String(value));
  return {
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
    defaultAlphabet: connection?.defaultAlphabet ?? "gsm7",
    longMessages: connection?.longMessages ?? "udh",
    receiptIdFormat: connection?.receiptIdFormat ?? "as_is",
    lostAnswer: connection?.lostAnswer ?? "resend",
  };
}

export type ConnectionValues = ReturnType<typeof connectionValues>;

/** The body but for the password, which only goes out where one was typed. */
export function connectionBody({ password: _, ...values }: ConnectionValues) {
  return {
    ...values,
    ...Object.fromEntries(numberNames.map((name) => [name, numberOf(values[name])])),
    sourceTon: values.sourceTon === "" ? null : numberOf(values.sourceTon),
    sourceNpi: values.sourceNpi === "" ? null : numberOf(values.sourceNpi),
  };
}

/** What a supplier's ways are called for people. */
export const choices = {
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
};

/** The label of a choice. */
export function choiceLabel(kind: keyof typeof choices, value: string): string {
  return choices[kind].find((choice) => choice.value === value)?.label ?? value;
}
