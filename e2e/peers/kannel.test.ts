/** Kannel of Debian as a client of the switch: bound as a transceiver, messages in by HTTP, receipts out by HTTP. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createSmscSimulator, type SmscSimulator } from "@switchyard/simulator";
import { decodeText } from "@switchyard/sms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { eventually } from "../processes.ts";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";
import { type Kannel, startKannel } from "./kannel.ts";

/** Values of Kannel's dlr-mask and of its %d: delivered to the phone, refused, accepted by the SMSC. */
const dlr = { delivered: 1, undelivered: 2, accepted: 8, all: 31 };

describe.runIf(findPeer("kannel"))("Kannel", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let kannel: Kannel;
  let reports: Server;
  const reported: { message: string; status: number }[] = [];

  beforeAll(async () => {
    reports = createServer((request, response) => {
      const query = new URL(request.url ?? "/", "http://localhost").searchParams;
      reported.push({ message: query.get("message") ?? "", status: Number(query.get("status")) });
      response.end();
    }).listen(0, "127.0.0.1");
    smsc = createSmscSimulator({ seed: 1, remember: 1_000 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], price: "0.04", payment: "5" });
    kannel = await startKannel({ port: under.smppPort, system_id: shop.system_id, password: shop.password });
  });

  afterAll(async () => {
    await kannel?.stop();
    await under?.stop();
    await smsc?.stop();
    reports?.close();
  });

  const send = (message: string, fields: Record<string, string>): Promise<string> => {
    const { port } = reports.address() as AddressInfo;
    return kannel.send({
      from: "Kannel",
      ...fields,
      "dlr-mask": String(dlr.all),
      "dlr-url": `http://127.0.0.1:${port}/?message=${message}&status=%d`,
    });
  };
  const arrived = (recipient: string) =>
    eventually(`a message to ${recipient}`, () => smsc.submits.find((submit) => submit.destination_addr === recipient));
  const receipt = (message: string, status: number) =>
    eventually(`receipt ${status} for ${message}`, () =>
      reported.some((report) => report.message === message && report.status === status),
    );

  test("a message in the GSM alphabet is accepted, delivered, and its receipt comes back", async () => {
    expect(await send("plain", { to: "491701234511", text: "Hello from Kannel @ [5]" })).toContain("Accepted");
    const submit = await arrived("491701234511");
    expect(decodeText(submit.octets, "gsm7")).toBe("Hello from Kannel @ [5]");
    await receipt("plain", dlr.accepted);
    await receipt("plain", dlr.delivered);
  });

  test("a message in UCS-2 arrives as it was written", async () => {
    const text = "Καλημέρα, العالم, 世界";
    expect(await send("ucs2", { to: "491701234512", text, coding: "2", charset: "UTF-8" })).toContain("Accepted");
    const submit = await arrived("491701234512");
    expect(submit.data_coding).toBe(8);
    expect(decodeText(submit.octets, "ucs2")).toBe(text);
    await receipt("ucs2", dlr.delivered);
  });

  test("a message that Kannel cut in three arrives as three parts of one text", async () => {
    const text = "Kannel cuts this into parts by itself. ".repeat(11).trim();
    expect(await send("long", { to: "491701234513", text })).toContain("Accepted");
    const parts = await eventually("three parts", () => {
      const found = smsc.submits.filter((submit) => submit.destination_addr === "491701234513");
      return found.length === 3 ? found : undefined;
    });
    const inOrder = [...parts].sort((a, b) => (a.udh.at(-1) ?? 0) - (b.udh.at(-1) ?? 0));
    expect(inOrder.map((part) => decodeText(part.octets, "gsm7")).join("")).toBe(text);
    await receipt("long", dlr.delivered);
  });

  test("an undelivered message is reported as such", async () => {
    smsc.set({ outcomes: [{ value: { state: "UNDELIV", error: "011" }, weight: 1 }] });
    await send("failed", { to: "491701234514", text: "To a phone that is off" });
    await receipt("failed", dlr.undelivered);
    smsc.set({ outcomes: [{ value: { state: "DELIVRD", error: "000" }, weight: 1 }] });
  });

  test("Kannel's bind is shown as a live session, and its parts were charged one by one", async () => {
    const { items } = await under.admin.listClientSessions({ params: { clientId: shop.clientId } });
    expect(items).toMatchObject([{ systemId: shop.system_id, bindType: "transceiver" }]);
    const client = await under.admin.getClient({ params: { clientId: shop.clientId } });
    expect(Number(client.figures.balance)).toBeCloseTo(5 - 6 * 0.04, 6);
  });
});
