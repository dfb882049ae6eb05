import { describe, expect, it } from "vitest";
import { Funds, type FundsRead } from "./funds.ts";

const read = (micros: bigint, entries: number[] = []): FundsRead => ({
  balances: [{ clientId: 1, unreservedMicros: micros }],
  entries,
});

describe("funds", () => {
  it("count a payment once, whether it was loaded, announced or both", async () => {
    const funds = new Funds();
    await funds.load(async () => read(100n, [5]));
    funds.enter(1, 30n, 5);
    expect(funds.unreservedMicros(1)).toBe(100n);
    funds.enter(1, 30n, 6);
    funds.enter(1, 30n, 6);
    expect(funds.unreservedMicros(1)).toBe(130n);
  });

  it("keep a payment that was announced while the balances were read before it", async () => {
    const funds = new Funds();
    await funds.load(async () => read(100n));
    await funds.load(async () => {
      const before = read(100n);
      funds.enter(1, 50n, 7);
      return before;
    });
    expect(funds.unreservedMicros(1)).toBe(150n);
    funds.enter(1, 50n, 7);
    expect(funds.unreservedMicros(1)).toBe(150n);
  });

  it("do not double a payment that was announced while the balances were read with it", async () => {
    const funds = new Funds();
    await funds.load(async () => {
      funds.enter(1, 50n, 7);
      return read(150n, [7]);
    });
    expect(funds.unreservedMicros(1)).toBe(150n);
  });

  it("stay as they were when reading fails", async () => {
    const funds = new Funds();
    await funds.load(async () => read(100n));
    await expect(funds.load(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(funds.unreservedMicros(1)).toBe(100n);
  });

  it("keep what is held back for look-ups apart, also when the balances are read anew", async () => {
    const funds = new Funds();
    await funds.load(async () => read(100n));
    funds.hold(1, 30n);
    funds.hold(1, 5n);
    funds.add(1, -10n);
    expect(funds.unreservedMicros(1)).toBe(55n);
    await funds.load(async () => read(90n));
    expect(funds.unreservedMicros(1)).toBe(55n);
    funds.hold(1, -35n);
    expect(funds.unreservedMicros(1)).toBe(90n);
  });

  it("are nothing for a client nobody knows", () => {
    expect(new Funds().unreservedMicros(404)).toBe(0n);
  });
});
