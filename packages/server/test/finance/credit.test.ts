/** Low balances and monthly credit, over a real database with the clock moved by hand. */
import type { ClientCreate, ClientPatch } from "@switchyard/contract";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { notifyLowBalances } from "../../src/finance/low-balance.ts";
import { creditMonthlyTopUps } from "../../src/finance/monthly-top-ups.ts";
import type { Transact } from "../../src/history/history.ts";
import { createRig, type Rig } from "../api/rig.ts";
import { expectAgreement, spend } from "../ledger/agreement.ts";

let rig: Rig;
let transact: Transact;
beforeAll(async () => {
  rig = await createRig();
  transact = (work) => transaction(rig.pool, work);
});
afterAll(() => rig.close());
afterEach(() => expectAgreement(rig.pool));

let made = 0;
async function newClient(given: Omit<ClientCreate, "login" | "currency"> = {}): Promise<number> {
  return (await rig.api.createClient({ body: { login: `c-${++made}`, currency: "EUR", ...given } })).id;
}
const change = (clientId: number, body: ClientPatch) => rig.api.updateClient({ params: { clientId }, body });
const pay = (clientId: number, amount: string) => rig.api.createPayment({ params: { clientId }, body: { amount } });

describe("a low balance", () => {
  const turn = () => notifyLowBalances(transact, rig.clock.now());
  const mailsOf = async (clientId: number) =>
    Promise.all(
      (await rig.api.listMails({ query: { clientId } })).items.map(({ id }) =>
        rig.api.getMail({ params: { mailId: id } }),
      ),
    );

  it("is told once for each crossing", async () => {
    const clientId = await newClient({ email: "all@acme.example", lowBalance: "10" });
    await pay(clientId, "15");
    await turn();
    expect(await mailsOf(clientId)).toHaveLength(0);
    await spend(rig.pool, clientId, 5_000_000n);
    await turn();
    await spend(rig.pool, clientId, 1_000_000n);
    await turn();
    expect(await mailsOf(clientId)).toHaveLength(1);
    await pay(clientId, "1");
    await turn();
    expect(await mailsOf(clientId)).toHaveLength(1);
    await pay(clientId, "0.000001");
    await turn();
    await spend(rig.pool, clientId, 1n);
    await turn();
    expect(await mailsOf(clientId)).toHaveLength(2);
  });

  it("is told to the address for billing, in the brand's own words and from its sender", async () => {
    const brand = {
      name: "Northern",
      sender: "Northern <money@north.example>",
      text: "{client}|{company}|{balance}|{limit}|{available}|{currency}|{brand}|{other}",
    };
    const { rows } = await rig.pool.query<{ id: number }>(
      `insert into brands (name, mail_from, mail_reply_to, low_balance_subject, low_balance_text)
       values ($1, $2, 'help@north.example', 'Low: {balance}', $3) returning id`,
      [brand.name, brand.sender, brand.text],
    );
    const clientId = await newClient({
      company: "Acme\nLtd",
      email: "all@acme.example",
      emailBilling: "money@acme.example, boss@acme.example",
      lowBalance: "10",
      creditLimit: "100",
      brandId: rows[0]?.id ?? 0,
    });
    await pay(clientId, "4");
    await turn();
    expect(await mailsOf(clientId)).toMatchObject([
      {
        kind: "low_balance",
        sender: brand.sender,
        replyTo: "help@north.example",
        recipients: ["money@acme.example", "boss@acme.example"],
        subject: "Low: 4.00",
        body: `c-${made}|Acme Ltd|4.00|10.00|104.00|EUR|Northern|{other}`,
        status: "waiting",
      },
    ]);
  });

  it("without an address is only marked; with a new limit it counts anew", async () => {
    const clientId = await newClient({ lowBalance: "-5" });
    await spend(rig.pool, clientId, 5_000_000n);
    await turn();
    expect(await mailsOf(clientId)).toHaveLength(0);
    await change(clientId, { email: "a@acme.example" });
    await turn();
    expect(await mailsOf(clientId)).toHaveLength(0);
    await change(clientId, { lowBalance: null });
    await change(clientId, { lowBalance: "-5" });
    await turn();
    expect(await mailsOf(clientId)).toHaveLength(1);
  });

  it("is told once when several turns run at once", async () => {
    const ids = await Promise.all(
      Array.from({ length: 12 }, () => newClient({ email: "a@acme.example", lowBalance: "0" })),
    );
    await Promise.all(Array.from({ length: 6 }, turn));
    await turn();
    for (const clientId of ids) expect(await mailsOf(clientId)).toHaveLength(1);
  });
});

