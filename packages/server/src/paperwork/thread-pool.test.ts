import { afterEach, describe, expect, it } from "vitest";
import type { oddTasks } from "../../test/paperwork/odd-tasks.ts";
import { createThreadPool, type ThreadPool, ThreadPoolError, type ThreadPoolOptions } from "./thread-pool.ts";

const pools: ThreadPool<typeof oddTasks>[] = [];

const oddWorker = new URL("../../test/paperwork/odd-tasks.ts", import.meta.url);

function start(options: Omit<ThreadPoolOptions, "worker"> = {}, worker = oddWorker) {
  const pool = createThreadPool<typeof oddTasks>({ worker, ...options });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

async function faultOf(promise: Promise<unknown>): Promise<ThreadPoolError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ThreadPoolError)) throw new Error(`expected a ThreadPoolError, got ${error}`);
  return error;
}

describe("a pool of threads", () => {
  it("carries amounts and octets to a thread and back unchanged", async () => {
    const octets = Uint8Array.of(1, 2, 255);
    const answer = await start().run("double", { amountMicros: 9_007_199_254_740_993n, octets });
    expect(answer).toEqual({ amountMicros: 18_014_398_509_481_986n, octets: Uint8Array.of(1, 2, 255, 1, 2, 255) });
    expect(octets).toEqual(Uint8Array.of(1, 2, 255));
  });

  it("takes the octets away from a caller who hands them over", async () => {
    const octets = new Uint8Array(1_000).fill(7);
    const answer = await start().run("double", { amountMicros: 1n, octets }, { transfer: [octets.buffer] });
    expect(answer.octets).toHaveLength(2_000);
    expect(octets).toHaveLength(0);
  });

  it("tells a task's own error with its message and the name of its class", async () => {
    const fault = await faultOf(start().run("fail", "The file has no rows; send one that has."));
    expect(fault).toMatchObject({
      fault: "failed",
      message: "The file has no rows; send one that has.",
      thrown: "FarAwayError",
    });
  });

  it("goes on after a task that runs for ever, which is ended at its time limit", async () => {
    const pool = start({ timeoutMs: 5_000 });
    expect(await pool.run("wait", 1)).toBe(1);
    const fault = await faultOf(pool.run("spin", null, { timeoutMs: 200 }));
    expect(fault).toMatchObject({ fault: "timed_out", message: "spin took longer than 200 ms." });
    expect(await pool.run("wait", 2)).toBe(2);
  });

  it.each([
    ["wants all memory", "devour"],
    ["ends its thread", "leave"],
    ["throws where nobody waits", "throwLate"],
  ] as const)("goes on after a task that %s", async (_, name) => {
    const pool = start({ resourceLimits: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8 } });
    expect((await faultOf(pool.run(name, null))).fault).toBe("died");
    expect(await pool.run("wait", 2)).toBe(2);
  });

  it("goes on after an answer that can't cross between threads", async () => {
    const pool = start();
    expect((await faultOf(pool.run("answerUncloneable", null))).fault).toMatch(/died|failed/);
    expect(await pool.run("wait", 2)).toBe(2);
  });

  it("says at once why no thread can start", async () => {
    const pool = start({}, new URL("../../test/paperwork/not-there.ts", import.meta.url));
    for (const attempt of [1, 2]) {
      const fault = await faultOf(pool.run("wait", attempt, { timeoutMs: 30_000 }));
      expect(fault).toMatchObject({ fault: "died", message: expect.stringContaining("not-there") });
    }
  });

  it("refuses a task when too many wait, and takes the next once there is room", async () => {
    const pool = start({ threads: 1, waitingMax: 1 });
    const running = pool.run("wait", 50);
    const waiting = pool.run("wait", 51);
    expect((await faultOf(pool.run("wait", 52))).fault).toBe("busy");
    expect(await Promise.all([running, waiting])).toEqual([50, 51]);
    expect(await pool.run("wait", 1)).toBe(1);
  });

  it("counts a task's time from its start, not from when it was asked for", async () => {
    const pool = start({ threads: 1 });
    await pool.run("wait", 1);
    const answers = await Promise.all([pool.run("wait", 600), pool.run("wait", 500, { timeoutMs: 900 })]);
    expect(answers).toEqual([600, 500]);
  });

  it("rejects what runs and what waits when it closes, and whatever comes after", async () => {
    const pool = start({ threads: 1 });
    await pool.run("wait", 1);
    const faults = [pool.run("spin", null), pool.run("wait", 1)].map(faultOf);
    await pool.close();
    expect((await Promise.all(faults)).map(({ fault }) => fault)).toEqual(["closed", "closed"]);
    expect((await faultOf(pool.run("wait", 1))).fault).toBe("closed");
  });
});
