/** Connections through a person's eyes, against the real product: an HTTP API from a preset, an SMPP link with all its ways. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createSmscSimulator, type SmscSimulator } from "@switchyard/simulator";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { openShop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { signIn, type Visit, visit } from "./chromium.ts";

/** Several pages one after the other, on a machine that may have more to do. */
const patient = { timeout: 120_000 };

describe.runIf(findPeer("chromium"))("connections in the console", () => {
  let smsc: SmscSimulator;
  let api: Server;
  let under: SwitchUnderTest;
  let seen: Visit;
  let page: Page;
  const bodies: string[] = [];

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1, remember: 10 });
    const { port } = await smsc.listen();
    api = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        bodies.push(Buffer.concat(chunks).toString());
        response.writeHead(201).end('{"sid": "SM-1"}');
      });
    }).listen(0, "127.0.0.1");
    await once(api, "listening");
    under = await startSwitch();
    await openShop(under, { supplierPorts: [port], login: "alpha", payment: "100", cost: "0.03" });
    seen = await visit(under.baseUrl);
    page = seen.page;
    await signIn(page);
  });

  afterAll(async () => {
    await seen?.close();
    await under?.stop();
    await smsc?.stop();
    api?.close();
  });

  const shot = async (name: string) => {
    const folder = process.env.SHOTS;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  test("an HTTP connection is made from a preset, seen as it would be sent, and tried", patient, async () => {
    const { port } = api.address() as AddressInfo;
    await page.goto("/connections/new");
    const drawer = page.getByRole("dialog", { name: "Create connection" });
    const field = (name: string | RegExp) => drawer.getByRole("textbox", { name, exact: typeof name === "string" });
    await drawer.getByRole("combobox", { name: "Supplier" }).click();
    await page.getByRole("option", { name: "Supplier of alpha" }).click();
    await drawer.getByText("HTTP API", { exact: true }).click();
    await drawer.getByRole("combobox", { name: "Filled in as for" }).click();
    await page.getByRole("option", { name: "Twilio" }).click();
    await field(/^Name/).first().fill("Twilio of ours");
    await field("User name").fill("AC77");
    await field("Password or key").fill("s3cret-token");
    const preview = drawer.getByRole("complementary", { name: "Preview of the request" });
    await preview.getByText("Basic ********").waitFor();
    await preview.getByText("/2010-04-01/Accounts/AC77/Messages.json").waitFor();
    await shot("connection-new-http");
    // What is wrong is said where it is typed.
    await field(/^Address/).fill("ftp://nowhere/{{recipent}}");
    await drawer
      .getByText(/stands for nothing/)
      .first()
      .waitFor();
    await field(/^Address/).fill(`http://127.0.0.1:${port}/{{username}}/send`);
    await drawer.getByRole("button", { name: "Create connection" }).click();
    await drawer.waitFor({ state: "detached" });
    await page.getByText("Ready", { exact: true }).waitFor();
    await page.getByText(/\/callbacks\/\w{32}/).waitFor();
    await page.getByRole("button", { name: "Send test" }).click();
    const modal = page.getByRole("dialog", { name: "Test Twilio of ours" });
    await modal.getByRole("textbox", { name: "Sender" }).fill("Acme");
    await modal.getByRole("textbox", { name: "Recipient" }).fill("4915112345678");
    await modal.getByRole("button", { name: "Send" }).click();
    await modal.getByText("SM-1", { exact: true }).waitFor();
    await modal.getByText("Taken").waitFor();
    await shot("connection-test-send");
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain("To=%2B4915112345678&Body=Switchyard+test");
    const { items } = await under.admin.listConnections();
    expect(items.find(({ name }) => name === "Twilio of ours")).toMatchObject({ kind: "http", systemId: "AC77" });
  });

  test("an HTTP connection shows how it asks, and its copy wants the password again", patient, async () => {
    const { items } = await under.admin.listConnections();
    const first = items.find(({ name }) => name === "Twilio of ours");
    await page.goto(`/connections/${first?.id}`);
    await page.getByRole("heading", { name: "Callbacks" }).waitFor();
    await page.getByText("Body = {{text}}").waitFor();
    await page.getByText("$.sid", { exact: true }).waitFor();
    await page.getByText("MessageSid", { exact: true }).first().waitFor();
    await shot("connection-http");
    await page.getByRole("link", { name: "Copy", exact: true }).click();
    const drawer = page.getByRole("dialog", { name: "Copy connection" });
    const name = drawer.getByRole("textbox", { name: /^Name/ }).first();
    await expect.poll(() => name.inputValue(), patient).toBe("Twilio of ours (copy)");
    await drawer.getByText("It is not copied: type it again.").waitFor();
    expect(await drawer.getByRole("textbox", { name: "Password or key" }).inputValue()).toBe("");
    await drawer.getByRole("textbox", { name: "Password or key" }).fill("an0ther");
    await drawer.getByRole("button", { name: "Create connection" }).click();
    await page.getByRole("heading", { name: "Twilio of ours (copy)", level: 1 }).waitFor();
    const copied = (await under.admin.listConnections()).items.find((one) => one.name === "Twilio of ours (copy)");
    expect(copied).toMatchObject({ http: first?.http, systemId: "AC77", supplierId: first?.supplierId });
  });

  test("an SMPP connection is given a limit, rules and words, and shows what it does", patient, async () => {
    const { items } = await under.admin.listConnections();
    const id = items.find(({ kind }) => kind === "smpp")?.id ?? 0;
    await page.goto(`/connections/${id}/edit`);
    const drawer = page.getByRole("dialog", { name: /^Edit/ });
    await drawer.getByRole("textbox", { name: "Daily limit" }).fill("5000");
    await drawer.getByRole("button", { name: "Add a rule" }).click();
    await drawer.getByRole("button", { name: "Add a word" }).click();
    await drawer.getByRole("textbox", { name: "Word 1" }).fill("ACKED");
    const reroute = drawer.getByRole("combobox", { name: /^Another connection of the pool/ });
    await reroute.fill("RSUBMITFAIL");
    await reroute.press("Enter");
    await drawer.getByText(/Must be a command_status such as/).waitFor();
    await reroute.press("Backspace");
    await reroute.fill("ESME_RSUBMITFAIL");
    await reroute.press("Enter");
    await shot("connection-edit-smpp");
    await drawer.getByRole("button", { name: "Save" }).click();
    await drawer.waitFor({ state: "detached" });
    await page.getByText("of 5,000 parts").waitFor();
    await shot("connection-smpp");
    expect(await under.admin.getConnection({ params: { connectionId: id } })).toMatchObject({
      dailyLimit: 5000,
      rerouteErrors: ["ESME_RSUBMITFAIL"],
      receiptWords: [{ word: "ACKED", state: "DELIVRD" }],
      addressRules: [{ side: "sender", match: "alphanumeric", ton: 5, npi: 0 }],
    });
    await page.goto("/connections");
    await page.getByRole("row", { name: /Twilio of ours HTTP.*Ready/ }).waitFor();
    await shot("connections");
    expect(seen.complaints).toEqual([]);
  });
});
