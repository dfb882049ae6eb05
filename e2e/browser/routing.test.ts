/** Routes, pools and suppliers through a person's eyes, against the real product. */
import { createSmscSimulator, runLoad, type SmscSimulator } from "@switchyard/simulator";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

/** Several pages one after the other, on a machine that may have more to do. */
const patient = { timeout: 180_000 };

describe.runIf(findPeer("chromium"))("routing in the console", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let seen: Visit;
  let page: Page;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha", payment: "100", cost: "0.03" });
    seen = await visit(under.baseUrl);
    page = seen.page;
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
  });

  const scope = () => `client-${shop.clientId}`;
  const routesOf = async (of: string) => (await under.admin.listRoutes({ params: { scope: of } })).items;

  test(
    "a personal route is made with all it is chosen by, and what is wrong is told while it is typed",
    patient,
    async () => {
      await page.goto(`/clients/${shop.clientId}/destinations`);
      await page.getByRole("link", { name: "Personal routing" }).click();
      await page.getByText("No personal routes").waitFor();
      await page.getByRole("link", { name: "Add route" }).first().click();
      const drawer = page.getByRole("dialog", { name: "Add route" });
      const field = (name: string | RegExp) => drawer.getByRole("textbox", { name });
      await field(/^Recipients/).fill("+49 151\nabc");
      await drawer.getByText(/"abc" is not/).waitFor();
      await field(/^Recipients/).fill("+49 151");
      await field(/^Senders/).fill("ACME\nBANK*");
      await drawer.getByRole("combobox", { name: "Text" }).click();
      await page.getByRole("option", { name: "Regular expression" }).click();
      await field("Expression").fill("(code");
      await drawer.getByText(/can't be used/i).waitFor();
      await field("Expression").fill("code \\d{4}");
      await drawer.getByRole("combobox", { name: "Pool" }).click();
      await page.getByRole("option", { name: "Pool of alpha" }).click();
      await field("Priority").fill("7");
      await drawer.getByRole("button", { name: "Create route" }).click();
      await drawer.waitFor({ state: "detached" });
      await page.getByRole("row", { name: /from ACME, BANK\*.*to \+49151.*text like code/ }).waitFor();
      expect(await routesOf(scope())).toMatchObject([
        {
          priority: 7,
          senders: ["ACME", "BANK*"],
          recipients: ["49151"],
          textMatch: "regex",
          textPattern: "code \\d{4}",
          poolName: "Pool of alpha",
        },
      ]);
    },
  );

  test(
    "a route is copied with its fields filled in, switched off, found by its sender, and copied to a product",
    patient,
    async () => {
      const { id: productId } = await under.admin.createProduct({ body: { name: "Basic", currency: "EUR" } });
      await page.goto(`/clients/${shop.clientId}/destinations/routing`);
      await page.getByRole("link", { name: /^Copy Any destination/i }).click();
      const copy = page.getByRole("dialog", { name: "Copy route" });
      await expect.poll(() => copy.getByRole("textbox", { name: /^Senders/ }).inputValue()).toBe("ACME\nBANK*");
      await copy.getByRole("textbox", { name: /^Senders/ }).fill("OTHER");
      await copy.getByRole("textbox", { name: "Comment" }).fill("the copy");
      await copy.getByRole("button", { name: "Create route" }).click();
      await copy.waitFor({ state: "detached" });

      await page.goto(`/clients/${shop.clientId}/destinations/routing?sender=other`);
      const row = page.getByRole("row", { name: /the copy/ });
      await row.waitFor();
      expect(await page.getByRole("switch").count()).toBe(1);
      await row.getByRole("switch").press("Space");
      await row.getByText("Off", { exact: true }).waitFor();

      await page.getByRole("link", { name: "Copy all to…" }).click();
      const drawer = page.getByRole("dialog", { name: "Copy routes" });
      await drawer.getByText("Product", { exact: true }).click();
      await drawer.getByRole("combobox", { name: "Product" }).click();
      await page.getByRole("option", { name: "Basic" }).click();
      await drawer.getByRole("button", { name: "Copy", exact: true }).click();
      await drawer.getByText("2 routes are copied.").waitFor();
      await drawer.getByRole("link", { name: "Routes of Basic" }).click();
      await page.getByRole("heading", { name: "Basic", level: 1 }).waitFor();
      await page.getByRole("row", { name: /the copy/ }).waitFor();
      expect((await routesOf(`product-${productId}`)).map(({ enabled }) => enabled)).toEqual([true, false]);
    },
  );

  test("ticked routes are switched, led to another pool and given a priority together", patient, async () => {
    const { items: pools } = await under.admin.listPools({ query: {} });
    const members = [{ connectionId: pools[0]?.members[0]?.connectionId ?? 0, percent: 100 }];
    await under.admin.createPool({ body: { name: "Night", members } });
    await page.goto(`/clients/${shop.clientId}/destinations/routing`);
    const bar = page.getByRole("region", { name: "Selected routes" });
    const drawer = page.getByRole("dialog");
    const tickAll = () => page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await tickAll();
    await bar.getByText("2 routes").waitFor();
    await bar.getByRole("button", { name: "Switch off" }).click();
    await page.getByText("Switched off: 1 route.").waitFor();
    await tickAll();
    await bar.getByRole("button", { name: "Switch on" }).click();
    await page.getByText("Switched on: 2 routes.").waitFor();
    await tickAll();
    await bar.getByRole("link", { name: "Move to pool…" }).click();
    await drawer.getByRole("combobox", { name: "Pool" }).click();
    await page.getByRole("option", { name: "Night" }).click();
    await drawer.getByRole("button", { name: "Move 2 routes" }).click();
    await drawer.waitFor({ state: "detached" });
    await tickAll();
    await bar.getByRole("link", { name: "Set priority…" }).click();
    await drawer.getByRole("textbox", { name: "Priority" }).fill("20000");
    await drawer.getByText(/10,?000/).waitFor();
    await drawer.getByRole("textbox", { name: "Priority" }).fill("12");
    await drawer.getByRole("button", { name: "Set 2 routes" }).click();
    await drawer.waitFor({ state: "detached" });
    await expect
      .poll(async () =>
        (await routesOf(scope())).map(({ priority, poolName, enabled }) => [priority, poolName, enabled]),
      )
      .toEqual([1, 2].map(() => [12, "Night", true]));
  });

  test("look-ups are a choice where there can be some, and a network is one of its country", patient, async () => {
    const { poolId } = (await routesOf(scope()))[0] ?? { poolId: 0 };
    const params = { scope: "platform" };
    for (const network of ["26201", null]) {
      await under.admin.createRoute({ params, body: { poolId, country: "DE", network, priority: 900 } });
    }
    await page.goto(`/clients/${shop.clientId}/destinations/routing`);
    await page.getByRole("combobox", { name: "On or off" }).waitFor();
    expect(await page.getByRole("combobox", { name: "Type" }).count()).toBe(0);
    await page.goto("/routes?country=DE");
    await page.getByRole("combobox", { name: "Type" }).waitFor();
    const list = page.getByRole("region", { name: "Platform's routes" });
    const shown = list.getByRole("row", { name: /Germany/ });
    await expect.poll(() => shown.count()).toBe(2);
    await page.getByRole("combobox", { name: "Network" }).click();
    await page.getByRole("option", { name: "No single network" }).click();
    await expect.poll(() => shown.count()).toBe(1);
    await page.getByRole("combobox", { name: "Network" }).click();
    await page.getByRole("option", { name: /26201/ }).click();
    await list.getByRole("row", { name: /26201/ }).waitFor();
    await page.getByRole("combobox", { name: "Country" }).fill("France");
    await page.getByRole("option", { name: /^France/ }).click();
    await expect.poll(() => new URL(page.url()).search).toBe("?country=FR");
  });

  test("routes are shown by whose they are, and several are deleted once their number is typed", patient, async () => {
    await page.goto("/routes");
    await page.getByRole("region", { name: "Owners of routes" }).getByRole("link", { name: "alpha" }).click();
    await page.getByRole("heading", { name: "Routes of alpha" }).waitFor();
    expect(page.url()).toContain(`scope=${scope()}`);
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.getByRole("link", { name: "Delete…" }).click();
    const drawer = page.getByRole("dialog", { name: "Delete routes" });
    await drawer.getByRole("textbox").fill("2");
    await drawer.getByRole("button", { name: "Delete routes" }).click();
    await drawer.waitFor({ state: "detached" });
    await page.getByText("alpha has no routes of its own").waitFor();
    expect(await routesOf(scope())).toEqual([]);
  });

  test("Explain tells which route wins, what it costs, and how the message leaves", async () => {
    await page.goto(`/clients/${shop.clientId}/destinations/routing`);
    await page.getByRole("link", { name: "Explain…" }).click();
    const drawer = page.getByRole("dialog", { name: "Explain a message" });
    await drawer.getByRole("textbox", { name: "Sender" }).fill("ACME");
    await drawer.getByRole("textbox", { name: "Recipient" }).fill("+49 151 23456789");
    await drawer.getByRole("textbox", { name: "Text" }).fill("Hello");
    await drawer.getByRole("button", { name: "Explain" }).click();
    await drawer.getByRole("row", { name: /Wins.*Platform's.*Pool of alpha/ }).waitFor();
    await drawer.getByText("0.03", { exact: false }).first().waitFor();
    await drawer.getByRole("heading", { name: "As it would leave" }).waitFor();
    await drawer.getByRole("listitem").getByRole("link", { name: "Pool of alpha" }).waitFor();
  });

  test("Explain tells of a stopped message what else is in its way, and what would become of it", patient, async () => {
    const { clientId } = shop;
    await under.admin.updateClient({ params: { clientId }, body: { channelSmpp: false } });
    await under.admin.blockClient({ params: { clientId }, body: { mode: "refuse", reason: "Not paid" } });
    await page.goto(`/explain?client=${clientId}`);
    await page.getByRole("textbox", { name: "Sender" }).fill("ACME");
    await page.getByRole("textbox", { name: "Recipient" }).fill("+49 151 23456789");
    await page.getByRole("textbox", { name: "Text" }).fill("Hello");
    await page.getByRole("combobox", { name: "Channel" }).click();
    await page.getByRole("option", { name: "SMPP" }).click();
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByText("Blocked: client blocked").waitFor();
    await page.getByRole("heading", { name: "Also in its way" }).waitFor();
    await page.getByText("The client may not send over this channel.", { exact: false }).waitFor();
    await page.getByText("If it were not stopped:").waitFor();
    await page.getByRole("row", { name: /Would win.*would carry the message.*Pool of alpha/ }).waitFor();
    await under.admin.unblockClient({ params: { clientId } });
    await under.admin.updateClient({ params: { clientId }, body: { channelSmpp: true } });
  });

  test("a pool by best delivery has a ceiling, and shows how its members are", async () => {
    await page.goto("/pools");
    await page.getByRole("link", { name: "Pool of alpha" }).click();
    const drawer = page.getByRole("dialog", { name: "Edit Pool of alpha" });
    await drawer.getByRole("radio", { name: "Best delivery" }).click();
    await drawer.getByRole("textbox", { name: "Cost ceiling" }).fill("0.05");
    await drawer.getByRole("textbox", { name: "Reroutes" }).fill("2");
    await drawer.getByRole("button", { name: "Save" }).click();
    await drawer.waitFor({ state: "detached" });
    await page.getByRole("row", { name: /Best delivery.*0\.05.*Bound.*up to 2/ }).waitFor();
  });

  test("a pool is copied, and leads to its routes as its connections lead to it", patient, async () => {
    await page.goto("/pools");
    await page.getByRole("button", { name: "Actions for Pool of alpha" }).click();
    await page.getByRole("menuitem", { name: "Copy" }).click();
    const drawer = page.getByRole("dialog", { name: "Copy pool" });
    const name = drawer.getByRole("textbox", { name: "Name" });
    await expect.poll(() => name.inputValue(), patient).toBe("Pool of alpha (copy)");
    await drawer.getByRole("button", { name: "Create pool" }).click();
    await drawer.waitFor({ state: "detached" });
    const row = page.getByRole("row", { name: /Pool of alpha \(copy\).*Best delivery.*0\.05.*up to 2/ });
    await row.waitFor();
    expect(new URL(page.url()).search).toBe("");

    const { items } = await under.admin.listPools({ query: { search: "Pool of alpha" } });
    const original = items.find(({ name }) => name === "Pool of alpha");
    const connectionId = original?.members[0]?.connectionId ?? 0;
    const ofConnection = await under.admin.listPools({ query: { connectionId } });
    await page.goto(`/connections/${connectionId}`);
    await page.getByRole("link", { name: String(ofConnection.items.length), exact: true }).click();
    await row.waitFor();
    expect(page.url()).toContain(`/pools?connection=${connectionId}`);
    await page
      .getByRole("row", { name: /^Pool of alpha Best/ })
      .getByRole("link", { name: String(original?.routes), exact: true })
      .click();
    await page.getByRole("heading", { name: "Platform's routes" }).waitFor();
    expect(page.url()).toContain(`/routes?pool=${original?.id}`);
  });

  test(
    "a supplier is blocked from the list and unblocked from its page, and its history tells why",
    patient,
    async () => {
      const isBlocked = async () =>
        (await under.admin.getSupplier({ params: { supplierId: shop.supplierId } })).blocked;
      await page.goto("/suppliers");
      await page.getByRole("button", { name: "Actions for Supplier of alpha" }).click();
      await page.getByRole("menuitem", { name: "Block" }).click();
      const dialog = page.getByRole("dialog", { name: "Block Supplier of alpha" });
      await dialog.getByText(/Messages for it wait/).click();
      await dialog.getByRole("textbox", { name: "Reason" }).fill("Loses receipts");
      await dialog.getByRole("button", { name: "Block" }).click();
      await page.getByRole("row", { name: /Supplier of alpha Blocked/ }).waitFor();
      expect(await isBlocked()).toBe(true);
      await page.getByRole("link", { name: "Supplier of alpha" }).click();
      await page.getByRole("button", { name: "Unblock" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Unblock" }).click();
      await expect.poll(isBlocked, patient).toBe(false);
      await page.getByRole("link", { name: "History" }).click();
      await page.getByRole("row", { name: /block supplier.*Loses receipts/i }).waitFor();
      await page.getByRole("row", { name: /unblock supplier/i }).waitFor();
    },
  );

  test("a prepaid supplier is paid, watched, and shows what it delivered", patient, async () => {
    const { system_id, password } = shop;
    await runLoad({ port: under.smppPort, system_id, password, count: 5, receiptGraceMs: 5_000 });
    await page.goto(`/suppliers/${shop.supplierId}`);
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    const edit = page.getByRole("dialog");
    await edit.getByRole("textbox", { name: "Contact" }).fill("Ada");
    await edit.getByRole("checkbox", { name: "Paid in advance" }).click();
    await edit.getByRole("textbox", { name: "Tell at" }).fill("5");
    await edit.getByRole("button", { name: "Save" }).click();
    await edit.waitFor({ state: "detached" });
    await page.getByRole("row", { name: /Today 5 5 0 100/ }).waitFor();
    await page
      .getByText(/^[-−]0\.15/)
      .first()
      .waitFor();

    await page
      .getByRole("navigation", { name: "Parts of the supplier" })
      .getByRole("link", { name: "Payments" })
      .click();
    await page.getByRole("link", { name: "Enter payment" }).first().click();
    const enter = page.getByRole("dialog", { name: "Enter payment" });
    await enter.getByRole("textbox", { name: "Amount" }).fill("20");
    await enter.getByRole("button", { name: "Enter payment" }).click();
    await enter.waitFor({ state: "detached" });
    await page.getByRole("row", { name: /20\.00 EUR/ }).waitFor();
    await page.getByText(/^19\.85/).waitFor();
    expect(await under.admin.getSupplier({ params: { supplierId: shop.supplierId } })).toMatchObject({
      balance: "19.85",
      contact: "Ada",
      prepaid: true,
      balanceNotice: "5.00",
    });
    expect((await under.admin.runLedgerCheck()).differences).toEqual([]);
  });
});
