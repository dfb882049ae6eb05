import { expect, it } from "vitest";
import { aClient, nowMs } from "../../test/configuration.ts";
import { creditMicros } from "./clients.ts";

it("is the credit limit where there is no overdraft", () => {
  expect(creditMicros(aClient({ creditLimitMicros: 5n }), nowMs)).toBe(5n);
  expect(creditMicros(aClient(), nowMs)).toBe(0n);
});

it("adds the overdraft until the millisecond in which it expires", () => {
  const client = aClient({ creditLimitMicros: 5n, overdraftMicros: 7n, overdraftUntilMs: nowMs });
  expect(creditMicros(client, nowMs - 1)).toBe(12n);
  expect(creditMicros(client, nowMs)).toBe(5n);
  expect(creditMicros(client, nowMs + 1)).toBe(5n);
});

it("counts no overdraft that was given no end", () => {
  expect(creditMicros(aClient({ overdraftMicros: 7n }), nowMs)).toBe(0n);
});
