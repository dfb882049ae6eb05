/** A running switch without its HTTP side: real PostgreSQL, real sockets, a simulated supplier, a clock to move. */
import { FINAL_STATUS_CODE_MIN, type MessageStatus, messageStatusOf } from "@switchyard/engine";
import { createSmscSimulator, type SmscBehaviour, type SmscSimulator } from "@switchyard/simulator";
import type { Pool } from "pg";
import { vi } from "vitest";
import { type Core, startCore } from "../../src/core.ts";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { createLog } from "../../src/log.ts";
import type { QueueLimits } from "../../src/traffic/queues.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { type Seeded, type SeedOptions, seed, testSecrets } from "../seed.ts";
import { type BindOptions, bind, type Esme } from "./esme.ts";

/** Real time, moved by an offset. */
export interface ShiftedClock {
  offsetMs: number;
  now(): number;
}

export interface TestClient extends Seeded {
  readonly openingMicros: bigint;
}

export interface Rig {
  readonly database: TestDatabase;
  readonly pool: Pool;
  readonly smsc: SmscSimulator;
  readonly clock: ShiftedClock;
  readonly core: Core;
  /** The running switch's own pool, to hold up what it reads. */
  readonly corePool: Pool;
  /** What the switch called trouble. */
  readonly troubles: unknown[];
  /** A client with money, prices and a supplier of its own over the rig's simulator, known to the running switch. */
  client(options?: Partial<SeedOptions>): Promise<TestClient>;
  bind(client: Seeded, options?: Partial<BindOptions>): Promise<Esme>;
  /** Writes to the tables and announces it as the admin API does. */
  change(sql: string, values: readonly unknown[], ...announcements: readonly string[]): Promise<void>;
  /** Waits until the switch has heard of every change made before. */
  announced(): Promise<void>;
  /** Settings of a connection that no supplier answers. */
  readonly downLink: Readonly<Record<string, unknown>>;
  /** Points the client's connection at the simulator and waits until it is bound. */
  raiseLink(client: Seeded): Promise<void>;
  /** Another connection to the client's own supplier, bound and on no route. */
  sibling(client: TestClient): Promise<TestClient>;
  /** The supplier delivers a receipt of this text over the client's connection; resolves when it is answered. */
  deliver(client: TestClient, text: string): Promise<void>;
  /** How many receipts the client is owed. */
  owed(client: Seeded): Promise<number>;
  /** One row of a message, by the id its client was given. */
  message(id: string): Promise<StoredMessage>;
  close(): Promise<void>;
}

export interface StoredMessage {
  readonly id: bigint;
  readonly status: number;
  readonly part_states: string | null;
  readonly charged_micros: bigint;
  readonly reserved_micros: bigint;
  readonly error_code: string | null;
  readonly text: string | null;
  readonly binary_body: Buffer | null;
  readonly alphabet: number;
  readonly parts: number;
  readonly reason: number | null;
}

const log = createLog({ level: "silent" as "fatal" });
/** A supplier that does not exist: its costs changing means nothing. */
const MARK = 0;
/** Opening balance where a test does not care. */
const PLENTY_MICROS = 1_000_000_000_000n;

/** Another supplier with a simulator of its own, in a client's pool. */
export interface Member {
  readonly smsc: SmscSimulator;
  readonly supplierId: number;
  readonly connectionId: number;
}

/**
 * Gives a client's pool members of their own, each a supplier with a simulator and one connection, in place of those it
 * had; shares in the order given, and what else a connection is set to.
 */
export async function poolOf(
  rig: Rig,
  client: Seeded,
  members: readonly { readonly percent: number; readonly connection?: Readonly<Record<string, unknown>> }[],
): Promise<Member[]> {
  await rig.pool.query("delete from pool_members where pool_id = $1", [client.poolId]);
  const made: Member[] = [];
  for (const [position, { percent, connection = {} }] of members.entries()) {
    const smsc = createSmscSimulator({ remember: 20_000, seed: position + 1 });
    const { port } = await smsc.listen();
    const seeded = await seed(rig.pool, {
      smscPort: port,
      systemId: `${client.systemId}-${position + 1}`,
      connection,
    });
    await rig.pool.query(
      "insert into pool_members (pool_id, connection_id, percent, position) values ($1, $2, $3, $4)",
      [client.poolId, seeded.connectionId, percent, position + 1],
    );
    made.push({ smsc, ...seeded });
  }
  await rig.core.configuration.loadAll();
  await eventually(() => {
    for (const { connectionId } of made) {
      if (!rig.core.connections.isUp(connectionId)) throw new Error(`connection ${connectionId} is not up`);
    }
  });
  return made;
}

export interface RigOptions {
  readonly behaviour?: Partial<SmscBehaviour>;
  /** How many submits the simulator remembers. */
  readonly remember?: number;
  readonly queueLimits?: QueueLimits;
  /** What happened to the database before this life of the switch. */
  readonly before?: (database: TestDatabase, smscPort: number) => Promise<void>;
}

