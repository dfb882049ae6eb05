/** The demo's books are books like any other: they agree, and every finance page has something to show. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { seedDemo } from "../../src/demo/seed.ts";
import type { Transact } from "../../src/history/history.ts";
import { createRig, type Rig } from "../api/rig.ts";
import { expectAgreement } from "../ledger/agreement.ts";

let rig: Rig;
let dataDir: string;
beforeAll(async () => {
  rig = await createRig();
  dataDir = await mkdtemp(path.join(tmpdir(), "demo-"));
});
afterAll(async () => {
  await rig.close();
  await rm(dataDir, { recursive: true });
});

it("fills an empty database with books that agree, once", async () => {
  const transact: Transact = (work) => transaction(rig.pool, work);
  const parts = { transact, secrets: rig.secrets, clock: rig.clock };
  expect(await seedDemo(parts, dataDir)).toBe(true);
  expect(await seedDemo(parts, dataDir)).toBe(true);
  await expectAgreement(rig.pool);
  expect((await rig.api.runLedgerCheck({})).differences).toEqual([]);
  const { items: payments } = await rig.api.listAllPayments({ query: {} });
  expect(payments).toHaveLength(10);
  expect(payments.filter(({ paid }) => !paid)).toMatchObject([{ clientLogin: "sunpesa", amount: "2500.00" }]);
  expect((await rig.api.listCreditNotes({ query: {} })).items).toMatchObject([{ clientLogin: "mercalia" }]);
  expect((await rig.api.listReceivables({ query: {} })).items).toMatchObject([{ clientLogin: "sunpesa" }]);
  expect((await rig.api.listInvoices({ query: {} })).items).toMatchObject([{ status: "draft" }]);
  expect((await rig.api.listExchangeRates({ query: {} })).items).toHaveLength(2);
  expect(
    (await rig.api.listReceptionNumbers({ query: {} })).items.map(({ number, keyword, clientLogin }) => [
      number,
      keyword,
      clientLogin,
    ]),
  ).toEqual([
    ["34600000777", "", "mercalia"],
    ["77772", "BANK", "lindenbank"],
    ["77772", "PAKET", "paketfuchs"],
  ]);
  const { items: enterprises } = await rig.api.listEnterprises();
  expect(enterprises[0]?.taxes.map(({ name, percent }) => `${name} ${percent}`)).toEqual([
    "Reverse charge 0",
    "VAT 19",
  ]);
});
