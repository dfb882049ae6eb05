/** The register of senders: every one a client ever used or asked for, and what was decided of it. */
import type { AdminParsed, RegisteredSender, SenderStatus } from "@switchyard/contract";
import { validSender } from "@switchyard/sms";
import { requirePlace } from "../catalogue/tariff.ts";
import { csvLine } from "../csv.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readIdCursor } from "../paging.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";
import { senderFaults } from "./sender-words.ts";

type Filters = AdminParsed<"exportSenders">["query"];

const EXPORT_ROWS = 1_000;

/** Newest first, by the primary key. */
export async function listSenders(
  db: Queryable,
  query: AdminParsed<"listSenders">["query"],
): Promise<Page<RegisteredSender>> {
  const found = await selectPage(db, query, readIdCursor(query.cursor) ?? null, query.limit + 1);
  return pageOfRows(
    found,
    query.limit,
    (sender) => [sender.id],
    (sender) => sender,
  );
}

/** All pages as CSV, read as they are sent. */
export async function* exportSenders(db: Queryable, filters: Filters): AsyncGenerator<string> {
  yield csvLine(Object.keys(exportColumns));
  const pick = Object.values(exportColumns);
  let below: number | null = null;
  do {
    const rows: readonly RegisteredSender[] = await selectPage(db, filters, below, EXPORT_ROWS);
    yield rows.map((row) => csvLine(pick.map((value) => value(row)))).join("");
    below = rows.length === EXPORT_ROWS ? (rows.at(-1)?.id ?? null) : null;
  } while (below !== null);
}

const exportColumns: Readonly<Record<string, (row: RegisteredSender) => string | null>> = {
  client: (row) => row.clientLogin,
  sender: (row) => row.sender,
  country: (row) => row.country ?? "everywhere",
  status: (row) => row.status,
  comment: (row) => row.comment,
  first_used: (row) => row.firstUsed,
  last_used: (row) => row.lastUsed,
  decided_by: (row) => row.decidedBy,
  decided_at: (row) => row.decidedAt,
};

/** Registers senders of a client, all or none; what the register has already is decided anew. */
export async function createSenders(
  tx: Queryable,
  author: Author,
  { nowMs, ...given }: AdminParsed<"createSenders">["body"] & { readonly nowMs: number },
): Promise<RegisteredSender[]> {
  const { clientId, country, status, comment } = given;
  const senders = readSenders(given.senders);
  if (country) await requirePlace(tx, { country }, "body");
  const targets = senders.map((sender) => ({ clientId, sender, country }));
  return decide(tx, author, targets, { status, comment: comment || undefined, nowMs });
}

/** Approves, denies or puts back; each row as it stands, or for one country in rows of its own. */
export async function decideSenders(
  tx: Queryable,
  author: Author,
  { nowMs, ...given }: AdminParsed<"decideSenders">["body"] & { readonly nowMs: number },
): Promise<RegisteredSender[]> {
  const { senderIds, country } = given;
  const named = new Map((await select(tx, "where s.id = any($1::bigint[])", [senderIds])).map((row) => [row.id, row]));
  const missing = senderIds.findIndex((id) => !named.has(id));
  if (missing >= 0) throw invalidField(`body.senderIds.${missing}`, "is no sender of the register");
  if (country) await requirePlace(tx, { country }, "body");
  const targets = [...named.values()].map((row) => ({ ...row, country: country ?? row.country }));
  return decide(tx, author, targets, { ...given, nowMs });
}

/** Forgets a sender; when it is used again it is seen again. */
export async function deleteSender(tx: Queryable, author: Author, senderId: number): Promise<void> {
  const [before] = await select(tx, "where s.id = $1 for update of s", [senderId]);
  if (!before) throw notFound("sender", senderId);
  await tx.query("delete from senders where id = $1", [senderId]);
  await record(tx, author, { before, after: null, isAnnounced: before.status !== "seen" });
}

interface Target {
  readonly clientId: number;
  readonly sender: string;
  readonly country: string | null;
}

interface Decision {
  readonly status: Exclude<SenderStatus, "seen">;
  /** Left out: what is there stays. */
  readonly comment?: string | undefined;
  readonly nowMs: number;
}

const keyOf = ({ clientId, sender, country }: Target) => `${clientId} ${country ?? ""} ${sender.toLowerCase()}`;

