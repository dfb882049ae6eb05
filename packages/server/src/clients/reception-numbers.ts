/** Numbers, and keywords on them, on which clients receive. */
import {
  type AdminParsed,
  contractLimits,
  type FieldError,
  type ReceptionNumber,
  type ReceptionNumberPatch,
} from "@switchyard/contract";
import { formatMicros, keywordKey } from "@switchyard/engine";
import { type Columns, microsOf, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { notFound, refuseLines } from "../refusal.ts";
import { requireClient } from "./profile.ts";

interface Row {
  readonly id: number;
  readonly client_id: number;
  readonly client_login: string;
  readonly number: string;
  readonly keyword: string;
  readonly keyword_key: string;
  readonly forward: ReceptionNumber["forward"];
  readonly price_micros: bigint | null;
  readonly currency: string;
  readonly enabled: boolean;
  readonly comment: string;
  readonly created_at: Date;
}

const selected = `select r.*, c.login as client_login, c.currency
  from reception_numbers r join clients c on c.id = r.client_id`;

const columns: Columns<keyof ReceptionNumberPatch> = {
  number: "number",
  keyword: "keyword",
  forward: "forward",
  price: { column: "price_micros", write: (value) => (value === null ? null : microsOf(value)) },
  enabled: "enabled",
  comment: "comment",
};

/** In the order of numbers; one client's by reception_numbers_client, all by the unique index. */
export async function listReceptionNumbers(
  db: Queryable,
  { clientId, search, cursor, limit }: AdminParsed<"listReceptionNumbers">["query"],
): Promise<Page<ReceptionNumber>> {
  const [number, key] = readCursor(cursor, 2) ?? ["", ""];
  const digits = search?.replace(/^\+/, "");
  const { rows } = await db.query<Row>(
    `${selected}
     where ($1::int is null or r.client_id = $1) and ($2::text is null or starts_with(r.number, $2))
       and (r.number, r.keyword_key) > ($3::text, $4::text)
     order by r.number, r.keyword_key limit $5`,
    [clientId ?? null, digits || null, number, key, limit + 1],
  );
  return pageOfRows(rows, limit, (row) => [row.number, row.keyword_key], receptionNumberOf);
}

/** Gives a client all of the numbers, or none: every line that can't be had is told. */
export async function createReceptionNumbers(
  tx: Queryable,
  author: Author,
  { clientId, numbers, price, ...terms }: AdminParsed<"createReceptionNumbers">["body"],
): Promise<ReceptionNumber[]> {
  await requireClient(tx, clientId);
  const lines = readLines(numbers);
  const { rows } = await tx.query<{ id: number; number: string; keyword_key: string }>(
    `insert into reception_numbers (client_id, number, keyword, keyword_key, forward, price_micros, enabled, comment)
     select $1, u.number, u.keyword, u.keyword_key, $5, $6, $7, $8
     from unnest($2::text[], $3::text[], $4::text[]) u(number, keyword, keyword_key)
     order by u.number, u.keyword_key on conflict do nothing returning id, number, keyword_key`,
    [
      clientId,
      lines.map(({ number }) => number),
      lines.map(({ keyword }) => keyword),
      lines.map(({ keyword }) => keywordKey(keyword)),
      terms.forward,
      price === null ? null : microsOf(price),
      terms.enabled,
      terms.comment,
    ],
  );
  if (rows.length < lines.length) await refuseTaken(tx, lines, rows);
  const created = await select(
    tx,
    rows.map(({ id }) => id),
  );
  for (const number of created) await record(tx, author, { before: null, after: number });
  return created;
}

export async function updateReceptionNumber(
  tx: Queryable,
  author: Author,
  numberId: number,
  given: ReceptionNumberPatch,
): Promise<ReceptionNumber> {
  const before = await readReceptionNumber(tx, numberId, "for update of r");
  const values = written(columns, given);
  if (given.keyword !== undefined) values.set("keyword_key", keywordKey(given.keyword));
  await updateRow(tx, "reception_numbers", numberId, values);
  const after = await readReceptionNumber(tx, numberId);
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, { before, after });
  return after;
}

export async function deleteReceptionNumber(tx: Queryable, author: Author, numberId: number): Promise<void> {
  const before = await readReceptionNumber(tx, numberId, "for update of r");
  await tx.query("delete from reception_numbers where id = $1", [numberId]);
  await record(tx, author, { before, after: null });
}

