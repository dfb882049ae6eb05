import { expect, it } from "vitest";
import { incomingStatuses, incomingStatusNames, incomingStatusOf } from "./incoming-status.ts";

it("finds a status by its database code, and each code is of one status", () => {
  for (const name of incomingStatusNames) expect(incomingStatusOf(incomingStatuses[name].code)).toBe(name);
  expect(() => incomingStatusOf(0)).toThrow("0");
});

it("keeps the codes that are in databases already", () => {
  expect(incomingStatusNames.map((name) => `${incomingStatuses[name].code} ${name}`)).toEqual([
    "1 unassigned",
    "2 unpaid",
    "3 owed",
    "10 taken",
    "11 kept",
    "12 given_up",
  ]);
});
