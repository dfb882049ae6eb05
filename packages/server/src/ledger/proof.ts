/**
 * The proof that messages, ledger and balances agree. Everything is read as of one moment, beside live traffic.
 */
import type { LedgerCheck } from "@switchyard/contract";
import type { Pool, PoolClient } from "pg";
import type { Clock } from "../clock.ts";
import { type Difference, type Found, recordCheck } from "./checks.ts";
import { rules } from "./proof-rules.ts";
import { readings } from "./proof-sums.ts";
import { seal, unseal } from "./seals.ts";

export interface Proof {
  /**
   * Proves the books, records what came of it and answers it; who asks while one is under way gets that one. In full, what
   * was sealed is read again too.
   */
  prove(options?: { readonly full: boolean }): Promise<LedgerCheck>;
  /** The last proof of this process. */
  readonly latest: LedgerCheck | undefined;
}

/** Everything is read again once a day, though nothing but a hand in the database could have changed it. */
const FULL_EVERY_MS = 86_400_000;

export function createProof({ pool, clock }: { readonly pool: Pool; readonly clock: Clock }): Proof {
  let running: Promise<LedgerCheck> | undefined;
  let latest: LedgerCheck | undefined;
  // Long ago: a switch that is started anew each day must not put it off for ever.
  let fullAtMs = Number.NEGATIVE_INFINITY;
  async function proveNow(isFull: boolean): Promise<LedgerCheck> {
    if (isFull) fullAtMs = clock.now();
    latest = await proveBooks(pool, clock, isFull);
    return latest;
  }
  return {
    get latest() {
      return latest;
    },
    prove({ full } = { full: false }) {
      running ??= proveNow(full || clock.now() - fullAtMs >= FULL_EVERY_MS).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

async function proveBooks(pool: Pool, clock: Clock, isFull: boolean): Promise<LedgerCheck> {
  const client = await pool.connect();
  try {
    if (isFull) await unseal(client);
    let found = await readAll(client, clock);
    // What was sealed may be what is wrong: then everything is summed anew before anybody is alarmed.
    if (found.differences.length > 0 && !isFull) {
      await unseal(client);
      found = await readAll(client, clock);
    }
    const check = await recordCheck(client, found);
    await seal(client, found.atMs);
    client.release();
    return check;
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

async function readAll(client: PoolClient, clock: Clock): Promise<Found> {
  const atMs = clock.now();
  await client.query("begin isolation level repeatable read");
  try {
    await client.query("set local jit = off");
    for (const statement of readings) await client.query(statement);
    const differences: Difference[] = [];
    for (const { name, sql } of rules) {
      const { rows } = await client.query<Omit<Difference, "rule">>(
        `select subject, expected::text, actual::text from (${sql}) d order by subject`,
      );
      differences.push(...rows.map((row) => ({ rule: name, ...row })));
    }
    const { rows } = await client.query<Record<"messages" | "entries" | "clients", string>>(
      `select (select coalesce(sum(messages), 0) from spent)::text as messages,
              (select coalesce(sum(entries), 0) from entries)::text as entries,
              (select count(*) from client_funds)::text as clients`,
    );
    await client.query("rollback");
    const counts = rows[0];
    return {
      atMs,
      durationMs: Math.max(0, clock.now() - atMs),
      messages: Number(counts?.messages),
      // Each entry stands on two accounts.
      entries: Number(counts?.entries) / 2,
      clients: Number(counts?.clients),
      differences,
    };
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
