/** A headless Chromium with a fresh profile, as a person's first visit would be. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findPeer } from "../../scripts/peers.mjs";

/** Of the administrator that e2e/switch.ts makes. */
export const password = "e2e-password";

const flags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about: script errors, failed loads, violations of its policy. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly viewport?: Viewport;
  readonly colorScheme?: "light" | "dark";
}

/** Opens a browser on the console; nothing is loaded yet. */
export async function visit(baseURL: string, options: VisitOptions = {}): Promise<Visit> {
  const executablePath = findPeer("chromium");
  if (executablePath === undefined) throw new Error("there is no Chromium on this machine");
  const profile = await mkdtemp(path.join(tmpdir(), "switchyard-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags,
    ignoreDefaultArgs: ["--headless"],
    baseURL,
    viewport: options.viewport ?? { width: 1440, height: 900 },
    colorScheme: options.colorScheme ?? "light",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Signs in through the form and waits for the dashboard. */
export async function signIn(page: Page, given = password, login = "admin"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Login" }).fill(login);
  await page.getByRole("textbox", { name: "Password" }).fill(given);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
}
