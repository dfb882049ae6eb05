/**
 * Pictures of every page at a desk and on a phone, light and dark, into a folder:
 * `npx tsx --conditions=@switchyard/source e2e/browser/screenshots.ts http://127.0.0.1:8080 PASSWORD FOLDER [PART]`.
 * With PART only the pages whose name holds it are taken.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { signIn, type Viewport, visit } from "./chromium.ts";

const sizes: Record<string, Viewport> = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};

/** A page by name and the way to it; "first …" follows the first link of a list. */
const shots: Record<string, (page: Page) => Promise<unknown>> = {
  "sign-in": (page) => page.goto("/sign-in"),
  dashboard: (page) => page.goto("/"),
  clients: (page) => page.goto("/clients"),
  "clients-new": (page) => page.goto("/clients/new"),
  "clients-empty": (page) => page.goto("/clients?q=nobody-of-this-name"),
  client: (page) => openFirst(page, "/clients"),
  "client-destinations": (page) => openFirst(page, "/clients", "/destinations"),
  "client-prices-new": (page) => openFirst(page, "/clients", "/destinations?tariff=add"),
  "client-prices-import-new": importList,
  "client-price": (page) => openFirst(page, "/clients", "/destinations").then(() => followFirst(page)),
  products: (page) => page.goto("/products"),
  "products-new": (page) => page.goto("/products/new"),
  product: (page) => openFirst(page, "/products"),
  "product-change-new": (page) => openFirst(page, "/products", "?tariff=change"),
  "product-generate-new": (page) => openFirst(page, "/products", "?tariff=generate"),
  "product-draft": draftPrices,
  "exchange-rates": (page) => page.goto("/finance/exchange-rates"),
  "exchange-rates-new": (page) => page.goto("/finance/exchange-rates/new"),
  "client-routing": (page) => openFirst(page, "/clients", "/destinations/routing"),
  "client-routes-new": (page) => openFirst(page, "/clients", "/destinations/routing?route=new"),
  "client-payments": (page) => openFirst(page, "/clients", "/payments"),
  "client-payment-edit": (page) => openBelow(page, "/clients", "/payments"),
  "client-invoices": (page) => openFirst(page, "/clients", "/payments/invoices"),
  "client-invoices-new": (page) => openFirst(page, "/clients", "/payments/invoices/new"),
  "client-refunds": (page) => openFirst(page, "/clients", "/payments/refunds"),
  "client-refunds-new": (page) => openFirst(page, "/clients", "/payments/refunds/new"),
  "client-statement": (page) => openFirst(page, "/clients", "/payments/statement"),
  "client-take-back-new": (page) => openFirst(page, "/clients", "?drawer=take-back"),
  "client-smpp": (page) => openFirst(page, "/clients", "/smpp"),
  "client-credential-new": (page) => openFirst(page, "/clients", "/smpp/credentials/new"),
  "client-incoming": (page) => openFirst(page, "/clients", "/incoming"),
  "client-incoming-new": (page) => openFirst(page, "/clients", "/incoming/new"),
  "client-incoming-log": (page) => openFirst(page, "/clients", "/incoming/log"),
  "client-history": (page) => openFirst(page, "/clients", "/history"),
  "client-edit": (page) => openFirst(page, "/clients", "?drawer=edit"),
  "client-top-up": (page) => openFirst(page, "/clients", "?drawer=top-up"),
  "client-block": (page) => openFirst(page, "/clients", "?drawer=block"),
  messages: (page) => page.goto("/messages"),
  message: (page) => openFirst(page, "/messages"),
  incoming: (page) => page.goto("/incoming"),
  "incoming-all": (page) => page.goto("/incoming?whose=all"),
  sessions: (page) => page.goto("/sessions"),
  suppliers: (page) => page.goto("/suppliers"),
  supplier: (page) => openFirst(page, "/suppliers"),
  "supplier-new": (page) => page.goto("/suppliers/new"),
  "supplier-edit": (page) => openFirst(page, "/suppliers", "/edit"),
  "supplier-costs": (page) => openFirst(page, "/suppliers", "/costs"),
  "supplier-payments": (page) => openFirst(page, "/suppliers", "/payments"),
  "supplier-payments-new": (page) => openFirst(page, "/suppliers", "/payments/new"),
  payments: (page) => page.goto("/finance/payments"),
  "payment-edit": (page) => openFirst(page, "/finance/payments"),
  invoices: (page) => page.goto("/finance/invoices"),
  "invoices-new": (page) => page.goto("/finance/invoices/new"),
  invoice: (page) => openFirst(page, "/finance/invoices?status=issued,sent,part_paid,paid,overdue"),
  "invoice-draft": (page) => openFirst(page, "/finance/invoices?status=draft"),
  "invoice-issue-new": (page) => openFirst(page, "/finance/invoices?status=draft", "?drawer=issue"),
  "invoice-credit-new": (page) =>
    openFirst(page, "/finance/invoices?status=issued,sent,part_paid,paid,overdue", "?drawer=credit"),
  "credit-notes": (page) => page.goto("/finance/credit-notes"),
  "credit-note-edit": (page) => openFirst(page, "/finance/credit-notes"),
  connections: (page) => page.goto("/connections"),
  connection: (page) => openFirst(page, "/connections"),
  "connection-edit": (page) => openFirst(page, "/connections", "/edit"),
  pools: (page) => page.goto("/pools"),
  pool: (page) => openFirst(page, "/pools"),
  routes: (page) => page.goto("/routes"),
  "route-edit": (page) => openFirst(page, "/routes"),
  "routes-copy-new": (page) => page.goto("/routes?routes=copy"),
  explain: (page) => page.goto("/explain"),
  receivables: (page) => page.goto("/finance/receivables"),
  ledger: (page) => page.goto("/finance/ledger"),
  enterprises: (page) => page.goto("/settings/enterprises"),
  "enterprises-new": (page) => page.goto("/settings/enterprises/new"),
  "enterprise-edit": (page) => openFirst(page, "/settings/enterprises"),
  "enterprise-taxes": (page) => openFirst(page, "/settings/enterprises", "/taxes"),
  "enterprise-taxes-new": (page) => openFirst(page, "/settings/enterprises", "/taxes/new"),
  brands: (page) => page.goto("/settings/brands"),
  "brand-edit": (page) => openFirst(page, "/settings/brands"),
  "payment-methods": (page) => page.goto("/settings/payment-methods"),
  "payment-methods-new": (page) => page.goto("/settings/payment-methods/new"),
  mails: (page) => page.goto("/settings/mails"),
  "mail-edit": (page) => openFirst(page, "/settings/mails"),
  "mails-new": (page) => page.goto("/settings/mails/test"),
  "api-keys": (page) => page.goto("/settings/api-keys"),
  "api-keys-new": (page) => page.goto("/settings/api-keys/new"),
  "audit-log": (page) => page.goto("/settings/audit-log"),
  password: (page) => page.goto("/settings/password"),
  palette: openPalette,
  "not-found": (page) => page.goto("/no/such/page"),
};

