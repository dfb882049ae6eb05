/** The console through a person's eyes: a real browser, the built product, a simulated supplier and client. */
import { createLoad, createSmscSimulator, type Load, type SmscSimulator } from "@switchyard/simulator";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { password, signIn, type Visit, visit } from "./chromium.ts";

describe.runIf(findPeer("chromium"))("the console", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let seen: Visit;
  let page: Page;
  const loads: Load[] = [];

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha", payment: "100" });
    seen = await visit(under.baseUrl);
    page = seen.page;
    await signIn(page);
  });

  afterAll(async () => {
    for (const load of loads) load.stop();
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
  });

  test("a wrong password is refused with a sentence, and nothing is let in", async () => {
    const stranger = await visit(under.baseUrl);
    try {
      await stranger.page.goto("/clients");
      await stranger.page.getByRole("textbox", { name: "Login" }).fill("admin");
      await stranger.page.getByRole("textbox", { name: "Password" }).fill("not the password");
      await stranger.page.getByRole("button", { name: "Sign in" }).click();
      await stranger.page.getByRole("alert").getByText("Login or password is wrong").waitFor();
      expect(new URL(stranger.page.url()).pathname).toBe("/sign-in");
    } finally {
      await stranger.close();
    }
  });

  test("after signing in, the page that was asked for opens", async () => {
    const visitor = await visit(under.baseUrl);
    try {
      await visitor.page.goto("/clients?q=alp");
      await visitor.page.getByRole("textbox", { name: "Login" }).fill("admin");
      await visitor.page.getByRole("textbox", { name: "Password" }).fill(password);
      await visitor.page.getByRole("button", { name: "Sign in" }).click();
      await visitor.page.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
      expect(await visitor.page.getByRole("textbox", { name: "Search clients" }).inputValue()).toBe("alp");
    } finally {
      await visitor.close();
    }
  });

  test("a client is created, paid for, given a credential, binds, and its messages are found with their timeline", {
    timeout: 120_000,
  }, async () => {
    await page.goto("/clients");
    await page.getByRole("link", { name: "Create client" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("textbox", { name: "Login" }).fill("Bad Login");
    await drawer.getByText("Must be 2 to 32 small letters").waitFor();
    await drawer.getByRole("textbox", { name: "Login" }).fill("bravo");
    await drawer.getByRole("textbox", { name: "Company" }).fill("Bravo Parcels");
    await drawer.getByRole("button", { name: "Create client" }).click();
    await page.getByRole("heading", { name: "bravo", level: 1 }).waitFor();

    await page.getByRole("link", { name: "Top up" }).click();
    await drawer.getByRole("textbox", { name: "Amount" }).fill("25.50");
    await drawer.getByRole("button", { name: "Enter payment" }).click();
    await page.getByText("25.50 EUR").first().waitFor();

    await page.getByRole("main").getByRole("link", { name: "Destinations" }).click();
    await page.getByRole("link", { name: "Add prices" }).first().click();
    await choose(page, "Country", "Germany");
    await drawer.getByRole("textbox", { name: "Price per part" }).fill("0.0525");
    await drawer.getByRole("button", { name: "Add price" }).click();
    await page.getByRole("cell", { name: "0.0525 EUR" }).waitFor();

    await page.getByRole("link", { name: "SMPP config" }).click();
    await page.getByRole("switch", { name: "Any address may bind" }).click();
    await page.getByRole("textbox", { name: "Type bravo to confirm" }).fill("bravo");
    await page.getByRole("button", { name: "Allow any address" }).click();
    await page.getByRole("link", { name: "Add credential" }).first().click();
    await drawer.getByRole("textbox", { name: "system_id" }).fill("bravo1");
    await drawer.getByRole("button", { name: "Create credential" }).click();
    await drawer.getByText("Shown once").waitFor();
    const secret = (await drawer.locator("code").nth(1).textContent()) ?? "";
    expect(secret).toHaveLength(8);
    await drawer.getByRole("button", { name: "Copy password" }).click();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(secret);
    await drawer.getByRole("button", { name: "Done" }).click();
    await drawer.waitFor({ state: "detached" });
    expect(await page.getByText(secret).count()).toBe(0);

    const load = createLoad({
      port: under.smppPort,
      system_id: "bravo1",
      password: secret,
      rate: 5,
      count: 10,
      mix: { senders: ["BRAVO"], recipients: ["4915112345678"] },
      receiptGraceMs: 60_000,
    });
    loads.push(load);
    const sent = load.run();
    await page.getByRole("region", { name: "Live sessions" }).getByRole("cell", { name: "bravo1" }).waitFor();
    expect((await sent).receipts).toBeDefined();

    await page.goto("/messages?sender=BRAVO");
    const first = page
      .getByRole("region", { name: "Messages" })
      .getByRole("row", { name: /Delivered/ })
      .first();
    await first.getByRole("link").first().click();
    await drawer.getByText("Part 1 taken by Link 1 of alpha").waitFor();
    await drawer.getByText("Receipt for part 1: DELIVRD").waitFor();
    await drawer.getByText("Price 0.0525 EUR per part").waitFor();
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("?sender=BRAVO");
  });

  test("a live session appears and goes without a reload, and can be disconnected by typing its name", async () => {
    const load = createLoad({
      port: under.smppPort,
      system_id: shop.system_id,
      password: shop.password,
      count: 0,
      durationMs: 60_000,
    });
    loads.push(load);
    await page.goto("/sessions");
    await page.getByText("Nobody is bound").waitFor();
    const run = load.run().catch(() => undefined);
    const row = page.getByRole("row", { name: /alpha/ });
    await row.waitFor();
    await row.getByRole("button", { name: "Disconnect" }).click();
    const confirm = page.getByRole("dialog", { name: "Disconnect this session" });
    expect(await confirm.getByRole("button", { name: "Disconnect" }).isDisabled()).toBe(true);
    await confirm.getByRole("textbox").fill("alpha");
    await confirm.getByRole("button", { name: "Disconnect" }).click();
    await page.getByText("Nobody is bound").waitFor();
    load.stop();
    await run;
  });

  test("a client is found by part of its company, and the filter stands in the URL", async () => {
    await under.admin.createClient({ body: { login: "charlie", company: "Charlie Airways", currency: "USD" } });
    await page.goto("/clients");
    await page.getByRole("link", { name: "charlie" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("airw");
    await page.getByRole("link", { name: "charlie" }).waitFor();
    await page.getByText("1 client").waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?q=airw");
    await page.reload();
    await page.getByRole("link", { name: "charlie" }).waitFor();
    expect(await page.getByRole("link", { name: "alpha" }).count()).toBe(0);
  });

  test("a sort and a choice of columns stand in the URL, and going back undoes neither", async () => {
    await page.goto("/clients");
    await page.getByRole("button", { name: "Balance" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("sort")).toBe("-balance");
    expect(await page.getByRole("columnheader", { name: "Balance" }).getAttribute("aria-sort")).toBe("descending");
    await page.getByRole("button", { name: "Choose columns" }).click();
    await page.getByRole("checkbox", { name: "Registered" }).check();
    await page.getByRole("columnheader", { name: "Registered" }).waitFor();
    await page.getByRole("link", { name: "alpha" }).click();
    await page.getByRole("heading", { name: "alpha", level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole("columnheader", { name: "Registered" }).waitFor();
    expect(new URL(page.url()).searchParams.get("sort")).toBe("-balance");
  });

  test("the palette finds a client and a page by the keyboard alone", async () => {
    await page.goto("/");
    await page.getByRole("heading", { name: "Dashboard" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("alph");
    await page.getByRole("option", { name: /alpha/ }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "alpha", level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("pools");
    await page.getByRole("option", { name: /Pools/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Pools", level: 1 }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.getByRole("heading", { name: "Messages", level: 1 }).waitFor();
  });

  test("a client is put on hold with a reason and unblocked again, and both are in its history", async () => {
    await page.goto(`/clients/${shop.clientId}`);
    await page.getByRole("link", { name: "Block" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("button", { name: "Block" }).click();
    await drawer.getByText("Needed").waitFor();
    await drawer.getByRole("textbox", { name: "Reason" }).fill("Waiting for the contract");
    await drawer.getByRole("button", { name: "Block" }).click();
    await page.getByText("On hold", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Unblock" }).click();
    await page.getByText("Active", { exact: true }).waitFor();
    await page.getByRole("link", { name: "History" }).first().click();
    await page.getByRole("cell", { name: /^Unblock client/ }).waitFor();
    await page.getByText("Waiting for the contract").first().waitFor();
  });

  test("a credential is deleted only after its system_id was typed", async () => {
    const params = { clientId: shop.clientId };
    await under.admin.createCredential({ params, body: { systemId: "spare" } });
    await page.goto(`/clients/${shop.clientId}/smpp`);
    await page.getByRole("button", { name: "Actions for spare" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const confirm = page.getByRole("dialog", { name: "Delete the credential spare" });
    const act = confirm.getByRole("button", { name: "Delete credential" });
    await confirm.getByRole("textbox").fill("alpha");
    expect(await act.isDisabled()).toBe(true);
    await confirm.getByRole("textbox").fill("spare");
    await act.click();
    await page.getByRole("link", { name: "spare" }).waitFor({ state: "detached" });
    const { items } = await under.admin.listCredentials({ params });
    expect(items.map(({ systemId }) => systemId)).toEqual(["alpha"]);
  });

  test("a form with unsaved changes asks before it is left", async () => {
    await page.goto(`/clients/${shop.clientId}?drawer=edit`);
    const drawer = page.getByRole("dialog", { name: "Edit alpha" });
    await drawer.getByRole("textbox", { name: "Phone" }).fill("+49 30 5550");
    await page.keyboard.press("Escape");
    const ask = page.getByRole("dialog", { name: "Leave without saving?" });
    await ask.getByRole("button", { name: "Stay" }).click();
    expect(await drawer.getByRole("textbox", { name: "Phone" }).inputValue()).toBe("+49 30 5550");
    await drawer.getByRole("button", { name: "Save" }).click();
    await drawer.waitFor({ state: "detached" });
    await page.getByText("+49 30 5550").waitFor();
  });

  test("a connection is paused and resumed, and its state follows by itself", async () => {
    await page.goto(`/connections/${shop.connectionIds[0]}`);
    const status = page.locator("header").getByText(/^(Bound|Paused)$/);
    await page.getByRole("button", { name: "Pause" }).click();
    await expect.poll(() => status.textContent()).toBe("Paused");
    await page.getByRole("button", { name: "Resume" }).click();
    await expect.poll(() => status.textContent(), { timeout: 15_000 }).toBe("Bound");
  });

  test("changing one's password asks for the present one, and says where it was wrong", async () => {
    await page.goto("/settings/password");
    await page.getByRole("textbox", { name: "Present password" }).fill("not the password");
    await page.getByRole("textbox", { name: "New password" }).fill("short");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("At least 10 characters", { exact: true }).waitFor();
    await page.getByRole("textbox", { name: "New password" }).fill("a sentence as password");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("The current password is wrong.").waitFor();
    expect(new URL(page.url()).pathname).toBe("/settings/password");
  });

  test("the dark scheme is kept, and stands before the page is drawn", async () => {
    await page.goto("/");
    await page.getByRole("radiogroup", { name: "Colour scheme" }).getByText("Dark").click({ force: true });
    const scheme = () => page.evaluate("document.documentElement.dataset.mantineColorScheme");
    await expect.poll(scheme).toBe("dark");
    // Without the application's own scripts, only the small one in the head can have set it.
    await page.route("**/assets/*.js", (route) => route.abort());
    await page.goto("/", { waitUntil: "domcontentloaded" });
    expect(await scheme()).toBe("dark");
    await page.unroute("**/assets/*.js");
  });

  test("the pages complained of nothing", () => {
    const ours = seen.complaints.filter((line) => !/ERR_FAILED|status of 40[19]/.test(line));
    expect(ours).toEqual([]);
  });
});

/** Chooses an option of a searchable list by typing its beginning. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  const field = page.getByRole("dialog").getByRole("combobox", { name: label });
  await field.click();
  await field.fill(option);
  await page.getByRole("option", { name: new RegExp(`^${option}`) }).click();
}
