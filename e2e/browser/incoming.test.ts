/** Incoming SMS through a person's eyes: numbers of a client, what comes, and what is nobody's. */
import { createSmscSimulator, type SmscSimulator } from "@switchyard/simulator";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

describe.runIf(findPeer("chromium"))("incoming SMS in the console", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let seen: Visit;
  let page: Page;
  let drawer: Locator;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha" });
    seen = await visit(under.baseUrl);
    page = seen.page;
    drawer = page.getByRole("dialog");
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
  });

  const handset = (text: string, to = "4477") =>
    smsc.injectMobileOriginated({ source_addr: "4915112345678", destination_addr: to, text });

  test("numbers are pasted, bad lines are told, one is changed", async () => {
    await page.goto(`/clients/${shop.clientId}/incoming`);
    await page.getByText("No reception numbers yet").waitFor();
    await page.getByRole("link", { name: "Add numbers" }).first().click();
    const numbers = drawer.getByRole("textbox", { name: "Numbers" });
    await numbers.fill("4477 WIN\n12\n491701234567");
    await drawer.getByRole("button", { name: "Add numbers" }).click();
    await drawer.getByText("Line 2 must begin with a number of 3 to 16 digits.").waitFor();
    await numbers.fill("4477 WIN\n491701234567");
    await drawer.getByRole("textbox", { name: "Price per part" }).fill("0,01");
    await drawer.getByRole("button", { name: "Add numbers" }).click();
    await page.getByText("2 numbers receive for the client at once.").waitFor();
    await page.getByRole("link", { name: "491701234567" }).click();
    await drawer.getByRole("textbox", { name: "Comment" }).fill("hotline");
    await drawer.getByRole("button", { name: "Save" }).click();
    await page.getByText("491701234567 is saved and counts at once.").waitFor();
    await page.getByRole("cell", { name: "hotline" }).waitFor();
  });

  test("what comes stands in the client's log, charged", async () => {
    handset("win a prize");
    await page.getByRole("link", { name: "Log", exact: true }).click();
    await page.getByRole("cell", { name: "win a prize" }).waitFor();
    await page.getByRole("cell", { name: "Waits for receiver" }).waitFor();
    await page
      .getByRole("row", { name: /win a prize/ })
      .getByRole("link")
      .first()
      .click();
    await drawer.getByText("Belongs to alpha by its number").waitFor();
    await drawer.getByText("0.01 EUR charged").waitFor();
    await page.keyboard.press("Escape");
  });

  test("what is nobody's comes first, and is given to a client", async () => {
    handset("whose is this?");
    await page.goto("/incoming");
    await page
      .getByRole("row", { name: /whose is this/ })
      .getByRole("link")
      .first()
      .click();
    await drawer.getByRole("combobox", { name: "Client" }).fill("alpha");
    await page.getByRole("option", { name: /alpha/ }).first().click();
    await drawer.getByRole("button", { name: "Assign" }).click();
    await page.getByText("The message belongs to alpha now.").waitFor();
    await drawer.getByText("Given to alpha by admin").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("Nothing is unassigned").waitFor();
    await page.getByText("All", { exact: true }).click();
    await page.getByRole("cell", { name: "whose is this?" }).waitFor();
  });
});
