/** The settings of connections to suppliers. The password is sealed on its way in and never read back by the API. */
import { type AdminParsed, type Connection, connectionFaults, defaultPauseErrors } from "@switchyard/contract";
import { statusAliases, statuses } from "@switchyard/smpp";
import { type Column, type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { type Page, pageOfRows, readCursor } from "../paging.ts";
import { notFound, Refusal } from "../refusal.ts";
import type { Secrets } from "../secrets.ts";

/** A connection without what only the running switch knows. */
export type StoredConnection = Omit<Connection, "live" | "deliveryRateToday" | "callbackUrl">;

type ConnectionCreate = AdminParsed<"createConnection">["body"];
type ConnectionPatch = AdminParsed<"updateConnection">["body"];

/** The driver would write an array as PostgreSQL's own. */
const json = (column: string): Column => ({ column, write: (value) => JSON.stringify(value) });

const columns: Columns<Exclude<keyof ConnectionCreate, "password">> = {
  kind: "kind",
  supplierId: "supplier_id",
  name: "name",
  host: "host",
  port: "port",
  tls: "tls",
  systemId: "system_id",
  systemType: "system_type",
  bindType: "bind_type",
  sessions: "sessions",
  tps: "tps",
  windowMax: "window_max",
  enquireLinkSeconds: "enquire_link_s",
  responseTimeoutSeconds: "response_timeout_s",
  reconnectMinSeconds: "reconnect_min_s",
  reconnectMaxSeconds: "reconnect_max_s",
  serviceType: "service_type",
  sourceTon: "source_ton",
  sourceNpi: "source_npi",
  destTon: "dest_ton",
  destNpi: "dest_npi",
  defaultAlphabet: "default_alphabet",
  longMessages: "long_messages",
  receiptIdFormat: "receipt_id_format",
  lostAnswer: "lost_answer",
  dailyLimit: "daily_limit",
  queueMax: "queue_max",
  rerouteErrors: "reroute_errors",
  pauseErrors: "pause_errors",
  pauseMs: "pause_ms",
  addressRules: json("address_rules"),
  receiptWords: json("receipt_words"),
  lookup: { column: "lookup", write: (value) => (value === null ? null : JSON.stringify(value)) },
  http: { column: "http", write: (value) => (value === null ? null : JSON.stringify(value)) },
  paused: "paused",
};

const CALLBACK_TOKEN_CHARS = 32;

/** Where an HTTP API calls back, below the switch's address. */
export const callbackPathOf = (token: string): string => `/callbacks/${token}`;

export async function listConnections(
  db: Queryable,
  { search, supplierId, cursor, limit }: AdminParsed<"listConnections">["query"],
): Promise<Page<StoredConnection>> {
  const after = readCursor(cursor, 1);
  const rows = await select(
    db,
    `where ($1::text is null or c.name > $1) and ($2::int is null or c.supplier_id = $2)
       and ($3::text is null or position(lower($3) in lower(concat_ws(E'\\n', c.name, s.name))) > 0)
     order by c.name limit $4`,
    [after?.[0] ?? null, supplierId ?? null, search || null, limit + 1],
  );
  return pageOfRows(
    rows,
    limit,
    (row) => [row.name],
    (row) => row,
  );
}

export async function createConnection(
  tx: Queryable,
  author: Author,
  secrets: Secrets,
  given: ConnectionCreate,
): Promise<StoredConnection> {
  requireSound(given);
  const pauseErrors = given.pauseErrors ?? [...defaultPauseErrors[given.kind]];
  const values = written(columns, { ...given, systemId: given.systemId ?? "", pauseErrors });
  values.set("password_sealed", secrets.seal(given.password));
  if (given.kind === "http") values.set("callback_token", secrets.generate(CALLBACK_TOKEN_CHARS));
  const connectionId = await insertRow(tx, "connections", values);
  const connection = await readConnection(tx, connectionId);
  await record(tx, author, "create", null, factsOf(connection), connection);
  return connection;
}

export async function updateConnection(
  tx: Queryable,
  author: Author,
  secrets: Secrets,
  { connectionId, ...given }: ConnectionPatch & { connectionId: number },
): Promise<StoredConnection> {
  const before = await readConnection(tx, connectionId, "for update of c");
  requireSound({ ...before, ...defined(given) });
  const values = written(columns, given);
  const { password } = given;
  if (password !== undefined) values.set("password_sealed", secrets.seal(password));
  await updateRow(tx, "connections", connectionId, values);
  const after = await readConnection(tx, connectionId);
  if (password === undefined && isSame(factsOf(before), factsOf(after))) return after;
  // History tells that the password changed, never what it was or is.
  const told = password === undefined ? {} : { password: "(changed)" };
  await record(tx, author, "update", factsOf(before), { ...factsOf(after), ...told }, after);
  return after;
}

export async function setPaused(
  tx: Queryable,
  author: Author,
  connectionId: number,
  paused: boolean,
): Promise<StoredConnection> {
  const before = await readConnection(tx, connectionId, "for update of c");
  if (before.paused === paused) return before;
  await tx.query("update connections set paused = $2 where id = $1", [connectionId, paused]);
  const after = await readConnection(tx, connectionId);
  await record(tx, author, paused ? "pause" : "resume", factsOf(before), factsOf(after), after);
  return after;
}

/** Deletes a connection; refused while a pool or a waiting message needs it. */
export async function deleteConnection(tx: Queryable, author: Author, connectionId: number): Promise<void> {
  const before = await readConnection(tx, connectionId, "for update of c");
  if (before.pools > 0) {
    throw new Refusal("in_use", `${before.name} is a member of ${before.pools} pools. Take it out of them first.`);
  }
  const { rows } = await tx.query("select 1 from queue where connection_id = $1 limit 1", [connectionId]);
  if (rows.length > 0) {
    throw new Refusal("in_use", `Messages that are not finished belong to ${before.name}. Wait until they are.`);
  }
  await tx.query(
    `with gone as (delete from connections where id = $1 returning id, supplier_id)
     insert into former_connections (id, supplier_id) select id, supplier_id from gone`,
    [connectionId],
  );
  await record(tx, author, "delete", factsOf(before), null, before);
}

/** What must agree within a connection: an edit of one setting is checked against the others as stored. */
function requireSound(given: Parameters<typeof connectionFaults>[0]): void {
  const faults = [...connectionFaults(given), ...(given.kind === "smpp" ? unknownStatuses(given) : [])];
  const errors = faults.map(({ path, message }) => ({ path: `body.${path}`, message }));
  const [first] = errors;
  if (first) throw new Refusal("invalid_request", `${first.path} ${first.message}.`, errors);
}

/** Statuses by a name that SMPP does not have; numbers may be a vendor's own. */
function unknownStatuses({ rerouteErrors = [], pauseErrors = [] }: Parameters<typeof connectionFaults>[0]) {
  const check = (name: string, codes: readonly string[]) =>
    codes.flatMap((code, i) =>
      !code.startsWith("ESME_") || code in statuses || code in statusAliases
        ? []
        : [{ path: `${name}.${i}`, message: `must be a command_status of SMPP, which ${code} is not` }],
    );
  return [...check("rerouteErrors", rerouteErrors), ...check("pauseErrors", pauseErrors)];
}

function defined<Given extends object>(given: Given): { [K in keyof Given]: Exclude<Given[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof Given]: Exclude<Given[K], undefined>;
  };
}

