import { setTimeout as sleep } from "node:timers/promises";
import type { Statement } from "../database/statement.ts";

/**
 * A lane is one writer with group commit: what arrives while a batch is being committed forms the next, with no fixed
 * delay and a bounded size. A batch is one statement, so it is in whole or not at all, and it records its own number;
 * when the connection breaks before the answer came, that number tells whether the batch is in, and it is neither lost
 * nor written twice. A batch refused because of one item is halved until that item stands alone.
 */
export interface LaneConnection {
  query<Row = unknown>(statement: Statement): Promise<{ rows: Row[] }>;
  /** Resolves once connected again, with every earlier backend of this connection gone. */
  ready(): Promise<void>;
  /** Whether this error means the answer was lost with the connection. */
  isConnectionLoss(error: unknown): boolean;
}

export interface LaneOptions<Item> {
  readonly name: string;
  readonly batchMax: number;
  readonly connection: LaneConnection;
  /** Makes the statement of a batch; it must record `batch` with `laneStep`. */
  readonly statement: (items: readonly Item[], batch: number) => Statement | Promise<Statement>;
  /** The items are committed. */
  readonly committed: (items: readonly Item[]) => void;
  /** The database refuses this one item for good. */
  readonly refused: (item: Item, error: unknown) => void;
  readonly onTrouble?: (error: unknown) => void;
}

/** SQLSTATEs after which the same batch may well succeed: deadlock, serialisation, resources, shutting down. */
const PASSING = /^(40P01|40001|53...|57P0[123]|55P03)$/;
const RETRY_MS = 100;

export interface Lane<Item> {
  push(item: Item): void;
  /** Items not yet committed. */
  readonly depth: number;
  /** Resolves when all that was pushed before is committed. */
  drained(): Promise<void>;
}

/** The step that records the batch number; every lane's statement begins with it. */
export const laneStep = {
  name: "lane",
  sql: "update lanes set batch = $2 where name = $1",
};

/** Starts a lane, which goes on counting where it stopped in its last life. */
export async function createLane<Item>(options: LaneOptions<Item>): Promise<Lane<Item>> {
  const { name, connection } = options;
  await connection.ready();
  await connection.query({
    name: "lane-start",
    text: "insert into lanes (name, batch) values ($1, 0) on conflict (name) do nothing",
    values: [name],
  });
  let pending: Item[] = [];
  let inFlight = 0;
  let batch = await lastCommitted();
  let isRunning = false;
  const whenIdle: (() => void)[] = [];

  async function lastCommitted(): Promise<number> {
    const { rows } = await connection.query<{ batch: bigint }>({
      name: "lane-batch",
      text: "select batch from lanes where name = $1",
      values: [name],
    });
    return Number(rows[0]?.batch ?? 0n);
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (pending.length > 0) {
      const items = pending.length > options.batchMax ? pending.splice(0, options.batchMax) : pending;
      if (items === pending) pending = [];
      inFlight = items.length;
      await commit(items);
      inFlight = 0;
    }
    isRunning = false;
    for (const resolve of whenIdle.splice(0)) resolve();
  }

  async function commit(items: readonly Item[]): Promise<void> {
    batch++;
    for (;;) {
      try {
        await connection.query(await options.statement(items, batch));
        return options.committed(items);
      } catch (error) {
        options.onTrouble?.(error);
        if (connection.isConnectionLoss(error)) {
          if (await wasCommitted()) return options.committed(items);
        } else if (isPassing(error)) {
          await sleep(RETRY_MS);
        } else {
          return await commitHalves(items, error);
        }
      }
    }
  }

  async function wasCommitted(): Promise<boolean> {
    for (;;) {
      await connection.ready();
      try {
        return (await lastCommitted()) === batch;
      } catch (error) {
        if (!connection.isConnectionLoss(error) && !isPassing(error)) throw error;
        await sleep(RETRY_MS);
      }
    }
  }

  async function commitHalves(items: readonly Item[], error: unknown): Promise<void> {
    const [only] = items;
    if (items.length === 1 && only !== undefined) return options.refused(only, error);
    const middle = items.length >> 1;
    await commit(items.slice(0, middle));
    await commit(items.slice(middle));
  }

  return {
    get depth() {
      return pending.length + inFlight;
    },
    push(item) {
      pending.push(item);
      // The batch starts after this turn of the event loop, so everything a socket chunk brought goes together.
      if (!isRunning) {
        isRunning = true;
        setImmediate(run);
      }
    },
    drained: () => (isRunning ? new Promise((resolve) => whenIdle.push(resolve)) : Promise.resolve()),
  };
}

function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && PASSING.test(code);
}
