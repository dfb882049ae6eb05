/** Statements and receivables over the admin API and a real database. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { lockBooks } from "../../src/ledger/funds.ts";
import { enterRefund } from "../../src/ledger/refunds.ts";
import { createRig, type Rig, refusal } from "../api/rig.ts";
import { expectAgreement } from "../ledger/agreement.ts";
import { pdfLines, pdfPages } from "../paperwork/pdf-text.ts";
import { addCharges } from "./charges.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());
afterEach(() => expectAgreement(rig.pool));

let made = 0;
async function newClient(more: object = {}): Promise<number> {
  const body = { login: `account-${++made}`, currency: "EUR", timeZone: "America/New_York", ...more };
  return (await rig.api.createClient({ body })).id;
}
const payAt = async (at: string, clientId: number, amount: string, more: object = {}) => {
  const before = rig.clock.nowMs;
  rig.clock.nowMs = Date.parse(at);
  const payment = await rig.api.createPayment({ params: { clientId }, body: { amount, ...more } });
  rig.clock.nowMs = before;
  return payment;
};
const refundAt = (at: string, clientId: number, amountMicros: bigint) =>
  transaction(rig.pool, async (tx) => {
    const given = { clientId, amountMicros, reason: "not delivered", messages: 0, nowMs: Date.parse(at) };
    return enterRefund(tx, { actor: "test", remoteAddress: "" }, await lockBooks(tx, clientId), given);
  });
const statement = (clientId: number, from: string, to: string) =>
  rig.api.getStatement({ params: { clientId }, query: { from, to } });

describe("a statement", () => {
  it("tells every movement of its days in the client's time zone, and ends with the balance", async () => {
    const clientId = await newClient();
    const first = await payAt("2026-05-01T03:59:59Z", clientId, "100");
    await payAt("2026-05-01T04:00:00Z", clientId, "50", { paid: false, comment: "on account" });
    await addCharges(rig.pool, clientId, [
      { day: "2026-05-02", parts: 100n },
      { day: "2026-05-02", country: "FR", parts: 20n, lane: 2 },
      { day: "2026-05-10", parts: 4n },
      { day: "2026-06-01", parts: 4n },
    ]);
    await refundAt("2026-05-03T12:00:00Z", clientId, 12_500n);
    const corrected = await payAt("2026-06-01T03:59:59Z", clientId, "-30", { correctsPaymentId: first.id });
    await payAt("2026-06-01T04:00:00Z", clientId, "7");
    const may = await statement(clientId, "2026-05-01", "2026-05-31");
    expect(may).toMatchObject({ opening: "100.00", closing: "118.4625" });
    expect(may.totals).toEqual({ payments: "20.00", refunds: "0.0125", charges: "-1.55" });
    expect(may.movements.map(({ date, kind, amount, balance }) => [date, kind, amount, balance])).toEqual([
      ["2026-05-01", "payment", "50.00", "150.00"],
      ["2026-05-02", "charge", "-1.50", "148.50"],
      ["2026-05-03", "refund", "0.0125", "148.5125"],
      ["2026-05-10", "charge", "-0.05", "148.4625"],
      ["2026-05-31", "payment", "-30.00", "118.4625"],
    ]);
    expect(may.movements.map(({ description }) => description)).toEqual([
      expect.stringMatching(/^Payment \d+, not paid yet, on account$/),
      "120 messages, 120 parts",
      "not delivered",
      "4 messages, 4 parts",
      `Correction of payment ${first.id}, ${corrected.creditNote?.number}`,
    ]);
    const { figures } = await rig.api.getClient({ params: { clientId } });
    const april = await statement(clientId, "2026-04-01", "2026-04-30");
    const june = await statement(clientId, "2026-06-01", "2026-06-30");
    expect(april).toMatchObject({ opening: "0.00", closing: may.opening });
    expect(june).toMatchObject({ opening: may.closing, closing: figures.balance });
  });

  it("is exact for a client with a past nobody kept day by day", async () => {
    const clientId = await newClient();
    await payAt("2026-05-01T12:00:00Z", clientId, "10");
    // Charged before charges were kept by day.
    await addCharges(rig.pool, clientId, [{ day: "2026-05-02", parts: 400n }]);
    await rig.pool.query("delete from charge_days where client_id = $1", [clientId]);
    await addCharges(rig.pool, clientId, [{ day: "2026-06-02", parts: 80n }]);
    const june = await statement(clientId, "2026-06-01", "2026-06-30");
    expect(june).toMatchObject({ opening: "5.00", closing: "4.00" });
  });

  it("is of one moment, though payments and charges go on while it is read", async () => {
    const clientId = await newClient({ timeZone: "UTC" });
    let isOver = false;
    const going = (async () => {
      for (let i = 0; i < 40; i++) {
        await rig.api.createPayment({ params: { clientId }, body: { amount: "1" } });
        await transaction(rig.pool, async (tx) => {
          await tx.query(
            `insert into charge_days as d (client_id, day, lane, type, country, network, billing, price_micros, messages,
                                           parts, charged_micros)
             values ($1, '2026-06-15', 1, 'sms', 'DE', '', 1, 12500, 1, 1, 12500)
             on conflict (client_id, day, lane, type, country, network, billing, price_micros) do update
               set charged_micros = d.charged_micros + 12500`,
            [clientId],
          );
          await tx.query("update client_funds set balance_micros = balance_micros - 12500 where client_id = $1", [
            clientId,
          ]);
        });
      }
      isOver = true;
    })();
    let read = 0;
    while (!isOver) {
      expect(await statement(clientId, "2026-06-01", "2026-06-30")).toMatchObject({ opening: "0.00" });
      read += 1;
    }
    await going;
    expect(read).toBeGreaterThan(3);
    expect(await statement(clientId, "2026-06-01", "2026-06-30")).toMatchObject({ opening: "0.00", closing: "39.50" });
    // The charges were written without their entries.
    await rig.pool.query("update client_funds set balance_micros = 40000000 where client_id = $1", [clientId]);
  });

  it("is a CSV file and a PDF with the same figures", async () => {
    const clientId = await newClient({ company: "Statement Ltd" });
    await payAt("2026-05-05T12:00:00Z", clientId, "1234.5");
    await addCharges(rig.pool, clientId, [{ day: "2026-05-06", parts: 80n }]);
    const given = { params: { clientId }, query: { from: "2026-05-01", to: "2026-05-31" } };
    const lines = (await rig.api.statementCsv(given)).split("\r\n");
    expect(lines[1]).toBe("2026-05-01,,opening,,,0.00,EUR");
    expect(lines[3]).toBe('2026-05-06,,charge,"80 messages, 80 parts",-1.00,1233.50,EUR');
    expect(lines[4]).toBe("2026-05-31,,closing,,,1233.50,EUR");
    const file = new Uint8Array(await (await rig.api.statementPdf(given)).arrayBuffer());
    const text = pdfPages(file).flatMap(pdfLines).join("\n");
    for (const words of ["Statement Ltd", "1,234.50", "1,233.50", "80 messages", "America/New_York"]) {
      expect(text).toContain(words);
    }
  });

  it("is refused for nobody and for days the wrong way round", async () => {
    expect(await refusal(statement(999_999, "2026-05-01", "2026-05-31"))).toMatchObject({ code: "not_found" });
    const backwards = refusal(statement(await newClient(), "2026-05-02", "2026-05-01"));
    expect(await backwards).toMatchObject({ code: "invalid_request" });
  });
});

describe("receivables", () => {
  it("are open invoices by how long they are due, and what is credited but not paid", async () => {
    const clientId = await newClient({ currency: "SEK", dueDays: 0, timeZone: "UTC" });
    const now = rig.clock.nowMs;
    // Due on the day they are issued: 100, 61, 31, 1 and 0 days ago.
    for (const [i, daysAgo] of [100, 61, 31, 1, 0].entries()) {
      rig.clock.nowMs = now - daysAgo * 86_400_000;
      const day = new Date(rig.clock.nowMs - 86_400_000).toISOString().slice(0, 10);
      await addCharges(rig.pool, clientId, [{ day, parts: 80n, priceMicros: 12_500n * 10n ** BigInt(i) }]);
      const { id } = await rig.api.createInvoice({ body: { clientId, periodFrom: day, periodTo: day } });
      await rig.api.issueInvoice({ params: { invoiceId: id } });
    }
    rig.clock.nowMs = now;
    const read = async () => (await rig.api.listReceivables({ query: { currency: "SEK" } })).items;
    const aged = { older: "1.00", days90: "10.00", days60: "100.00", days30: "1000.00", notDue: "10000.00" };
    expect(await read()).toMatchObject([{ clientId, ...aged, total: "11111.00", unpaidPayments: "0.00" }]);
    // Pays the oldest two and a bit, but is owed itself: what it covers is still owed, once.
    const unpaid = { amount: "61", paid: false };
    const { id: paymentId } = await rig.api.createPayment({ params: { clientId }, body: unpaid });
    expect(await read()).toMatchObject([{ ...aged, total: "11111.00", unpaidPayments: "0.00" }]);
    await rig.api.updatePayment({ params: { clientId, paymentId }, body: { paid: true } });
    expect(await read()).toMatchObject([
      { older: "0.00", days90: "0.00", days60: "50.00", total: "11050.00", oldestDue: "2026-05-15" },
    ]);
    await rig.api.createPayment({ params: { clientId }, body: { amount: "5", paid: false, allocations: [] } });
    expect(await read()).toMatchObject([{ total: "11055.00", unpaidPayments: "5.00" }]);
    const csv = await rig.api.exportReceivables({ query: { currency: "SEK" } });
    expect(csv.split("\r\n")[1]).toContain(",SEK,10000.00,1000.00,50.00,0.00,0.00,5.00,11055.00,2026-05-15");
  });

  it("name nobody who owes nothing", async () => {
    const clientId = await newClient({ currency: "NOK" });
    await rig.api.createPayment({ params: { clientId }, body: { amount: "5" } });
    expect(await rig.api.listReceivables({ query: { currency: "NOK" } })).toEqual({ items: [] });
  });
});
