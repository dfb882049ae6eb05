/**
 * A client's account from day to day: opening balance, every payment and refund, the charges of each day, closing
 * balance. The opening balance is the present one less everything since, so it is exact however long the past is.
 */
import type { Statement } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { csvLine } from "../csv.ts";
import type { Queryable, Transact } from "../history/history.ts";
import type { Paperwork } from "../paperwork/paperwork.ts";
import { notFound } from "../refusal.ts";
import type { Days } from "./calendar.ts";
import { type DocumentFile, documentBase, makePdf } from "./paper.ts";
import { readTerms } from "./parties.ts";

type Kind = Statement["movements"][number]["kind"];

/** Reads it as of one moment, though payments and messages go on. `days` are in the client's time zone. */
export function readStatement(transact: Transact, clientId: number, days: Days): Promise<Statement> {
  return transact(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    const client = await readAccount(tx, clientId);
    const movements = await readMovements(tx, { clientId, ...client }, days);
    const since = await sumSince(tx, { clientId, ...client }, days.from);
    return statementOf({ clientId, currency: client.currency, days, movements, openingMicros: client.balance - since });
  });
}

export async function* statementCsv(statement: Statement): AsyncGenerator<string> {
  const { from, to, opening, closing, movements, currency } = statement;
  yield csvLine(["date", "time", "kind", "description", "amount", "balance", "currency"]);
  yield csvLine([from, null, "opening", null, null, opening, currency]);
  for (const { date, at, kind, description, amount, balance } of movements) {
    yield csvLine([date, at, kind, description, amount, balance, currency]);
  }
  yield csvLine([to, null, "closing", null, null, closing, currency]);
}

const kindWords: Readonly<Record<Kind, string>> = { payment: "Payment", refund: "Refund", charge: "Charges" };

export async function statementPdf(
  db: Queryable,
  paperwork: Paperwork,
  statement: Statement,
  nowMs: number,
): Promise<DocumentFile> {
  const { clientId, currency, from, to, opening, closing, movements, totals } = statement;
  const { parties, brandId, timeZone, login } = await readTerms(db, clientId);
  const totalOf = (kind: Kind, amount: string) => {
    const count = movements.filter((movement) => movement.kind === kind).length;
    return count > 0 ? [{ kind: kindWords[kind], count: String(count), amount }] : [];
  };
  const octets = await makePdf(paperwork, "renderStatement", {
    ...(await documentBase(db, { parties, brandId, currency, nowMs })),
    periodFrom: from,
    periodTo: to,
    timeZone,
    buyerReference: parties.buyerReference,
    opening,
    movements: movements.map(({ date, kind, description, amount, balance }) => ({
      date,
      kind: kindWords[kind],
      description,
      amount,
      balance,
    })),
    closing,
    totals: [
      ...totalOf("payment", totals.payments),
      ...totalOf("refund", totals.refunds),
      ...totalOf("charge", totals.charges),
    ],
    notes: [],
  });
  return { name: `statement-${login}-${from}-${to}.pdf`, octets };
}

interface Account {
  readonly currency: string;
  readonly timeZone: string;
  readonly balance: bigint;
}

async function readAccount(tx: Queryable, clientId: number): Promise<Account> {
  const { rows } = await tx.query<Account>(
    `select c.currency, c.time_zone as "timeZone", f.balance_micros as balance
     from clients c join client_funds f on f.client_id = c.id where c.id = $1`,
    [clientId],
  );
  const [account] = rows;
  if (!account) throw notFound("client", clientId);
  return account;
}

interface Movement {
  readonly day: string;
  readonly at: Date | null;
  readonly kind: Kind;
  readonly description: string;
  readonly amount: bigint;
  readonly payment_id: number | null;
}

/** In the order of the days; on a day what happened at a moment first, then the charges of all of it, by type. */
async function readMovements(
  tx: Queryable,
  { clientId, timeZone }: { clientId: number; timeZone: string },
  { from, to }: Days,
): Promise<Movement[]> {
  const { rows } = await tx.query<Movement>(
    `select day, at, kind, description, amount, payment_id from (
       select (p.created_at at time zone $4)::date as day, p.created_at as at, 'payment' as kind, p.id as id,
              concat_ws(', ',
                case when p.corrects_payment_id is not null then 'Correction of payment ' || p.corrects_payment_id
                     when p.corrects_invoice_id is not null then 'Correction of invoice ' || i.number
                     else 'Payment ' || p.id end,
                m.name, n.number, case when not p.paid then 'not paid yet' end, nullif(p.comment, '')) as description,
              p.amount_micros as amount, p.id as payment_id
       from payments p
         left join payment_methods m on m.id = p.method_id
         left join invoices i on i.id = p.corrects_invoice_id
         left join credit_notes n on n.payment_id = p.id
       where p.client_id = $1 and p.created_at >= ($2::date)::timestamp at time zone $4
         and p.created_at < ($3::date + 1)::timestamp at time zone $4
       union all
       select r.day, r.created_at, 'refund', r.id, concat_ws(', ', r.reason, n.number), r.amount_micros, null
       from refunds r left join credit_notes n on n.refund_id = r.id
       where r.client_id = $1 and r.day between $2 and $3
       union all
       select day, null, 'charge', case type when 'sms' then 0 when 'mo' then 1 else 2 end,
              case type when 'hlr' then sum(messages) || ' number look-ups'
                        when 'mo' then sum(messages) || ' incoming messages, ' || sum(parts) || ' parts'
                        else sum(messages) || ' messages, ' || sum(parts) || ' parts' end,
              -sum(charged_micros)::bigint, null
       from charge_days where client_id = $1 and day between $2 and $3 group by day, type having sum(charged_micros) <> 0
     ) m order by day, at nulls last, kind, id`,
    [clientId, from, to, timeZone],
  );
  return rows;
}

/** Everything that moved the balance since a day began. By the clients' indexes, and by the days of charge_days. */
async function sumSince(
  tx: Queryable,
  { clientId, timeZone }: { clientId: number; timeZone: string },
  from: string,
): Promise<bigint> {
  const { rows } = await tx.query<{ sum: bigint }>(
    `select ((select coalesce(sum(amount_micros), 0) from payments
              where client_id = $1 and created_at >= ($2::date)::timestamp at time zone $3)
             + (select coalesce(sum(amount_micros), 0) from refunds where client_id = $1 and day >= $2)
             - (select coalesce(sum(charged_micros), 0) from charge_days where client_id = $1 and day >= $2))::bigint as sum`,
    [clientId, from, timeZone],
  );
  return rows[0]?.sum ?? 0n;
}

function statementOf(given: {
  readonly clientId: number;
  readonly currency: string;
  readonly days: Days;
  readonly movements: readonly Movement[];
  readonly openingMicros: bigint;
}): Statement {
  const { clientId, currency, days, movements, openingMicros } = given;
  let balance = openingMicros;
  const sums: Record<Kind, bigint> = { payment: 0n, refund: 0n, charge: 0n };
  const shown = movements.map(({ day, at, kind, description, amount, payment_id }) => {
    balance += amount;
    sums[kind] += amount;
    return {
      date: day,
      at: at?.toISOString() ?? null,
      kind,
      description,
      amount: formatMicros(amount),
      balance: formatMicros(balance),
      paymentId: payment_id,
    };
  });
  return {
    clientId,
    currency,
    ...days,
    opening: formatMicros(openingMicros),
    closing: formatMicros(balance),
    movements: shown,
    totals: {
      payments: formatMicros(sums.payment),
      refunds: formatMicros(sums.refund),
      charges: formatMicros(sums.charge),
    },
  };
}