async function openFirst(page: Page, list: string, below = ""): Promise<void> {
  await page.goto(list);
  const link = page.locator("main tbody tr").first().locator("a").first();
  await link.waitFor();
  const href = (await link.getAttribute("href")) ?? list;
  await page.goto(`${href}${below}`);
}

/** Opens the first row of the list on the page. */
async function followFirst(page: Page): Promise<void> {
  await page.getByRole("region", { name: "Prices" }).locator("tbody a").first().click();
  await page.getByRole("dialog").waitFor();
}

const priceList = [
  "Country;MCC-MNC;New price;Effective from;Remarks",
  "Germany;26201;0,0610;;up",
  "Germany;26202;0,0495;;",
  "France;;0,0381;01.01.2030;",
  "Atlantis;;0,0200;;which one?",
].join("\n");

/** An import whose file has been read. */
async function importList(page: Page): Promise<void> {
  await openFirst(page, "/clients", "/destinations?tariff=import");
  const file = { name: "rates.csv", mimeType: "text/csv", buffer: Buffer.from(priceList) };
  await page.getByLabel("Price list").setInputFiles(file);
  await page.getByRole("region", { name: "How the file was read" }).waitFor();
}

/** A draft that raises all prices of the first product. */
async function draftPrices(page: Page): Promise<void> {
  await openFirst(page, "/products", "?tariff=change");
  await page.getByRole("dialog").getByRole("textbox", { name: "By" }).fill("7.5");
  await page.getByRole("dialog").getByRole("button", { name: "Show the changes" }).click();
  await page.getByRole("region", { name: "Save the draft" }).waitFor();
}

/** The first link of a list that lies under the first link of another. */
async function openBelow(page: Page, list: string, below: string): Promise<void> {
  await openFirst(page, list, below);
  const link = page.locator("main tbody tr").first().locator("a").first();
  await link.waitFor();
  await page.goto((await link.getAttribute("href")) ?? list);
}

async function openPalette(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: "Search" }).fill("me");
}

async function takeAll(baseUrl: string, password: string, folder: string, part: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const { page, close } = await visit(baseUrl, { viewport, colorScheme });
      await signIn(page, password);
      for (const [name, go] of Object.entries(shots)) {
        if (!name.includes(part)) continue;
        await go(page);
        await page.waitForTimeout(900);
        const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        if (Number(overflow) > 0) console.log(`${name} on the ${size} is ${overflow} px too wide`);
        const isLong = !/new|edit|top-up|block|^message$|^pool$|^route$|palette/.test(name);
        await page.screenshot({ path: path.join(folder, `${name}-${size}-${colorScheme}.png`), fullPage: isLong });
      }
      await close();
    }
  }
}

const [baseUrl, password, folder, part = ""] = process.argv.slice(2);
if (!baseUrl || !password || !folder) {
  console.error("Usage: screenshots.ts BASE_URL PASSWORD FOLDER [PART]");
  process.exit(2);
}
await takeAll(baseUrl, password, folder, part);
