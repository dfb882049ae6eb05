/** What axe-core finds on the main pages, in both schemes; and that nothing is wider than a phone. */
import { AxeBuilder } from "@axe-core/playwright";
import { createSmscSimulator, runLoad, type SmscSimulator } from "@switchyard/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, visit } from "./chromium.ts";

describe.runIf(findPeer("chromium"))("the console's accessibility", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let draftId: number;
  let productId: number;
  let priceId: number | undefined;
  let tariffDraftId: number;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha" });
    const { system_id, password } = shop;
    await runLoad({ port: under.smppPort, system_id, password, count: 30, receiptGraceMs: 5_000 });
    const today = new Date().toISOString().slice(0, 10);
    const draft = await under.admin.createInvoice({
      body: { clientId: shop.clientId, periodFrom: today, periodTo: today },
    });
    draftId = draft.id;
    const params = { tariff: `client-${shop.clientId}` };
    productId = (await under.admin.createProduct({ body: { name: "Wholesale", currency: "EUR" } })).id;
    priceId = (await under.admin.listTariffRows({ params })).items[0]?.id;
    tariffDraftId = (await under.admin.draftTariffChange({ params, body: { selection: {}, percent: "-50" } })).id;
  });

  afterAll(async () => {
    await under?.stop();
    await smsc?.stop();
  });

  const paths = () => [
    "/",
    "/clients",
    "/clients/new",
    `/clients/${shop.clientId}`,
    `/clients/${shop.clientId}/destinations`,
    `/clients/${shop.clientId}/destinations?tariff=add`,
    `/clients/${shop.clientId}/destinations?tariff=import`,
    `/clients/${shop.clientId}/destinations?tariff=generate`,
    `/clients/${shop.clientId}/destinations?row=${priceId}`,
    `/tariffs/client-${shop.clientId}/drafts/${tariffDraftId}`,
    "/products",
    "/products/new",
    `/products/${productId}?tariff=change`,
    "/finance/exchange-rates",
    "/finance/exchange-rates/new",
    `/clients/${shop.clientId}/payments`,
    `/clients/${shop.clientId}/payments/invoices`,
    `/clients/${shop.clientId}/payments/invoices/new`,
    `/clients/${shop.clientId}/payments/refunds/new`,
    `/clients/${shop.clientId}/payments/statement`,
    `/clients/${shop.clientId}?drawer=top-up`,
    `/clients/${shop.clientId}?drawer=take-back`,
    `/clients/${shop.clientId}/smpp`,
    `/clients/${shop.clientId}/smpp/credentials/new`,
    `/clients/${shop.clientId}/history`,
    `/clients/${shop.clientId}?drawer=edit`,
    "/messages",
    "/sessions",
    "/suppliers",
    `/suppliers/${shop.supplierId}`,
    "/connections",
    `/connections/${shop.connectionIds[0]}`,
    "/finance/payments",
    "/finance/invoices",
    `/finance/invoices/${draftId}`,
    "/finance/credit-notes",
    "/pools",
    "/pools/new",
    "/routes",
    "/finance/receivables",
    "/finance/ledger",
    "/settings/enterprises",
    "/settings/enterprises/new",
    "/settings/enterprises/1/taxes",
    "/settings/enterprises/1/taxes/new",
    "/settings/brands",
    "/settings/brands/new",
    "/settings/payment-methods",
    "/settings/payment-methods/new",
    "/settings/mails",
    "/settings/mails/test",
    "/settings/api-keys",
    "/settings/audit-log",
    "/settings/password",
  ];

  const pagesMs = 600_000;

  test.each(["light", "dark"] as const)(
    "axe finds nothing serious in the %s scheme",
    { timeout: pagesMs },
    async (colorScheme) => {
      const { page, close } = await visit(under.baseUrl, { colorScheme });
      try {
        await signIn(page);
        const found: string[] = [];
        for (const path of paths()) {
          await page.goto(path);
          await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
          await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
          await page.waitForLoadState("load");
          // Only colours differ between the schemes.
          const axe = new AxeBuilder({ page });
          if (colorScheme === "dark") axe.withRules("color-contrast");
          const { violations } = await axe.analyze();
          for (const { id, impact, nodes } of violations) {
            if (impact !== "serious" && impact !== "critical") continue;
            for (const { target, failureSummary } of nodes) found.push(`${path} ${id} ${target} ${failureSummary}`);
          }
        }
        expect(found).toEqual([]);
      } finally {
        await close();
      }
    },
  );

  test("no page is wider than a phone", { timeout: pagesMs }, async () => {
    const { page, close } = await visit(under.baseUrl, { viewport: { width: 390, height: 844 } });
    try {
      await signIn(page);
      const tooWide: string[] = [];
      for (const path of paths()) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
        await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
        const excess = Number(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"));
        if (excess > 0) tooWide.push(`${path} by ${excess} px`);
      }
      expect(tooWide).toEqual([]);
    } finally {
      await close();
    }
  });
});
