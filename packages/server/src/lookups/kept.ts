/** Answers of look-ups in the database: read for many numbers at once, written as they come, many in one statement. */
import type { Pool } from "pg";
import { limits } from "./limits.ts";

export interface KeptAnswer {
  readonly network: string;
  /** When it stops to count. */
  readonly untilMs: number;
}

/** What is kept and still counts, by number; each number is asked for with its country, which says for how long. */
export async function readKept(
  pool: Pool,
  asked: readonly { readonly digits: string; readonly country: string }[],
  nowMs: number,
): Promise<Map<string, KeptAnswer>> {
  const { rows } = await pool.query<{ digits: string; network: string; untilMs: number }>(
    `select q.number::text as digits, p.network,
            (extract(epoch from p.looked_up_at + make_interval(days => c.lookup_days)) * 1000)::float8 as "untilMs"
     from unnest($1::bigint[], $2::bpchar[]) q(number, country)
     join portability p on p.number = q.number
     join countries c on c.code = q.country
     where p.looked_up_at + make_interval(days => c.lookup_days) > $3`,
    [asked.map(({ digits }) => digits), asked.map(({ country }) => country), new Date(nowMs)],
  );
  return new Map(rows.map(({ digits, network, untilMs }) => [digits, { network, untilMs }]));
}

/** Writes answers in the background; while the database is away the newest wait, up to a bound. */
export class AnswerWriter {
  readonly #pool: Pool;
  readonly #onTrouble: (error: unknown) => void;
  readonly #unsaved = new Map<string, { readonly network: string; readonly atMs: number }>();
  #writing: Promise<void> | undefined;

  constructor(pool: Pool, onTrouble: (error: unknown) => void) {
    this.#pool = pool;
    this.#onTrouble = onTrouble;
  }

  save(digits: string, network: string, atMs: number): void {
    if (this.#unsaved.size >= limits.unsavedMax) return;
    this.#unsaved.set(digits, { network, atMs });
    this.#writing ??= this.#write();
  }

  forget(digits: string): void {
    this.#unsaved.delete(digits);
  }

  /** What came so far is written, unless the database is away. */
  async drained(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#unsaved.size > 0) {
      const batch = [...this.#unsaved].slice(0, limits.saveMax);
      for (const [digits] of batch) this.#unsaved.delete(digits);
      try {
        await this.#insert(batch);
      } catch (error) {
        this.#onTrouble(error);
        for (const [digits, answer] of batch) if (!this.#unsaved.has(digits)) this.#unsaved.set(digits, answer);
        setTimeout(() => {
          this.#writing ??= this.#write();
        }, limits.saveAgainMs).unref();
        break;
      }
    }
    this.#writing = undefined;
  }

  async #insert(batch: readonly (readonly [digits: string, answer: { network: string; atMs: number }])[]) {
    await this.#pool.query(
      `insert into portability (number, network, looked_up_at)
       select u.number, u.network, to_timestamp(u.at_ms / 1000)
       from unnest($1::bigint[], $2::text[], $3::float8[]) u(number, network, at_ms) order by u.number
       on conflict (number) do update set network = excluded.network, looked_up_at = excluded.looked_up_at`,
      [batch.map(([digits]) => digits), batch.map(([, { network }]) => network), batch.map(([, { atMs }]) => atMs)],
    );
  }
}
