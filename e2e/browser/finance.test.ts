/** Receivables, the ledger's proof and the finance settings through a person's eyes, against the real product. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

/** One white pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==",
  "base64",
);

describe.runIf(findPeer("chromium"))("finance in the console", () => {
  let under: SwitchUnderTest;
  let seen: Visit;
  let page: Page;

  beforeAll(async () => {
    under = await startSwitch();
    seen = await visit(under.baseUrl);
    page = seen.page;
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
  });

  const dialog = () => page.getByRole("dialog");
  const field = (name: string) => dialog().getByRole("textbox", { name, exact: true });

  const owing = async (login: string, currency: string, amount: string) => {
    const client = await under.admin.createClient({ body: { login, currency } });
    await under.admin.createPayment({ params: { clientId: client.id }, body: { amount, paid: false } });
    return client.id;
  };

  test("what clients owe is summed for each currency, filtered by it, and leads to the unpaid payments", async () => {
    await page.goto("/finance/receivables");
    await page.getByText("Nobody owes anything").waitFor();
    const alpha = await owing("alpha", "EUR", "100.10");
    await owing("bravo", "EUR", "0.000001");
    await owing("charlie", "USD", "7");
    await page.reload();
    const euros = page.getByRole("region", { name: "Receivables in EUR" });
    await euros.getByRole("row", { name: /^All.* 100\.100001 EUR/ }).waitFor();
    await page.getByRole("region", { name: "Receivables in USD" }).getByRole("link", { name: "charlie" }).waitFor();

    await page.getByRole("combobox", { name: "Currency" }).click();
    await page.getByRole("option", { name: /^EUR/ }).click();
    await expect.poll(() => new URL(page.url()).search).toBe("?currency=EUR");
    await page.getByRole("region", { name: "Receivables in USD" }).waitFor({ state: "detached" });

    await euros.getByRole("link", { name: "100.10 EUR" }).click();
    await page.getByRole("heading", { name: "alpha", level: 1 }).waitFor();
    const { pathname, search } = new URL(page.url());
    expect(pathname + search).toBe(`/clients/${alpha}/payments?paid=false`);
  });

  test("the books are proved at a click; what does not agree is told there and on the dashboard until it does", async () => {
    await page.goto("/finance/ledger");
    const prove = page.getByRole("button", { name: "Prove now" });
    await prove.click();
    await page.getByText("The books agree.", { exact: false }).first().waitFor();
    expect(await page.getByRole("img", { name: "Holds:" }).count()).toBeGreaterThan(8);
    const euros = page.getByRole("region", { name: "Trial balance in EUR" });
    await euros.getByRole("row", { name: /Clients' balances.* 100\.100001 EUR/ }).waitFor();
    await euros.getByRole("row", { name: /^Sum.* 0\.00 EUR$/ }).waitFor();

    const addToBalance = (micros: number) =>
      under.sql(
        `update client_funds set balance_micros = balance_micros + $1
         where client_id = (select id from clients where login = 'alpha')`,
        [micros],
      );
    await addToBalance(5_000_000);
    await prove.click();
    const differences = page.getByRole("region", { name: "Differences" }).first();
    await differences.getByRole("row", { name: /alpha 100\.10 105\.10 5\.00 A client's balance is the sum/ }).waitFor();
    await page.getByRole("img", { name: "Broken:" }).first().waitFor();
    await page.goto("/");
    await page.getByText("The books do not agree").waitFor();

    await addToBalance(-5_000_000);
    await page.getByRole("list", { name: "Alerts" }).getByRole("link", { name: "ledger" }).click();
    await prove.click();
    await page.getByText("The books agree.", { exact: false }).first().waitFor();
    const earlier = page.getByRole("region", { name: "Earlier proofs" });
    await earlier
      .getByRole("row", { name: /1 difference/ })
      .getByRole("link")
      .click();
    await dialog()
      .getByRole("row", { name: /alpha 100\.10 105\.10/ })
      .waitFor();
    await page.goto("/");
    await page.getByRole("heading", { name: "Dashboard" }).waitFor();
    expect(await page.getByText("The books do not agree").count()).toBe(0);
  });

  test("an enterprise shows what its numbers will look like, and gets a bank account and a tax", async () => {
    await page.goto("/settings/enterprises");
    await page.getByRole("link", { name: "Create enterprise" }).click();
    await field("Name").fill("Harbour Ltd");
    await field("Invoice numbers").fill("H{YYYY}");
    await dialog().getByText("Needs {N}").waitFor();
    await field("Invoice numbers").fill("H/{NNN}");
    await dialog().getByText("Looks like H/001, H/002").waitFor();
    await dialog().getByRole("button", { name: "Add bank account" }).click();
    await dialog().getByRole("button", { name: "Create enterprise" }).click();
    await dialog().getByText("Needed").first().waitFor();
    await field("Bank").fill("Bank of Hamburg");
    await field("IBAN or account number").fill("DE89 3704 0044 0532 0130 00");
    await dialog().getByRole("button", { name: "Create enterprise" }).click();

    await dialog().getByText("No taxes yet").waitFor();
    await dialog().getByRole("link", { name: "Add tax" }).click();
    await field("Name").fill("VAT");
    await field("Percent").fill("101");
    await dialog().getByText("Must be a percentage").waitFor();
    await field("Percent").fill("19,5");
    await dialog().getByRole("button", { name: "Add tax" }).click();
    await dialog()
      .getByRole("row", { name: /VAT 19\.5% Default/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: /Harbour Ltd.*VAT 19\.5%.*H\/001/ }).waitFor();
    const { items } = await under.admin.listEnterprises();
    const banks = items.find(({ name }) => name === "Harbour Ltd")?.banks;
    expect(banks).toMatchObject([{ bank: "Bank of Hamburg", holder: "", currency: null }]);
  });

  test("a tax and an enterprise are deleted by typing their names; the default stays", async () => {
    await page.goto("/settings/enterprises");
    await page.getByRole("link", { name: "Harbour Ltd" }).click();
    await dialog().getByRole("link", { name: "Taxes" }).click();
    await dialog().getByRole("link", { name: "VAT" }).click();
    await dialog().getByRole("button", { name: "Delete" }).click();
    await page.getByRole("textbox", { name: "Type VAT to confirm" }).fill("VAT");
    await page.getByRole("button", { name: "Delete tax" }).click();
    await dialog().getByText("No taxes yet").waitFor();
    await dialog().getByRole("link", { name: "Details" }).click();
    await dialog().getByRole("button", { name: "Delete" }).click();
    await page.getByRole("textbox", { name: "Type Harbour Ltd to confirm" }).fill("Harbour Ltd");
    await page.getByRole("button", { name: "Delete enterprise" }).click();
    await page.getByRole("link", { name: "Harbour Ltd" }).waitFor({ state: "detached" });

    await page
      .getByRole("row", { name: /Default/ })
      .getByRole("link")
      .click();
    await dialog().getByRole("checkbox", { name: "Default" }).waitFor();
    expect(await dialog().getByRole("checkbox", { name: "Default" }).isDisabled()).toBe(true);
    expect(await dialog().getByRole("button", { name: "Delete" }).count()).toBe(0);
  });

  test("a brand gets a logo and words of its own, and is told of names in braces that stand for nothing", async () => {
    await page.goto("/settings/brands/new");
    await field("Name").fill("Harbour");
    const logo = dialog().locator("input[type=file]");
    await logo.setInputFiles({ name: "logo.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
    await dialog().getByText("A logo is a PNG or a JPEG.").waitFor();
    await logo.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: png });
    await dialog().getByRole("img", { name: "The logo chosen" }).waitFor();
    const subject = dialog().getByRole("textbox", { name: "Invoices: subject" });
    expect(await subject.getAttribute("placeholder")).toBe("Invoice {number} from {brand}");
    await subject.fill("Your bill {nummer}");
    await dialog().getByText("{nummer} stands for nothing here").waitFor();
    await subject.fill("Your bill {number}");
    await dialog().getByText("stands for nothing here").waitFor({ state: "detached" });
    await field("From").fill("nobody");
    await dialog().getByRole("button", { name: "Create brand" }).click();
    await dialog().getByText("Is no mail address").waitFor();
    await field("From").fill("Harbour <billing@harbour.example>");
    await dialog().getByRole("button", { name: "Create brand" }).click();
    await dialog().waitFor({ state: "detached" });

    await page.reload();
    const row = page.getByRole("row", { name: /Harbour <billing@harbour\.example> Invoices/ });
    await row.getByRole("img", { name: "Logo of Harbour" }).waitFor();
    await row.getByRole("link", { name: "Harbour" }).click();
    await dialog().getByRole("button", { name: "Take away" }).click();
    await dialog().getByRole("button", { name: "Save" }).click();
    await dialog().waitFor({ state: "detached" });
    await row.getByRole("img").waitFor({ state: "detached" });
  });

  test("a payment method that is taken out of use is not offered any more", async () => {
    await page.goto("/settings/payment-methods");
    await page.getByRole("link", { name: "Add method" }).click();
    await field("Name").fill("Carrier pigeon");
    await dialog().getByRole("button", { name: "Add method" }).click();
    await page.getByRole("row", { name: /Carrier pigeon In use/ }).waitFor();
    await page.getByRole("link", { name: "Carrier pigeon" }).click();
    await dialog().getByRole("checkbox", { name: "In use" }).uncheck();
    await dialog().getByRole("button", { name: "Save" }).click();
    await page.getByRole("row", { name: /Carrier pigeon Not used/ }).waitFor();
    const { items } = await under.admin.listPaymentMethods();
    expect(items.find(({ name }) => name === "Carrier pigeon")?.active).toBe(false);
  });

  test("without a mail server a test mail waits and says why; one that failed is tried again", async () => {
    await page.goto("/settings/mails");
    await page.getByText("No mail server is configured").waitFor();
    await page.getByRole("link", { name: "Send a test mail" }).first().click();
    await field("To").fill("ops@harbour.example, not an address");
    await dialog().getByRole("button", { name: "Send" }).click();
    await dialog().getByText("Can't be used").waitFor();
    await field("To").fill("ops@harbour.example");
    await dialog().getByRole("button", { name: "Send" }).click();
    await dialog().getByText("This mail says nothing but").waitFor();
    await dialog().getByText("No mail server is configured: set SWITCHYARD_SMTP_URL.").waitFor();

    await under.sql("update mails set status = 'failed', tries = 24, last_error = 'The server said: 550 no such user'");
    await dialog().getByText("550 no such user").waitFor();
    await dialog().getByRole("button", { name: "Try again" }).click();
    await dialog().getByText("Waiting").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "Status" }).click();
    await page.getByRole("option", { name: "Sent" }).click();
    await page.getByText("No mail fits these filters").waitFor();
  });

  test("the pages complained about nothing", () => {
    expect(seen.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
  });
});
