/** How many like messages may come in a stretch of time. */
import { type AdminParsed, comparesSomething, contractLimits, type SpamLimit } from "@switchyard/contract";
import { requirePlace } from "../catalogue/tariff.ts";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { invalidField, notFound, Refusal } from "../refusal.ts";

type Create = AdminParsed<"createSpamLimit">["body"];
type Patch = AdminParsed<"updateSpamLimit">["body"];

const columns: Columns<keyof Create> = {
  name: "name",
  clientId: "client_id",
  country: "country",
  byRecipient: "by_recipient",
  bySender: "by_sender",
  byText: "by_text",
  messagesMax: "messages_max",
  windowSeconds: "window_s",
  reason: "reason",
  action: "action",
  enabled: "enabled",
  comment: "comment",
};

export async function listSpamLimits(
  db: Queryable,
  query: AdminParsed<"listSpamLimits">["query"],
): Promise<Page<SpamLimit>> {
  const after = readCursor(query.cursor, 1);
  const found = await select(
    db,
    `where ($1::text is null or s.name > $1) and ($2::int is null or s.client_id = $2) order by s.name limit $3`,
    [after?.[0] ?? null, query.clientId ?? null, query.limit + 1],
  );
  return pageOfRows(
    found,
    query.limit,
    (limit) => [limit.name],
    (limit) => limit,
  );
}

export async function readSpamLimit(db: Queryable, limitId: number, lock = ""): Promise<SpamLimit> {
  const [found] = await select(db, `where s.id = $1 ${lock}`, [limitId]);
  if (!found) throw notFound("spam limit", limitId);
  return found;
}

export async function createSpamLimit(tx: Queryable, author: Author, given: Create): Promise<SpamLimit> {
  if (given.country) await requirePlace(tx, { country: given.country }, "body");
  await requireRoom(tx);
  const whole = { byRecipient: false, bySender: false, byText: false, ...given };
  const limit = await readSpamLimit(tx, await insertRow(tx, "spam_limits", written(columns, whole)));
  await record(tx, author, "create", null, limit);
  return limit;
}

export async function updateSpamLimit(
  tx: Queryable,
  author: Author,
  limitId: number,
  given: Patch,
): Promise<SpamLimit> {
  const before = await readSpamLimit(tx, limitId, "for update of s");
  const { byRecipient = before.byRecipient, bySender = before.bySender, byText = before.byText } = given;
  if (!comparesSomething({ byRecipient, bySender, byText })) {
    throw invalidField("body.byRecipient", "or bySender or byText must be true: something is alike");
  }
  if (given.country) await requirePlace(tx, { country: given.country }, "body");
  await updateRow(tx, "spam_limits", limitId, written(columns, given));
  const after = await readSpamLimit(tx, limitId);
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, "update", before, after);
  return after;
}

export async function deleteSpamLimit(tx: Queryable, author: Author, limitId: number): Promise<void> {
  const before = await readSpamLimit(tx, limitId, "for update of s");
  await tx.query("delete from spam_limits where id = $1", [limitId]);
  await record(tx, author, "delete", before, null);
}

async function requireRoom(tx: Queryable): Promise<void> {
  const { rows } = await tx.query<{ count: number }>("select count(*)::int as count from spam_limits");
  if ((rows[0]?.count ?? 0) < contractLimits.spamLimitsMax) return;
  throw new Refusal("too_many", `There are ${rows[0]?.count} spam limits already. Delete some first.`);
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly client_id: number | null;
  readonly client_login: string | null;
  readonly country: string | null;
  readonly by_recipient: boolean;
  readonly by_sender: boolean;
  readonly by_text: boolean;
  readonly messages_max: number;
  readonly window_s: number;
  readonly reason: SpamLimit["reason"];
  readonly action: SpamLimit["action"];
  readonly enabled: boolean;
  readonly comment: string;
  readonly created_at: Date;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<SpamLimit[]> {
  const { rows } = await db.query<Row>(
    `select s.*, c.login as client_login from spam_limits s left join clients c on c.id = s.client_id ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    clientId: row.client_id,
    clientLogin: row.client_login,
    country: row.country,
    byRecipient: row.by_recipient,
    bySender: row.by_sender,
    byText: row.by_text,
    messagesMax: row.messages_max,
    windowSeconds: row.window_s,
    reason: row.reason,
    action: row.action,
    enabled: row.enabled,
    comment: row.comment,
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: SpamLimit | null,
  after: SpamLimit | null,
): Promise<void> {
  const limit = after ?? before;
  await recordChange(tx, author, {
    clientId: limit?.clientId ?? null,
    category: "firewall",
    entity: "spam_limit",
    entityId: limit?.id ?? 0,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: ["spam_limits:0"],
  });
}

function factsOf({ id: _id, createdAt: _at, clientId: _client, ...facts }: SpamLimit) {
  return facts;
}
