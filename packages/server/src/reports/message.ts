/** One message with its whole timeline: what support reads to answer "where is my message?". */
import type { JudgedStep, Message, TimelineEvent } from "@switchyard/contract";
import {
  alphabets,
  billingModes,
  blockedSays,
  decodeTrace,
  formatMicros,
  messageStatuses,
  nameOf,
  receiptStates,
  type TraceStep,
} from "@switchyard/engine";
import { statusName } from "@switchyard/smpp";
import type { Queryable } from "../history/history.ts";
import { notFound } from "../refusal.ts";
import { type MessageDbRow, messageRowOf, messageRowSql } from "./message-search.ts";
import { tellSteps } from "./steps.ts";

interface FullRow extends MessageDbRow {
  readonly credential_id: number | null;
  readonly system_id: string | null;
  readonly alphabet: number;
  readonly data_coding: number;
  readonly esm_class: number;
  readonly protocol_id: number;
  readonly registered_delivery: number;
  readonly text: string | null;
  readonly binary_body: Buffer | null;
  readonly udh: Buffer | null;
  readonly due_at: Date | null;
  readonly valid_until: Date;
  readonly billing: number | null;
  readonly price_micros: bigint | null;
  readonly reserved_micros: bigint;
  readonly cost_micros: bigint | null;
  readonly cost_currency: string | null;
  readonly priority: number;
  readonly route_id: number | null;
  readonly pool_id: number | null;
  readonly pool_name: string | null;
  readonly receipt_state: number;
  readonly told_at: Date | null;
  readonly told_state: number | null;
  readonly trace: string | null;
  readonly sent_sender: string | null;
  readonly sent_text: string | null;
  readonly refund_id: number | null;
  readonly refund_amount: bigint | null;
  readonly refund_reason: string | null;
  readonly refund_by: string | null;
  readonly refund_at: Date | null;
}

/** The message and everything recorded about it; by primary keys and the message's own indexes. */
export async function readMessage(db: Queryable, messageId: number): Promise<Message> {
  const { rows } = await db.query<FullRow>(
    `select ${messageRowSql}, m.credential_id, s.system_id, m.alphabet, m.data_coding, m.esm_class, m.protocol_id,
            m.registered_delivery, m.text, m.binary_body, m.udh,
            case when isfinite(m.due_at) then m.due_at end as due_at, m.valid_until, m.billing, m.price_micros,
            m.reserved_micros, m.cost_micros, p.currency as cost_currency, m.priority, m.route_id, m.pool_id,
            o.name as pool_name, m.receipt_state, t.at as told_at, t.state as told_state, m.trace, m.sent_sender, m.sent_text,
            f.id as refund_id, g.amount_micros as refund_amount, f.reason as refund_reason, f.entered_by as refund_by,
            f.created_at as refund_at
     from messages m
     left join clients c on c.id = m.client_id
     left join connections k on k.id = m.connection_id
     left join suppliers p on p.id = k.supplier_id
     left join pools o on o.id = m.pool_id
     left join smpp_credentials s on s.id = m.credential_id
     left join client_receipts t on t.message_id = m.id
     left join refund_messages g on g.message_id = m.id
     left join refunds f on f.id = g.refund_id
     where m.id = $1`,
    [messageId],
  );
  const [row] = rows;
  if (!row) throw notFound("message", messageId);
  const recorded = await selectRecorded(db, messageId);
  return {
    ...messageRowOf(row),
    alphabet: nameOf(alphabets, row.alphabet),
    dataCoding: row.data_coding,
    esmClass: row.esm_class,
    protocolId: row.protocol_id,
    registeredDelivery: row.registered_delivery,
    text: row.text,
    sentSender: row.sent_sender,
    sentText: row.sent_text,
    binary: row.binary_body?.toString("hex") ?? null,
    udh: row.udh?.toString("hex") ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
    validUntil: row.valid_until.toISOString(),
    billing: row.billing === null ? null : nameOf(billingModes, row.billing),
    price: row.price_micros === null ? null : formatMicros(row.price_micros),
    reserved: formatMicros(row.reserved_micros),
    cost: row.cost_micros === null ? null : formatMicros(row.cost_micros),
    costCurrency: row.cost_currency,
    refund: refundOf(row),
    priority: row.priority,
    timeline: timelineOf(row, await tellSteps(db, readTrace(row.trace ?? "")), recorded),
  };
}

function refundOf(row: FullRow): Message["refund"] {
  const { refund_id: id, refund_amount, refund_reason, refund_by, refund_at } = row;
  if (id === null || refund_amount === null || refund_at === null) return null;
  return {
    id,
    amount: formatMicros(refund_amount),
    reason: refund_reason ?? "",
    enteredBy: refund_by ?? "",
    at: refund_at.toISOString(),
  };
}

