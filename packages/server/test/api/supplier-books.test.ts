/** What suppliers are paid and owed, what they are told of, and what they delivered, over a real database. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { ledgerAccountId } from "../../src/ledger/accounts.ts";
import { createProof } from "../../src/ledger/proof.ts";
import { notifyLowSupplierBalances } from "../../src/suppliers/low-balances.ts";
import { createRig, type Rig, refusal } from "./rig.ts";
import { addHour } from "./traffic.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

let made = 0;
const newSupplier = (given: object = {}) =>
  rig.api.createSupplier({ body: { name: `supplier ${String(++made).padStart(2, "0")}`, currency: "EUR", ...given } });
const pay = (supplierId: number, amount: string, more: object = {}) =>
  rig.api.createSupplierPayment({ params: { supplierId }, body: { amount, ...more } });
const balanceOf = async (supplierId: number) => (await rig.api.getSupplier({ params: { supplierId } })).balance;

/** Messages of live traffic that cost so much, as the lanes book it. */
async function cost(supplierId: number, micros: bigint): Promise<void> {
  const account = (kind: "supplier_cost" | "supplier_payable") =>
    ledgerAccountId(rig.pool, { kind, currency: "EUR", supplierId });
  await rig.pool.query(
    `insert into ledger_entries (at, kind, debit_account, credit_account, currency, amount_micros)
     values (to_timestamp($1), 'cost', $2, $3, 'EUR', $4)`,
    [rig.clock.nowMs / 1000, await account("supplier_cost"), await account("supplier_payable"), micros],
  );
}

async function newConnection(supplierId: number): Promise<number> {
  const { rows } = await rig.pool.query<{ id: number }>(
    `insert into connections (supplier_id, name, host, port, system_id, password_sealed)
     values ($1, $2, '127.0.0.1', 2776, 'us', '') returning id`,
    [supplierId, `link ${++made}`],
  );
  return rows[0]?.id ?? 0;
}

describe("a supplier's settings", () => {
  it("hold contact, labels, time zone and what is watched, with history", async () => {
    const supplier = await newSupplier();
    expect(supplier).toMatchObject({
      contact: "",
      labels: [],
      timeZone: "UTC",
      prepaid: false,
      balanceNotice: null,
      noticeEmail: "",
      balance: "0.00",
      balanceLowSince: null,
    });
    const params = { supplierId: supplier.id };
    const body = {
      contact: "Ada, +44 20 7946 0000",
      labels: ["direct", "SIM"],
      timeZone: "Asia/Tehran",
      prepaid: true,
      balanceNotice: "-12.50",
      noticeEmail: "a@example.net, b@example.net",
    };
    expect(await rig.api.updateSupplier({ params, body })).toMatchObject(body);
    const { items } = await rig.api.listHistory({ query: { entity: "supplier", entityId: String(supplier.id) } });
    expect(items[0]?.changes).toContainEqual({ field: "labels", before: [], after: body.labels });
    expect(items[0]?.changes).toContainEqual({ field: "balanceNotice", before: null, after: "-12.50" });
    const wrong: [object, string][] = [
      [{ labels: ["a", "A"] }, "body.labels"],
      [{ labels: [""] }, "body.labels.0"],
      [{ timeZone: "Mars/Olympus" }, "body.timeZone"],
      [{ balanceNotice: "ten" }, "body.balanceNotice"],
      [{ noticeEmail: "nobody" }, "body.noticeEmail"],
    ];
    for (const [change, path] of wrong) {
      const call = rig.api.updateSupplier({ params, body: change });
      expect(await refusal(call)).toMatchObject({ code: "invalid_request", errors: [{ path }] });
    }
  });

  it("are found by their label, and by a part of contact or label", async () => {
    const [one, two] = [
      await newSupplier({ labels: ["Grey route"] }),
      await newSupplier({ labels: ["grey route", "x"] }),
    ];
    await newSupplier({ contact: "Grace" });
    const found = async (query: object) => (await rig.api.listSuppliers({ query })).items.map(({ id }) => id);
    expect(await found({ label: "GREY ROUTE" })).toEqual([one.id, two.id]);
    expect(await found({ search: "grey" })).toEqual([one.id, two.id]);
    expect(await found({ search: "grace" })).toHaveLength(1);
    const { items } = await rig.api.listSupplierLabels();
    expect(items).toEqual(
      expect.arrayContaining([
        { label: "Grey route", suppliers: 1 },
        { label: "x", suppliers: 1 },
      ]),
    );
  });
});

