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
  "client-prices-new": (page) => openFirst(page, "/clients", "/destinations/prices/new"),
  "client-routes-new": (page) => openFirst(page, "/clients", "/destinations/routes/new"),
  "client-payments": (page) => openFirst(page, "/clients", "/payments"),
  "client-smpp": (page) => openFirst(page, "/clients", "/smpp"),
  "client-credential-new": (page) => openFirst(page, "/clients", "/smpp/credentials/new"),
  "client-history": (page) => openFirst(page, "/clients", "/history"),
  "client-edit": (page) => openFirst(page, "/clients", "?drawer=edit"),
  "client-top-up": (page) => openFirst(page, "/clients", "?drawer=top-up"),
  "client-block": (page) => openFirst(page, "/clients", "?drawer=block"),
  messages: (page) => page.goto("/messages"),
  message: (page) => openFirst(page, "/messages"),
  sessions: (page) => page.goto("/sessions"),
  suppliers: (page) => page.goto("/suppliers"),
  supplier: (page) => openFirst(page, "/suppliers"),
  "supplier-new": (page) => page.goto("/suppliers/new"),
  connections: (page) => page.goto("/connections"),
  connection: (page) => openFirst(page, "/connections"),
  "connection-edit": (page) => openFirst(page, "/connections", "/edit"),
  pools: (page) => page.goto("/pools"),
  pool: (page) => openFirst(page, "/pools"),
  routes: (page) => page.goto("/routes"),
  route: (page) => openFirst(page, "/routes"),
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
