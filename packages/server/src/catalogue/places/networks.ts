/** Networks as an operator makes, changes and deletes them. */
import type { AdminParsed, MobileNetwork } from "@switchyard/contract";
import { type Author, isSame, type Queryable, recordChange } from "../../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../../paging.ts";
import { invalidField, notFound, Refusal } from "../../refusal.ts";
import { changed } from "./changed.ts";
import { placesAnnouncement, readDestination } from "./countries.ts";

/** Those on the air first, then by name; some countries have hundreds. By networks_country. */
export async function listDestinationNetworks(
  db: Queryable,
  country: string,
  query: AdminParsed<"listDestinationNetworks">["query"],
): Promise<Page<MobileNetwork>> {
  await readDestination(db, country);
  const [afterOffAir, afterName, afterId] = readCursor(query.cursor, 3) ?? [];
  const rows = await select(
    db,
    `where n.country = $1
       and ($2::text is null or position(lower($2) in lower(n.name)) > 0 or starts_with(n.id, replace($2, ' ', '')))
       and ($3::bool is null or n.closed = $3) and ($4::bool is null or n.operational = $4)
       and ($5::int is null or ((not n.operational)::int, lower(n.name), n.id) > ($5, $6::text, $7::text))
     order by (not n.operational)::int, lower(n.name), n.id limit $8`,
    [
      country,
      query.search || null,
      query.closed ?? null,
      query.operational ?? null,
      afterOffAir ?? null,
      afterName ?? null,
      afterId ?? null,
      query.limit + 1,
    ],
  );
  return pageOfRows(
    rows,
    query.limit,
    ({ operational, sort, network }) => [operational ? 0 : 1, sort, network],
    ({ sort: _sort, ...network }) => network,
  );
}

export async function readNetwork(db: Queryable, network: string, lock = ""): Promise<MobileNetwork> {
  const [found] = await select(db, `where n.id = $1 ${lock}`, [network]);
  if (!found) throw notFound("network", network);
  const { sort: _sort, ...known } = found;
  return known;
}

export async function createNetwork(
  tx: Queryable,
  author: Author,
  country: string,
  given: AdminParsed<"createNetwork">["body"],
): Promise<MobileNetwork> {
  await readDestination(tx, country);
  const { rowCount } = await tx.query(
    `insert into networks (id, country, name, operational, closed, edited) values ($1, $2, $3, $4, $5, true)
     on conflict (id) do nothing`,
    [given.network, country, given.name, given.operational ?? true, given.closed ?? false],
  );
  if (rowCount === 0) {
    const other = await readNetwork(tx, given.network);
    throw invalidField("body.network", `is ${other.name} of ${other.country} already`);
  }
  await tx.query("delete from deleted_networks where id = $1", [given.network]);
  const made = await readNetwork(tx, given.network);
  await record(tx, author, "create", null, made);
  return made;
}

export async function updateNetwork(
  tx: Queryable,
  author: Author,
  network: string,
  given: AdminParsed<"updateNetwork">["body"],
): Promise<MobileNetwork> {
  const before = await readNetwork(tx, network, "for update of n");
  const after = changed(before, given);
  if (isSame(factsOf(before), factsOf(after))) return before;
  await tx.query(
    `update networks set name = $2, operational = $3, closed = $4,
                         edited = edited or name <> $2 or operational <> $3
     where id = $1`,
    [network, after.name, after.operational, after.closed],
  );
  await record(tx, author, "update", before, after);
  return readNetwork(tx, network);
}

/** Deletes a network that nothing names; what its prefixes lead to is then known by country alone. */
export async function deleteNetwork(tx: Queryable, author: Author, network: string): Promise<void> {
  const before = await readNetwork(tx, network, "for update of n");
  const [use] = await usesOf(tx, network);
  if (use) {
    throw new Refusal(
      "in_use",
      `${use.count} ${use.what} name ${before.name} (${network}). Change or delete them first.`,
    );
  }
  await tx.query("update prefixes set network = null, edited = true where network = $1", [network]);
  await tx.query("delete from networks where id = $1", [network]);
  await tx.query("insert into deleted_networks (id) values ($1) on conflict do nothing", [network]);
  await record(tx, author, "delete", before, null);
}

/** Looking through all prices takes a moment; networks are seldom deleted. */
async function usesOf(tx: Queryable, network: string): Promise<{ what: string; count: number }[]> {
  const { rows } = await tx.query<{ what: string; count: number }>(
    `select what, count from (values
       (1, 'prices or costs', (select count(*)::int from tariff_rows where network = $1)),
       (2, 'routes', (select count(*)::int from routes where network = $1)),
       (3, 'replacement rules', (select count(*)::int from replacement_rules where network = $1)),
       (4, 'sender rules', (select count(*)::int from sender_rules where network = $1))
     ) uses(place, what, count)
     where count > 0 order by place`,
    [network],
  );
  return rows;
}

interface NetworkRow extends MobileNetwork {
  /** What it is ordered by. */
  readonly sort: string;
}

/** Prefixes are counted by prefixes_place. */
async function select(db: Queryable, tail: string, values: readonly unknown[]): Promise<NetworkRow[]> {
  const { rows } = await db.query<NetworkRow>(
    `select n.id as network, n.country::text as country, n.name, lower(n.name) as sort, n.operational, n.closed, n.edited,
            (select count(*)::int from prefixes p where p.country = n.country and p.network = n.id) as prefixes
     from networks n ${tail}`,
    [...values],
  );
  return rows;
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: MobileNetwork | null,
  after: MobileNetwork | null,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "destinations",
    entity: "network",
    entityId: (after ?? before)?.network ?? "",
    action,
    before: before && factsOf(before),
    after: after && factsOf(after),
    announce: [placesAnnouncement],
  });
}

function factsOf({ country, name, operational, closed }: MobileNetwork) {
  return { country, name, operational, closed };
}