export async function createRig(options: RigOptions = {}): Promise<Rig> {
  const { behaviour = {}, remember = 1_000 } = options;
  const database = await createTestDatabase();
  const smsc = createSmscSimulator({ behaviour, remember, seed: 1 });
  const { port } = await smsc.listen();
  const clock: ShiftedClock = {
    offsetMs: 0,
    now() {
      return Date.now() + this.offsetMs;
    },
  };
  const troubles: unknown[] = [];
  await options.before?.(database, port);
  const opened = await openDatabase({ source: database.source, log });
  const core = await startCore({
    ...coreOptions(opened, clock, troubles),
    ...(options.queueLimits && { queueLimits: options.queueLimits }),
  });
  // Announcements act in the order in which they were made: one about nothing tells that those before it have acted.
  const marks: (() => void)[] = [];
  core.configuration.onChange((kind, id) => {
    if (kind === "tariff" && id === MARK) marks.shift()?.();
  });
  const open: Esme[] = [];
  let clients = 0;

  const change: Rig["change"] = async (sql, values, ...announcements) => {
    const connection = await database.pool.connect();
    try {
      await connection.query("begin");
      await connection.query(sql, [...values]);
      for (const text of announcements) await connection.query("select pg_notify('switchyard', $1)", [text]);
      await connection.query("commit");
    } finally {
      connection.release();
    }
  };

  return {
    database,
    pool: database.pool,
    corePool: opened.pool,
    smsc,
    clock,
    core,
    troubles,
    change,
    async client(options = {}) {
      const name = options.systemId ?? `client${++clients}`;
      const seeded = await seed(database.pool, {
        smscPort: port,
        ...options,
        systemId: name,
        connection: { system_id: name, ...options.connection },
      });
      await core.configuration.loadAll();
      await core.traffic.resyncFunds();
      await vi.waitFor(() => {
        const link = core.links().find(({ id }) => id === seeded.connectionId);
        if (link?.state === "connecting" || link === undefined) throw new Error(`the link is ${link?.state}`);
      });
      return { ...seeded, openingMicros: options.balanceMicros ?? PLENTY_MICROS };
    },
    async bind({ systemId, password }, options = {}) {
      const esme = await bind({ port: core.smppPort, systemId, password, ...options });
      open.push(esme);
      return esme;
    },
    announced() {
      return new Promise((resolve) => {
        marks.push(resolve);
        database.pool.query(`select pg_notify('switchyard', 'tariff:supplier:${MARK}')`);
      });
    },
    // Nothing listens on the port of a discarding service.
    downLink: { port: 9 },
    async raiseLink({ connectionId }) {
      await change(
        "update connections set port = $2 where id = $1",
        [connectionId, port],
        `connection:${connectionId}`,
      );
      await eventually(() => {
        if (core.links().find(({ id }) => id === connectionId)?.state !== "bound")
          throw new Error("the link is not up");
      });
    },
    async sibling(client) {
      const systemId = `${client.systemId}-too`;
      const { rows } = await database.pool.query<{ id: number }>(
        `insert into connections (supplier_id, name, host, port, system_id, password_sealed)
         select supplier_id, $2, host, port, $2, password_sealed from connections where id = $1 returning id`,
        [client.connectionId, systemId],
      );
      const connectionId = rows[0]?.id ?? 0;
      await change("select 1", [], `connection:${connectionId}`);
      await eventually(() => {
        if (!core.connections.isUp(connectionId)) throw new Error("the second connection is not up");
      });
      return { ...client, connectionId, systemId };
    },
    deliver({ systemId }, text) {
      const session = [...smsc.sessions].find((one) => one.systemId === systemId);
      const pdu = { command: "deliver_sm", esm_class: 4, short_message: Buffer.alloc(0) } as const;
      return new Promise((resolve, reject) => {
        const tlvs = { message_payload: Buffer.from(text, "latin1") };
        if (!session?.request({ ...pdu, tlvs }, (outcome) => (outcome.ok ? resolve() : reject(outcome)))) {
          reject(new Error(`the supplier has no session of ${systemId}`));
        }
      });
    },
    async owed({ clientId }) {
      const { rows } = await database.pool.query<{ count: number }>(
        `select (select count(*) from owed_receipts where client_id = $1)::int
              + (select count(*) from queue q join messages m on m.id = q.message_id
                 where q.client_id = $1 and m.status >= ${FINAL_STATUS_CODE_MIN})::int as count`,
        [clientId],
      );
      return rows[0]?.count ?? 0;
    },
    async message(id) {
      const { rows } = await database.pool.query<StoredMessage>("select * from messages where id = $1", [id]);
      if (!rows[0]) throw new Error(`there is no message ${id}`);
      return rows[0];
    },
    async close() {
      for (const esme of open) esme.cut();
      await core.stop();
      await opened.close();
      await smsc.stop(100);
      await database.drop();
    },
  };
}

function coreOptions(database: Database, clock: ShiftedClock, troubles: unknown[]) {
  const listening = Object.assign(Object.create(log) as typeof log, {
    warn: (what: { err?: unknown }) => troubles.push(what.err ?? what),
  });
  return {
    database,
    secrets: testSecrets,
    clock,
    random: Math.random,
    log: listening,
    smpp: { port: 0, host: "127.0.0.1" },
    publicUrl: "http://switch.test",
  };
}

export const statusOf = (message: StoredMessage): MessageStatus => messageStatusOf(message.status);

/** Waits until what is said holds; fails with the last reason after some seconds. */
export function eventually(check: () => void | Promise<void>, timeoutMs = 8_000): Promise<void> {
  return vi.waitFor(check, { timeout: timeoutMs, interval: 10 });
}