/** Events of one moment keep the order in which they are listed here. */
function timelineOf(row: FullRow, checks: readonly JudgedStep[], recorded: readonly TimelineEvent[]): TimelineEvent[] {
  const facts = messageRowOf(row);
  const { receivedAt: at, channel, reason, rejectedByPerson, status, doneAt, connectionId, connectionName } = facts;
  const events: TimelineEvent[] = [
    { kind: "received", at, channel, credentialId: row.credential_id, systemId: row.system_id },
    ...checks.map((check) => ({ kind: "check" as const, at, ...check })),
  ];
  if (row.price_micros !== null && row.billing !== null) {
    events.push({
      kind: "price",
      at,
      billing: nameOf(billingModes, row.billing),
      price: formatMicros(row.price_micros),
      currency: row.currency ?? "",
      cost: row.cost_micros === null ? null : formatMicros(row.cost_micros),
      costCurrency: row.cost_currency,
    });
  }
  if (connectionId !== null) {
    events.push({
      kind: "route",
      at,
      routeId: row.route_id,
      poolId: row.pool_id,
      poolName: row.pool_name,
      connectionId,
      connectionName: connectionName ?? `#${connectionId}`,
    });
  }
  events.push(...recorded, ...impliedReceipt(row, recorded));
  if (reason) {
    const stoppedAt = (rejectedByPerson && doneAt) || at;
    events.push({ kind: "blocked", at: stoppedAt, reason, says: blockedSays(reason, rejectedByPerson) });
  }
  if (doneAt && !reason) events.push({ kind: "finished", at: doneAt, status, says: messageStatuses[status].says });
  const debt = nameOf(receiptStates, row.told_state ?? row.receipt_state);
  const debtAt = row.told_at?.toISOString() ?? doneAt;
  if (debt !== "not_wanted" && debtAt) events.push({ kind: "client_receipt", at: debtAt, state: debt });
  return events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The DELIVRD that ends a message of one part has no row of its own: the message says it all. */
function impliedReceipt(row: FullRow, recorded: readonly TimelineEvent[]): TimelineEvent[] {
  const { status, parts, doneAt, connectionId, connectionName } = messageRowOf(row);
  if (status !== "delivered" || parts !== 1 || doneAt === null || connectionId === null) return [];
  if (recorded.some((event) => event.kind === "receipt" && event.state === "DELIVRD")) return [];
  const link = linkOf({ part: 1, connection_id: connectionId, connection_name: connectionName });
  return [{ kind: "receipt", at: doneAt, ...link, state: "DELIVRD", errorCode: null }];
}

/** A trace that an older version wrote in other words must not hide the rest of the message. */
function readTrace(trace: string): TraceStep[] {
  try {
    return decodeTrace(trace);
  } catch {
    return [];
  }
}

/** What happened to it after acceptance, in the order in which it is told of one moment. */
async function selectRecorded(db: Queryable, messageId: number): Promise<TimelineEvent[]> {
  return [
    ...(await selectModerations(db, messageId)),
    ...(await selectAttempts(db, messageId)),
    ...(await selectMoves(db, messageId)),
    ...(await selectReceipts(db, messageId)),
  ];
}

async function selectModerations(db: Queryable, messageId: number): Promise<TimelineEvent[]> {
  const { rows } = await db.query<{ at: Date; approved: boolean; decided_by: string; comment: string }>(
    "select at, approved, decided_by, comment from moderations where message_id = $1 order by at",
    [messageId],
  );
  return rows.map(({ at, approved, decided_by, comment }) => ({
    kind: "moderation",
    at: at.toISOString(),
    approved,
    decidedBy: decided_by,
    comment,
  }));
}

interface MoveRow {
  readonly at: Date;
  readonly from_connection: number;
  readonly from_name: string | null;
  readonly to_connection: number;
  readonly to_name: string | null;
  readonly reason: string;
}

async function selectMoves(db: Queryable, messageId: number): Promise<TimelineEvent[]> {
  const { rows } = await db.query<MoveRow>(
    `select m.at, m.from_connection, f.name as from_name, m.to_connection, t.name as to_name, m.reason
     from moves m left join connections f on f.id = m.from_connection left join connections t on t.id = m.to_connection
     where m.message_id = $1 order by m.at`,
    [messageId],
  );
  return rows.map((row) => ({
    kind: "move",
    at: row.at.toISOString(),
    fromConnectionId: row.from_connection,
    fromConnectionName: row.from_name ?? `#${row.from_connection}`,
    connectionId: row.to_connection,
    connectionName: row.to_name ?? `#${row.to_connection}`,
    reason: row.reason,
  }));
}

interface AttemptRow {
  readonly part: number;
  readonly connection_id: number;
  readonly connection_name: string | null;
  readonly supplier_message_id: string | null;
  readonly command_status: number | null;
  readonly error: string | null;
  readonly submitted_at: Date;
  readonly answered_at: Date;
}

async function selectAttempts(db: Queryable, messageId: number): Promise<TimelineEvent[]> {
  const { rows } = await db.query<AttemptRow>(
    `select a.*, k.name as connection_name from attempts a left join connections k on k.id = a.connection_id
     where a.message_id = $1 order by a.answered_at, a.part`,
    [messageId],
  );
  return rows.map((row) => ({
    kind: "attempt",
    at: row.answered_at.toISOString(),
    ...linkOf(row),
    submittedAt: row.submitted_at.toISOString(),
    supplierMessageId: row.supplier_message_id,
    commandStatus: row.command_status,
    commandStatusName: row.command_status === null ? null : statusName(row.command_status),
    error: row.error,
  }));
}

interface ReceiptRow {
  readonly part: number;
  readonly connection_id: number;
  readonly connection_name: string | null;
  readonly at: Date;
  readonly state: string;
  readonly error_code: string | null;
}

async function selectReceipts(db: Queryable, messageId: number): Promise<TimelineEvent[]> {
  const { rows } = await db.query<ReceiptRow>(
    `select r.*, k.name as connection_name from receipts r left join connections k on k.id = r.connection_id
     where r.message_id = $1 order by r.at, r.part`,
    [messageId],
  );
  return rows.map((row) => ({
    kind: "receipt",
    at: row.at.toISOString(),
    ...linkOf(row),
    state: row.state,
    errorCode: row.error_code,
  }));
}

function linkOf({
  part,
  connection_id,
  connection_name,
}: Pick<AttemptRow, "part" | "connection_id" | "connection_name">) {
  return { part, connectionId: connection_id, connectionName: connection_name ?? `#${connection_id}` };
}
