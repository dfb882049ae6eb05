/** What came of proofs, and the trial balance. */
import type { LedgerCheck, LedgerTotal } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import type { PoolClient } from "pg";
import type { Queryable } from "../history/history.ts";
import { entrySums } from "./proof-sums.ts";

/** Differences kept and shown of one proof; their number is told in full. */
const DIFFERENCES_KEPT = 100;
const CHECKS_KEPT = 1_000;
const CHECKS_SHOWN = 50;

export interface Difference {
  /** The name of the rule. */
  readonly rule: string;
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
}

/** What one proof read. */
export interface Found {
  readonly atMs: number;
  readonly durationMs: number;
  readonly messages: number;
  readonly entries: number;
  readonly clients: number;
  readonly differences: readonly Difference[];
}

/** Records what a proof found, and forgets the oldest. */
export async function recordCheck(client: PoolClient, found: Found): Promise<LedgerCheck> {
  await client.query("begin");
  try {
    const { rows } = await client.query<{ id: bigint }>(
      `insert into ledger_checks (at, duration_ms, messages, entries, clients, differences)
       values (to_timestamp($1 / 1000.0), $2, $3, $4, $5, $6) returning id`,
      [
        found.atMs,
        Math.round(found.durationMs),
        found.messages,
        found.entries,
        found.clients,
        found.differences.length,
      ],
    );
    const id = Number(rows[0]?.id);
    const kept = found.differences.slice(0, DIFFERENCES_KEPT);
    await client.query(
      `insert into ledger_differences (check_id, position, rule, subject, expected_micros, actual_micros)
       select $1, u.position, u.rule, u.subject, u.expected::numeric, u.actual::numeric
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality
         u(rule, subject, expected, actual, position)`,
      [
        id,
        kept.map(({ rule }) => rule),
        kept.map(({ subject }) => subject),
        kept.map(({ expected }) => expected),
        kept.map(({ actual }) => actual),
      ],
    );
    await client.query("delete from ledger_checks where id <= $1", [id - CHECKS_KEPT]);
    await client.query("commit");
    const [check] = await selectChecks(client, "where id = $1", [id]);
    if (!check) throw new Error(`the check ${id} was not recorded`);
    return check;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** The latest proofs, newest first. */
export function listChecks(db: Queryable): Promise<LedgerCheck[]> {
  return selectChecks(db, `order by id desc limit ${CHECKS_SHOWN}`, []);
}

interface CheckRow {
  readonly id: bigint;
  readonly at: Date;
  readonly duration_ms: number;
  readonly messages: bigint;
  readonly entries: bigint;
  readonly clients: number;
  readonly differences: number;
  readonly found: readonly Difference[];
}

async function selectChecks(db: Queryable, tail: string, values: readonly unknown[]): Promise<LedgerCheck[]> {
  const { rows } = await db.query<CheckRow>(
    `select c.*, coalesce((
       select json_agg(json_build_object('rule', rule, 'subject', subject, 'expected', expected_micros::text,
                                         'actual', actual_micros::text) order by position)
       from ledger_differences where check_id = c.id), '[]') as found
     from ledger_checks c ${tail}`,
    [...values],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    at: row.at.toISOString(),
    durationMs: row.duration_ms,
    messages: Number(row.messages),
    entries: Number(row.entries),
    clients: row.clients,
    differenceCount: row.differences,
    differences: row.found.map(({ expected, actual, ...difference }) => ({
      ...difference,
      expected: formatMicros(BigInt(expected)),
      actual: formatMicros(BigInt(actual)),
    })),
  }));
}

/** The trial balance: what stands on all accounts of a kind and currency. */
export async function listTotals(db: Queryable): Promise<LedgerTotal[]> {
  const { rows } = await db.query<Record<"kind" | "currency" | "debit" | "credit", string> & { accounts: number }>(
    `with sums as (
       select account_id, sum(debit) as debit, sum(credit) as credit from (
         select account_id, debit_micros as debit, credit_micros as credit from sealed_entries
         union all select account_id, debit, credit from (${entrySums("(select entries_to from ledger_seals)")}) fresh
       ) both_readings group by account_id
     )
     select a.kind, a.currency, count(*)::int as accounts, sum(s.debit)::text as debit, sum(s.credit)::text as credit
     from sums s join ledger_accounts a on a.id = s.account_id group by a.kind, a.currency order by a.currency, a.kind`,
  );
  return rows.map(({ kind, currency, accounts, debit, credit }) => ({
    kind,
    currency,
    accounts,
    debit: formatMicros(BigInt(debit)),
    credit: formatMicros(BigInt(credit)),
    balance: formatMicros(BigInt(credit) - BigInt(debit)),
  }));
}
