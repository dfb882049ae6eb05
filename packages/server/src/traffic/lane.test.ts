import { describe, expect, it } from "vitest";
import type { Statement } from "../database/statement.ts";
import { createLane, type Lane, type LaneConnection } from "./lane.ts";

/**
 * A database of one table, which breaks as it is told. What it does with a statement: "commit", "commit, then lose the
 * answer", "lose before the commit", or an error with a SQLSTATE.
 */
type Fate = "commit" | "lost_after" | "lost_before" | { code?: string; message?: string };

class LostError extends Error {}

class FakeDatabase implements LaneConnection {
  readonly rows: string[] = [];
  readonly fates: Fate[] = [];
  /** Rows that no statement may contain. */
  readonly poison = new Set<string>();
  batch = 0n;
  statements = 0;
  /** While set, statements wait. */
  gate: Promise<void> | undefined;

  async query<Row>(statement: Statement): Promise<{ rows: Row[] }> {
    if (statement.name === "lane-start") return { rows: [] };
    if (statement.name === "lane-batch") return { rows: [{ batch: this.batch } as Row] };
    this.statements++;
    await this.gate;
    const [batch, items] = statement.values as [number, string[]];
    const fate = this.fates.shift() ?? "commit";
    if (typeof fate === "object") throw Object.assign(new Error(fate.message ?? "refused"), { code: fate.code });
    if (fate === "lost_before") throw new LostError("connection lost");
    if (items.some((item) => this.poison.has(item))) throw Object.assign(new Error("bad value"), { code: "22021" });
    this.batch = BigInt(batch);
    this.rows.push(...items);
    if (fate === "lost_after") throw new LostError("connection lost");
    return { rows: [] };
  }

  ready = async () => undefined;
  isConnectionLoss = (error: unknown) => error instanceof LostError;
}

interface Seen {
  readonly committed: string[];
  readonly refused: string[];
  readonly troubles: unknown[];
}

async function startLane(
  database: FakeDatabase,
  options: { batchMax?: number; onCommitted?: (item: string) => void } = {},
): Promise<{ lane: Lane<string>; seen: Seen }> {
  const seen: Seen = { committed: [], refused: [], troubles: [] };
  const lane = await createLane<string>({
    name: "test",
    batchMax: options.batchMax ?? 100,
    connection: database,
    statement: (items, batch) => ({ name: "write", text: "", values: [batch, items] }),
    committed(items) {
      for (const item of items) {
        options.onCommitted?.(item);
        seen.committed.push(item);
      }
    },
    refused: (item) => seen.refused.push(item),
    onTrouble: (error) => seen.troubles.push(error),
  });
  return { lane, seen };
}

const letters = [..."abcdefgh"];

describe("a lane", () => {
  it("writes what came during a commit together, in order and in bounded batches", async () => {
    const database = new FakeDatabase();
    let open = () => {};
    database.gate = new Promise((resolve) => {
      open = resolve;
    });
    const { lane, seen } = await startLane(database, { batchMax: 3 });
    lane.push("a");
    await new Promise(setImmediate);
    for (const letter of letters.slice(1)) lane.push(letter);
    expect(lane.depth).toBe(8);
    open();
    await lane.drained();
    expect(database.rows).toEqual(letters);
    expect(seen.committed).toEqual(letters);
    expect(database.statements).toBe(1 + Math.ceil(7 / 3));
    expect(lane.depth).toBe(0);
  });

  it("neither loses nor doubles a batch whose answer was lost with the connection", async () => {
    const database = new FakeDatabase();
    database.fates.push("lost_after", "lost_before", "lost_before", "commit", "lost_after");
    const { lane, seen } = await startLane(database, { batchMax: 2 });
    for (const letter of letters) lane.push(letter);
    await lane.drained();
    expect(database.rows).toEqual(letters);
    expect(seen.committed).toEqual(letters);
    expect(seen.refused).toEqual([]);
  });

  it("goes on counting batches where its last life stopped", async () => {
    const database = new FakeDatabase();
    database.batch = 41n;
    const { lane } = await startLane(database);
    lane.push("a");
    await lane.drained();
    expect(database.batch).toBe(42n);
  });

  it("sets the one item aside that the database refuses, and writes all others once", async () => {
    const database = new FakeDatabase();
    database.poison.add("c");
    const { lane, seen } = await startLane(database);
    for (const letter of letters) lane.push(letter);
    await lane.drained();
    expect(seen.refused).toEqual(["c"]);
    expect(database.rows).toEqual(letters.filter((letter) => letter !== "c"));
    expect(seen.committed).toEqual(database.rows);
  });

  it.each([
    ["a deadlock", { code: "40P01" }],
    ["a full disk", { code: "53100" }],
    ["a shutting-down server", { code: "57P01" }],
    ["a cancelled statement", { code: "57014" }],
    ["a stand-by that took over", { code: "25006" }],
    ["a pool that can't reach the server", { code: "ECONNREFUSED" }],
    ["a pool whose connection ended", { message: "Connection terminated unexpectedly" }],
  ])("tries the same batch again after %s", async (_what, fate) => {
    const database = new FakeDatabase();
    database.fates.push(fate);
    const { lane, seen } = await startLane(database);
    lane.push("a");
    await lane.drained();
    expect(database.rows).toEqual(["a"]);
    expect(seen).toMatchObject({ committed: ["a"], refused: [] });
  });

  it("writes nothing again when a listener fails after the commit, and goes on", async () => {
    const database = new FakeDatabase();
    const { lane, seen } = await startLane(database, {
      onCommitted(item) {
        if (item === "h") throw new Error("a listener's own fault");
      },
    });
    for (const letter of letters) lane.push(letter);
    await lane.drained();
    expect(database.rows).toEqual(letters);
    expect(seen).toMatchObject({ refused: [], troubles: [new Error("a listener's own fault")] });
    lane.push("z");
    await lane.drained();
    expect(seen.committed).toContain("z");
  });

  it("commits nothing while work runs in between, and has told all that was committed before", async () => {
    const database = new FakeDatabase();
    const { lane, seen } = await startLane(database, { batchMax: 2 });
    for (const letter of letters.slice(0, 4)) lane.push(letter);
    let committedAtEnd = -1;
    const between = lane.between(async () => {
      expect(seen.committed).toEqual(database.rows);
      const before = database.rows.length;
      for (const letter of letters.slice(4)) lane.push(letter);
      await new Promise((resolve) => setTimeout(resolve, 20));
      committedAtEnd = database.rows.length - before;
    });
    await between;
    await lane.drained();
    expect(committedAtEnd).toBe(0);
    expect(database.rows).toEqual(letters);
  });
});
