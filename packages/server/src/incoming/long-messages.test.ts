import { concatUdh8, concatUdh16 } from "@switchyard/sms";
import { describe, expect, it, vi } from "vitest";
import { limits } from "./limits.ts";
import { LongMessages, partOf } from "./long-messages.ts";

describe("a part of a long message", () => {
  it("is known by handset, number, reference and total", () => {
    const from = { sender: "4915112345678", recipient: "4477" };
    expect(partOf({ ...from, udh: concatUdh8(7, 3, 2) })).toEqual({ key: "4915112345678 4477 7 3", part: 2 });
    expect(partOf({ ...from, udh: concatUdh16(700, 3, 1) })).toEqual({ key: "4915112345678 4477 700 3", part: 1 });
    expect(partOf({ ...from, udh: concatUdh8(7, 1, 1) })).toBeUndefined();
    expect(partOf({ ...from, udh: null })).toBeUndefined();
    expect(partOf({ ...from, udh: Uint8Array.of(9, 0) })).toBeUndefined();
  });

  it("follows the first, known or still to come, and gives up when that never comes", () => {
    vi.useFakeTimers();
    let nowMs = 1_000;
    const long = new LongMessages({ now: () => nowMs });
    const told: unknown[] = [];
    const find = (key: string) =>
      long.find(
        key,
        (first) => told.push(first?.numberId),
        () => told.push("stopped"),
      );
    find("a");
    expect(long.waiting).toBe(1);
    long.remember("a", 5, nowMs);
    find("a");
    long.remember("b", null, nowMs);
    find("b");
    find("c");
    vi.advanceTimersByTime(limits.firstPartWaitMs);
    expect(told).toEqual([5, 5, null, undefined]);
    nowMs += limits.longMessageMs;
    find("a");
    long.stop();
    expect(told.at(-1)).toBe("stopped");
    expect(long.waiting).toBe(0);
    vi.useRealTimers();
  });
});
