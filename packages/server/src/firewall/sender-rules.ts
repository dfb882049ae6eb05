/** What senders destinations take; a network's rule goes before its country's. */
import { type AdminParsed, isLengthRange, type SenderRule } from "@switchyard/contract";
import { requirePlace } from "../catalogue/tariff.ts";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { invalidField, notFound } from "../refusal.ts";

type Create = AdminParsed<"createSenderRule">["body"];
type Patch = AdminParsed<"updateSenderRule">["body"];

const columns: Columns<keyof Create> = {
  country: "country",
  network: "network",
  alphanumeric: "alphanumeric",
  longNumbers: "long_numbers",
  shortNumbers: "short_numbers",
  registrationNeeded: "registration_needed",
  lengthMin: "length_min",
  lengthMax: "length_max",
  characters: "characters",
  enabled: "enabled",
  comment: "comment",
};

/** By destination, a country before its networks. */
export async function listSenderRules(
  db: Queryable,
  query: AdminParsed<"listSenderRules">["query"],
): Promise<Page<SenderRule>> {
  const after = readCursor(query.cursor, 2) ?? [null, null];
  const found = await select(
    db,
    `where ($1::text is null or country = $1)
       and ($2::text is null or (country, coalesce(network, '')) > ($2, $3::text))
     order by country, coalesce(network, '') limit $4`,
    [query.country ?? null, ...after, query.limit + 1],
  );
  return pageOfRows(
    found,
    query.limit,
    (rule) => [rule.country, rule.network ?? ""],
    (rule) => rule,
  );
}

export async function readSenderRule(db: Queryable, ruleId: number, lock = ""): Promise<SenderRule> {
  const [found] = await select(db, `where id = $1 ${lock}`, [ruleId]);
  if (!found) throw notFound("sender rule", ruleId);
  return found;
}

export async function createSenderRule(tx: Queryable, author: Author, given: Create): Promise<SenderRule> {
  await requirePlace(tx, { country: given.country, network: given.network }, "body");
  const rule = await readSenderRule(tx, await insertRow(tx, "sender_rules", written(columns, given)));
  await record(tx, author, "create", null, rule);
  return rule;
}

export async function updateSenderRule(
  tx: Queryable,
  author: Author,
  ruleId: number,
  given: Patch,
): Promise<SenderRule> {
  const before = await readSenderRule(tx, ruleId, "for update");
  if (given.country !== undefined || given.network !== undefined) {
    const network = given.network === undefined ? before.network : given.network;
    await requirePlace(tx, { country: given.country ?? before.country, network }, "body");
  }
  const { lengthMin = before.lengthMin, lengthMax = before.lengthMax } = given;
  if (!isLengthRange({ lengthMin, lengthMax })) throw invalidField("body.lengthMax", "must not be less than lengthMin");
  await updateRow(tx, "sender_rules", ruleId, written(columns, given));
  const after = await readSenderRule(tx, ruleId);
  if (!isSame(factsOf(before), factsOf(after))) await record(tx, author, "update", before, after);
  return after;
}

export async function deleteSenderRule(tx: Queryable, author: Author, ruleId: number): Promise<void> {
  const before = await readSenderRule(tx, ruleId, "for update");
  await tx.query("delete from sender_rules where id = $1", [ruleId]);
  await record(tx, author, "delete", before, null);
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<SenderRule[]> {
  const { rows } = await db.query<Omit<SenderRule, "createdAt"> & { created_at: Date }>(
    `select id, country, network, alphanumeric, long_numbers as "longNumbers", short_numbers as "shortNumbers",
            registration_needed as "registrationNeeded", length_min as "lengthMin", length_max as "lengthMax",
            characters, enabled, comment, created_at
     from sender_rules ${tail}`,
    values,
  );
  return rows.map(({ created_at, ...rule }) => ({ ...rule, createdAt: created_at.toISOString() }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: SenderRule | null,
  after: SenderRule | null,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "senders",
    entity: "sender_rule",
    entityId: (after ?? before)?.id ?? 0,
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: ["sender_rules:0"],
  });
}

function factsOf({ id: _id, createdAt: _at, ...facts }: SenderRule) {
  return facts;
}
