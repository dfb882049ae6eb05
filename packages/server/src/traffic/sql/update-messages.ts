import { receiptStates } from "@switchyard/engine";
import { batchColumn, booleans, moments, numbers, texts } from "../../database/arrays.ts";
import { joinSteps, type Step } from "../../database/statement.ts";
import { movementSteps, type PostedMovements } from "../../ledger/movements.ts";
import type { Change, WithAttempt, WithModeration, WithMove, WithReceipt, WithTold } from "../changes.ts";
import { type ChargeDays, chargeDaysStep } from "../charge-days.ts";
import { laneStep } from "../lane.ts";
import type { Message, MessageState } from "../message.ts";
import { waitsForPerson } from "../part-states.ts";
import { type Totals, totalsStep } from "../totals.ts";
import { changingColumns, crossingType, fromCrossing } from "./message-columns.ts";

/** Names a kept receipt: by the connection it came over, for two suppliers may give the same id. */
export interface KeptReceipt {
  readonly connectionId: number;
  readonly supplierMessageId: string;
}

export interface UnmatchedReceipt extends KeptReceipt {
  readonly atMs: number;
  readonly state: string;
  readonly errorCode: string | null;
}

/** Everything one progress batch writes. A message appears once in `states`, as its last change left it. */
export interface ProgressBatch extends PostedMovements {
  readonly lane: string;
  readonly batch: number;
  readonly states: readonly MessageState[];
  readonly attempts: readonly WithAttempt[];
  readonly receipts: readonly WithReceipt[];
  readonly leavingQueue: readonly Message[];
  readonly changingQueue: readonly Change[];
  readonly owed: readonly Message[];
  readonly told: readonly WithTold[];
  readonly moves: readonly WithMove[];
  readonly moderations: readonly WithModeration[];
  readonly taken: readonly Message[];
  readonly unmatched: readonly UnmatchedReceipt[];
  readonly matched: readonly KeptReceipt[];
  readonly totals: Totals;
  readonly chargeDays: ChargeDays;
}

/** All but the id, by which rows are found. */
const settable = changingColumns.filter(({ name }) => name !== "id");
const SHARED_FROM = changingColumns.length + 1;

const updatedStep: Step<ProgressBatch> = {
  name: "updated",
  // By the primary key alone; the lane's session rules out hash joins, which would read whole partitions. Columns that are
  // the same for the whole batch cross once, as with the insert.
  sql: `update messages m set ${settable.map((column, i) => `${column.name} = ${fromCrossing(column.type, `coalesce(u.${column.name}, $${SHARED_FROM + i}::${crossingType(column)})`)}`).join(", ")}
     from unnest(${changingColumns.map((column, i) => `$${i + 1}::${crossingType(column)}[]`).join(", ")})
       u(${changingColumns.map(({ name }) => name).join(", ")})
     where m.id = u.id`,
  values({ states }) {
    const columns = changingColumns.map(({ name, type, read }) => ({ name, ...batchColumn(states, type, read) }));
    return [
      ...columns.map(({ array }) => array),
      ...columns.filter(({ name }) => name !== "id").map(({ shared }) => shared),
    ];
  },
};

const movedStep: Step<ProgressBatch> = {
  name: "moved",
  sql: `insert into moves (message_id, at, from_connection, to_connection, reason)
     select message_id, to_timestamp(at), from_connection, to_connection, reason
     from unnest($1::bigint[], $2::float8[], $3::int[], $4::int[], $5::text[])
       u(message_id, at, from_connection, to_connection, reason)`,
  values: ({ moves }) => [
    numbers(moves, ({ message }) => message.id),
    moments(moves, ({ move }) => move.atMs),
    numbers(moves, ({ move }) => move.from),
    numbers(moves, ({ move }) => move.to),
    texts(moves, ({ move }) => move.reason),
  ],
};

const moderatedStep: Step<ProgressBatch> = {
  name: "moderated",
  sql: `insert into moderations (message_id, at, approved, decided_by, comment)
     select message_id, to_timestamp(at), approved, decided_by, comment
     from unnest($1::bigint[], $2::float8[], $3::boolean[], $4::text[], $5::text[])
       u(message_id, at, approved, decided_by, comment)`,
  values: ({ moderations }) => [
    numbers(moderations, ({ message }) => message.id),
    moments(moderations, ({ moderation }) => moderation.atMs),
    booleans(moderations, ({ moderation }) => moderation.approved),
    texts(moderations, ({ moderation }) => moderation.by),
    texts(moderations, ({ moderation }) => moderation.comment),
  ],
};

const attemptedStep: Step<ProgressBatch> = {
  name: "attempted",
  sql: `insert into attempts (message_id, part, connection_id, supplier_message_id, command_status, error, submitted_at, answered_at)
     select message_id, part, connection_id, supplier_message_id, command_status, error, to_timestamp(submitted_at), to_timestamp(answered_at)
     from unnest($1::bigint[], $2::smallint[], $3::int[], $4::text[], $5::int[], $6::text[], $7::float8[], $8::float8[])
       u(message_id, part, connection_id, supplier_message_id, command_status, error, submitted_at, answered_at)`,
  values: ({ attempts }) => [
    numbers(attempts, ({ message }) => message.id),
    numbers(attempts, ({ attempt }) => attempt.part),
    numbers(attempts, ({ attempt }) => attempt.connectionId),
    texts(attempts, ({ attempt }) => attempt.supplierMessageId),
    numbers(attempts, ({ attempt }) => attempt.commandStatus),
    texts(attempts, ({ attempt }) => attempt.error),
    moments(attempts, ({ attempt }) => attempt.submittedAtMs),
    moments(attempts, ({ attempt }) => attempt.answeredAtMs),
  ],
};

