/** The clients list: searched, filtered, sorted, in pages by key, so that page 1,000 costs what page 1 costs. */
import type { AdminParsed, ClientRow } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { type CsvColumns, csvOfPages } from "../csv-pages.ts";
import type { Queryable } from "../history/history.ts";
import { type Page, type Position, pageOfRows, readCursor } from "../paging.ts";
import { availableSql, deliveryRate, localDaySql, selectDayTotals, selectLastTraffic } from "./figures.ts";

type ClientQuery = AdminParsed<"listClients">["query"];
type ClientFilters = AdminParsed<"exportClients">["query"];

/** What a list needs besides the database. */
export interface ListParts {
  readonly nowMs: number;
  readonly liveSessions: (clientId: number) => number;
}

/** How each order is written: what is compared first (the id, or login, decides between equals), and its type. */
const orders: Readonly<Record<ClientQuery["sort"], { key: string; type: string }>> = {
  login: { key: "c.login", type: "text" },
  company: { key: "lower(c.company)", type: "text" },
  balance: { key: "f.balance_micros", type: "bigint" },
  created: { key: "c.id", type: "bigint" },
  messages_today: { key: "coalesce(t.messages, 0)", type: "numeric" },
};

interface Row {
  readonly id: number;
  readonly login: string;
  readonly company: string;
  readonly manager_id: number | null;
  readonly manager_login: string | null;
  readonly product_id: number | null;
  readonly product: string | null;
  readonly currency: string;
  readonly block: ClientRow["block"];
  readonly balance: bigint;
  readonly available: bigint;
  readonly created_at: Date;
  readonly sort_key: string;
}

/** One page; the first also says how many clients match. */
export async function listClients(db: Queryable, query: ClientQuery, parts: ListParts): Promise<Page<ClientRow>> {
  const [page, total] = await Promise.all([
    selectPage(db, query, parts),
    query.cursor === undefined ? countClients(db, query) : undefined,
  ]);
  return { ...page, ...(total !== undefined && { total }) };
}

/** Every page as CSV, a thousand clients at a time. */
export const exportClients = (db: Queryable, filters: ClientFilters, parts: ListParts): AsyncGenerator<string> =>
  csvOfPages(exportColumns, (page) => selectPage(db, { ...filters, ...page }, parts));

const exportColumns: CsvColumns<ClientRow> = {
  id: (row) => row.id,
  login: (row) => row.login,
  company: (row) => row.company,
  manager: (row) => row.managerLogin,
  product: (row) => row.product,
  currency: (row) => row.currency,
  balance: (row) => row.balance,
  available: (row) => row.available,
  block: (row) => row.block,
  live_sessions: (row) => row.liveSessions,
  last_activity: (row) => row.lastActivity,
  messages_today: (row) => row.messagesToday,
  delivery_rate_today: (row) => row.deliveryRateToday,
  created_at: (row) => row.createdAt,
};

async function selectPage(
  db: Queryable,
  query: ClientQuery,
  { nowMs, liveSessions }: ListParts,
): Promise<Page<ClientRow>> {
  const { key, type } = orders[query.sort];
  const after = readCursor(query.cursor, 2);
  const values: unknown[] = [new Date(nowMs), query.limit + 1];
  const where = conditions(query, values);
  if (after) {
    values.push(...after);
    const beyond = query.direction === "asc" ? ">" : "<";
    where.push(`(${key}, c.id) ${beyond} ($${values.length - 1}::${type}, $${values.length}::int)`);
  }
  const { rows } = await db.query<Row>(
    `${query.sort === "messages_today" ? todaySql : ""}
     select c.id, c.login, c.company, c.manager_id, u.login as manager_login, c.product_id, p.name as product,
            c.currency, c.block, f.balance_micros as balance, ${availableSql} as available, c.created_at,
            (${key})::text as sort_key
     from clients c
     join client_funds f on f.client_id = c.id
     left join users u on u.id = c.manager_id
     left join products p on p.id = c.product_id
     ${query.sort === "messages_today" ? "left join today t on t.client_id = c.id" : ""}
     where ${where.join(" and ")}
     order by ${key} ${query.direction}, c.id ${query.direction} limit $2`,
    values,
  );
  const ids = rows.map((row) => row.id);
  const days = await selectDayTotals(db, ids, nowMs);
  const last = await selectLastTraffic(db, ids, nowMs);
  return pageOfRows(rows, query.limit, positionOf, (row) => {
    const day = days.get(row.id);
    return {
      id: row.id,
      login: row.login,
      company: row.company,
      managerId: row.manager_id,
      managerLogin: row.manager_login,
      productId: row.product_id,
      product: row.product,
      currency: row.currency,
      balance: formatMicros(row.balance),
      available: formatMicros(row.available),
      block: row.block,
      liveSessions: liveSessions(row.id),
      lastActivity: last.get(row.id)?.toISOString() ?? null,
      messagesToday: day?.messages ?? 0,
      deliveryRateToday: day ? deliveryRate(day) : null,
      createdAt: row.created_at.toISOString(),
    };
  });
}

const positionOf = (row: Row): Position => [row.sort_key, row.id];

/** Messages of each client since midnight in its time zone; the zones are worked out once each, not for every client. */
const todaySql = `with zones as materialized (
    select c.time_zone, ${localDaySql} as since from (select distinct time_zone from clients) c
  ), today as (
    select h.client_id, sum(h.accepted) as messages
    from traffic_hours h join clients c on c.id = h.client_id join zones z on z.time_zone = c.time_zone
    where h.hour > $1::timestamptz - interval '26 hours' and h.hour >= z.since
    group by h.client_id
  )`;

async function countClients(db: Queryable, filters: ClientFilters): Promise<number> {
  const values: unknown[] = [];
  const where = conditions(filters, values);
  const { rows } = await db.query<{ count: bigint }>(
    `select count(*) from clients c where ${where.join(" and ")}`,
    values,
  );
  return Number(rows[0]?.count);
}

/** The filters as SQL; their values are added to `values`. */
function conditions({ search, block, currency, managerId, productId }: ClientFilters, values: unknown[]): string[] {
  const where = ["true"];
  const mark = (value: unknown) => `$${values.push(value)}`;
  if (search) {
    const pattern = mark(`%${search.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`);
    where.push(
      `(lower(c.login || E'\\n' || c.company || E'\\n' || c.email || E'\\n' || c.phone || E'\\n' || c.contract_number)
          like ${pattern}
        or c.id in (select client_id from smpp_credentials where lower(system_id) like ${pattern}))`,
    );
  }
  if (block) where.push(`c.block = any(${mark(block)})`);
  if (currency) where.push(`c.currency = any(${mark(currency)})`);
  if (managerId) where.push(`c.manager_id = ${mark(managerId)}`);
  // By clients_product.
  if (productId === "none") where.push("c.product_id is null");
  else if (productId) where.push(`c.product_id = ${mark(productId)}`);
  return where;
}
