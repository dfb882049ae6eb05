/** The `smpp` package of npm as a supplier: our connection binds to it, sends, and takes its receipts. */
import { createLoad, type Load } from "@switchyard/simulator";
import { decodeText } from "@switchyard/sms";
import smpp from "smpp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, freePort } from "../processes.ts";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";

interface Taken {
  readonly id: string;
  readonly source_addr: string;
  readonly destination_addr: string;
  readonly text: string;
}

let server: smpp.Server;
let under: SwitchUnderTest;
let shop: Shop;
const binds: string[] = [];
const taken: Taken[] = [];
let enquired = 0;
let receiptsTaken = 0;

/** Takes every bind and message, and sends the receipt shortly after the answer. */
function supply(session: smpp.Session): void {
  session.on("bind_transceiver", (pdu) => {
    binds.push(pdu.system_id);
    session.send(pdu.response({ system_id: "npm" }));
  });
  session.on("enquire_link", (pdu) => {
    enquired += 1;
    session.send(pdu.response());
  });
  session.on("unbind", (pdu) => session.send(pdu.response()));
  session.on("submit_sm", (pdu) => {
    const id = `npm-${taken.length + 1}`;
    const { message } = pdu.short_message;
    const text = typeof message === "string" ? message : decodeText(message, "gsm7");
    taken.push({ id, source_addr: pdu.source_addr, destination_addr: pdu.destination_addr, text });
    session.send(pdu.response({ message_id: id }));
    if (pdu.registered_delivery === 0) return;
    const outcome = pdu.destination_addr.endsWith("9") ? "UNDELIV" : "DELIVRD";
    setTimeout(() => {
      session.deliver_sm(
        {
          esm_class: 4,
          source_addr: pdu.destination_addr,
          destination_addr: pdu.source_addr,
          short_message: `id:${id} sub:001 dlvrd:001 submit date:2601011200 done date:2601011201 stat:${outcome} err:000 text:`,
        },
        () => {
          receiptsTaken += 1;
        },
      );
    }, 20);
  });
}

beforeAll(async () => {
  const port = await freePort();
  server = smpp.createServer({}, supply);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  under = await startSwitch();
  shop = await openShop(under, {
    supplierPorts: [port],
    supplierSystemId: "toNpm",
    billing: "delivered",
    price: "0.10",
    payment: "100",
  });
});

afterAll(async () => {
  await under?.stop();
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
});

test("messages reach it, its receipts settle them, and the client hears of both outcomes", async () => {
  const recipients = ["491701234521", "491701234522", "491701234529"];
  const load: Load = createLoad({
    port: under.smppPort,
    system_id: shop.system_id,
    password: shop.password,
    count: 60,
    mix: { recipients, senders: ["ToNpm"], numbered: true },
  });
  const report = await load.run();
  expect(binds).toEqual(["toNpm"]);
  expect(report).toMatchObject({
    acknowledged: 60,
    receipts: { DELIVRD: 40, UNDELIV: 20 },
    receiptsMissing: 0,
    duplicateReceipts: 0,
  });
  expect(taken.length).toBe(60);
  expect(new Set(taken.map((message) => message.text.split(" ")[0])).size).toBe(60);
  expect(
    taken.every((message) => message.source_addr === "ToNpm" && recipients.includes(message.destination_addr)),
  ).toBe(true);
  await eventually("acknowledging every receipt to it", () => receiptsTaken === 60);
});

test("only what was delivered is charged", async () => {
  const figures = await eventually("releasing what was not delivered", async () => {
    const client = await under.admin.getClient({ params: { clientId: shop.clientId } });
    return Number(client.figures.reserved) === 0 ? client.figures : undefined;
  });
  expect(Number(figures.balance)).toBeCloseTo(100 - 40 * 0.1, 6);
});

test("a connection keeps asking whether it is there", async () => {
  const [connectionId = 0] = shop.connectionIds;
  await under.admin.updateConnection({ params: { connectionId }, body: { enquireLinkSeconds: 1 } });
  const before = enquired;
  await eventually("an enquire_link", () => enquired > before);
});