const receivedStep: Step<ProgressBatch> = {
  name: "received",
  sql: `insert into receipts (message_id, part, connection_id, at, state, error_code)
     select message_id, part, connection_id, to_timestamp(at), state, error_code
     from unnest($1::bigint[], $2::smallint[], $3::int[], $4::float8[], $5::text[], $6::text[])
       u(message_id, part, connection_id, at, state, error_code)`,
  values: ({ receipts }) => [
    numbers(receipts, ({ message }) => message.id),
    numbers(receipts, ({ receipt }) => receipt.part),
    numbers(receipts, ({ receipt }) => receipt.connectionId),
    moments(receipts, ({ receipt }) => receipt.atMs),
    texts(receipts, ({ receipt }) => receipt.state),
    texts(receipts, ({ receipt }) => receipt.errorCode),
  ],
};

const leftStep: Step<ProgressBatch> = {
  name: "left_queue",
  sql: "delete from queue where message_id = any($1::bigint[])",
  values: ({ leavingQueue }) => [numbers(leavingQueue, (message) => message.id)],
};

const requeuedStep: Step<ProgressBatch> = {
  name: "requeued",
  sql: `update queue q
     set connection_id = u.connection_id, due_at = case when u.held then 'infinity'::timestamptz else to_timestamp(u.due_at) end
     from unnest($1::bigint[], $2::int[], $3::float8[], $4::boolean[]) u(message_id, connection_id, due_at, held)
     where q.message_id = u.message_id`,
  values: ({ changingQueue }) => [
    numbers(changingQueue, ({ after }) => after.id),
    numbers(changingQueue, ({ after }) => after.connectionId),
    moments(changingQueue, ({ after }) => after.dueAtMs),
    booleans(changingQueue, ({ after }) => waitsForPerson(after)),
  ],
};

const owedStep: Step<ProgressBatch> = {
  name: "owed",
  sql: "insert into owed_receipts (client_id, message_id) select * from unnest($1::int[], $2::bigint[])",
  values: ({ owed }) => [numbers(owed, (message) => message.clientId), numbers(owed, (message) => message.id)],
};

const takenStep: Step<ProgressBatch> = {
  name: "taken",
  sql: `delete from owed_receipts o using unnest($1::int[], $2::bigint[]) u(client_id, message_id)
     where o.client_id = u.client_id and o.message_id = u.message_id`,
  values: ({ taken }) => [numbers(taken, (message) => message.clientId), numbers(taken, (message) => message.id)],
};

const toldStep: Step<ProgressBatch> = {
  name: "told",
  sql: `insert into client_receipts (message_id, at, state)
     select message_id, to_timestamp(at), state from unnest($1::bigint[], $2::float8[], $3::smallint[]) u(message_id, at, state)`,
  values: ({ told }) => [
    numbers(told, ({ message }) => message.id),
    moments(told, ({ told: { atMs } }) => atMs),
    numbers(told, ({ told: { how } }) => receiptStates[how]),
  ],
};

const unmatchedStep: Step<ProgressBatch> = {
  name: "kept_unmatched",
  sql: `insert into unmatched_receipts (connection_id, supplier_message_id, at, state, error_code)
     select connection_id, supplier_message_id, to_timestamp(at), state, error_code
     from unnest($1::int[], $2::text[], $3::float8[], $4::text[], $5::text[])
       u(connection_id, supplier_message_id, at, state, error_code)`,
  values: ({ unmatched }) => [
    numbers(unmatched, (receipt) => receipt.connectionId),
    texts(unmatched, (receipt) => receipt.supplierMessageId),
    moments(unmatched, (receipt) => receipt.atMs),
    texts(unmatched, (receipt) => receipt.state),
    texts(unmatched, (receipt) => receipt.errorCode),
  ],
};

const matchedStep: Step<ProgressBatch> = {
  name: "matched",
  sql: `delete from unmatched_receipts r using unnest($1::int[], $2::text[]) u(connection_id, supplier_message_id)
     where r.supplier_message_id = u.supplier_message_id and r.connection_id = u.connection_id`,
  values: ({ matched }) => [
    numbers(matched, (receipt) => receipt.connectionId),
    texts(matched, (receipt) => receipt.supplierMessageId),
  ],
};

/** One transaction for a batch of changes. */
export const updateMessages = joinSteps<ProgressBatch>("update-messages", [
  { ...laneStep, values: ({ lane, batch }) => [lane, batch] },
  updatedStep,
  attemptedStep,
  receivedStep,
  leftStep,
  requeuedStep,
  owedStep,
  takenStep,
  toldStep,
  movedStep,
  moderatedStep,
  unmatchedStep,
  matchedStep,
  ...movementSteps,
  { ...totalsStep, values: ({ totals }) => totalsStep.values(totals) },
  { ...chargeDaysStep, values: ({ chargeDays }) => chargeDaysStep.values(chargeDays) },
]);
