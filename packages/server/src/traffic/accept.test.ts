import type { Submission } from "@switchyard/engine";
import { concatUdh8, concatUdh16 } from "@switchyard/sms";
import { describe, expect, it } from "vitest";
import { turnOfLongMessage } from "./accept.ts";

const part = (recipient: string, udh: Uint8Array | null) => ({ recipient, udh }) as Submission;

describe("the turn of a long message", () => {
  it("is the same for all its parts", () => {
    const turns = [1, 2, 3].map((number) => turnOfLongMessage(part("491511234567", concatUdh8(77, 3, number))));
    expect(new Set(turns).size).toBe(1);
    expect(turns[0]).not.toBeNull();
  });

  it("differs between messages, so that they are shared out", () => {
    const turns = Array.from({ length: 200 }, (_, reference) =>
      turnOfLongMessage(part(`49151${1_000_000 + reference}`, concatUdh16(reference, 2, 1))),
    );
    expect(new Set(turns.map((turn) => (turn ?? 0) % 100)).size).toBeGreaterThan(50);
  });

  it("is none for a message that is no part, or has another header", () => {
    expect(turnOfLongMessage(part("491511234567", null))).toBeNull();
    expect(turnOfLongMessage(part("491511234567", new Uint8Array([4, 5, 2, 0, 80])))).toBeNull();
  });
});
