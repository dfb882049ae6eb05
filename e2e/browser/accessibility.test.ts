/** What axe-core finds on every page, at a desk and on a phone, light and dark; and that nothing is wider than a phone. */
import { AxeBuilder } from "@axe-core/playwright";
import { createSmscSimulator, runLoad, type SmscSimulator } from "@switchyard/simulator";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { eventually } from "../processes.ts";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type VisitOptions, visit } from "./chromium.ts";

describe.runIf(findPeer("chromium"))("the console's accessibility", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let draftId: number;
  let productId: number;
  let priceId: number | undefined;
  let tariffDraftId: number;
  let ruleId: number;
  let incomingId: number | undefined;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], login: "alpha" });
    const { system_id, password } = shop;
    await runLoad({ port: under.smppPort, system_id, password, count: 30, receiptGraceMs: 5_000 });
    await under.admin.createReceptionNumbers({ body: { clientId: shop.clientId, numbers: ["4477"] } });
    for (const destination_addr of ["4477", "5555"])
      smsc.injectMobileOriginated({ source_addr: "4915112345678", destination_addr, text: "hello" });
    const unassigned = () => under.admin.listIncoming({ query: { unassigned: true } });
    incomingId = await eventually("a message that is nobody's", async () => (await unassigned()).items[0]?.id);
    const today = new Date().toISOString().slice(0, 10);
    const draft = await under.admin.createInvoice({
      body: { clientId: shop.clientId, periodFrom: today, periodTo: today },
    });
    draftId = draft.id;
    const params = { tariff: `client-${shop.clientId}` };
    productId = (await under.admin.createProduct({ body: { name: "Wholesale", currency: "EUR" } })).id;
    priceId = (await under.admin.listTariffRows({ params })).items[0]?.id;
    const owner = { owner: `client-${shop.clientId}` };
    ({ id: ruleId } = await under.admin.createRule({
      params: owner,
      body: { kind: "sender", operation: "set", match: "any", replacements: ["Info", "News"] },
    }));
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
    "/destinations?number=4915112345678",
    "/destinations/import",
    "/destinations/lookups",
    "/destinations/lookups/made",
    "/destinations/DE",
    "/destinations/DE/edit",
    "/destinations/DE/networks/26201",
    "/destinations/DE/prefixes",
    "/destinations/DE/prefixes/49151",
    "/moderation",
    "/senders/register",
    "/senders/register/new",
    "/senders/rules",
    "/senders/rules/new",
    "/firewall/blacklist",
    "/firewall/blacklist/add",
    "/firewall/blacklist/import",
    "/firewall/opt-outs",
    "/firewall/text-filters/new",
    "/firewall/text-filters/try",
    "/firewall/spam-limits/new",
    "/firewall/blocked-senders/new",
    "/firewall/alerts",
    "/firewall/alerts/settings",
    "/finance/exchange-rates",
    "/finance/exchange-rates/new",
    `/clients/${shop.clientId}/payments`,
    `/clients/${shop.clientId}/payments/invoices`,
    `/clients/${shop.clientId}/payments/invoices/new`,
    `/clients/${shop.clientId}/payments/refunds/new`,
    `/clients/${shop.clientId}/payments/statement`,
    `/clients/${shop.clientId}?drawer=top-up`,
    `/clients/${shop.clientId}?drawer=take-back`,
    `/clients/${shop.clientId}/rules`,
    `/clients/${shop.clientId}/rules?rules=add`,
    `/clients/${shop.clientId}/rules?rules=import`,
    `/clients/${shop.clientId}/rules?rules=copy`,
    `/clients/${shop.clientId}/rules/sender?rule=${ruleId}`,
    `/clients/${shop.clientId}/smpp`,
    `/clients/${shop.clientId}/smpp/credentials/new`,
    `/clients/${shop.clientId}/incoming`,
    `/clients/${shop.clientId}/incoming/new`,
    `/clients/${shop.clientId}/incoming/log`,
    `/clients/${shop.clientId}/history`,
    `/clients/${shop.clientId}?drawer=edit`,
    "/messages",
    "/sessions",
    "/incoming",
    `/incoming/${incomingId}`,
    "/suppliers",
    "/suppliers/new",
    `/suppliers/${shop.supplierId}`,
    `/suppliers/${shop.supplierId}/edit`,
    `/suppliers/${shop.supplierId}/connections`,
    `/suppliers/${shop.supplierId}/costs`,
    `/suppliers/${shop.supplierId}/rules`,
    `/suppliers/${shop.supplierId}/payments`,
    `/suppliers/${shop.supplierId}/payments/new`,
    `/suppliers/${shop.supplierId}/history`,
    "/connections",
    `/connections/${shop.connectionIds[0]}`,
    "/finance/payments",
    "/finance/invoices",
    `/finance/invoices/${draftId}`,
    "/finance/credit-notes",
    "/pools",
    "/pools/new",
    "/routes",
    "/routes?route=new",
    "/routes?routes=copy",
    "/routes?routes=explain",
    `/clients/${shop.clientId}/destinations/routing`,
    "/explain",
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

  const pagesMs = 900_000;
  const desk = { viewport: { width: 1440, height: 900 }, colorScheme: "light" } as const;
  const phone = { viewport: { width: 390, height: 844 }, colorScheme: "dark" } as const;

  /** Opens every page in turn, and looks at each once it is whole. */
  async function look(options: VisitOptions, at: (page: Page, path: string) => Promise<string[]>): Promise<string[]> {
    const { page, close } = await visit(under.baseUrl, options);
    try {
      await signIn(page);
      const found: string[] = [];
      for (const path of paths()) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
        await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
        await page.waitForLoadState("load");
        found.push(...(await at(page, path)));
      }
      return found;
    } finally {
      await close();
    }
  }

  // Side by side: each mostly waits for its own browser.
  test.concurrent("axe finds nothing serious at a desk, in the light scheme", { timeout: pagesMs }, async () => {
    expect(await look(desk, (page, path) => seriousFaults(new AxeBuilder({ page }), path))).toEqual([]);
  });

  test.concurrent("on a phone, in the dark scheme, contrasts suffice and no page is too wide", {
    timeout: pagesMs,
  }, async () => {
    const found = await look(phone, async (page, path) => {
      const excess = Number(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"));
      const contrasts = await seriousFaults(new AxeBuilder({ page }).withRules("color-contrast"), path);
      return excess > 0 ? [`${path} is too wide by ${excess} px`, ...contrasts] : contrasts;
    });
    expect(found).toEqual([]);
  });
});

async function seriousFaults(axe: AxeBuilder, path: string): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${path} ${id} ${target} ${failureSummary}`));
}
