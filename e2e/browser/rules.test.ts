/** Replacement rules through a person's eyes: made, tried, imported, copied and switched off in a real browser. */
import { createSmscSimulator, type SmscSimulator } from "@switchyard/simulator";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

describe.runIf(findPeer("chromium"))("replacement rules in the console", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let seen: Visit;
  let page: Page;
  let drawer: Locator;
  let rules: Locator;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha", price: "0.05" });
    seen = await visit(under.baseUrl);
    page = seen.page;
    drawer = page.getByRole("dialog");
    rules = page.getByRole("region", { name: "Content rules" });
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
  });

  const owner = () => ({ owner: `client-${shop.clientId}` });

  async function choose(field: string, option: string): Promise<void> {
    await drawer.getByRole("combobox", { name: field }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  }

  async function typeMessage(box: Locator | Page, text: string): Promise<void> {
    await box.getByRole("textbox", { name: "Sender of the message" }).fill("ACME");
    await box.getByRole("textbox", { name: "Recipient" }).fill("4915112345678");
    await box.getByRole("textbox", { name: "Text of the message" }).fill(text);
  }

  const after = (box: Locator | Page) => box.getByRole("region", { name: "After", exact: true });

  test("a rule tells what is wrong with its expression as it is typed, and is tried before it is saved", {
    timeout: 120_000,
  }, async () => {
    await page.goto(`/clients/${shop.clientId}`);
    await page.getByRole("link", { name: "Replacement rules" }).click();
    await page.getByText("No content rules yet").waitFor();
    await page.getByRole("link", { name: "Add rule" }).click();
    const phrase = drawer.getByRole("textbox", { name: "Searched phrase" });
    await phrase.fill("(casino");
    await choose("Looks for", "Regular expression");
    await drawer.getByText(/^Can't be used/).waitFor();
    await phrase.fill("(casino|poker)");
    await drawer.getByText(/^Can't be used/).waitFor({ state: "detached" });
    await drawer.getByRole("textbox", { name: "Text put in" }).fill("[$1]");
    await typeMessage(drawer, "Win at the casino");
    await after(drawer).getByText("Win at the [casino]").waitFor();
    await drawer.getByText("Replace (this rule)").waitFor();
    await after(drawer).getByText("1 part").waitFor();
    expect((await under.admin.listRules({ params: owner() })).items).toEqual([]);

    await drawer.getByRole("button", { name: "Add rule" }).click();
    await page.getByText("The rule is saved and acts at once.").waitFor();
    await rules.getByRole("row", { name: /Replace.*\(casino\|poker\).*\[\$1\].*Any destination/ }).waitFor();
  });

  test("pasted rules are shown with what they change, and saved once none of them is bad", async () => {
    await page.getByRole("link", { name: "Import" }).click();
    const pasted = drawer.getByRole("textbox", { name: "Rules" });
    const head = "Kind,Operation,Match,Search,Replacement,Country";
    const lines = [
      "content,replace,regex,(casino|poker),[club],",
      `content,append,,,${" long".repeat(30)},DE`,
      "sender,set,exact,ACME,Info,",
    ];
    await pasted.fill([head, ...lines, "content,erase,regex,[,,"].join("\n"));
    await drawer.getByText("1 rule can't be taken over").waitFor();
    await drawer.getByRole("row", { name: /^5 Bad.*Search can't be used/ }).waitFor();
    await drawer.getByRole("row", { name: /^2 Changed.*Replacements: \[\$1\].*\[club\]/ }).waitFor();
    expect(await drawer.getByRole("button", { name: "Save", exact: false }).isDisabled()).toBe(true);
    await pasted.fill([head, ...lines].join("\n"));
    await drawer.getByRole("button", { name: "Save 3 rules" }).click();
    await page.getByText("Saved: 2 new, 1 changed. They act at once.").waitFor();
    await rules.getByRole("row", { name: /Append.*long long.*Germany/ }).waitFor();
    await page.getByRole("link", { name: "Sender", exact: true }).click();
    await page.getByRole("row", { name: /ACME.*Info/ }).waitFor();
    await page.getByRole("link", { name: "Content", exact: true }).click();
  });

  test("the rules that are on are tried together, with what they do to parts and price", async () => {
    const box = page.getByRole("region", { name: "Before and after" });
    await typeMessage(page, "Win at the casino");
    await after(box).getByText("Info").waitFor();
    await after(box)
      .getByText(/Win at the \[club\] long/)
      .waitFor();
    await after(box).getByText("2 parts").waitFor();
    await box.getByText(/goes from 0\.05 EUR to 0\.10 EUR/).waitFor();
    expect(await box.getByRole("list", { name: "Rules that acted" }).getByRole("listitem").count()).toBe(3);
  });

  test("a rule is switched off from the list, and found by what it says", async () => {
    const append = rules.getByRole("row", { name: /Append/ });
    await append.getByRole("switch").press("Space");
    await expect
      .poll(async () => (await under.admin.listRules({ params: owner(), query: { enabled: false } })).items.length)
      .toBe(1);
    await page.getByRole("textbox", { name: "Search rules" }).fill("poker");
    await append.waitFor({ state: "detached" });
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("poker");
    await rules.getByRole("row", { name: /poker/ }).waitFor();
  });

  test("a rule for one supplier is tried on a message that leaves by it", { timeout: 120_000 }, async () => {
    const search = "for the carrier";
    const rule = {
      kind: "content",
      operation: "erase",
      match: "plain",
      search,
      viaSupplierId: shop.supplierId,
    } as const;
    const { id, viaSupplierName } = await under.admin.createRule({ params: owner(), body: rule });
    await page.goto(`/clients/${shop.clientId}/rules?rule=${id}`);
    const leavesBy = drawer.getByRole("combobox", { name: "It leaves by" });
    const soon = { timeout: 15_000 };
    await leavesBy.waitFor();
    await expect.poll(() => leavesBy.inputValue(), soon).toBe(viaSupplierName);
    await typeMessage(drawer, "Hello for the carrier");
    await after(drawer).getByText("Hello", { exact: true }).waitFor();
    await page.goto(`/clients/${shop.clientId}/rules?rules=add`);
    await leavesBy.waitFor();
    expect(await leavesBy.inputValue()).toBe("");
    await under.admin.deleteRule({ params: { ...owner(), ruleId: id } });
    await page.goto(`/clients/${shop.clientId}/rules?q=poker`);
  });

  test("ticked rules are copied to a supplier, whose page has them", async () => {
    await rules.getByRole("row", { name: /poker/ }).getByRole("checkbox").check();
    const ticked = page.getByRole("region", { name: "Selected rules" });
    await ticked.getByText("1 rule").waitFor();
    await ticked.getByRole("link", { name: "Copy to…" }).click();
    await drawer.getByText("A supplier", { exact: true }).click();
    await choose("Copy to", "Supplier of alpha");
    await drawer.getByRole("button", { name: "Copy rules" }).click();
    await page.getByText("Copied: 1 rule.").waitFor();
    await page.goto(`/suppliers/${shop.supplierId}`);
    await page.getByRole("link", { name: "Replacement rules" }).click();
    await rules.getByRole("row", { name: /poker.*\[club\]/ }).waitFor();
    await rules.getByRole("link", { name: "Replace" }).click();
    await drawer.getByRole("button", { name: "Delete" }).click();
    const confirm = page.getByRole("dialog", { name: "Delete this rule" });
    await confirm.getByRole("textbox").fill("delete");
    await confirm.getByRole("button", { name: "Delete rule" }).click();
    await page.getByText("No content rules yet").waitFor();
  });

  test("the pages complained of nothing", () => {
    expect(seen.complaints).toEqual([]);
  });
});
