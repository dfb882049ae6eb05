import { describe, expect, it } from "vitest";
import { limits } from "../limits.ts";
import { PeerWindow } from "./peer-window.ts";
import { type Outstanding, Window } from "./window.ts";

function sentAt(sentAtMs: number): Outstanding {
  return { command: "submit_sm", response: "submit_sm_resp", sentAtMs, answered: () => undefined };
}

describe("our window", () => {
  it("counts sequence numbers from 1 and starts again after 0x7FFFFFFF", () => {
    expect(new Window().nextSequenceNumber()).toBe(1);
    const window = new Window(limits.sequenceNumberMax - 1);
    expect([1, 2, 3].map(() => window.nextSequenceNumber())).toEqual([0x7fffffff, 1, 2]);
  });

  it("passes over a number that is still unanswered", () => {
    const window = new Window(limits.sequenceNumberMax);
    window.add(1, sentAt(0));
    window.add(2, sentAt(0));
    expect(window.nextSequenceNumber()).toBe(3);
  });

  it("gives up the oldest only, in the order of sending", () => {
    const window = new Window();
    const entries = [10, 20, 30].map(sentAt);
    entries.forEach((entry, index) => {
      window.add(index + 1, entry);
    });
    expect(window.takeOverdue((sentAtMs) => sentAtMs <= 20)).toEqual(entries.slice(0, 2));
    expect(window.size).toBe(1);
    expect(window.takeAll()).toEqual(entries.slice(2));
    expect(window.size).toBe(0);
  });
});

describe("the peer's window", () => {
  it("takes one answer for each request, even when a number is used twice", () => {
    const window = new PeerWindow(2);
    window.add(7);
    window.add(7);
    expect(window.isFull).toBe(true);
    window.answered(7);
    expect(window.has(7)).toBe(true);
    window.answered(7);
    window.answered(7);
    expect(window.has(7)).toBe(false);
    expect(window.size).toBe(0);
  });
});
