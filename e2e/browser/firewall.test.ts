/** The firewall, the senders and moderation through a person's eyes, on live traffic. */
import { createLoad, createSmscSimulator, type Load, type SmscSimulator } from "@switchyard/simulator";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

const patience = { timeout: 20_000 };

describe.runIf(findPeer("chromium"))("the firewall in the console", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let seen: Visit;
  let page: Page;
  let drawer: Locator;
  const loads: Load[] = [];

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha", price: "0.05" });
    seen = await visit(under.baseUrl);
    page = seen.page;
    drawer = page.getByRole("dialog");
    await signIn(page);
  });

  afterAll(async () => {
    for (const load of loads) load.stop();
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
  });

  /** The client sends so many messages, "#0 …" and on where they are numbered; refusals are what the test is about. */
  function send(count: number, mix: { senders: string[]; recipients: string[]; numbered?: boolean }): void {
    const { system_id, password } = shop;
    const load = createLoad({ port: under.smppPort, system_id, password, rate: 20, count, mix });
    loads.push(load);
    load.run().catch(() => undefined);
  }

  const blockedAs = async (recipient: string) =>
    (await under.admin.searchMessages({ query: { recipient } })).items.map(({ reason }) => reason);

  test("numbers are pasted onto the black list, bad ones are told by their line, and messages to them are blocked", async () => {
    await page.goto("/firewall");
    await page.getByText("The black list is empty").waitFor();
    await page.getByRole("link", { name: "Add numbers" }).first().click();
    const numbers = drawer.getByRole("textbox", { name: "Numbers" });
    await numbers.fill("+49 151 10000001\ncall me\n0151 10000002");
    await drawer.getByRole("button", { name: "Add numbers" }).click();
    const bad = drawer.getByRole("list", { name: "Lines that can't be read" });
    await bad.getByText("Line 2 has something other than digits").waitFor();
    await bad.getByText("Line 3 is written the national way").waitFor();
    await numbers.fill("+49 151 10000001\n0049 151 10000002");
    await drawer.getByRole("button", { name: "Add numbers" }).click();
    await page.getByText("2 numbers added.").waitFor();
    await page.getByRole("textbox", { name: "Search numbers" }).fill("49151100000");
    await page.getByRole("cell", { name: "+4915110000002" }).waitFor();
    send(1, { senders: ["ALPHA"], recipients: ["4915110000001"] });
    await expect.poll(() => blockedAs("4915110000001"), patience).toEqual(["number_blacklisted"]);
  });

  test("a file is imported all or not at all, and taken back", async () => {
    const file = (lines: string[]) => ({
      name: "list.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(lines.join("\n")),
    });
    const many = Array.from({ length: 5_000 }, (_, i) => `+${4_917_000_000_000 + i}`);
    await page.getByRole("link", { name: "Import", exact: true }).click();
    const chooser = page.waitForEvent("filechooser");
    await drawer.getByRole("button", { name: "File" }).click();
    await (await chooser).setFiles(file(["msisdn", ...many, "49x"]));
    await drawer.getByRole("button", { name: "Import" }).click();
    await drawer.getByText(/1 line of the file can't be read, so nothing was saved. Line 5002/).waitFor();
    const again = page.waitForEvent("filechooser");
    await drawer.getByRole("button", { name: "File" }).click();
    await (await again).setFiles(file(["msisdn", ...many]));
    await drawer.getByRole("button", { name: "Import" }).click();
    await page.getByText("5,000 numbers added.").waitFor();
    await page.getByRole("link", { name: "Imports" }).click();
    await drawer.getByRole("button", { name: "Take back…" }).click();
    await page.getByRole("textbox", { name: "Type list.csv to confirm" }).fill("list.csv");
    await page.getByRole("button", { name: "Take back", exact: true }).click();
    await page.getByText("list.csv is taken back.").waitFor();
    expect((await under.admin.listBlacklist()).total).toBe(2);
    await page.keyboard.press("Escape");
  });

  test("opt-outs that are ticked are taken off together, whosever they are", async () => {
    const { clientId } = shop;
    await under.admin.addOptOuts({ body: { clientId, numbers: ["+4916000000001", "+4916000000002"] } });
    await under.admin.addOptOuts({ body: { clientId: null, numbers: ["+4916000000001", "+4916000000003"] } });
    await page.goto("/firewall/opt-outs");
    await page.getByRole("cell", { name: "+4916000000003", exact: true }).waitFor();
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await page.getByRole("checkbox", { name: "Select +4916000000002 from alpha" }).uncheck();
    await page.getByRole("button", { name: "Take off…" }).click();
    await page.getByRole("textbox", { name: "Type take off to confirm" }).fill("take off");
    await page.getByRole("dialog").getByRole("button", { name: "Take off" }).click();
    await page.getByText("3 numbers taken off.").waitFor();
    const left = await under.admin.listOptOuts();
    expect(left.items.map(({ number, clientLogin }) => [number, clientLogin])).toEqual([["4916000000002", "alpha"]]);
  });

  test("what a filter catches waits, is approved and rejected by keyboard, and becomes a filter that blocks", {
    timeout: 120_000,
  }, async () => {
    await page.goto(`/clients/${shop.clientId}?drawer=edit`);
    await drawer.getByRole("combobox", { name: "Moderation" }).press("ArrowDown");
    await page.getByRole("option", { name: /^Automatic/ }).click();
    await drawer.getByRole("button", { name: "Save" }).click();
    await page.getByText("alpha is saved.").waitFor();

    await page.goto("/firewall/text-filters");
    await page.getByRole("link", { name: "Create filter" }).first().click();
    await drawer.getByRole("textbox", { name: "Name" }).fill("Offers");
    await drawer.getByRole("textbox", { name: "Words" }).fill("#");
    await drawer.getByRole("textbox", { name: "Try it" }).fill("Your #1 offer");
    await drawer.getByText("The text would be caught").waitFor();
    await drawer.getByRole("textbox", { name: "Try it" }).fill("Your code");
    await drawer.getByText("The text would pass").waitFor();
    await drawer.getByRole("radio", { name: "Moderate" }).check();
    await drawer.getByRole("button", { name: "Create filter" }).click();
    await page.getByText("Offers is saved and counts at once.").waitFor();
    await page.getByRole("link", { name: "Try a text" }).click();
    await drawer.getByRole("textbox", { name: "Text" }).fill("Your #1 offer");
    await drawer.getByText("It would wait for approval").waitFor();
    await page.keyboard.press("Escape");

    send(4, { senders: ["ALPHA"], recipients: ["4915120000001"], numbered: true });
    await page.goto("/moderation");
    const queue = page.getByRole("list", { name: "Messages that wait" }).getByRole("listitem");
    await expect.poll(() => queue.count(), patience).toBe(4);
    await queue.first().getByText("Text filter Offers").waitFor();
    await page.getByRole("textbox", { name: "Comment" }).fill("looked at");
    await queue.first().focus();
    await page.keyboard.press("a");
    await page.getByText("1 message approved.").waitFor();
    await expect.poll(() => queue.count(), patience).toBe(3);
    await queue.first().focus();
    await page.keyboard.press("r");
    await page.getByText("1 message rejected.").waitFor();
    await expect.poll(() => queue.count(), patience).toBe(2);
    const verdicts = await under.sql<{ approved: boolean; decided_by: string; comment: string }>(
      "select approved, decided_by, comment from moderations order by at",
    );
    expect(verdicts).toEqual([
      { approved: true, decided_by: "admin", comment: "looked at" },
      { approved: false, decided_by: "admin", comment: "looked at" },
    ]);

    const caught = page.getByRole("combobox", { name: "Caught by" });
    await caught.click();
    await page.getByRole("option", { name: "A spam limit" }).click();
    await page.getByText("Nothing waits that fits").waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => queue.count(), patience).toBe(2);

    await queue.first().focus();
    await page.keyboard.press("f");
    await drawer.getByRole("textbox", { name: "Name" }).fill("Today's offer");
    const words = drawer.getByRole("textbox", { name: "Words" });
    expect(await words.inputValue()).toMatch(/^#\d /);
    expect(await drawer.getByRole("combobox", { name: "Client" }).inputValue()).toMatch(/^alpha/);
    await words.fill("#");
    await drawer.getByRole("checkbox", { name: "Reject the waiting messages it catches" }).check();
    await drawer.getByRole("button", { name: "Create filter" }).click();
    await page.getByText("2 messages rejected.").waitFor();
    await page.getByText("Today's offer is saved and counts at once.").waitFor();
    await page.getByText("Nothing waits").waitFor();
    send(1, { senders: ["ALPHA"], recipients: ["4915120000002"], numbered: true });
    await expect.poll(() => blockedAs("4915120000002"), patience).toEqual(["text_blocked"]);
  });

  test("a sender seen in traffic stands in the register, is denied there, and is blocked from then on", async () => {
    await page.goto("/senders");
    const row = page.getByRole("row", { name: /ALPHA.*alpha.*Everywhere/ });
    await row.getByText("Seen").waitFor();
    await row.getByRole("checkbox").check();
    const bar = page.getByRole("region", { name: "Selected senders" });
    await bar.getByRole("textbox", { name: "Comment" }).fill("not theirs");
    await bar.getByRole("button", { name: "Deny" }).click();
    await page.getByText("1 sender is denied.").waitFor();
    await row.getByText("Denied").waitFor();
    await row.getByText("not theirs").waitFor();
    send(1, { senders: ["ALPHA"], recipients: ["4915130000001"] });
    await expect.poll(() => blockedAs("4915130000001"), patience).toEqual(["sender_not_allowed"]);
  });

  test("a supplier's own blocked senders stand on its page", async () => {
    await page.goto(`/suppliers/${shop.supplierId}/blocked-senders`);
    await page.getByRole("link", { name: "Block senders" }).first().click();
    const senders = drawer.getByRole("textbox", { name: "Senders" });
    await senders.fill("Bank*\n*\nParcel\nBANK*");
    await drawer.getByRole("button", { name: "Block senders" }).click();
    const bad = drawer.getByRole("list", { name: "Lines that can't be read" });
    await bad.getByText("Line 2 would block every sender.").waitFor();
    await bad.getByText("Line 4 repeats line 1.").waitFor();
    await senders.fill("Bank*\nParcel\nTrack*");
    await drawer.getByRole("button", { name: "Block senders" }).click();
    await page.getByText("3 senders are blocked from now on.").waitFor();
    await page.getByRole("checkbox", { name: "Select parcel" }).check();
    await page.getByRole("checkbox", { name: "Select track*" }).check();
    await page.getByRole("button", { name: "Unblock…" }).click();
    await page.getByRole("textbox", { name: "Type unblock to confirm" }).fill("unblock");
    await page.getByRole("button", { name: "Unblock", exact: true }).click();
    await page.getByText("2 senders may be used again.").waitFor();
    await expect.poll(() => page.getByRole("cell", { name: "parcel", exact: true }).count(), patience).toBe(0);
    await page.getByRole("cell", { name: "bank*", exact: true }).waitFor();
    const csv = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
    expect(csv).toBe(`/api/admin/v1/firewall/blocked-senders.csv?supplierId=${shop.supplierId}`);
    send(1, { senders: ["BANK24"], recipients: ["4915140000001"] });
    await expect.poll(() => blockedAs("4915140000001"), patience).toEqual(["supplier_not_allowed"]);
    // But for what was refused on purpose.
    expect(seen.complaints.filter((complaint) => !complaint.includes("400 (Bad Request)"))).toEqual([]);
  });
});
