import { arrayOf, moments, numbers } from "../../database/arrays.ts";
import { joinSteps, type Step } from "../../database/statement.ts";
import { movementSteps, type PostedMovements } from "../../ledger/movements.ts";
import { emptySealedIncoming, unsealIncoming } from "../../ledger/seals.ts";
import { type ChargeDays, chargeDaysStep } from "../../traffic/charge-days.ts";
import { laneStep } from "../../traffic/lane.ts";
import { crossingType, fromCrossing } from "../../traffic/sql/message-columns.ts";
import { type Totals, totalsStep } from "../../traffic/totals.ts";
import type { IncomingMessage } from "../incoming-message.ts";
import { changingColumns, incomingColumns } from "./incoming-columns.ts";

/** Everything one batch writes; a message is in it once. */
export interface IncomingBatch extends PostedMovements {
  readonly lane: string;
  readonly batch: number;
  readonly arrived: readonly IncomingMessage[];
  readonly changed: readonly IncomingMessage[];
  /** Owed to receivers from now on, and no longer. */
  readonly owed: readonly IncomingMessage[];
  readonly settled: readonly IncomingMessage[];
  /** Waiting to be paid from now on, and no longer. */
  readonly unpaid: readonly IncomingMessage[];
  readonly paid: readonly IncomingMessage[];
  /** A client's from now on, and nobody's before. */
  readonly assigned: readonly IncomingMessage[];
  readonly totals: Totals;
  readonly chargeDays: ChargeDays;
}

type Columns = typeof incomingColumns;

const namesOf = (columns: Columns): string => columns.map(({ name }) => name).join(", ");
const unnested = (columns: Columns): string =>
  `unnest(${columns.map((column, i) => `$${i + 1}::${crossingType(column)}[]`).join(", ")}) u(${namesOf(columns)})`;
const arraysOf = (columns: Columns, messages: readonly IncomingMessage[]): string[] =>
  columns.map(({ type, read }) => arrayOf(messages, type, read));

const arrivedStep: Step<IncomingBatch> = {
  name: "arrived",
  sql: `insert into incoming_messages (${namesOf(incomingColumns)})
     select ${incomingColumns.map(({ name, type }) => fromCrossing(type, `u.${name}`)).join(", ")}
     from ${unnested(incomingColumns)}`,
  values: ({ arrived }) => arraysOf(incomingColumns, arrived),
};

const changedStep: Step<IncomingBatch> = {
  name: "changed",
  sql: `update incoming_messages m
     set ${changingColumns
       .filter(({ name }) => name !== "id")
       .map(({ name, type }) => `${name} = ${fromCrossing(type, `u.${name}`)}`)
       .join(", ")}
     from ${unnested(changingColumns)} where m.id = u.id`,
  values: ({ changed }) => arraysOf(changingColumns, changed),
};

const keysOf = (messages: readonly IncomingMessage[]): string[] => [
  numbers(messages, ({ clientId }) => clientId),
  numbers(messages, ({ id }) => id),
];

const owedStep: Step<IncomingBatch> = {
  name: "owed",
  sql: `insert into owed_incoming (client_id, message_id, since)
     select client_id, message_id, to_timestamp(since)
     from unnest($1::int[], $2::bigint[], $3::float8[]) u(client_id, message_id, since)`,
  values: ({ owed, atMs }) => [...keysOf(owed), moments(owed, () => atMs)],
};

const settledStep: Step<IncomingBatch> = {
  name: "settled",
  sql: `delete from owed_incoming o using unnest($1::int[], $2::bigint[]) u(client_id, message_id)
     where o.client_id = u.client_id and o.message_id = u.message_id`,
  values: ({ settled }) => keysOf(settled),
};

const unpaidStep: Step<IncomingBatch> = {
  name: "unpaid",
  sql: "insert into unpaid_incoming (client_id, message_id) select * from unnest($1::int[], $2::bigint[])",
  values: ({ unpaid }) => keysOf(unpaid),
};

const paidStep: Step<IncomingBatch> = {
  name: "paid",
  sql: `delete from unpaid_incoming p using unnest($1::int[], $2::bigint[]) u(client_id, message_id)
     where p.client_id = u.client_id and p.message_id = u.message_id`,
  values: ({ paid }) => keysOf(paid),
};

/** One transaction for a batch of arrivals and changes. */
export const writeIncoming = joinSteps<IncomingBatch>("write-incoming", [
  { ...laneStep, values: ({ lane, batch }) => [lane, batch] },
  arrivedStep,
  changedStep,
  owedStep,
  settledStep,
  unpaidStep,
  paidStep,
  {
    ...unsealIncoming,
    values: ({ assigned }) => [assigned.length > 0 ? Math.min(...assigned.map(({ id }) => id)) : null],
  },
  { ...emptySealedIncoming, values: () => [] },
  ...movementSteps,
  { ...totalsStep, values: ({ totals }) => totalsStep.values(totals) },
  { ...chargeDaysStep, values: ({ chargeDays }) => chargeDaysStep.values(chargeDays) },
]);
