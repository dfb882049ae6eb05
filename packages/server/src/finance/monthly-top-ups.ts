/**
 * Monthly credit: on the first of each month, in the client's own time zone, an unpaid payment. A month missed while
 * nothing ran is entered later; none is entered twice, however many turns run at once.
 */
import type { Author, Queryable, Transact } from "../history/history.ts";
import { lockBooks } from "../ledger/funds.ts";
import { enterPayment } from "./payments.ts";

const author: Author = { actor: "system", remoteAddress: "" };
/** Clients looked for at once. */
const TURN_MAX = 100;

/**
 * One turn: enters what is due, each client in a transaction of its own, one month at a time. Answers whether more is
 * left. A client that fails is told to `onTrouble` and holds up no other.
 */
export async function creditMonthlyTopUps(
  db: Queryable,
  transact: Transact,
  nowMs: number,
  onTrouble: (clientId: number, error: unknown) => void,
): Promise<boolean> {
  const failed = new Set<number>();
  for (;;) {
    const due = (await selectDue(db, nowMs, [...failed])).filter((clientId) => !failed.has(clientId));
    if (due.length === 0) return false;
    for (const clientId of due) {
      try {
        await transact((tx) => creditMonth(tx, clientId, nowMs));
      } catch (error) {
        failed.add(clientId);
        onTrouble(clientId, error);
      }
    }
    if (due.length === TURN_MAX && failed.size === 0) return true;
  }
}

/** The month it is for a client `c`, as its first day; $1 is the moment. */
const monthSql = "date_trunc('month', $1::timestamptz at time zone c.time_zone)::date";

/** By clients_topped_up. */
async function selectDue(db: Queryable, nowMs: number, except: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `select c.id from clients c
     where c.monthly_topup_micros > 0 and c.topped_up_month < ${monthSql} and c.id <> all($2::int[])
     order by c.id limit $3`,
    [new Date(nowMs), except, TURN_MAX],
  );
  return rows.map(({ id }) => id);
}

/** Enters the month after the last one entered, if it has come and nobody else entered it meanwhile. */
async function creditMonth(tx: Queryable, clientId: number, nowMs: number): Promise<void> {
  await lockBooks(tx, clientId);
  const { rows } = await tx.query<{ amount: bigint; month: string }>(
    `update clients c set topped_up_month = (topped_up_month + interval '1 month')::date
     where id = $2 and monthly_topup_micros > 0 and topped_up_month < ${monthSql}
     returning monthly_topup_micros as amount, topped_up_month as month`,
    [new Date(nowMs), clientId],
  );
  const [due] = rows;
  if (!due) return;
  await enterPayment(tx, author, {
    clientId,
    amountMicros: due.amount,
    paid: false,
    payDate: due.month,
    comment: `Monthly credit for ${monthName(due.month)}`,
    topUpMonth: due.month,
    nowMs,
  });
}

const monthNames = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

/** "November 2026" for 2026-11-01. */
function monthName(month: string): string {
  return monthNames.format(Date.parse(month));
}
