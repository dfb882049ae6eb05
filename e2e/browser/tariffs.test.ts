/** Tariffs through a person's eyes: products, price lists, drafts, margins and exchange rates in a real browser. */
import { createSmscSimulator, type SmscSimulator } from "@switchyard/simulator";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

const header = "Country;MCC-MNC;New price;Remarks";

describe.runIf(findPeer("chromium"))("tariffs in the console", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let seen: Visit;
  let page: Page;
  let drawer: Locator;
  let prices: Locator;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha", countries: ["DE", "FR"], cost: "0.03" });
    seen = await visit(under.baseUrl);
    page = seen.page;
    drawer = page.getByRole("dialog");
    prices = page.getByRole("region", { name: "Prices" });
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
  });

  const rowOf = (place: string | RegExp) => prices.getByRole("row", { name: place });

  async function openMore(item: string): Promise<void> {
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await drawer.waitFor();
  }

  async function chooseFile(name: string, lines: readonly string[]): Promise<void> {
    const buffer = Buffer.from([header, ...lines].join("\n"));
    await drawer.getByLabel("Price list").setInputFiles({ name, mimeType: "text/csv", buffer });
    await drawer.getByText(name).waitFor();
    await drawer
      .getByRole("region", { name: "How the file was read" })
      .and(page.locator("[aria-busy=false]"))
      .waitFor();
  }

  const showChanges = () => drawer.getByRole("button", { name: "Show the changes" }).click();

  async function saveDraft(said: string | RegExp): Promise<void> {
    await page.getByRole("region", { name: "Save the draft" }).getByRole("button", { name: "Save" }).click();
    await page.getByText(said).waitFor();
    await prices.waitFor();
  }

  test("a product gets its prices from costs and a margin, and nothing counts before the draft is saved", async () => {
    await page.goto("/products");
    await page.getByRole("link", { name: "Create product" }).first().click();
    await drawer.getByRole("textbox", { name: "Name" }).fill("Wholesale");
    await drawer.getByRole("button", { name: "Create product" }).click();
    await page.getByRole("heading", { name: "Wholesale", level: 1 }).waitFor();
    await page.getByText("No prices yet").waitFor();

    await openMore("Generate from costs");
    await drawer.getByRole("textbox", { name: "Margin" }).fill("fifty");
    await drawer.getByText("Must be a percentage").waitFor();
    await drawer.getByRole("textbox", { name: "Margin" }).fill("50");
    await showChanges();
    await page.getByRole("heading", { name: "Prices from the lowest cost +50 %", level: 1 }).waitFor();
    await page.getByText("Saving adds 2 prices").waitFor();
    await page.getByRole("row", { name: /Germany.*0\.0450 EUR.*\+50\.0%/ }).waitFor();
    const [product] = (await under.admin.listProducts()).items;
    expect(product?.prices).toBe(0);

    await saveDraft("Saved: 2 new.");
    await rowOf(/Germany.*0\.0450 EUR/).waitFor();
    await rowOf(/France.*0\.0450 EUR/).waitFor();
  });

  test("a price list is read, read differently, corrected and saved", { timeout: 120_000 }, async () => {
    await page.getByRole("link", { name: "Import" }).click();
    await chooseFile("rates.csv", ["Germany;;0,0600;", "Atlantis;;0,0200;which?"]);
    await drawer.getByText("1 changed").waitFor();
    await drawer.getByText("1 bad").waitFor();
    const decimal = drawer.getByRole("combobox", { name: "Decimal sign" });
    expect(await decimal.inputValue()).toBe("Comma (0,05)");
    await showChanges();

    const panel = page.getByRole("region", { name: "Save the draft" });
    await panel.getByText(/^1 row is bad/).waitFor();
    expect(await panel.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await page
      .getByRole("region", { name: "Bad rows" })
      .getByRole("row", { name: /^3 .*Atlantis/ })
      .waitFor();

    await panel.getByRole("link", { name: "Read it differently" }).click();
    await drawer.getByText("rates.csv").waitFor();
    await drawer.getByRole("combobox", { name: "Column Remarks is" }).click();
    await page.getByRole("option", { name: "Price", exact: true }).click();
    await drawer.getByText("2 bad").waitFor();

    await chooseFile("rates-2.csv", ["Germany;;0,0600;", "Germany;26201;0,0610;", "France;;0,0450;"]);
    await drawer.getByText("1 unchanged").waitFor();
    await showChanges();
    await page.getByRole("link", { name: "Changed 1", exact: true }).waitFor();
    await page.getByRole("row", { name: /Germany.*0\.0450 EUR.*0\.0600 EUR.*\+33\.3%/ }).waitFor();
    await page.getByRole("link", { name: "New 1" }).click();
    await page.getByRole("row", { name: /Germany · 26201.*0\.0610 EUR/ }).waitFor();
    await saveDraft("Saved: 1 new, 1 changed.");
    await rowOf(/Germany · 26201.*0\.0610 EUR/).waitFor();
  });

  test("a file may be dropped instead of chosen", async () => {
    await page.getByRole("link", { name: "Import" }).click();
    const text = JSON.stringify(`${header}\nGermany;;0.06;`);
    const transfer = await page.evaluateHandle(`(() => {
      const given = new DataTransfer();
      given.items.add(new File([${text}], "dropped.csv", { type: "text/csv" }));
      return given;
    })()`);
    await drawer.getByText("Drop a price list here").dispatchEvent("drop", { dataTransfer: transfer });
    await drawer.getByText("dropped.csv").waitFor();
    await drawer.getByText("1 unchanged").waitFor();
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
  });

  test("ticked rows are cut together, flagged below cost, and found by that", async () => {
    await rowOf(/France/)
      .getByRole("checkbox")
      .check();
    const ticked = page.getByRole("region", { name: "Selected rows" });
    await ticked.getByText("1 price").waitFor();
    await ticked.getByRole("link", { name: "Change by…" }).click();
    await drawer.getByRole("radio", { name: "1 selected" }).waitFor({ state: "attached" });
    await drawer.getByText("Cut", { exact: true }).click();
    await drawer.getByRole("textbox", { name: "By" }).fill("50");
    await showChanges();
    await page.getByRole("row", { name: /France.*0\.0450 EUR.*0\.0225 EUR.*−50\.0%.*Below cost/ }).waitFor();
    await saveDraft("Saved: 1 changed.");
    await page.getByRole("combobox", { name: "Margin" }).click();
    await page.getByRole("option", { name: "Below cost" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("below")).toBe("true");
    await rowOf(/Germany/)
      .first()
      .waitFor({ state: "detached" });
    await rowOf(/France.*0\.0225 EUR/).waitFor();
  });

  test("a price shows its margin and all that its destination had, with who and from which draft", async () => {
    await rowOf(/France/)
      .getByRole("link")
      .click();
    await drawer.getByText("below the cheapest cost").waitFor();
    const had = drawer.getByRole("region", { name: "Prices of this destination" }).getByRole("listitem");
    await had.nth(1).waitFor();
    expect(await had.count()).toBe(2);
    expect(await had.nth(0).textContent()).toMatch(/0\.0225 EUR.*Current.*admin.*Change by -50 %/);
    expect(await had.nth(1).textContent()).toMatch(/0\.0450 EUR.*Replaced.*Prices from the lowest cost/);
    await had
      .nth(1)
      .getByRole("link", { name: /Prices from the lowest cost/ })
      .click();
    await page.getByText("Saved", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
  });

  test("a draft that is thrown away changes nothing", async () => {
    await page.goto("/products");
    await page.getByRole("link", { name: "Wholesale" }).click();
    await openMore("End…");
    await showChanges();
    await page.getByText("Saving ends 3 prices").waitFor();
    await page.getByRole("button", { name: "Throw away" }).click();
    await page.getByText("The draft is thrown away").waitFor();
    await rowOf(/Germany · 26201.*Current/).waitFor();
  });

  test("a client is told by mail, or the console says that it has no address", async () => {
    const params = { clientId: shop.clientId };
    await page.goto(`/clients/${shop.clientId}/destinations?tariff=change`);
    await drawer.getByRole("textbox", { name: "By" }).fill("10");
    await showChanges();
    await page.getByRole("checkbox", { name: "Notify the client by mail" }).check();
    await page.getByRole("textbox", { name: "A word of yours" }).fill("Costs went up.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("There is no address to send to").waitFor();
    await under.admin.updateClient({ params, body: { emailPrices: "rates@alpha.example" } });
    await saveDraft("Saved: 2 changed. 1 mail goes out.");
    const { items } = await under.admin.listMails({ query: {} });
    expect(items[0]?.recipients).toEqual(["rates@alpha.example"]);
  });

  test("the client's tab says which product stands behind its own prices", async () => {
    const [product] = (await under.admin.listProducts()).items;
    const body = { productId: product?.id ?? 0 };
    await under.admin.updateClient({ params: { clientId: shop.clientId }, body });
    await page.goto(`/clients/${shop.clientId}/destinations`);
    await page.getByText("Prices not listed here come from product").getByRole("link", { name: "Wholesale" }).click();
    await page.getByRole("heading", { name: "Wholesale", level: 1 }).waitFor();
  });

  test("a product is copied, given to many clients, and leads to those that have it", {
    timeout: 120_000,
  }, async () => {
    for (const login of ["bravo", "charlie"]) await under.admin.createClient({ body: { login, currency: "EUR" } });
    await under.admin.createClient({ body: { login: "dollars", currency: "USD" } });
    await page.getByRole("link", { name: "Copy…" }).click();
    await drawer.getByText(/begins with the prices and routes of Wholesale/).waitFor();
    expect(await drawer.getByRole("combobox", { name: "Currency" }).isDisabled()).toBe(true);
    await drawer.getByRole("textbox", { name: "Name" }).fill("Wholesale");
    await drawer.getByRole("button", { name: "Create product" }).click();
    await drawer.getByText(/belongs to another product already/).waitFor();
    await drawer.getByRole("textbox", { name: "Name" }).fill("Wholesale 2");
    await drawer.getByRole("button", { name: "Create product" }).click();
    await page.getByRole("heading", { name: "Wholesale 2", level: 1 }).waitFor();
    await rowOf(/Germany · 26201/)
      .first()
      .waitFor();

    await page.getByRole("link", { name: "Apply to clients…" }).click();
    await drawer.getByRole("row", { name: /alpha.*Wholesale/ }).waitFor();
    expect(await drawer.getByRole("row", { name: /dollars/ }).count()).toBe(0);
    await drawer.getByRole("combobox", { name: "Product now" }).click();
    await page.getByRole("option", { name: "No product" }).click();
    await drawer.getByRole("row", { name: /alpha/ }).waitFor({ state: "detached" });
    await drawer.getByRole("checkbox", { name: "Select all on this page" }).check();
    await drawer.getByRole("button", { name: "Apply to 2 clients" }).click();
    await page.getByText("Wholesale 2 is now the product of 2 clients more.").waitFor();

    await page.getByRole("link", { name: "2 clients" }).click();
    await page.getByRole("heading", { name: "Clients", level: 1 }).waitFor();
    for (const login of ["bravo", "charlie"]) {
      await page.getByRole("row", { name: new RegExp(`${login}.*Wholesale 2`) }).waitFor();
    }
    expect(await page.getByRole("row", { name: /alpha/ }).count()).toBe(0);
    await expect.poll(() => page.getByRole("combobox", { name: "Product" }).inputValue()).toBe("Wholesale 2");
    await page.goto("/clients?product=none");
    await page.getByRole("row", { name: /dollars/ }).waitFor();
    await page.goto("/products");
    await page.getByRole("row", { name: /^Wholesale EUR 1 / }).waitFor();
  });

  test("what is exported holds what the list shows", async () => {
    await page.goto(`/suppliers/${shop.supplierId}/costs?country=FR`);
    await page
      .getByRole("region", { name: "Costs" })
      .getByRole("row", { name: /France/ })
      .waitFor();
    await page.getByRole("button", { name: "More" }).click();
    expect(await page.getByRole("menuitem", { name: "Generate from costs" }).count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "Export CSV" }).click(),
    ]);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(Buffer.from(part));
    const text = Buffer.concat(parts).toString();
    expect(text).toContain("France");
    expect(text).not.toContain("Germany");
  });

  test("exchange rates of a day are entered together, and one is deleted", async () => {
    await page.goto("/finance/exchange-rates");
    await page.getByRole("link", { name: "Add rates" }).first().click();
    await chooseCurrency(page, drawer.getByRole("combobox", { name: "Currency" }), "USD");
    await drawer.getByRole("textbox", { name: "One unit is worth" }).fill("0");
    await drawer.getByText("Must be more than zero").waitFor();
    await drawer.getByRole("textbox", { name: "One unit is worth" }).fill("0.92");
    await drawer.getByRole("button", { name: "Another currency" }).click();
    await chooseCurrency(page, drawer.getByRole("combobox", { name: "Currency" }).nth(1), "GBP");
    await drawer.getByRole("textbox", { name: "One unit is worth" }).nth(1).fill("1,17");
    await drawer.getByRole("button", { name: "Add 2 rates" }).click();
    await page.getByRole("row", { name: /USD.*0\.9200 EUR/ }).waitFor();
    await page.getByRole("row", { name: /GBP.*1\.1700 EUR/ }).waitFor();
    await page.getByRole("button", { name: /^Delete the rate of GBP/ }).click();
    await drawer.getByRole("textbox").fill("GBP");
    await drawer.getByRole("button", { name: "Delete rate" }).click();
    await page.getByRole("row", { name: /GBP/ }).waitFor({ state: "detached" });
  });

  test("the pages complained of nothing", () => {
    // The refusal of a notice without an address is one we asked for.
    const ours = seen.complaints.filter((line) => !/status of 4(01|09|22)/.test(line));
    expect(ours).toEqual([]);
  });
});

async function chooseCurrency(page: Page, field: Locator, code: string): Promise<void> {
  await field.click();
  await field.fill(code);
  await page.getByRole("option", { name: new RegExp(`^${code}`) }).click();
}
