import { batchColumn, booleans, moments, numbers } from "../../database/arrays.ts";
import { joinSteps, type Step } from "../../database/statement.ts";
import { movementSteps, type PostedMovements } from "../../ledger/movements.ts";
import { type ChargeDays, chargeDaysStep } from "../charge-days.ts";
import { laneStep } from "../lane.ts";
import type { Lookup } from "../lookup.ts";
import type { Message } from "../message.ts";
import { waitsForPerson } from "../part-states.ts";
import { type Totals, totalsStep } from "../totals.ts";
import { lookupsStep } from "./insert-lookups.ts";
import { crossingType, fromCrossing, messageColumns } from "./message-columns.ts";

/** Everything one accept batch writes: messages, their queue rows, receipts owed at once, look-ups, money and totals. */
export interface AcceptBatch extends PostedMovements {
  readonly lane: string;
  readonly batch: number;
  readonly messages: readonly Message[];
  readonly queued: readonly Message[];
  readonly owed: readonly Message[];
  readonly lookups: readonly Lookup[];
  readonly totals: Totals;
  readonly chargeDays: ChargeDays;
}

const HELD = "infinity";

const SHARED_FROM = messageColumns.length + 1;

/** Most columns hold one value for a whole batch (channel, parts, currency …): it is sent once, and its array empty. */
const insertedStep: Step<AcceptBatch> = {
  name: "inserted",
  sql: `insert into messages (${messageColumns.map(({ name }) => name).join(", ")})
     select ${messageColumns.map((column, i) => fromCrossing(column.type, `coalesce(u.${column.name}, $${SHARED_FROM + i}::${crossingType(column)})`)).join(", ")}
     from unnest(${messageColumns.map((column, i) => `$${i + 1}::${crossingType(column)}[]`).join(", ")})
       u(${messageColumns.map(({ name }) => name).join(", ")})`,
  values({ messages }) {
    // The ids are never shared, and so tell how many rows there are.
    const columns = messageColumns.map(({ type, read }) => batchColumn(messages, type, read));
    return [...columns.map(({ array }) => array), ...columns.map(({ shared }) => shared)];
  },
};

const queuedStep: Step<AcceptBatch> = {
  name: "queued",
  sql: `insert into queue (message_id, client_id, connection_id, due_at)
     select u.message_id, u.client_id, u.connection_id,
            case when u.held then '${HELD}'::timestamptz else to_timestamp(u.due_at) end
     from unnest($1::bigint[], $2::int[], $3::int[], $4::float8[], $5::boolean[])
       u(message_id, client_id, connection_id, due_at, held)`,
  values: ({ queued }) => [
    numbers(queued, (message) => message.id),
    numbers(queued, (message) => message.clientId),
    numbers(queued, (message) => message.connectionId),
    moments(queued, (message) => message.dueAtMs),
    booleans(queued, waitsForPerson),
  ],
};

const owedStep: Step<AcceptBatch> = {
  name: "owed",
  sql: "insert into owed_receipts (client_id, message_id) select * from unnest($1::int[], $2::bigint[])",
  values: ({ owed }) => [numbers(owed, (message) => message.clientId), numbers(owed, (message) => message.id)],
};

/** One transaction for a batch of accepted and blocked messages, and of look-ups. */
export const insertMessages = joinSteps<AcceptBatch>("insert-messages", [
  { ...laneStep, values: ({ lane, batch }) => [lane, batch] },
  insertedStep,
  queuedStep,
  owedStep,
  { ...lookupsStep, values: ({ lookups }) => lookupsStep.values(lookups) },
  ...movementSteps,
  { ...totalsStep, values: ({ totals }) => totalsStep.values(totals) },
  { ...chargeDaysStep, values: ({ chargeDays }) => chargeDaysStep.values(chargeDays) },
]);
