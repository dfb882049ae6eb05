import { describe, expect, it } from "vitest";
import { type PumpingSettings, PumpingWatch } from "./pumping.ts";

const settings: PumpingSettings = {
  isWatched: true,
  messagesMin: 100,
  sharePercent: 40,
  windowMs: 600_000,
  rangeDigits: 3,
};
const startMs = Date.parse("2026-06-15T10:00:00Z");

function watchWith(more: Partial<PumpingSettings> = {}) {
  const now = { ...settings, ...more };
  return { watch: new PumpingWatch(() => now), now };
}

/** Notes messages to one range, its last digits counted up. */
function pump(watch: PumpingWatch, { times, atMs = startMs, clientId = 7, range = "4915123456" }: PumpOptions): void {
  for (let i = 0; i < times; i++) watch.note(clientId, "DE", `${range}${String(i % 1000).padStart(3, "0")}`, atMs);
}
interface PumpOptions {
  readonly times: number;
  readonly atMs?: number;
  readonly clientId?: number;
  readonly range?: string;
}

/** Notes messages to numbers far apart. */
function spread(watch: PumpingWatch, times: number, atMs = startMs): void {
  for (let i = 0; i < times; i++) watch.note(7, "DE", `49170${String((i * 7919) % 10_000_000).padStart(7, "0")}`, atMs);
}

describe("the watch for pumped ranges", () => {
  it("finds a range with enough messages and enough of the client's share", async () => {
    const { watch } = watchWith();
    spread(watch, 150);
    pump(watch, { times: 100 });
    expect(await watch.find(startMs)).toEqual([
      { clientId: 7, country: "DE", range: "4915123456", messages: 100, sharePercent: 40 },
    ]);
  });

  it("leaves alone what is too little in number or in share, and another client's traffic", async () => {
    const { watch } = watchWith();
    pump(watch, { times: 99 });
    spread(watch, 500);
    pump(watch, { times: 150 });
    pump(watch, { times: 60, clientId: 8 });
    pump(watch, { times: 60, clientId: 9 });
    expect(await watch.find(startMs)).toEqual([]);
  });

  it("slides: what is older than the window counts no more", async () => {
    const { watch } = watchWith();
    pump(watch, { times: 60 });
    pump(watch, { times: 60, atMs: startMs + 300_000 });
    expect(await watch.find(startMs + 300_000)).toHaveLength(1);
    expect(await watch.find(startMs + 600_000)).toEqual([]);
    expect(await watch.find(startMs + 1_000_000)).toEqual([]);
    expect(watch.size).toBe(0);
  });

  it("acts on changed settings at once", async () => {
    const { watch, now } = watchWith();
    pump(watch, { times: 90 });
    expect(await watch.find(startMs)).toEqual([]);
    Object.assign(now, { messagesMin: 50 });
    expect(await watch.find(startMs)).toHaveLength(1);
    Object.assign(now, { isWatched: false });
    expect(await watch.find(startMs)).toEqual([]);
    pump(watch, { times: 500 });
    expect(watch.size).toBe(0);
  });

  it("keeps few counts whatever numbers come, and never loses a range with a large share", async () => {
    const { watch } = watchWith();
    for (let i = 0; i < 100_000; i++) {
      watch.note(7, "DE", `49170${String((i * 7919) % 10_000_000).padStart(7, "0")}`, startMs);
      if (i % 10 !== 0) watch.note(7, "DE", `4915123456${String(i % 1000).padStart(3, "0")}`, startMs);
    }
    expect(watch.size).toBeLessThanOrEqual(50);
    const [found] = await watch.find(startMs);
    expect(found?.range).toBe("4915123456");
    expect(found?.messages).toBeGreaterThan(85_000);
    expect(found?.messages).toBeLessThanOrEqual(90_000);
  });
});
