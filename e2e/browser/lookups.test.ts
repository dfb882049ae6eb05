/** Look-ups with their prices through a person's eyes: priced in a drawer, made for a message and by hand, found in the log. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createSmscSimulator, runLoad, type SmscSimulator } from "@switchyard/simulator";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

describe.runIf(findPeer("chromium"))("look-ups in the console", () => {
  let smsc: SmscSimulator;
  let hlr: Server;
  let under: SwitchUnderTest;
  let shop: Shop;
  let seen: Visit;
  let page: Page;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    hlr = createServer((_, response) => response.end(JSON.stringify({ mccmnc: "26202" })));
    await new Promise<void>((resolve) => hlr.listen(0, "127.0.0.1", resolve));
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha", payment: "100" });
    await openLookups(under, (hlr.address() as AddressInfo).port);
    seen = await visit(under.baseUrl);
    page = seen.page;
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
    hlr?.close();
  });

  const made = () => page.getByRole("region", { name: "Look-ups made" });

  test("a client's look-ups are priced in the drawer of its prices", async () => {
    await page.goto(`/clients/${shop.clientId}/destinations?tariff=add`);
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("combobox", { name: "Type" }).click();
    await page.getByRole("option", { name: "Look-ups of numbers (HLR)" }).click();
    await drawer.getByRole("combobox", { name: "Country" }).fill("Germany");
    await page.getByRole("option", { name: "Germany" }).click();
    await drawer.getByRole("textbox", { name: "Price per look-up" }).fill("0.003");
    await drawer.getByRole("button", { name: "Add price" }).click();
    await page.getByRole("row", { name: /Germany.*HLR.*0\.003/ }).waitFor();
  });

  test("one made for messages stands once in the log with its price and its cost, one by hand with its cost alone", async () => {
    const { system_id, password } = shop;
    const mix = { recipients: ["4915112345678"] };
    await runLoad({ port: under.smppPort, system_id, password, count: 5, mix, receiptGraceMs: 5_000 });
    await page.goto("/destinations/lookups");
    await page.getByRole("row", { name: /\+4915112345678.*26202/ }).waitFor();
    await page.getByRole("textbox", { name: "Number to look up" }).fill("+49 151 12345679");
    await page.getByRole("button", { name: "Look up" }).click();
    await page.getByRole("link", { name: "Made" }).click();
    await page.waitForURL(/\/destinations\/lookups\/made$/);
    await page
      .getByRole("row", { name: /\+4915112345678 Found .*26202.* alpha 0\.003 EUR HLR connection 0\.001 EUR/ })
      .waitFor();
    await page.getByRole("row", { name: /\+4915112345679 Found .*26202.* – – HLR connection 0\.001 EUR/ }).waitFor();
    expect(await made().getByRole("row").count()).toBe(3);
    await page.goto(`/destinations/lookups/made?client=${shop.clientId}&outcome=found`);
    await page.getByRole("row", { name: /\+4915112345678/ }).waitFor();
    expect(await made().getByRole("row").count()).toBe(2);
    await page.goto("/destinations/lookups/made?outcome=failed");
    await page.getByText("No look-up fits").waitFor();
  });

  test("the statement and the ledger tell of them, and no page complained", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { movements } = await under.admin.getStatement({
      params: { clientId: shop.clientId },
      query: { from: today, to: today },
    });
    expect(movements.map(({ description }) => description)).toContain("1 number look-ups");
    const check = await under.admin.runLedgerCheck();
    expect(check.differences).toEqual([]);
    expect(seen.complaints).toEqual([]);
  });
});

/** A supplier that looks numbers up at a cost, an HLR route to it, and a country that wants it. */
async function openLookups({ admin }: SwitchUnderTest, port: number): Promise<void> {
  const supplier = await admin.createSupplier({ body: { name: "HLR supplier", currency: "EUR" } });
  const connection = await admin.createConnection({
    body: {
      kind: "http",
      supplierId: supplier.id,
      name: "HLR connection",
      systemId: "",
      password: "secret",
      http: {
        method: "GET",
        url: `http://127.0.0.1:${port}/`,
        auth: "none",
        headers: [],
        query: [{ name: "number", value: "{{recipient}}" }],
        body: { kind: "none" },
        parts: "whole",
        success: { statuses: [200], okWhen: null, id: null, error: null },
        callback: null,
        lookup: { network: { from: "json", path: "$.mccmnc" }, mnc: null },
      },
    },
  });
  const pool = await admin.createPool({
    body: { name: "HLR", strategy: "priority", members: [{ connectionId: connection.id }] },
  });
  await admin.createRoute({ params: { scope: "platform" }, body: { type: "hlr", poolId: pool.id } });
  await admin.createTariffRows({
    params: { tariff: `supplier-${supplier.id}` },
    body: { rows: [{ type: "hlr", country: "DE", amount: "0.001" }] },
  });
  await admin.updateDestination({ params: { country: "DE" }, body: { portability: "lookup" } });
}