describe("monthly credit", () => {
  const turn = async () => {
    const troubles: unknown[] = [];
    await creditMonthlyTopUps(rig.pool, transact, rig.clock.now(), (_, error) => troubles.push(error));
    expect(troubles).toEqual([]);
  };
  const at = async (moment: string) => {
    rig.clock.nowMs = Date.parse(moment);
    await turn();
  };
  const credits = async (clientId: number) =>
    (await rig.api.listPayments({ params: { clientId } })).items.map(({ monthlyTopUp }) => monthlyTopUp).reverse();

  it("comes on the first of each month as an unpaid payment, not for the month it is switched on in", async () => {
    rig.clock.nowMs = Date.parse("2026-10-15T09:00:00Z");
    const clientId = await newClient({ monthlyTopUp: "250" });
    await turn();
    await at("2026-10-31T23:59:59Z");
    expect(await credits(clientId)).toEqual([]);
    await at("2026-11-01T00:00:00Z");
    await at("2026-11-01T00:01:00Z");
    const { items } = await rig.api.listPayments({ params: { clientId } });
    expect(items).toMatchObject([
      {
        amount: "250.00",
        paid: false,
        comment: "Monthly credit for November 2026",
        payDate: "2026-11-01",
        monthlyTopUp: "2026-11-01",
        enteredBy: "system",
        balanceAfter: "250.00",
      },
    ]);
    await at("2026-12-24T18:00:00Z");
    expect(await credits(clientId)).toEqual(["2026-11-01", "2026-12-01"]);
  });

  it("goes by the client's own clock, summer time or not", async () => {
    rig.clock.nowMs = Date.parse("2026-02-10T09:00:00Z");
    const zones = {
      tokyo: await newClient({ monthlyTopUp: "1", timeZone: "Asia/Tokyo" }),
      berlin: await newClient({ monthlyTopUp: "1", timeZone: "Europe/Berlin" }),
      newYork: await newClient({ monthlyTopUp: "1", timeZone: "America/New_York" }),
    };
    const count = async () => ({
      tokyo: (await credits(zones.tokyo)).length,
      berlin: (await credits(zones.berlin)).length,
      newYork: (await credits(zones.newYork)).length,
    });
    await at("2026-02-28T14:59:59Z");
    expect(await count()).toEqual({ tokyo: 0, berlin: 0, newYork: 0 });
    await at("2026-02-28T15:00:00Z");
    expect(await count()).toEqual({ tokyo: 1, berlin: 0, newYork: 0 });
    await at("2026-02-28T23:00:00Z");
    expect(await count()).toEqual({ tokyo: 1, berlin: 1, newYork: 0 });
    await at("2026-03-01T05:00:00Z");
    expect(await count()).toEqual({ tokyo: 1, berlin: 1, newYork: 1 });
    // By April clocks have gone forward in Berlin and New York: their first comes an hour sooner in UTC.
    await at("2026-03-31T21:59:59Z");
    expect(await count()).toEqual({ tokyo: 2, berlin: 1, newYork: 1 });
    await at("2026-03-31T22:00:00Z");
    expect(await count()).toEqual({ tokyo: 2, berlin: 2, newYork: 1 });
    await at("2026-04-01T03:59:59Z");
    expect(await count()).toEqual({ tokyo: 2, berlin: 2, newYork: 1 });
    await at("2026-04-01T04:00:00Z");
    expect(await count()).toEqual({ tokyo: 2, berlin: 2, newYork: 2 });
  });

  it("is made up for after a time when nothing ran, and entered once however many turns run at once", async () => {
    rig.clock.nowMs = Date.parse("2026-11-20T09:00:00Z");
    const ids = await Promise.all(Array.from({ length: 8 }, () => newClient({ monthlyTopUp: "2.5" })));
    rig.clock.nowMs = Date.parse("2027-02-03T09:00:00Z");
    await Promise.all(Array.from({ length: 5 }, turn));
    for (const clientId of ids) {
      expect(await credits(clientId)).toEqual(["2026-12-01", "2027-01-01", "2027-02-01"]);
      expect((await rig.api.getClient({ params: { clientId } })).figures.balance).toBe("7.50");
    }
  });

  it("switched off and on again pays no month twice and none in between", async () => {
    rig.clock.nowMs = Date.parse("2027-03-10T09:00:00Z");
    const clientId = await newClient({ monthlyTopUp: "3" });
    await at("2027-04-01T00:00:00Z");
    await change(clientId, { monthlyTopUp: "0" });
    await at("2027-06-10T00:00:00Z");
    await change(clientId, { monthlyTopUp: "4" });
    await turn();
    expect(await credits(clientId)).toEqual(["2027-04-01"]);
    await change(clientId, { monthlyTopUp: "5" });
    await at("2027-07-01T00:00:00Z");
    expect(await credits(clientId)).toEqual(["2027-04-01", "2027-07-01"]);
    const { items } = await rig.api.listPayments({ params: { clientId } });
    expect(items[0]?.amount).toBe("5.00");
  });

  it("that the books can't hold is told, and holds up no other client", async () => {
    rig.clock.nowMs = Date.parse("2027-08-10T09:00:00Z");
    const full = await newClient({ monthlyTopUp: "9000000000000" });
    await pay(full, "9000000000000");
    const other = await newClient({ monthlyTopUp: "1" });
    rig.clock.nowMs = Date.parse("2027-09-01T00:00:00Z");
    const troubles: number[] = [];
    await creditMonthlyTopUps(rig.pool, transact, rig.clock.now(), (clientId) => troubles.push(clientId));
    expect(troubles).toEqual([full]);
    expect(await credits(full)).toEqual([null]);
    expect(await credits(other)).toEqual(["2027-09-01"]);
    await change(full, { monthlyTopUp: "0" });
  });
});
