/**
 * The history of every change, and the announcement that makes it act. Both are written in the transaction of the
 * change: there is no change without its history, and nobody hears of one that was rolled back.
 */
import type { HistoryCategory } from "@switchyard/contract";
import type { ClientBase, Pool } from "pg";

/** What runs SQL: the pool, or one connection of it inside a transaction. */
export type Queryable = Pick<Pool | ClientBase, "query">;

/** Runs the work in one transaction: committed when it resolves, rolled back when it rejects. */
export type Transact = <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>;

/** Who changes something, and from where. */
export interface Author {
  readonly actor: string;
  readonly remoteAddress: string;
}

/** Fields and their values as the API shows them: money as decimal strings, times as ISO strings, never a secret. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Change {
  /** null for what belongs to no client. */
  readonly clientId: number | null;
  readonly category: HistoryCategory;
  readonly entity: string;
  readonly entityId: number | string;
  readonly action: string;
  /** null on a creation. */
  readonly before: Facts | null;
  /** null on a deletion. */
  readonly after: Facts | null;
  /** What running nodes must load anew: `client:12`, `routes:product:3`. */
  readonly announce: readonly string[];
}

/** The channel on which changes of configuration are announced. */
export const announcementChannel = "switchyard";

/** Writes the history row (only the fields that differ) and the announcements, in the caller's transaction. */
export async function recordChange(tx: Queryable, author: Author, change: Change): Promise<void> {
  const { before, after } = differing(change.before, change.after);
  await tx.query(
    `insert into history (actor, remote_address, client_id, category, entity, entity_id, action, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      author.actor,
      author.remoteAddress,
      change.clientId,
      change.category,
      change.entity,
      String(change.entityId),
      change.action,
      before && JSON.stringify(before),
      after && JSON.stringify(after),
    ],
  );
  for (const text of change.announce) await tx.query("select pg_notify($1, $2)", [announcementChannel, text]);
}

/** Whether two sets of facts say the same. */
export function isSame(before: Facts, after: Facts): boolean {
  return Object.keys(differing(before, after).after ?? {}).length === 0;
}

function differing(before: Facts | null, after: Facts | null): { before: Facts | null; after: Facts | null } {
  if (!before || !after) return { before, after };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const only = (facts: Facts) => Object.fromEntries(names.map((name) => [name, facts[name] ?? null]));
  return { before: only(before), after: only(after) };
}
