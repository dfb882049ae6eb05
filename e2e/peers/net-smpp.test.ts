/** Net::SMPP of Debian (libnet-smpp-perl), written by others, as a client of the switch. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createSmscSimulator, type SmscSimulator } from "@switchyard/simulator";
import { concatUdh8, encodeText, splitText } from "@switchyard/sms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer } from "../../scripts/peers.mjs";
import { eventually } from "../processes.ts";
import { openShop, type Shop } from "../shop.ts";
import { type SwitchUnderTest, startSwitch } from "../switch.ts";

const script = fileURLToPath(new URL("net-smpp.pl", import.meta.url));
const perl = findPeer("net-smpp");

interface Answer {
  readonly problem: string | null;
  readonly ids: Readonly<Record<string, { readonly status: number; readonly id: string }>>;
  readonly receipts: readonly {
    readonly esm_class: number;
    readonly text: string;
    readonly id: string;
    readonly state: number;
  }[];
}

const gsm = "Net::SMPP says: [5 € on {hand}] ~ok^";
const russian = "Привет от Net::SMPP, это сообщение в UCS-2";
const long = "A long message of three parts. ".repeat(13).trim();
const payload = "One long message in message_payload. ".repeat(12).trim();

function hex(text: string, alphabet: "gsm7" | "ucs2"): string {
  return Buffer.from(encodeText(text, alphabet)).toString("hex");
}

const parts = splitText(long, "gsm7");
const submits = [
  {
    name: "gsm",
    destination_addr: "491701234501",
    data_coding: 0,
    esm_class: 0,
    hex: hex(gsm, "gsm7"),
    payload: false,
  },
  {
    name: "ucs2",
    destination_addr: "491701234502",
    data_coding: 8,
    esm_class: 0,
    hex: hex(russian, "ucs2"),
    payload: false,
  },
  ...parts.map((part, index) => ({
    name: `part ${index + 1}`,
    destination_addr: "491701234503",
    data_coding: 0,
    esm_class: 0x40,
    hex: Buffer.concat([concatUdh8(77, parts.length, index + 1), encodeText(part, "gsm7")]).toString("hex"),
    payload: false,
  })),
  {
    name: "payload",
    destination_addr: "491701234504",
    data_coding: 0,
    esm_class: 0,
    hex: hex(payload, "gsm7"),
    payload: true,
  },
];
/** What is charged: one part each for the first two, three for the long one, and what the payload takes on the air. */
const partsCharged = 1 + 1 + 3 + splitText(payload, "gsm7").length;

describe.runIf(perl)("Net::SMPP", () => {
  let smsc: SmscSimulator;
  let under: SwitchUnderTest;
  let shop: Shop;
  let answer: Answer;

  beforeAll(async () => {
    smsc = createSmscSimulator({ seed: 1, remember: 1_000 });
    const { port } = await smsc.listen();
    under = await startSwitch();
    shop = await openShop(under, { supplierPorts: [port], price: "0.053", payment: "10" });
    answer = await runScript({
      port: under.smppPort,
      system_id: shop.system_id,
      password: shop.password,
      timeoutSeconds: 30,
      submits,
    });
  });

  afterAll(async () => {
    await under?.stop();
    await smsc?.stop();
  });

  test("binds, is given an id for each part and a delivered receipt for each id", () => {
    expect(answer.problem).toBeNull();
    const ids = Object.values(answer.ids).map((given) => given.id);
    expect(new Set(ids).size).toBe(submits.length);
    expect(answer.receipts.map((receipt) => receipt.id).sort()).toEqual([...ids].sort());
    for (const receipt of answer.receipts) {
      expect(receipt).toMatchObject({ esm_class: 4, state: 2 });
      expect(receipt.text).toMatch(
        new RegExp(`^id:${receipt.id} sub:(001 dlvrd:001|003 dlvrd:003) .*stat:DELIVRD err:000`),
      );
    }
  });

  test("what it sent arrives at the supplier as it was written", () => {
    const to = (number: string) => smsc.submits.filter((submit) => submit.destination_addr === number);
    const [plain] = to("491701234501");
    expect(plain?.octets.toString("hex")).toBe(hex(gsm, "gsm7"));
    expect(to("491701234502")[0]?.octets.toString("hex")).toBe(hex(russian, "ucs2"));
    expect(to("491701234502")[0]?.data_coding).toBe(8);
    const inOrder = (number: string): string =>
      Buffer.concat(
        [...to(number)].sort((a, b) => (a.udh.at(-1) ?? 0) - (b.udh.at(-1) ?? 0)).map((submit) => submit.octets),
      ).toString("hex");
    expect(inOrder("491701234503")).toBe(hex(long, "gsm7"));
    expect(inOrder("491701234504")).toBe(hex(payload, "gsm7"));
    expect(smsc.submits.length).toBe(partsCharged);
  });

  test("the balance falls by exactly price times parts, and the books agree", async () => {
    const charged = partsCharged * 53_000;
    const client = await under.admin.getClient({ params: { clientId: shop.clientId } });
    expect(client.figures.balance).toBe(((10_000_000 - charged) / 1_000_000).toFixed(6).replace(/\.?0+$/, ""));
    const [sums] = await under.sql<{ charged: string; over_all: string; messages: string }>(
      `select
         (select sum(amount_micros) from ledger_entries where kind in ('charge', 'charge_reserved')) as charged,
         (select sum(case when a.id = e.credit_account then e.amount_micros else -e.amount_micros end)
            from ledger_accounts a join ledger_entries e on a.id in (e.debit_account, e.credit_account)) as over_all,
         (select sum(charged_micros) from messages) as messages`,
    );
    expect(sums).toEqual({ charged: String(charged), over_all: "0", messages: String(charged) });
    const funds = await under.sql<{ balance_micros: string; entries: string }>(
      `select f.balance_micros,
         (select sum(case when e.credit_account = a.id then e.amount_micros else -e.amount_micros end)
            from ledger_accounts a join ledger_entries e on a.id in (e.debit_account, e.credit_account)
           where a.client_id = f.client_id and a.kind = 'client_balance') as entries
       from client_funds f where f.client_id = $1`,
      [shop.clientId],
    );
    expect(funds[0]?.balance_micros).toBe(String(10_000_000 - charged));
    expect(funds[0]?.entries).toBe(funds[0]?.balance_micros);
  });

  test("every message is delivered, and nothing is owed any more", async () => {
    await eventually("settling all receipts", async () => {
      const [owed] = await under.sql<{ owed: string; queued: string }>(
        "select (select count(*) from owed_receipts) as owed, (select count(*) from queue) as queued",
      );
      return owed?.owed === "0" && owed.queued === "0";
    });
    const { items } = await under.admin.searchMessages({ query: { clientId: shop.clientId } });
    expect(items.map((item) => item.status)).toEqual(items.map(() => "delivered"));
  });
});

async function runScript(job: object): Promise<Answer> {
  const child = spawn(perl ?? "perl", [script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(job));
  let output = "";
  for await (const chunk of child.stdout) output += chunk;
  return JSON.parse(output) as Answer;
}
