/**
 * Automatic invoices: when a client's period is over in its own time zone, its invoice is made and goes as far as the
 * client's settings say. How far a client is invoiced moves on in the transaction that makes the invoice, under the
 * lock of the client's books: however many turns or switches do this at once, each period is invoiced once.
 */
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { lockBooks } from "../ledger/funds.ts";
import { Refusal } from "../refusal.ts";
import { addDays, type Cycle, type Days, daysWithout, lastDayOfPeriod, lastSettledDay } from "./calendar.ts";
import { draftInvoice } from "./invoices/draft.ts";
import { issueInvoice } from "./invoices/issue.ts";
import { readUsage } from "./invoices/lines.ts";
import { type Sender, sendInvoice } from "./invoices/send.ts";

export const automaticAuthor: Author = { actor: "automatic invoices", remoteAddress: "" };

export interface RunParts extends Sender {
  /** Told of each client or invoice that could not be dealt with; the others go on. */
  readonly onTrouble: (name: string, error: unknown) => void;
}

/** Clients dealt with between two looks at whether the switch is stopping. */
const CLIENTS_A_TURN = 20;
const SENDS_A_TURN = 20;

/** The turns of a job. Each answers whether more is left to do at once. */
export function createInvoiceRuns(parts: RunParts, now: () => number): { turn(): Promise<boolean> } {
  let due: number[] = [];
  let toSend: number[] = [];
  return {
    async turn() {
      if (due.length === 0 && toSend.length === 0) {
        due = await selectDue(parts.db, now());
        toSend = await selectToSend(parts.db);
      }
      for (const clientId of due.splice(0, CLIENTS_A_TURN)) await runClient(parts, clientId, now());
      if (due.length === 0 && toSend.length === 0) toSend = await selectToSend(parts.db);
      for (const invoiceId of toSend.splice(0, SENDS_A_TURN)) await sendOne(parts, invoiceId, now());
      return due.length > 0 || toSend.length > 0;
    },
  };
}

/** Makes what is due now, of all clients or of these; sending is left to the job's next turn. */
export async function runInvoices(
  parts: RunParts,
  clientIds: readonly number[] | undefined,
  nowMs: number,
): Promise<{ invoices: number; clients: number }> {
  const wanted = clientIds && new Set(clientIds);
  const due = (await selectDue(parts.db, nowMs)).filter((clientId) => !wanted || wanted.has(clientId));
  const made: number[] = [];
  for (const clientId of due) made.push(await runClient(parts, clientId, nowMs));
  return { invoices: made.reduce((sum, count) => sum + count, 0), clients: made.filter((count) => count > 0).length };
}

interface Plan {
  readonly id: number;
  readonly cycle: Cycle;
  readonly step: "draft" | "issue" | "send";
  readonly timeZone: string;
  readonly invoicedTo: string | null;
  readonly hasAddress: boolean;
}

const selectPlans = `
  select id, invoice_cycle as cycle, invoice_step as step, time_zone as "timeZone", invoiced_to as "invoicedTo",
         (email <> '' or email_billing <> '') as "hasAddress"
  from clients where invoice_cycle <> 'none'`;

/** Clients of whom a period is over and not invoiced; by clients_invoiced. */
async function selectDue(db: Queryable, nowMs: number): Promise<number[]> {
  const { rows } = await db.query<Plan>(`${selectPlans} order by id`);
  return rows.filter((plan) => nextPeriod(plan, nowMs)).map(({ id }) => id);
}

/** The next period to invoice, when it is over. Choosing a cycle says how far the client is invoiced until then. */
export function nextPeriod(
  { cycle, timeZone, invoicedTo }: Pick<Plan, "cycle" | "timeZone" | "invoicedTo">,
  nowMs: number,
): Days | undefined {
  if (invoicedTo === null) return undefined;
  const from = addDays(invoicedTo, 1);
  const to = lastDayOfPeriod(cycle, from);
  return to <= lastSettledDay(nowMs, timeZone) ? { from, to } : undefined;
}

