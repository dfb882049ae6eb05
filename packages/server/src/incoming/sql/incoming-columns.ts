import { alphabets, billingModes, forwardings, incomingStatuses, incomingStatusOf, nameOf } from "@switchyard/engine";
import type { ColumnType, ColumnValue } from "../../database/arrays.ts";
import type { IncomingMessage } from "../incoming-message.ts";

/** A column of `incoming_messages`: its type, and how its value is read; moments in milliseconds. */
interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly read: (message: IncomingMessage) => ColumnValue | null;
}

/** The columns that change after arrival, and the id by which the row is found. */
export const changingColumns: readonly Column[] = [
  { name: "id", type: "bigint", read: (m) => m.id },
  { name: "status", type: "smallint", read: (m) => incomingStatuses[m.status].code },
  { name: "client_id", type: "int", read: (m) => m.clientId },
  { name: "number_id", type: "int", read: (m) => m.numberId },
  { name: "forward", type: "smallint", read: (m) => m.forward && forwardings[m.forward] },
  { name: "assigned_at", type: "timestamptz", read: (m) => m.assignedAtMs },
  { name: "assigned_by", type: "text", read: (m) => m.assignedBy },
  { name: "billing", type: "smallint", read: (m) => m.billing && billingModes[m.billing] },
  { name: "currency", type: "text", read: (m) => m.currency },
  { name: "price_micros", type: "bigint", read: (m) => m.priceMicros },
  { name: "charged_micros", type: "bigint", read: (m) => m.chargedMicros },
  { name: "reserved_micros", type: "bigint", read: (m) => m.reservedMicros },
  { name: "paid_at", type: "timestamptz", read: (m) => m.paidAtMs },
  { name: "done_at", type: "timestamptz", read: (m) => m.doneAtMs },
];

/** Every column in the order of insertion. */
export const incomingColumns: readonly Column[] = [
  ...changingColumns,
  { name: "received_at", type: "timestamptz", read: (m) => m.receivedAtMs },
  { name: "connection_id", type: "int", read: (m) => m.connectionId },
  { name: "sender", type: "text", read: (m) => m.sender },
  { name: "source_ton", type: "smallint", read: (m) => m.sourceTon },
  { name: "source_npi", type: "smallint", read: (m) => m.sourceNpi },
  { name: "recipient", type: "text", read: (m) => m.recipient },
  { name: "dest_ton", type: "smallint", read: (m) => m.destTon },
  { name: "dest_npi", type: "smallint", read: (m) => m.destNpi },
  { name: "country", type: "text", read: (m) => m.country },
  { name: "network", type: "text", read: (m) => m.network },
  { name: "alphabet", type: "smallint", read: (m) => alphabets[m.alphabet] },
  { name: "data_coding", type: "smallint", read: (m) => m.dataCoding },
  { name: "esm_class", type: "smallint", read: (m) => m.esmClass },
  { name: "protocol_id", type: "smallint", read: (m) => m.protocolId },
  { name: "udh", type: "bytea", read: (m) => m.udh },
  { name: "body", type: "bytea", read: (m) => m.body },
  { name: "text", type: "text", read: (m) => m.text },
  { name: "parts", type: "smallint", read: (m) => m.parts },
  { name: "booked_cost_micros", type: "bigint", read: (m) => m.bookedCostMicros },
];

/** A row of `incoming_messages` as the driver gives it. */
export interface IncomingRow {
  readonly id: bigint;
  readonly received_at: Date;
  readonly status: number;
  readonly connection_id: number;
  readonly sender: string;
  readonly source_ton: number;
  readonly source_npi: number;
  readonly recipient: string;
  readonly dest_ton: number;
  readonly dest_npi: number;
  readonly country: string | null;
  readonly network: string | null;
  readonly alphabet: number;
  readonly data_coding: number;
  readonly esm_class: number;
  readonly protocol_id: number;
  readonly udh: Buffer | null;
  readonly body: Buffer;
  readonly text: string | null;
  readonly parts: number;
  readonly client_id: number | null;
  readonly number_id: number | null;
  readonly forward: number | null;
  readonly assigned_at: Date | null;
  readonly assigned_by: string | null;
  readonly billing: number | null;
  readonly currency: string | null;
  readonly price_micros: bigint | null;
  readonly charged_micros: bigint;
  readonly reserved_micros: bigint;
  readonly paid_at: Date | null;
  readonly booked_cost_micros: bigint;
  readonly done_at: Date | null;
}

/** Reads a stored message back into the form it is worked on. */
export function readIncoming(row: IncomingRow): IncomingMessage {
  return {
    id: Number(row.id),
    receivedAtMs: row.received_at.getTime(),
    status: incomingStatusOf(row.status),
    connectionId: row.connection_id,
    sender: row.sender,
    sourceTon: row.source_ton,
    sourceNpi: row.source_npi,
    recipient: row.recipient,
    destTon: row.dest_ton,
    destNpi: row.dest_npi,
    country: row.country,
    network: row.network,
    alphabet: nameOf(alphabets, row.alphabet),
    dataCoding: row.data_coding,
    esmClass: row.esm_class,
    protocolId: row.protocol_id,
    udh: row.udh,
    body: row.body,
    text: row.text,
    parts: row.parts,
    clientId: row.client_id,
    numberId: row.number_id,
    forward: row.forward === null ? null : nameOf(forwardings, row.forward),
    assignedAtMs: row.assigned_at?.getTime() ?? null,
    assignedBy: row.assigned_by,
    billing: row.billing === null ? null : nameOf(billingModes, row.billing),
    currency: row.currency,
    priceMicros: row.price_micros,
    chargedMicros: row.charged_micros,
    reservedMicros: row.reserved_micros,
    paidAtMs: row.paid_at?.getTime() ?? null,
    bookedCostMicros: row.booked_cost_micros,
    doneAtMs: row.done_at?.getTime() ?? null,
  };
}
