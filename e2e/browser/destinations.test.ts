/** Destinations through a person's eyes: closing, look-ups, networks, prefixes and a numbering plan in a real browser. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

describe.runIf(findPeer("chromium"))("destinations in the console", () => {
  let under: SwitchUnderTest;
  let seen: Visit;
  let page: Page;
  let drawer: Locator;

  beforeAll(async () => {
    under = await startSwitch();
    seen = await visit(under.baseUrl);
    page = seen.page;
    drawer = page.getByRole("dialog");
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
  });

  const saveDrawer = async (button = "Save") => {
    await drawer.getByRole("button", { name: button, exact: true }).click();
    await drawer.waitFor({ state: "detached" });
  };

  test("a country is found, closed and set to look-ups, and the list shows it under its own address", async () => {
    await page.getByRole("link", { name: "Destinations" }).click();
    await page.getByRole("heading", { name: "Destinations", level: 1 }).waitFor();
    await page.getByRole("textbox", { name: "Search countries" }).fill("germ");
    await page.waitForURL(/q=germ/);
    await page.getByRole("link", { name: "Germany" }).click();
    await page.getByRole("heading", { name: "Germany", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await drawer.getByRole("switch", { name: "Closed" }).check({ force: true });
    await drawer.getByRole("radio", { name: /^By look-up/ }).check();
    await drawer.getByRole("textbox", { name: "Days an answer counts" }).fill("0");
    await drawer.getByRole("button", { name: "Save", exact: true }).click();
    await drawer.getByText(/greater|least|>=/i).waitFor();
    await drawer.getByRole("textbox", { name: "Days an answer counts" }).fill("7");
    await saveDrawer();
    await page.getByText("7 days").waitFor();
    expect(await under.admin.getDestination({ params: { country: "DE" } })).toMatchObject({
      closed: true,
      portability: "lookup",
      lookupDays: 7,
    });
    await page.goto("/destinations?closed=true&portability=lookup");
    await page.getByRole("row", { name: /Germany DE.*Closed.*By look-up/ }).waitFor();
    expect(await page.getByRole("region", { name: "Countries" }).getByRole("row").count()).toBe(2);
    await under.admin.updateDestination({ params: { country: "DE" }, body: { closed: false, portability: "prefix" } });
  });

  test("a network is created with a prefix of its own, and a number says where it belongs", async () => {
    // A country with hundreds of networks comes in pages, and its filters are in the address.
    await page.goto("/destinations/US");
    const networks = page.getByRole("region", { name: "Networks" }).getByRole("row");
    // While they are being read the table shows fewer, empty rows.
    await expect.poll(() => networks.count(), { timeout: 15_000 }).toBe(51);
    await page.getByRole("textbox", { name: "Search networks" }).fill("310 410");
    await page.waitForURL(/q=310/);
    await page.getByRole("row", { name: /310 410/ }).waitFor();

    await page.goto("/destinations/DE");
    await page.getByRole("link", { name: "Create network" }).click();
    await drawer.getByRole("textbox", { name: "MCC and MNC" }).fill("262 01");
    await drawer.getByRole("textbox", { name: "Name" }).fill("Newcomer");
    await drawer.getByRole("button", { name: "Create network" }).click();
    await drawer.getByText(/^Is .* of DE already/).waitFor();
    await drawer.getByRole("textbox", { name: "MCC and MNC" }).fill("262 99");
    await saveDrawer("Create network");
    await page.getByRole("row", { name: /Newcomer 262 99 Open/ }).waitFor();

    await page
      .getByRole("navigation", { name: "Parts of the country" })
      .getByRole("link", { name: "Prefixes" })
      .click();
    await page.getByRole("link", { name: "Create prefix" }).click();
    await drawer.getByRole("textbox", { name: "First digits" }).fill("+49 151 888");
    await drawer.getByRole("combobox", { name: "Network" }).click();
    await page.getByRole("option", { name: "Newcomer (26299)" }).click();
    await saveDrawer("Create prefix");
    await page.getByRole("textbox", { name: "Search prefixes" }).fill("49151888");
    await page.getByRole("row", { name: /\+49151888 Newcomer \(26299\) edited/ }).waitFor();

    await page.goto("/destinations");
    await page.getByRole("textbox", { name: "Find a number" }).fill("+49 151 8881234");
    const found = page.getByRole("region", { name: "Find a number" });
    await found.getByText("Newcomer (26299)").waitFor();
    await found.getByRole("link", { name: "49151888", exact: true }).waitFor();
    await page.waitForURL(/number=/);
  });

  test("a numbering plan is shown before it is saved, and nothing of it is while a row is bad", async () => {
    await page.getByRole("link", { name: "Import prefixes" }).click();
    const choose = (...lines: string[]) =>
      drawer.locator("input[type=file]").setInputFiles({
        name: "plan.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(["Prefix,Country,MCC,MNC", ...lines].join("\n")),
      });
    await choose("4915188,DE,262,99", "15188,DE,262,99");
    const rows = drawer.getByRole("region", { name: "Rows of the file" });
    await rows.getByRole("row", { name: /^3 Bad \+15188 .*calling code of Germany/ }).waitFor();
    await rows.getByRole("row", { name: /^2 New \+4915188 – Germany · 26299/ }).waitFor();
    expect(await drawer.getByRole("button", { name: /^Save/ }).isDisabled()).toBe(true);
    await choose("4915188,DE,262,99", "49151888,DE,262,01");
    await rows.getByRole("row", { name: /^3 Changed \+49151888 Germany · 26299 Germany · 26201/ }).waitFor();
    await saveDrawer("Save 2 changes");
    await page.getByText("Saved: 1 new, 1 changed, 0 removed.").first().waitFor();
    expect(await under.admin.getPrefix({ params: { digits: "49151888" } })).toMatchObject({ network: "26201" });
  });

  test("a look-up without a route says that there is nobody to ask, and no page complained", async () => {
    await page.getByRole("link", { name: "Look-ups" }).click();
    await page.getByText("Nothing was looked up yet").waitFor();
    await page.getByRole("textbox", { name: "Number to look up" }).fill("+49 151 12345678");
    await page.getByRole("button", { name: "Look up" }).click();
    await page.getByText("Nobody to ask").waitFor();
    // What the API refused on purpose is told by the browser too.
    expect(seen.complaints.filter((one) => !one.includes("400 (Bad Request)"))).toEqual([]);
  });
});