/** Writes the decision for each target, in a new row where there is none; by senders_once. */
async function decide(
  tx: Queryable,
  author: Author,
  targets: readonly Target[],
  { status, comment, nowMs }: Decision,
): Promise<RegisteredSender[]> {
  const distinct = [...new Map(targets.map((target) => [keyOf(target), target])).values()];
  const asked = [distinct.map((t) => t.clientId), distinct.map((t) => t.sender), distinct.map((t) => t.country)];
  const matching = `join unnest($1::int[], $2::text[], $3::bpchar[]) t(client_id, sender, country)
    on s.client_id = t.client_id and lower(s.sender) = lower(t.sender) and s.country is not distinct from t.country`;
  const before = await select(tx, `${matching} order by s.id for update of s`, asked);
  const { rows } = await tx.query<{ id: bigint }>(
    `insert into senders (client_id, sender, country, status, comment, decided_by, decided_at)
     select t.client_id, t.sender, t.country, $4, coalesce($5, ''), $6, $7
     from unnest($1::int[], $2::text[], $3::bpchar[]) t(client_id, sender, country)
     on conflict (client_id, lower(sender), country) do update
     set status = excluded.status, comment = coalesce($5, senders.comment), decided_by = excluded.decided_by,
         decided_at = excluded.decided_at
     returning id`,
    [...asked, status, comment ?? null, author.actor, new Date(nowMs)],
  );
  const after = await select(tx, "where s.id = any($1::bigint[]) order by s.id", [rows.map((row) => row.id)]);
  const earlier = new Map(before.map((row) => [row.id, row]));
  const told = new Set<number>();
  for (const row of after) {
    const known = earlier.get(row.id) ?? null;
    if (known && isSame(factsOf(known), factsOf(row))) continue;
    // One announcement a client: its register is read anew as a whole.
    await record(tx, author, { before: known, after: row, isAnnounced: !told.has(row.clientId) });
    told.add(row.clientId);
  }
  return after;
}

/** Different senders of a request; refuses all when one is none. */
function readSenders(given: readonly string[]): string[] {
  const faults: { path: string; message: string }[] = [];
  const senders = new Map<string, string>();
  for (const [index, text] of given.entries()) {
    const sender = text.trim();
    if (sender === "") continue;
    const verdict = validSender(sender);
    if (verdict.ok) senders.set(sender.toLowerCase(), sender);
    else faults.push({ path: `body.senders.${index}`, message: senderFaults[verdict.reason] });
  }
  const [first] = faults;
  if (first) throw new Refusal("invalid_request", `${first.path} ${first.message}. Nothing was changed.`, faults);
  if (senders.size === 0) throw invalidField("body.senders", "must hold a sender");
  return [...senders.values()];
}

function selectPage(db: Queryable, filters: Filters, below: number | null, limit: number): Promise<RegisteredSender[]> {
  const { clientId, status, country, search } = filters;
  return select(
    db,
    `where ($1::bigint is null or s.id < $1) and ($2::int is null or s.client_id = $2)
       and ($3::text[] is null or s.status = any($3))
       and ($4::text is null or case when $4 = 'none' then s.country is null else s.country = $4 end)
       and ($5::text is null or position(lower($5) in lower(s.sender)) > 0)
     order by s.id desc limit $6`,
    [below, clientId ?? null, status ?? null, country ?? null, search || null, limit],
  );
}

interface Row {
  readonly id: bigint;
  readonly client_id: number;
  readonly login: string;
  readonly sender: string;
  readonly country: string | null;
  readonly status: SenderStatus;
  readonly comment: string;
  readonly first_used: Date | null;
  readonly last_used: Date | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly created_at: Date;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<RegisteredSender[]> {
  const { rows } = await db.query<Row>(
    `select s.*, c.login from senders s join clients c on c.id = s.client_id ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: Number(row.id),
    clientId: row.client_id,
    clientLogin: row.login,
    sender: row.sender,
    country: row.country,
    status: row.status,
    comment: row.comment,
    firstUsed: row.first_used?.toISOString() ?? null,
    lastUsed: row.last_used?.toISOString() ?? null,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }));
}

interface SenderChange {
  readonly before: RegisteredSender | null;
  readonly after: RegisteredSender | null;
  readonly isAnnounced: boolean;
}

const actions: Readonly<Record<SenderStatus, string>> = {
  seen: "create",
  pending: "set_pending",
  approved: "approve",
  denied: "deny",
};

async function record(tx: Queryable, author: Author, { before, after, isAnnounced }: SenderChange): Promise<void> {
  const row = after ?? before;
  if (!row) return;
  await recordChange(tx, author, {
    clientId: row.clientId,
    category: "senders",
    entity: "sender",
    entityId: row.id,
    action: after ? actions[after.status] : "delete",
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: isAnnounced ? [`senders:${row.clientId}`] : [],
  });
}

function factsOf({ sender, country, status, comment }: RegisteredSender) {
  return { sender, country, status, comment };
}