interface ConnectionRow {
  readonly id: number;
  readonly supplier_id: number;
  readonly supplier_name: string;
  readonly supplier_time_zone: string;
  readonly kind: Connection["kind"];
  readonly name: string;
  readonly host: string | null;
  readonly port: number | null;
  readonly tls: boolean;
  readonly system_id: string;
  readonly system_type: string;
  readonly bind_type: Connection["bindType"];
  readonly sessions: number;
  readonly tps: number;
  readonly window_max: number;
  readonly enquire_link_s: number;
  readonly response_timeout_s: number;
  readonly reconnect_min_s: number;
  readonly reconnect_max_s: number;
  readonly service_type: string;
  readonly source_ton: number | null;
  readonly source_npi: number | null;
  readonly dest_ton: number;
  readonly dest_npi: number;
  readonly default_alphabet: Connection["defaultAlphabet"];
  readonly long_messages: Connection["longMessages"];
  readonly receipt_id_format: Connection["receiptIdFormat"];
  readonly lost_answer: Connection["lostAnswer"];
  readonly daily_limit: number | null;
  readonly queue_max: number | null;
  readonly reroute_errors: string[];
  readonly pause_errors: string[];
  readonly pause_ms: number;
  readonly address_rules: Connection["addressRules"];
  readonly receipt_words: Connection["receiptWords"];
  readonly lookup: Connection["lookup"];
  readonly http: Connection["http"];
  readonly callback_token: string | null;
  readonly paused: boolean;
  readonly pools: bigint;
  readonly created_at: Date;
}

