import {
  alphabets,
  billingModes,
  blockReasonOf,
  blockReasons,
  channels,
  messageStatuses,
  messageStatusOf,
  nameOf,
  receiptStates,
} from "@switchyard/engine";
import type { ColumnType, ColumnValue } from "../../database/arrays.ts";
import type { Message, MessageState } from "../message.ts";

/** A column of `messages`: its type, and how its value is read; moments in milliseconds. */
interface Column<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly read: (row: Row) => ColumnValue | null;
}

/** The columns progress changes; none of them is indexed, so the update stays in place. */
export const changingColumns: readonly Column<MessageState>[] = [
  { name: "id", type: "bigint", read: (m) => m.id },
  { name: "status", type: "smallint", read: (m) => messageStatuses[m.status].code },
  { name: "reason", type: "smallint", read: (m) => m.reason && blockReasons[m.reason].number },
  { name: "part_states", type: "text", read: (m) => m.partStates },
  { name: "due_at", type: "timestamptz", read: (m) => m.dueAtMs },
  { name: "sent_at", type: "timestamptz", read: (m) => m.sentAtMs },
  { name: "done_at", type: "timestamptz", read: (m) => m.doneAtMs },
  { name: "error_code", type: "text", read: (m) => m.errorCode },
  { name: "charged_micros", type: "bigint", read: (m) => m.chargedMicros },
  { name: "reserved_micros", type: "bigint", read: (m) => m.reservedMicros },
  { name: "cost_micros", type: "bigint", read: (m) => m.costMicros },
  { name: "cost_billing", type: "smallint", read: (m) => m.costBilling && billingModes[m.costBilling] },
  { name: "booked_cost_micros", type: "bigint", read: (m) => m.bookedCostMicros },
  { name: "connection_id", type: "int", read: (m) => m.connectionId },
  { name: "sent_sender", type: "text", read: (m) => m.sentSender },
  { name: "sent_text", type: "text", read: (m) => m.sentText },
  { name: "receipt_state", type: "smallint", read: (m) => receiptStates[m.receiptState] },
];

/** Every column in the order of insertion; the insert statement is made from it. */
export const messageColumns: readonly Column<Message>[] = [
  // A message just recorded has neither left nor failed yet.
  ...changingColumns.filter(({ name }) => name !== "sent_at" && name !== "error_code"),
  { name: "client_id", type: "int", read: (m) => m.clientId },
  { name: "credential_id", type: "int", read: (m) => m.credentialId },
  { name: "channel", type: "smallint", read: (m) => channels[m.channel] },
  { name: "sender", type: "text", read: (m) => m.sender },
  { name: "source_ton", type: "smallint", read: (m) => m.sourceTon },
  { name: "source_npi", type: "smallint", read: (m) => m.sourceNpi },
  { name: "recipient", type: "text", read: (m) => m.recipient },
  { name: "country", type: "text", read: (m) => m.country },
  { name: "network", type: "text", read: (m) => m.network },
  { name: "alphabet", type: "smallint", read: (m) => alphabets[m.alphabet] },
  { name: "data_coding", type: "smallint", read: (m) => m.dataCoding },
  { name: "esm_class", type: "smallint", read: (m) => m.esmClass },
  { name: "protocol_id", type: "smallint", read: (m) => m.protocolId },
  { name: "udh", type: "bytea", read: (m) => m.udh },
  { name: "text", type: "text", read: (m) => m.text },
  { name: "binary_body", type: "bytea", read: (m) => m.binary },
  { name: "parts", type: "smallint", read: (m) => m.parts },
  { name: "registered_delivery", type: "smallint", read: (m) => m.registeredDelivery },
  { name: "received_at", type: "timestamptz", read: (m) => m.receivedAtMs },
  { name: "valid_until", type: "timestamptz", read: (m) => m.validUntilMs },
  { name: "billing", type: "smallint", read: (m) => m.billing && billingModes[m.billing] },
  { name: "currency", type: "text", read: (m) => m.currency },
  { name: "price_micros", type: "bigint", read: (m) => m.priceMicros },
  { name: "priority", type: "smallint", read: (m) => m.priority },
  { name: "route_id", type: "int", read: (m) => m.routeId },
  { name: "pool_id", type: "int", read: (m) => m.poolId },
  { name: "trace", type: "text", read: (m) => m.trace },
];

