import { describe, expect, it } from "vitest";
import { limits } from "../limits.ts";
import { checkTimers, isOverdue, type SessionTimers, startMoments } from "./timers.ts";

const timers: SessionTimers = { bindMs: 5_000, enquireLinkMs: 30_000, responseMs: 10_000, inactivityMs: 120_000 };
const off: SessionTimers = { bindMs: 0, enquireLinkMs: 0, responseMs: 0, inactivityMs: 0 };

describe("the session timers", () => {
  it("end a session that does not bind in time, and only that", () => {
    const moments = startMoments(1_000);
    expect(checkTimers(timers, moments, "open", 5_999)).toBe("nothing");
    expect(checkTimers(timers, moments, "open", 6_000)).toBe("bind_timeout");
    expect(checkTimers(timers, moments, "outbound", 6_000)).toBe("bind_timeout");
    expect(checkTimers(timers, moments, "bound_tx", 6_000)).toBe("nothing");
  });

  it("ask after a silent peer once, and give it up when it stays silent", () => {
    const moments = startMoments(0);
    expect(checkTimers(timers, moments, "bound_trx", 29_999)).toBe("nothing");
    expect(checkTimers(timers, moments, "bound_trx", 30_000)).toBe("enquire");
    moments.enquiredAtMs = 30_000;
    expect(checkTimers(timers, moments, "bound_trx", 39_999)).toBe("nothing");
    expect(checkTimers(timers, moments, "bound_trx", 40_000)).toBe("enquire_link_timeout");
    moments.heardAtMs = 39_000;
    moments.enquiredAtMs = Number.POSITIVE_INFINITY;
    expect(checkTimers(timers, moments, "bound_trx", 40_000)).toBe("nothing");
  });

  it("unbind a session without requests, however alive it is", () => {
    const moments = startMoments(0);
    moments.heardAtMs = 119_999;
    expect(checkTimers(timers, moments, "bound_rx", 119_999)).toBe("nothing");
    expect(checkTimers(timers, moments, "bound_rx", 120_000)).toBe("inactivity");
  });

  it("do not hold a silence against the peer while nobody listens", () => {
    const moments = startMoments(0);
    moments.readingSinceMs = Number.POSITIVE_INFINITY;
    expect(checkTimers(timers, moments, "bound_trx", 100_000)).toBe("nothing");
    expect(isOverdue(10_000, moments, 0, 100_000)).toBe(false);
    moments.readingSinceMs = 100_000;
    expect(isOverdue(10_000, moments, 0, 109_999)).toBe(false);
    expect(isOverdue(10_000, moments, 0, 110_000)).toBe(true);
  });

  it("give up a peer that does not take our octets", () => {
    const moments = startMoments(0);
    moments.stalledSinceMs = 1_000;
    moments.readingSinceMs = Number.POSITIVE_INFINITY;
    expect(checkTimers(timers, moments, "bound_trx", 999 + limits.writeStallMs)).toBe("nothing");
    expect(checkTimers(timers, moments, "bound_trx", 1_000 + limits.writeStallMs)).toBe("slow_reader");
  });

  it("end unbinding in two steps", () => {
    const moments = startMoments(0);
    moments.drainByMs = 1_000;
    moments.unbindByMs = 2_000;
    expect(checkTimers(timers, moments, "unbinding", 999)).toBe("nothing");
    expect(checkTimers(timers, moments, "unbinding", 1_000)).toBe("drained");
    expect(checkTimers(timers, moments, "unbinding", 2_000)).toBe("unbind_timeout");
  });

  it("can each be switched off with 0", () => {
    const moments = startMoments(0);
    expect(checkTimers(off, moments, "open", 1e9)).toBe("nothing");
    expect(checkTimers(off, moments, "bound_trx", 1e9)).toBe("nothing");
    moments.enquiredAtMs = 1;
    expect(checkTimers(off, moments, "bound_trx", 1e9)).toBe("nothing");
    expect(isOverdue(0, moments, 0, 1e9)).toBe(false);
  });
});