/** Deals with every period of a client that is over; answers how many invoices were made. A failure is told, not thrown. */
async function runClient(parts: RunParts, clientId: number, nowMs: number): Promise<number> {
  let invoices = 0;
  try {
    for (;;) {
      const made = await parts.transact((tx) => runPeriod(tx, clientId, nowMs));
      if (made === undefined) return invoices;
      invoices += made;
    }
  } catch (error) {
    parts.onTrouble(`automatic invoice of client ${clientId}`, error);
    await recordTrouble(parts, clientId, error).catch((failed) =>
      parts.onTrouble("history of a failed invoice", failed),
    );
    return invoices;
  }
}

/** Invoices the next period and moves on; undefined when there is none (any more). */
async function runPeriod(tx: Queryable, clientId: number, nowMs: number): Promise<number | undefined> {
  await lockBooks(tx, clientId);
  const { rows } = await tx.query<Plan>(`${selectPlans} and id = $1`, [clientId]);
  const [plan] = rows;
  const period = plan && nextPeriod(plan, nowMs);
  if (!period) return undefined;
  let made = 0;
  // Days that somebody invoiced by hand are left out.
  for (const days of daysWithout(period, await selectInvoiced(tx, clientId, period))) {
    if (await invoiceDays(tx, plan, days, nowMs)) made += 1;
  }
  await tx.query("update clients set invoiced_to = $2 where id = $1", [clientId, period.to]);
  return made;
}

/** Makes the invoice of these days as far as the client's settings say; false when nothing was charged on them. */
async function invoiceDays(tx: Queryable, plan: Plan, days: Days, nowMs: number): Promise<boolean> {
  const { id: clientId, step, hasAddress } = plan;
  const usage = await readUsage(tx, { clientId, ...days });
  if (usage.lines.every(({ amountMicros }) => amountMicros === 0n)) return false;
  const draft = { clientId, periodFrom: days.from, periodTo: days.to, comment: "", automatic: true, nowMs };
  const invoiceId = await draftInvoice(tx, automaticAuthor, draft, usage);
  const toSend = step === "send" && hasAddress;
  if (step !== "draft") await issueInvoice(tx, automaticAuthor, invoiceId, { nowMs, toSend, usage });
  return true;
}

async function selectInvoiced(tx: Queryable, clientId: number, { from, to }: Days): Promise<Days[]> {
  const { rows } = await tx.query<Days>(
    `select period_from as from, period_to as to from invoices
     where client_id = $1 and status <> 'void' and daterange(period_from, period_to, '[]') && daterange($2, $3, '[]')
     order by period_from`,
    [clientId, from, to],
  );
  return rows;
}

/** Writes a failure into the client's history, once, however often it is tried again. */
async function recordTrouble({ transact }: RunParts, clientId: number, error: unknown): Promise<void> {
  const problem = error instanceof Error ? error.message : String(error);
  await transact(async (tx) => {
    const { rows } = await tx.query<{ problem: string | null }>(
      `select after ->> 'problem' as problem from history
       where entity = 'automatic invoice' and entity_id = $1 order by id desc limit 1`,
      [String(clientId)],
    );
    if (rows[0]?.problem === problem) return;
    await recordChange(tx, automaticAuthor, {
      clientId,
      category: "invoices",
      entity: "automatic invoice",
      entityId: clientId,
      action: "fail",
      before: null,
      after: { problem },
      announce: [],
    });
  });
}

/** By invoices_to_send. */
async function selectToSend(db: Queryable): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>("select id from invoices where to_send order by id");
  return rows.map(({ id }) => id);
}

/** Sends one; an invoice without an address is left as it is, everything else is tried again at the next turn. */
async function sendOne(parts: RunParts, invoiceId: number, nowMs: number): Promise<void> {
  try {
    await sendInvoice(parts, automaticAuthor, invoiceId, { nowMs, onlyIfWaiting: true });
  } catch (error) {
    if (error instanceof Refusal && error.code === "no_address") {
      await parts.transact((tx) => tx.query("update invoices set to_send = false where id = $1", [invoiceId]));
      return;
    }
    parts.onTrouble(`sending of invoice ${invoiceId}`, error);
  }
}
