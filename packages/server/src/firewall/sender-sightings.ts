/**
 * Senders seen in live traffic, for the register: noted in memory for nothing, and written every few seconds. A new one
 * is written at the next turn; when a known one was last used is written once a minute.
 */
import { validSender } from "@switchyard/sms";
import type { Queryable } from "../history/history.ts";

interface Sighting {
  readonly firstMs: number;
  lastMs: number;
  /** What `lastMs` was when it was last written; undefined: not yet. */
  writtenMs: number | undefined;
}

/** Senders remembered at a time. While so many are in use others are not noted; they are once there is room. */
const SIGHTINGS_MAX = 50_000;
/** Senders written in one statement. */
const WRITTEN_MAX = 1_000;
const REWRITE_MS = 60_000;
/** A sender that was not used for so long is forgotten here. */
const FORGET_MS = 600_000;
/** Senders of one client that are only seen: one that makes up a sender for each message must not fill the books. */
export const seenMax = 10_000;

export class SenderSightings {
  readonly #db: Queryable;
  readonly #byClient = new Map<number, Map<string, Sighting>>();
  #size = 0;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** How many senders are remembered. */
  get size(): number {
    return this.#size;
  }

  /** Notes the sender of a message, accepted or blocked. */
  note(clientId: number, sender: string, nowMs: number): void {
    const known = this.#byClient.get(clientId)?.get(sender);
    if (known) known.lastMs = nowMs;
    else this.#begin(clientId, sender, nowMs);
  }

  #begin(clientId: number, sender: string, nowMs: number): void {
    if (this.#size >= SIGHTINGS_MAX || !validSender(sender).ok) return;
    let own = this.#byClient.get(clientId);
    if (!own) {
      own = new Map();
      this.#byClient.set(clientId, own);
    }
    own.set(sender, { firstMs: nowMs, lastMs: nowMs, writtenMs: undefined });
    this.#size++;
  }

  /** Writes what is due. Answers whether more is left for another turn at once. */
  async flush(nowMs: number): Promise<boolean> {
    const due = this.#due(nowMs);
    if (due.length === 0) return false;
    const written = due.map(({ sighting }) => sighting.lastMs);
    await write(this.#db, joined(due));
    for (const [index, { sighting }] of due.entries()) sighting.writtenMs = written[index];
    return due.length === WRITTEN_MAX;
  }

  #due(nowMs: number): Due[] {
    const due: Due[] = [];
    for (const [clientId, own] of this.#byClient) {
      for (const [sender, sighting] of own) {
        const { lastMs, writtenMs } = sighting;
        const isDue = writtenMs === undefined || (lastMs > writtenMs && nowMs - writtenMs >= REWRITE_MS);
        if (isDue && due.length < WRITTEN_MAX) due.push({ clientId, sender, sighting });
        if (!isDue && nowMs - lastMs >= FORGET_MS) {
          own.delete(sender);
          this.#size--;
        }
      }
      if (own.size === 0) this.#byClient.delete(clientId);
    }
    return due;
  }
}

interface Due {
  readonly clientId: number;
  readonly sender: string;
  readonly sighting: Sighting;
}

interface Seen {
  readonly clientId: number;
  readonly sender: string;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** One for each sender, letter case ignored, as the register has them. */
function joined(due: readonly Due[]): Seen[] {
  const seen = new Map<string, Seen>();
  for (const { clientId, sender, sighting } of due) {
    const key = `${clientId} ${sender.toLowerCase()}`;
    const other = seen.get(key);
    const firstMs = Math.min(sighting.firstMs, other?.firstMs ?? sighting.firstMs);
    const lastMs = Math.max(sighting.lastMs, other?.lastMs ?? sighting.lastMs);
    seen.set(key, { clientId, sender: other?.sender ?? sender, firstMs, lastMs });
  }
  return [...seen.values()];
}

/** By senders_once; a client that is gone leaves nothing. */
async function write(db: Queryable, seen: readonly Seen[]): Promise<void> {
  await db.query(
    `with told as (
       select client_id, sender, to_timestamp(first_ms / 1000) as first_used, to_timestamp(last_ms / 1000) as last_used
       from unnest($1::int[], $2::text[], $3::float8[], $4::float8[]) t(client_id, sender, first_ms, last_ms)
     ), known as (
       update senders s
       set first_used = coalesce(s.first_used, t.first_used), last_used = greatest(s.last_used, t.last_used)
       from told t where s.client_id = t.client_id and lower(s.sender) = lower(t.sender) and s.country is null
       returning s.client_id, lower(s.sender) as sender
     ), room as (
       select c.id as client_id, $5 - (select count(*) from (select from senders where client_id = c.id limit $5) s) as places
       from clients c where c.id in (select client_id from told)
     )
     insert into senders (client_id, sender, status, first_used, last_used)
     select client_id, sender, 'seen', first_used, last_used
     from (select t.*, r.places, row_number() over (partition by t.client_id order by t.first_used) as place
           from told t join room r using (client_id)
           where not exists (select from known k where k.client_id = t.client_id and k.sender = lower(t.sender))) n
     where place <= places
     on conflict (client_id, lower(sender), country) do update
     set last_used = greatest(senders.last_used, excluded.last_used)`,
    [
      seen.map((one) => one.clientId),
      seen.map((one) => one.sender),
      seen.map((one) => one.firstMs),
      seen.map((one) => one.lastMs),
      seenMax,
    ],
  );
}
