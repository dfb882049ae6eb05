import { describe, expect, it } from "vitest";
import { attemptLimits, createAttempts } from "./attempts.ts";

const { free, waitFirstMs, waitMaxMs, memoryMs, keysMax } = attemptLimits;

describe("failed sign-ins", () => {
  it("are free a few times, then each doubles the wait up to a bound", () => {
    const attempts = createAttempts();
    for (let i = 0; i < free; i++) {
      expect(attempts.waitMs("ann", 0)).toBe(0);
      attempts.failed("ann", 0);
    }
    expect(attempts.waitMs("ann", 0)).toBe(waitFirstMs);
    expect(attempts.waitMs("ann", waitFirstMs)).toBe(0);
    attempts.failed("ann", waitFirstMs);
    expect(attempts.waitMs("ann", waitFirstMs)).toBe(2 * waitFirstMs);
    for (let i = 0; i < 50; i++) attempts.failed("ann", 0);
    expect(attempts.waitMs("ann", 0)).toBe(waitMaxMs);
  });

  it("of one key leave others alone, and a success or an hour clears them", () => {
    const attempts = createAttempts();
    for (let i = 0; i < 10; i++) attempts.failed("ann", 0);
    expect(attempts.waitMs("bob", 0)).toBe(0);
    expect(attempts.waitMs("ann", memoryMs)).toBe(0);
    for (let i = 0; i < 10; i++) attempts.failed("ann", 0);
    attempts.succeeded("ann");
    expect(attempts.waitMs("ann", 0)).toBe(0);
  });

  it("are remembered for a bounded number of keys", () => {
    const attempts = createAttempts();
    for (let i = 0; i < 10; i++) attempts.failed("first", 0);
    for (let i = 0; i < keysMax; i++) attempts.failed(`key ${i}`, 0);
    expect(attempts.waitMs("first", 0)).toBe(0);
  });
});
