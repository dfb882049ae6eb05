/** One incoming message with what happened to it. */
import type { IncomingMessage } from "@switchyard/contract";
import { alphabets, billingModes, formatMicros, incomingStatuses, nameOf } from "@switchyard/engine";
import type { Queryable } from "../history/history.ts";
import { notFound } from "../refusal.ts";
import { type IncomingDbRow, incomingJoins, incomingRowOf, incomingRowSql } from "./incoming-log.ts";

interface FullRow extends IncomingDbRow {
  readonly alphabet: number;
  readonly data_coding: number;
  readonly esm_class: number;
  readonly protocol_id: number;
  readonly udh: Buffer | null;
  readonly body: Buffer;
  readonly billing: number | null;
  readonly price_micros: bigint | null;
  readonly reserved_micros: bigint;
  readonly booked_cost_micros: bigint;
  readonly cost_currency: string | null;
  readonly assigned_at: Date | null;
  readonly assigned_by: string | null;
  readonly paid_at: Date | null;
  readonly done_at: Date | null;
}

/** By primary keys. */
export async function readIncomingMessage(db: Queryable, messageId: number): Promise<IncomingMessage> {
  const { rows } = await db.query<FullRow>(
    `select ${incomingRowSql}, m.alphabet, m.data_coding, m.esm_class, m.protocol_id, m.udh, m.body, m.billing,
            m.price_micros, m.reserved_micros, m.booked_cost_micros, s.currency as cost_currency, m.assigned_at,
            m.assigned_by, m.paid_at, m.done_at
     from incoming_messages m ${incomingJoins}
       left join former_connections f on f.id = m.connection_id
       left join suppliers s on s.id = coalesce(k.supplier_id, f.supplier_id)
     where m.id = $1`,
    [messageId],
  );
  const [row] = rows;
  if (!row) throw notFound("incoming message", messageId);
  return {
    ...incomingRowOf(row),
    alphabet: nameOf(alphabets, row.alphabet),
    dataCoding: row.data_coding,
    esmClass: row.esm_class,
    protocolId: row.protocol_id,
    udh: row.udh?.toString("hex") ?? null,
    body: row.body.toString("hex"),
    billing: row.billing === null ? null : nameOf(billingModes, row.billing),
    price: row.price_micros === null ? null : formatMicros(row.price_micros),
    reserved: formatMicros(row.reserved_micros),
    cost: formatMicros(row.booked_cost_micros),
    costCurrency: row.cost_currency,
    timeline: timelineOf(row),
  };
}

/** In the order of time, and of this list at one moment. */
function timelineOf(row: FullRow): IncomingMessage["timeline"] {
  const { status, clientLogin, connectionName, connectionId, currency } = incomingRowOf(row);
  const client = clientLogin ?? `client ${row.client_id}`;
  const due = formatMicros((row.price_micros ?? 0n) * BigInt(row.parts));
  const isReserved = row.reserved_micros > 0n || (row.billing === billingModes.delivered && row.done_at !== null);
  const events: { kind: IncomingMessage["timeline"][number]["kind"]; at: Date | null; says: string }[] = [
    { kind: "received", at: row.received_at, says: `came over ${connectionName ?? `connection ${connectionId}`}` },
    {
      kind: "assigned",
      at: row.assigned_at,
      says:
        row.assigned_by === null ? `belongs to ${client} by its number` : `given to ${client} by ${row.assigned_by}`,
    },
    { kind: "paid", at: row.paid_at, says: `${due} ${currency ?? ""} ${isReserved ? "set aside" : "charged"}` },
    { kind: "finished", at: row.done_at, says: incomingStatuses[status].says },
  ];
  return events.flatMap(({ kind, at, says }) => (at === null ? [] : [{ kind, at: at.toISOString(), says }]));
}