describe("a payment to a supplier", () => {
  it("raises its balance, costs lower it, and the proof of the books agrees with the payments", async () => {
    const { id } = await newSupplier({ timeZone: "Pacific/Auckland" });
    const payment = await pay(id, "100.5", { comment: "deposit" });
    expect(payment).toMatchObject({
      supplierId: id,
      amount: "100.50",
      currency: "EUR",
      // 22:30 in Auckland.
      payDate: "2026-06-15",
      comment: "deposit",
      createdAt: "2026-06-15T10:30:00.000Z",
    });
    const proof = () => createProof({ pool: rig.pool, clock: rig.clock }).prove({ full: true });
    expect((await proof()).differences).toEqual([]);
    expect(await balanceOf(id)).toBe("100.50");
    await cost(id, 100_500_001n);
    expect(await balanceOf(id)).toBe("-0.000001");
    // The messages of these costs are missing here, which only the rule of costs minds.
    expect((await proof()).differences).toMatchObject([{ rule: "costs", expected: "100.500001", actual: "0.00" }]);
    const { rows } = await rig.pool.query(
      "select kind, amount_micros, supplier_payment_id from ledger_entries where supplier_payment_id = $1",
      [payment.id],
    );
    expect(rows).toEqual([{ kind: "supplier_payment", amount_micros: 100_500_000n, supplier_payment_id: payment.id }]);
    await rig.pool.query(
      "insert into supplier_payments (supplier_id, amount_micros, currency, pay_date, entered_by) values ($1, 7, 'EUR', '2026-01-01', 'hand')",
      [id],
    );
    const names = (await proof()).differences.map(({ rule }) => rule);
    expect(names).toContain("supplier_payments");
  });

  it("counts the same when what is old is sealed", async () => {
    const { id } = await newSupplier();
    await pay(id, "10");
    await cost(id, 4_000_000n);
    const nowMs = rig.clock.nowMs;
    rig.clock.nowMs += 86_400_000;
    await createProof({ pool: rig.pool, clock: rig.clock }).prove();
    expect(await balanceOf(id)).toBe("6.00");
    await cost(id, 1n);
    expect(await balanceOf(id)).toBe("5.999999");
    rig.clock.nowMs = nowMs;
  });

  it("is taken back by a negative one, never by more than was paid, and is never changed", async () => {
    const { id, name } = await newSupplier();
    await pay(id, "50");
    const back = await pay(id, "-20", { payDate: "2026-06-01" });
    expect(back).toMatchObject({ amount: "-20.00", payDate: "2026-06-01" });
    expect(await balanceOf(id)).toBe("30.00");
    expect(await refusal(pay(id, "-30.000001"))).toMatchObject({
      code: "more_than_corrected",
      errors: [{ path: "body.amount" }],
      detail: expect.stringContaining(name),
    });
    for (const amount of ["0", "-0.00", "x", "1.0000001"]) {
      expect(await refusal(pay(id, amount))).toMatchObject({ errors: [{ path: "body.amount" }] });
    }
    expect(await refusal(pay(id, "9223372036854"))).toMatchObject({ code: "amount_too_large" });
    const { items } = await rig.api.listSupplierPayments({ params: { supplierId: id } });
    expect(items.map(({ amount }) => amount)).toEqual(["-20.00", "50.00"]);
    const first = await rig.api.listSupplierPayments({ params: { supplierId: id }, query: { limit: 1 } });
    const rest = await rig.api.listSupplierPayments({
      params: { supplierId: id },
      query: { cursor: first.nextCursor ?? "" },
    });
    expect([...first.items, ...rest.items]).toEqual(items);
    await expect(rig.pool.query("update supplier_payments set amount_micros = 1")).rejects.toThrow("append-only");
    const { items: history } = await rig.api.listHistory({
      query: { entity: "supplier payment", entityId: `${back.id}` },
    });
    expect(history[0]?.changes).toContainEqual({ field: "amount", before: null, after: "-20.00" });
  });

  it("is entered once, however often the same request comes", async () => {
    const { id } = await newSupplier();
    const given = { key: "k1", comment: "once" };
    const both = await Promise.all([pay(id, "5", given), pay(id, "5", given)]);
    expect(both[0]).toEqual(both[1]);
    expect(await pay(id, "5", given)).toEqual(both[0]);
    expect(await balanceOf(id)).toBe("5.00");
    expect(await refusal(pay(id, "6", given))).toMatchObject({ errors: [{ path: "body.key" }] });
  });

  it("belongs to a supplier that there is, which can't be deleted any more", async () => {
    expect(await refusal(pay(99_999, "1"))).toMatchObject({ code: "not_found" });
    const list = rig.api.listSupplierPayments({ params: { supplierId: 99_999 } });
    expect(await refusal(list)).toMatchObject({ code: "not_found" });
    const { id } = await newSupplier();
    await pay(id, "1");
    expect(await refusal(rig.api.deleteSupplier({ params: { supplierId: id } }))).toMatchObject({ code: "in_use" });
  });
});

