/** Money through a person's eyes: invoices, payments, taking back, refunds and the statement, against the real product. */
import { createSmscSimulator, runLoad, type SmscSimulator } from "@switchyard/simulator";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

describe.runIf(findPeer("chromium"))("payments and invoices in the console", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let seen: Visit;
  let page: Page;
  /** A client that pays afterwards, charged 100.00 EUR last month. */
  let postpaid: number;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha", payment: "100" });
    const { system_id, password } = shop;
    await runLoad({ port: under.smppPort, system_id, password, count: 6, receiptGraceMs: 5_000 });
    postpaid = await openPostpaid(under);
    seen = await visit(under.baseUrl);
    page = seen.page;
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
  });

  test("an invoice is drafted for last month, issued under a number, and paid from its page, net and tax apart", async () => {
    await page.goto(`/clients/${postpaid}/payments/invoices`);
    await page.getByRole("link", { name: "Create invoice" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Create draft" }).click();
    await page.getByRole("heading", { name: "Draft invoice", level: 1 }).waitFor();
    await page.getByRole("row", { name: /SMS to Germany/ }).waitFor();

    await page.getByRole("link", { name: "Issue" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Issue" }).click();
    await page.getByRole("heading", { name: /^Invoice INV-\d{4}-0001$/, level: 1 }).waitFor();
    await page.getByRole("table", { name: "Totals" }).getByText("119.00").waitFor();

    await page.getByRole("link", { name: "Enter payment" }).click();
    const drawer = page.getByRole("dialog");
    const field = (name: string) => drawer.getByRole("textbox", { name, exact: true });
    await expect.poll(() => field("Amount").inputValue()).toBe("100.00");
    expect(await field("Tax").inputValue()).toBe("19.00");
    await drawer.getByText("600.00 EUR").first().waitFor();
    await drawer.getByRole("button", { name: "Enter payment" }).click();
    await drawer.waitFor({ state: "detached" });

    const { items } = await under.admin.listInvoices({ query: { clientId: postpaid } });
    expect(items.map(({ status, open }) => ({ status, open }))).toEqual([{ status: "paid", open: "0.00" }]);
  });

  test("a payment is taken back by a credit note that names it, no more than there is, and the invoice is open again", async () => {
    await page.goto(`/clients/${postpaid}/payments`);
    await page
      .getByRole("region", { name: "Payments" })
      .getByRole("row", { name: /119|100\.00/ })
      .getByRole("link")
      .first()
      .click();
    await page.getByRole("dialog").getByRole("link", { name: "Take back" }).click();
    const drawer = page.getByRole("dialog", { name: "Take back from bravo" });
    const amount = drawer.getByRole("textbox", { name: "Amount to take back" });
    await expect.poll(() => amount.inputValue()).toBe("100.00");
    await amount.fill("100.01");
    await drawer.getByRole("button", { name: "Take back" }).click();
    await drawer
      .getByText(/more than can be taken back/)
      .first()
      .waitFor();
    await amount.fill("100.00");
    await drawer.getByRole("textbox", { name: "Comment" }).fill("Came from another company");
    await drawer.getByRole("button", { name: "Take back" }).click();
    await drawer.waitFor({ state: "detached" });

    await page.getByRole("cell", { name: /^takes back payment \d+$/ }).waitFor();
    const [invoice] = (await under.admin.listInvoices({ query: { clientId: postpaid } })).items;
    expect(invoice?.open).toBe("119.00");
    const [note] = (await under.admin.listCreditNotes({ query: { clientId: postpaid } })).items;
    expect(note).toMatchObject({ total: "119.00", reason: "Came from another company" });
    await page.goto("/finance/credit-notes");
    await page.getByRole("link", { name: note?.number ?? "", exact: true }).click();
    await page.getByRole("dialog").getByText("Came from another company").waitFor();
  });

  test("a top-up tells the balance and what it pays before it is entered, exactly, and takes no negative amount", async () => {
    await page.goto(`/clients/${postpaid}?drawer=top-up`);
    const drawer = page.getByRole("dialog");
    const amount = drawer.getByRole("textbox", { name: "Amount", exact: true });
    await amount.fill("-5");
    await drawer.getByText(/^Must be more than zero/).waitFor();
    await amount.fill("40,000001");
    await drawer.getByText("40.000001 EUR").first().waitFor();
    const pays = drawer.getByRole("table", { name: "Invoices it will pay" });
    await pays.getByRole("row", { name: /INV-\d{4}-0001.*119\.00.*40\.000001/ }).waitFor();

    await amount.fill("40");
    await drawer.getByText("Chosen").click();
    await drawer.getByRole("checkbox", { name: /INV-/ }).check();
    const share = drawer.getByRole("textbox", { name: /^Pays of INV-/ });
    expect(await share.inputValue()).toBe("40.00");
    await share.fill("40.01");
    await drawer.getByText(/That is 0\.01 EUR more than the payment has/).waitFor();
    expect(await drawer.getByRole("button", { name: "Enter payment" }).isDisabled()).toBe(true);
    await share.fill("15.50");
    await drawer.getByRole("button", { name: "Enter payment" }).click();
    await drawer.waitFor({ state: "detached" });
    const [payment] = (await under.admin.listPayments({ params: { clientId: postpaid } })).items;
    expect(payment).toMatchObject({ amount: "40.00", unallocated: "24.50" });
    expect(payment?.allocations.map((one) => one.amount)).toEqual(["15.50"]);
  });

  test("what a payment pays is changed in its drawer, and the list of all payments finds it", async () => {
    await page.goto("/finance/payments?paid=true");
    await page
      .getByRole("row", { name: /bravo.*24\.50/ })
      .getByRole("link")
      .first()
      .click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("button", { name: "Change" }).click();
    await drawer.getByRole("textbox", { name: /^Pays of INV-/ }).fill("40");
    await drawer.getByRole("button", { name: "Save invoices" }).click();
    await drawer.getByRole("table", { name: "Invoices it pays" }).getByText("40.00").waitFor();
    expect(new URL(page.url()).search).toBe("?paid=true");
    const [payment] = (await under.admin.listPayments({ params: { clientId: postpaid } })).items;
    expect(payment?.unallocated).toBe("0.00");
  });

  test("an invoice is credited in part with its tax, and then can't be declared void any more", async () => {
    await page.goto("/finance/invoices");
    await page.getByRole("link", { name: /^INV-\d{4}-0001$/ }).click();
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Declare void" }).waitFor();
    await page.getByRole("menuitem", { name: "Credit note" }).click();
    const drawer = page.getByRole("dialog", { name: "Credit note" });
    await drawer.getByRole("textbox", { name: "Net amount" }).fill("10");
    await drawer.getByRole("textbox", { name: "Reason" }).fill("Billed at the old price");
    await drawer.getByRole("button", { name: "Issue credit note" }).click();
    await drawer.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Credit notes" }).getByText("11.90").waitFor();
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Credit note" }).waitFor();
    expect(await page.getByRole("menuitem", { name: "Declare void" }).count()).toBe(0);
  });

  test("one message is refunded from its own page, once", async () => {
    await page.goto("/messages");
    await page.getByRole("region", { name: "Messages" }).getByRole("row").nth(1).getByRole("link").first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Refund" }).click();
    const ask = page.getByRole("dialog", { name: /^Refund message/ });
    await ask.getByRole("textbox", { name: "Reason" }).fill("Lost on the way");
    await ask.getByRole("button", { name: "Refund" }).click();
    await page.getByText(/went back to the balance on .* Lost on the way/).waitFor();
    expect(await page.getByRole("dialog").getByRole("button", { name: "Refund" }).count()).toBe(0);
    const [refund] = (await under.admin.listRefunds({ params: { clientId: shop.clientId } })).items;
    expect(refund).toMatchObject({ amount: "0.05", messages: 1, reason: "Lost on the way" });
  });

  test("the messages of a period are counted, then refunded after typing the client's name, without those refunded before", async () => {
    await page.goto(`/clients/${shop.clientId}/payments/refunds/new`);
    const drawer = page.getByRole("dialog", { name: "Refund messages" });
    await drawer.getByLabel("Accepted from").fill("2020-01-01T00:00");
    await drawer.getByLabel("Until").fill("2099-01-01T00:00");
    await drawer.getByRole("button", { name: "Count" }).click();
    await drawer.getByText("0.25 EUR").waitFor();
    await drawer.getByRole("textbox", { name: "Reason" }).fill("The supplier was down");
    await drawer.getByRole("button", { name: "Refund 5 messages" }).click();
    const ask = page.getByRole("dialog", { name: "Refund 5 messages" });
    await ask.getByRole("textbox").fill("alpha");
    await ask.getByRole("button", { name: "Refund" }).click();
    await drawer.waitFor({ state: "detached" });
    await page.getByRole("cell", { name: "5 messages" }).waitFor();
    const { figures } = await under.admin.getClient({ params: { clientId: shop.clientId } });
    expect(figures.balance).toBe("100.00");
  });

  test("the statement of this month closes with the balance, and comes as CSV and PDF", async () => {
    await page.goto(`/clients/${shop.clientId}/payments/statement`);
    const table = page.getByRole("region", { name: "Movements" });
    await table.getByRole("row", { name: /Closing balance.*100\.00/ }).waitFor();
    await table.getByRole("row", { name: /Refund.*0\.25/ }).waitFor();
    for (const [name, type] of [
      ["CSV", "text/csv"],
      ["PDF", "application/pdf"],
    ] as const) {
      const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
      const answer = await page.context().request.get(href ?? "");
      expect(answer.status()).toBe(200);
      expect(answer.headers()["content-type"]).toContain(type);
    }
    await page.getByRole("combobox", { name: "Period" }).click();
    await page.getByRole("option", { name: "Last year" }).click();
    await table.getByRole("row", { name: /Closing balance.*0\.00/ }).waitFor();
    expect(new URL(page.url()).searchParams.get("to")).toMatch(/^\d{4}-12-31$/);
  });

  test("a client is given a product, a tax and an invoice cycle in its profile", async () => {
    await under.admin.createProduct({ body: { name: "Wholesale", currency: "EUR" } });
    await page.goto(`/clients/${postpaid}?drawer=edit`);
    const drawer = page.getByRole("dialog", { name: "Edit bravo" });
    await pick(page, "Product", "Wholesale");
    await pick(page, "Tax", "VAT, 19%");
    await pick(page, "Invoice cycle", "Monthly");
    await drawer.getByRole("textbox", { name: "E-mail for billing" }).fill("not an address");
    await drawer.getByText("Must be e-mail addresses, separated by commas").waitFor();
    await drawer.getByRole("textbox", { name: "E-mail for billing" }).fill("bills@bravo.example");
    await drawer.getByRole("textbox", { name: "Low balance" }).fill("25");
    await drawer.getByRole("button", { name: "Save" }).click();
    await drawer.waitFor({ state: "detached" });
    const client = await under.admin.getClient({ params: { clientId: postpaid } });
    expect(client).toMatchObject({
      product: "Wholesale",
      invoiceCycle: "monthly",
      emailBilling: "bills@bravo.example",
      lowBalance: "25.00",
    });
    expect(client.taxId).not.toBeNull();
    await page.getByRole("link", { name: "Wholesale" }).waitFor();
  });

  test("the pages complained of nothing", () => {
    const ours = seen.complaints.filter((line) => !/ERR_FAILED|status of 40[19]/.test(line));
    expect(ours).toEqual([]);
  });
});

/** A client with credit, to whom messages were sent last month, as the record of its charges has them. */
async function openPostpaid(under: SwitchUnderTest): Promise<number> {
  const { admin } = under;
  const [enterprise] = (await admin.listEnterprises()).items;
  if (!enterprise) throw new Error("there is no enterprise");
  const params = { enterpriseId: enterprise.id };
  await admin.createTax({ params, body: { name: "VAT", percent: "19", isDefault: true } });
  const client = await admin.createClient({ body: { login: "bravo", currency: "EUR", creditLimit: "500" } });
  await under.sql(
    `insert into charge_days (client_id, day, lane, type, country, network, billing, price_micros, messages, parts,
                              charged_micros)
     values ($1, (date_trunc('month', now()) - interval '10 days')::date, 1, 'sms', 'DE', '', 1, 50000, 2000, 2000,
             100000000)`,
    [client.id],
  );
  return client.id;
}

/** Chooses an option of a list in the open drawer. */
async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("dialog").getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}