/** The type in which a column's values cross: moments go as seconds and become timestamps in SQL. */
export const crossingType = ({ type }: { readonly type: ColumnType }): string =>
  type === "timestamptz" ? "float8" : type;
export const fromCrossing = (type: ColumnType, value: string): string =>
  type === "timestamptz" ? `to_timestamp(${value})` : value;

/** A row of `messages` as the driver gives it: bigint for int8, Date for timestamptz, Buffer for bytea. */
export interface MessageRow {
  id: bigint;
  client_id: number;
  credential_id: number | null;
  channel: number;
  status: number;
  reason: number | null;
  sender: string;
  source_ton: number;
  source_npi: number;
  recipient: string;
  country: string | null;
  network: string | null;
  alphabet: number;
  data_coding: number;
  esm_class: number;
  protocol_id: number;
  udh: Buffer | null;
  text: string | null;
  binary_body: Buffer | null;
  parts: number;
  part_states: string | null;
  registered_delivery: number;
  received_at: Date;
  due_at: Date | null;
  valid_until: Date;
  sent_at: Date | null;
  done_at: Date | null;
  error_code: string | null;
  billing: number | null;
  currency: string | null;
  price_micros: bigint | null;
  charged_micros: bigint;
  reserved_micros: bigint;
  cost_micros: bigint | null;
  cost_billing: number | null;
  booked_cost_micros: bigint;
  priority: number;
  route_id: number | null;
  pool_id: number | null;
  connection_id: number | null;
  receipt_state: number;
  trace: string | null;
  sent_sender: string | null;
  sent_text: string | null;
}

/** Reads a stored message back into the form it is worked on. */
export function readMessage(row: MessageRow): Message {
  return {
    id: Number(row.id),
    clientId: row.client_id,
    credentialId: row.credential_id,
    channel: nameOf(channels, row.channel),
    status: messageStatusOf(row.status),
    reason: row.reason === null ? null : blockReasonOf(row.reason),
    sender: row.sender,
    sourceTon: row.source_ton,
    sourceNpi: row.source_npi,
    recipient: row.recipient,
    country: row.country,
    network: row.network,
    alphabet: nameOf(alphabets, row.alphabet),
    dataCoding: row.data_coding,
    esmClass: row.esm_class,
    protocolId: row.protocol_id,
    udh: row.udh,
    text: row.text,
    binary: row.binary_body,
    parts: row.parts,
    partStates: row.part_states,
    registeredDelivery: row.registered_delivery,
    receivedAtMs: row.received_at.getTime(),
    dueAtMs: row.due_at?.getTime() ?? null,
    validUntilMs: row.valid_until.getTime(),
    sentAtMs: row.sent_at?.getTime() ?? null,
    doneAtMs: row.done_at?.getTime() ?? null,
    errorCode: row.error_code,
    billing: row.billing === null ? null : nameOf(billingModes, row.billing),
    currency: row.currency,
    priceMicros: row.price_micros,
    chargedMicros: row.charged_micros,
    reservedMicros: row.reserved_micros,
    bookedCostMicros: row.booked_cost_micros,
    costMicros: row.cost_micros,
    costBilling: row.cost_billing === null ? null : nameOf(billingModes, row.cost_billing),
    priority: row.priority,
    routeId: row.route_id,
    poolId: row.pool_id,
    connectionId: row.connection_id,
    receiptState: nameOf(receiptStates, row.receipt_state),
    trace: row.trace,
    isParked: false,
    pendingChanges: 0,
    inFlight: 0,
    sentSender: row.sent_sender,
    sentText: row.sent_text,
    tries: 0,
    tried: null,
  };
}