describe("a supplier's low balance", () => {
  const turn = () => notifyLowSupplierBalances((work) => transaction(rig.pool, work), rig.clock.now());
  const mailsAbout = async (supplierId: number) =>
    (await rig.api.listMails({ query: { kind: ["supplier_balance"] } })).items.filter(
      ({ reference }) => reference === `supplier ${supplierId}`,
    );
  const alerted = async () =>
    (await rig.api.getDashboard()).alerts.flatMap((alert) => (alert.kind === "supplier_balance_low" ? [alert] : []));

  it("is told once for each crossing, by mail and on the dashboard", async () => {
    const { id, name } = await newSupplier({
      prepaid: true,
      balanceNotice: "10",
      noticeEmail: "a@x.example, b@x.example",
    });
    await pay(id, "15");
    await turn();
    expect(await mailsAbout(id)).toEqual([]);
    await cost(id, 5_000_000n);
    await turn();
    await cost(id, 1_000_000n);
    await turn();
    const [mail, ...more] = await mailsAbout(id);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      recipients: ["a@x.example", "b@x.example"],
      subject: `The balance with ${name} is low: 10.00 EUR`,
    });
    expect(await alerted()).toMatchObject([{ supplierId: id, name, balance: "9.00", currency: "EUR" }]);
    const { items } = await rig.api.listSuppliers({ query: { balanceLow: true } });
    expect(items).toMatchObject([{ id, balance: "9.00", balanceLowSince: "2026-06-15T10:30:00.000Z" }]);
    await pay(id, "1.000001");
    await turn();
    expect(await alerted()).toEqual([]);
    await cost(id, 1n);
    await turn();
    expect(await mailsAbout(id)).toHaveLength(2);
  });

  it("is not told of suppliers paid afterwards, without a notice, or no longer watched", async () => {
    const postpaid = await newSupplier({ balanceNotice: "10", noticeEmail: "a@x.example" });
    const silent = await newSupplier({ prepaid: true, noticeEmail: "a@x.example" });
    const nobody = await newSupplier({ prepaid: true, balanceNotice: "0" });
    await turn();
    for (const { id } of [postpaid, silent, nobody]) expect(await mailsAbout(id)).toEqual([]);
    expect((await alerted()).map(({ supplierId }) => supplierId)).toContain(nobody.id);
    await rig.api.updateSupplier({ params: { supplierId: nobody.id }, body: { prepaid: false } });
    await turn();
    expect((await alerted()).map(({ supplierId }) => supplierId)).not.toContain(nobody.id);
  });
});

describe("a supplier's statistics", () => {
  it("tell today in its own zone, 7 and 30 days, of all its connections, gone ones too", async () => {
    const { id } = await newSupplier({ timeZone: "Asia/Tehran" });
    const [one, gone] = [await newConnection(id), await newConnection(id)];
    const other = await newConnection((await newSupplier()).id);
    const hour = (at: string, connectionId: number, delivered: number, failed: number) =>
      addHour(rig.pool, { hour: at, clientId: 1, connectionId, accepted: 10, delivered, failed, cost: 2_000_000n });
    // Midnight in Tehran is 20:30 in UTC.
    await hour("2026-06-14T20:00:00Z", one, 9, 1);
    await hour("2026-06-15T09:00:00Z", gone, 6, 4);
    await hour("2026-06-14T19:00:00Z", one, 1, 0);
    await hour("2026-05-20T00:00:00Z", one, 1, 0);
    await hour("2026-05-01T00:00:00Z", one, 1, 0);
    await hour("2026-06-15T09:00:00Z", other, 5, 5);
    await rig.api.deleteConnection({ params: { connectionId: gone } });
    const { currency, periods } = await rig.api.getSupplierStatistics({ params: { supplierId: id } });
    expect(currency).toBe("EUR");
    expect(periods).toMatchObject([
      {
        period: "today",
        since: "2026-06-14T20:00:00.000Z",
        sent: 20,
        delivered: 15,
        failed: 5,
        deliveryRate: 0.75,
        cost: "4.00",
      },
      { period: "7d", sent: 30, delivered: 16, cost: "6.00" },
      { period: "30d", sent: 40, delivered: 17, cost: "8.00" },
    ]);
    const nowhere = rig.api.getSupplierStatistics({ params: { supplierId: 99_999 } });
    expect(await refusal(nowhere)).toMatchObject({ code: "not_found" });
  });
});