export async function readConnection(db: Queryable, connectionId: number, lock = ""): Promise<StoredConnection> {
  const [found] = await select(db, `where c.id = $1 ${lock}`, [connectionId]);
  if (!found) throw notFound("connection", connectionId);
  return found;
}

async function select(db: Queryable, tail: string, values: unknown[]): Promise<StoredConnection[]> {
  const { rows } = await db.query<ConnectionRow>(
    `select c.id, c.supplier_id, s.name as supplier_name, s.time_zone as supplier_time_zone, c.kind, c.name, c.host, c.port, c.tls, c.system_id, c.system_type,
            c.bind_type, c.sessions, c.tps, c.window_max, c.enquire_link_s, c.response_timeout_s, c.reconnect_min_s,
            c.reconnect_max_s, c.service_type, c.source_ton, c.source_npi, c.dest_ton, c.dest_npi, c.default_alphabet,
            c.long_messages, c.receipt_id_format, c.lost_answer, c.daily_limit, c.queue_max, c.reroute_errors,
            c.pause_errors, c.pause_ms, c.address_rules, c.receipt_words, c.lookup, c.http, c.callback_token, c.paused, c.created_at,
            (select count(*) from pool_members where connection_id = c.id) as pools
     from connections c join suppliers s on s.id = c.supplier_id ${tail}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    supplierTimeZone: row.supplier_time_zone,
    kind: row.kind,
    name: row.name,
    host: row.host,
    port: row.port,
    tls: row.tls,
    systemId: row.system_id,
    systemType: row.system_type,
    bindType: row.bind_type,
    sessions: row.sessions,
    tps: row.tps,
    windowMax: row.window_max,
    enquireLinkSeconds: row.enquire_link_s,
    responseTimeoutSeconds: row.response_timeout_s,
    reconnectMinSeconds: row.reconnect_min_s,
    reconnectMaxSeconds: row.reconnect_max_s,
    serviceType: row.service_type,
    sourceTon: row.source_ton,
    sourceNpi: row.source_npi,
    destTon: row.dest_ton,
    destNpi: row.dest_npi,
    defaultAlphabet: row.default_alphabet,
    longMessages: row.long_messages,
    receiptIdFormat: row.receipt_id_format,
    lostAnswer: row.lost_answer,
    dailyLimit: row.daily_limit,
    queueMax: row.queue_max,
    rerouteErrors: row.reroute_errors,
    pauseErrors: row.pause_errors,
    pauseMs: row.pause_ms,
    addressRules: row.address_rules,
    receiptWords: row.receipt_words,
    lookup: row.lookup,
    http: row.http,
    callbackPath: row.callback_token === null ? null : callbackPathOf(row.callback_token),
    paused: row.paused,
    pools: Number(row.pools),
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  action: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
  { id }: StoredConnection,
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "connections",
    entity: "connection",
    entityId: id,
    action,
    before,
    after,
    announce: [`connection:${id}`],
  });
}

/** Somebody sent a message of nobody's over it: it costs money, so it is told. Nothing changes by it. */
export async function recordTest(
  tx: Queryable,
  author: Author,
  { id }: StoredConnection,
  { sender, recipient }: { sender: string; recipient: string },
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "connections",
    entity: "connection",
    entityId: id,
    action: "test_send",
    before: null,
    after: { sender, recipient },
    announce: [],
  });
}

/** What history tells of; the address of callbacks is a secret of its own and never changes. */
function factsOf({
  id: _id,
  createdAt: _at,
  pools: _pools,
  supplierId: _supplier,
  supplierTimeZone: _zone,
  callbackPath: _path,
  ...facts
}: StoredConnection) {
  return facts;
}
