import { expect, it } from "vitest";
import { aClient } from "../../test/configuration.ts";
import { checkDailyLimit } from "./daily-limit.ts";

it("lets the last message of the limit pass and stops the next", () => {
  const client = aClient({ dailyLimit: 100 });
  expect(checkDailyLimit(client, 0)).toBeUndefined();
  expect(checkDailyLimit(client, 99)).toBeUndefined();
  expect(checkDailyLimit(client, 100)).toEqual({ reason: "daily_limit", detail: "100.100" });
  // A limit that was lowered during the day.
  expect(checkDailyLimit(client, 250)).toEqual({ reason: "daily_limit", detail: "250.100" });
});

it("lets nothing pass with a limit of zero, and everything without a limit", () => {
  expect(checkDailyLimit(aClient({ dailyLimit: 0 }), 0)?.reason).toBe("daily_limit");
  expect(checkDailyLimit(aClient({ dailyLimit: null }), 1e9)).toBeUndefined();
});