interface Line {
  readonly number: string;
  readonly keyword: string;
  /** Where it stands in the request. */
  readonly index: number;
}

/** "4477", "+4477 WIN": the lines that hold something. Refuses all when one can't be read or stands there twice. */
function readLines(given: readonly string[]): Line[] {
  const lines: Line[] = [];
  const seen = new Set<string>();
  const faults: FieldError[] = [];
  for (const [index, text] of given.entries()) {
    if (text.trim() === "") continue;
    const [number = "", keyword = "", ...rest] = text.trim().split(/[\s,;]+/);
    const line = { number: number.replace(/^\+/, ""), keyword, index };
    const key = keyOf({ number: line.number, keyword_key: keywordKey(keyword) });
    const fault = faultOf(line, rest.length) ?? (seen.has(key) ? "stands there twice" : undefined);
    seen.add(key);
    if (fault) faults.push({ path: `body.numbers.${index}`, message: fault });
    else lines.push(line);
  }
  if (lines.length === 0 && faults.length === 0) faults.push({ path: "body.numbers", message: "must hold a number" });
  refuseLines("invalid_request", faults);
  return lines;
}

function faultOf({ number, keyword }: Line, more: number): string | undefined {
  if (!/^\d{3,16}$/.test(number)) return "must begin with a number of 3 to 16 digits";
  if (more > 0) return "must be a number, or a number and one keyword without blanks";
  const { keywordCharsMax } = contractLimits;
  return keyword.length > keywordCharsMax ? `must have a keyword of at most ${keywordCharsMax} characters` : undefined;
}

const keyOf = ({ number, keyword_key }: Pick<Row, "number" | "keyword_key">): string => `${number} ${keyword_key}`;

async function refuseTaken(
  tx: Queryable,
  lines: readonly Line[],
  given: readonly Pick<Row, "number" | "keyword_key">[],
): Promise<void> {
  const had = new Set(given.map(keyOf));
  const missing = lines.filter(({ number, keyword }) => !had.has(keyOf({ number, keyword_key: keywordKey(keyword) })));
  const { rows } = await tx.query<Row>(`${selected} where r.number = any($1::text[])`, [
    missing.map(({ number }) => number),
  ]);
  const owners = new Map(rows.map((row) => [keyOf(row), row.client_login]));
  const faults = missing.map(({ number, keyword, index }) => {
    const owner = owners.get(keyOf({ number, keyword_key: keywordKey(keyword) }));
    return { path: `body.numbers.${index}`, message: `belongs to ${owner ?? "a client"} already` };
  });
  refuseLines("number_taken", faults);
}

export async function readReceptionNumber(db: Queryable, numberId: number, lock = ""): Promise<ReceptionNumber> {
  const { rows } = await db.query<Row>(`${selected} where r.id = $1 ${lock}`, [numberId]);
  const [row] = rows;
  if (!row) throw notFound("reception number", numberId);
  return receptionNumberOf(row);
}

async function select(db: Queryable, ids: readonly number[]): Promise<ReceptionNumber[]> {
  const { rows } = await db.query<Row>(`${selected} where r.id = any($1::int[]) order by r.number, r.keyword_key`, [
    ids,
  ]);
  return rows.map(receptionNumberOf);
}

function receptionNumberOf(row: Row): ReceptionNumber {
  return {
    id: row.id,
    clientId: row.client_id,
    clientLogin: row.client_login,
    number: row.number,
    keyword: row.keyword,
    forward: row.forward,
    price: row.price_micros === null ? null : formatMicros(row.price_micros),
    currency: row.currency,
    enabled: row.enabled,
    comment: row.comment,
    createdAt: row.created_at.toISOString(),
  };
}

function factsOf({ number, keyword, forward, price, enabled, comment }: ReceptionNumber) {
  return { number, keyword, forward, price, enabled, comment };
}

async function record(
  tx: Queryable,
  author: Author,
  { before, after }: { readonly before: ReceptionNumber | null; readonly after: ReceptionNumber | null },
): Promise<void> {
  const either = after ?? before;
  if (!either) return;
  await recordChange(tx, author, {
    clientId: either.clientId,
    category: "incoming",
    entity: "reception_number",
    entityId: either.id,
    action: before === null ? "create" : after === null ? "delete" : "update",
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: [`reception:${either.clientId}`],
  });
}
