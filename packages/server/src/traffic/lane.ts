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

/**
 * SQLSTATEs after which the same batch may well succeed: connections, a stand-by that still reads only, deadlock and
 * serialisation, resources, a lock not had, an operator's hand.
 */
const PASSING = /^(08...|25006|40...|53...|55P03|57...)$/;
/** What a statement needs beside the lane comes over the pool: its connections fail in the words of system and driver. */
const UNREACHABLE = /^(E[A-Z]+$|Connection |timeout )/;
const RETRY_MS = 100;

export interface Lane<Item> {
  push(item: Item): void;
  /** Items not yet committed. */
  readonly depth: number;
  /** The first of them; until its batch is told, so are those behind it. */
  readonly oldest: Item | undefined;
  /** Resolves when all that was pushed before is committed. */
  drained(): Promise<void>;
  /** Runs `work` while nothing is being committed and all that was is told; what is pushed meanwhile waits for its end. */
  between(work: () => Promise<void>): Promise<void>;
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
  let inFlight: readonly Item[] = [];
  let batch = await lastCommitted();
  let isRunning = false;
  const whenIdle: (() => void)[] = [];
  const interludes: (() => Promise<void>)[] = [];

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
    while (pending.length > 0 || interludes.length > 0) {
      await interludes.shift()?.();
      if (pending.length === 0) continue;
      const items = pending.length > options.batchMax ? pending.splice(0, options.batchMax) : pending;
      if (items === pending) pending = [];
      inFlight = items;
      await commit(items);
      inFlight = [];
    }
    isRunning = false;
    for (const resolve of whenIdle.splice(0)) resolve();
  }

  async function commit(items: readonly Item[]): Promise<void> {
    batch++;
    for (;;) {
      try {
        await connection.query(await options.statement(items, batch));
        break;
      } catch (error) {
        options.onTrouble?.(error);
        if (connection.isConnectionLoss(error)) {
          if (await wasCommitted()) break;
        } else if (isPassing(error)) {
          await sleep(RETRY_MS);
        } else {
          return await commitHalves(items, error);
        }
      }
    }
    tell(() => options.committed(items));
  }

  /** What is written is written, whatever becomes of whoever was to hear of it. */
  function tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      options.onTrouble?.(error);
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
    if (items.length === 1 && only !== undefined) return tell(() => options.refused(only, error));
    const middle = items.length >> 1;
    await commit(items.slice(0, middle));
    await commit(items.slice(middle));
  }

  /** The batch starts after this turn of the event loop, so everything a socket chunk brought goes together. */
  function start(): void {
    if (isRunning) return;
    isRunning = true;
    setImmediate(run);
  }

  return {
    get depth() {
      return pending.length + inFlight.length;
    },
    get oldest() {
      return inFlight[0] ?? pending[0];
    },
    push(item) {
      pending.push(item);
      start();
    },
    between(work) {
      return new Promise((resolve, reject) => {
        interludes.push(() => work().then(resolve, reject));
        start();
      });
    },
    drained: () => (isRunning ? new Promise((resolve) => whenIdle.push(resolve)) : Promise.resolve()),
  };
}

function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string") return PASSING.test(code) || UNREACHABLE.test(code);
  return UNREACHABLE.test(String(message));
}
