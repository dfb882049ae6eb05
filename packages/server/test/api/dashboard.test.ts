import { afterAll, beforeAll, expect, it } from "vitest";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const addCheck = (at: string, differences: number) =>
  rig.pool.query(
    `insert into ledger_checks (at, duration_ms, messages, entries, clients, differences) values ($1, 5, 0, 0, 0, $2)`,
    [at, differences],
  );

it("the dashboard alerts of differences that the last proof of the books found, and of no earlier ones", async () => {
  const alerts = async () => (await rig.api.getDashboard()).alerts;
  expect(await alerts()).toEqual([]);
  await addCheck("2026-06-15T10:00:00Z", 0);
  expect(await alerts()).toEqual([]);
  await addCheck("2026-06-15T10:05:00Z", 3);
  expect(await alerts()).toEqual([{ kind: "ledger_differences", count: 3, at: "2026-06-15T10:05:00.000Z" }]);
  await addCheck("2026-06-15T10:10:00Z", 0);
  expect(await alerts()).toEqual([]);
});
