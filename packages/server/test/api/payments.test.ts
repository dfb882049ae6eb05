import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

let made = 0;
async function newClient(): Promise<number> {
  const { id } = await rig.api.createClient({
    body: { login: `payer-${++made}`, currency: "EUR", timeZone: "Asia/Tokyo" },
  });
  return id;
}

const pay = (clientId: number, amount: string, more: object = {}) =>
  rig.api.createPayment({ params: { clientId }, body: { amount, ...more } });

/** Balances of ledger accounts as the entries say: what was credited less what was debited. */
async function ledger(clientId: number): Promise<Record<string, bigint>> {
  const { rows } = await rig.pool.query<{ kind: string; balance: bigint }>(
    `select a.kind, sum(case when e.credit_account = a.id then e.amount_micros else -e.amount_micros end)::bigint as balance
     from ledger_entries e join payments p on p.id = e.payment_id
     join ledger_accounts a on a.id in (e.debit_account, e.credit_account)
     where p.client_id = $1 group by a.kind`,
    [clientId],
  );
  return Object.fromEntries(rows.map((row) => [row.kind, row.balance]));
}

async function balanceOf(clientId: number): Promise<string> {
  return (await rig.api.getClient({ params: { clientId } })).figures.balance;
}

describe("a payment", () => {
  it("counts at once, with its method, date, comment and resulting balance", async () => {
    const clientId = await newClient();
    const first = await pay(clientId, "100", { method: "bank", comment: "thanks", payDate: "2026-06-01" });
    expect(first).toMatchObject({
      amount: "100.00",
      currency: "EUR",
      paid: true,
      method: "bank",
      payDate: "2026-06-01",
      comment: "thanks",
      enteredBy: "admin (preset key)",
      balanceAfter: "100.00",
    });
    expect(await pay(clientId, "0.000001")).toMatchObject({ balanceAfter: "100.000001" });
    expect(await balanceOf(clientId)).toBe("100.000001");
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { category: ["payments"] } });
    expect(items).toHaveLength(2);
    expect(items[1]?.changes).toContainEqual({ field: "amount", before: null, after: "100.00" });
  });

  it("is dated in the client's time zone unless a date is given", async () => {
    const clientId = await newClient();
    rig.clock.nowMs += 6 * 3_600_000; // 16:30 in UTC is already the next day in Tokyo
    expect(await pay(clientId, "1")).toMatchObject({ payDate: "2026-06-16", createdAt: "2026-06-15T16:30:00.000Z" });
    rig.clock.nowMs -= 6 * 3_600_000;
  });

  it("balances in the ledger, paid or owed, positive or negative", async () => {
    const clientId = await newClient();
    await pay(clientId, "100");
    await pay(clientId, "40", { paid: false });
    await pay(clientId, "-30");
    await pay(clientId, "-0.5", { paid: false });
    expect(await ledger(clientId)).toEqual({
      client_balance: 109_500_000n,
      cash: -70_000_000n,
      receivable: -39_500_000n,
    });
    expect(await balanceOf(clientId)).toBe("109.50");
  });

  it("may take the balance below zero, as a correction must", async () => {
    const clientId = await newClient();
    expect(await pay(clientId, "-5")).toMatchObject({ balanceAfter: "-5.00" });
  });

  it.each(["0", "0.000", "-0", "1.0000001", "1e3", "1,5", " 1", "", "99999999999999"])(
    "is never of the amount %j",
    async (amount) => {
      const call = pay(await newClient(), amount);
      expect(await refusal(call)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.amount" }] });
    },
  );

  it("that would overflow the books is refused whole", async () => {
    const clientId = await newClient();
    await pay(clientId, "9000000000000");
    expect(await refusal(pay(clientId, "9000000000000"))).toMatchObject({ code: "amount_too_large", status: 409 });
    expect(await balanceOf(clientId)).toBe("9000000000000.00");
    const { items } = await rig.api.listPayments({ params: { clientId } });
    expect(items).toHaveLength(1);
  });

  it("needs a client", async () => {
    expect(await refusal(pay(99_999, "1"))).toMatchObject({ code: "not_found" });
    expect(await refusal(rig.api.listPayments({ params: { clientId: 99_999 } }))).toMatchObject({ code: "not_found" });
  });

  it("moves from owed to paid and back, and its amount never changes", async () => {
    const clientId = await newClient();
    const { id: paymentId } = await pay(clientId, "12", { paid: false });
    const params = { clientId, paymentId };
    const paid = await rig.api.updatePayment({ params, body: { paid: true, method: "card" } });
    expect(paid).toMatchObject({ paid: true, method: "card", amount: "12.00" });
    expect(await ledger(clientId)).toEqual({ client_balance: 12_000_000n, cash: -12_000_000n, receivable: 0n });
    await rig.api.updatePayment({ params, body: { paid: true } });
    await rig.api.updatePayment({ params, body: { paid: false, comment: "bounced", payDate: "2026-06-20" } });
    expect(await ledger(clientId)).toEqual({ client_balance: 12_000_000n, cash: 0n, receivable: -12_000_000n });
    expect(await balanceOf(clientId)).toBe("12.00");
    const amount = { amount: "13" } as object;
    expect(await refusal(rig.api.updatePayment({ params, body: amount }))).toMatchObject({ status: 400 });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { entity: "payment" } });
    expect(items.map((item) => item.action)).toEqual(["update", "update", "create"]);
    const foreign = { clientId: await newClient(), paymentId };
    expect(await refusal(rig.api.updatePayment({ params: foreign, body: { paid: true } }))).toMatchObject({
      status: 404,
    });
  });

  it("is announced with what it does to the funds", async () => {
    const clientId = await newClient();
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    const { id } = await pay(clientId, "-1.5");
    await listener.query("select 1");
    listener.release(true);
    expect(heard).toEqual([`funds:${clientId}:-1500000:${id}`]);
  });
});

describe("payments", () => {
  it("entered at the same moment all count, one after the other", async () => {
    const clientId = await newClient();
    const amounts = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? "-1.25" : "2.5"));
    const entered = await Promise.all(amounts.map((amount) => pay(clientId, amount)));
    expect(await balanceOf(clientId)).toBe("37.50");
    expect((await ledger(clientId)).client_balance).toBe(37_500_000n);
    // Each saw the balance the one before it left.
    let balance = 0;
    for (const payment of entered.sort((a, b) => a.id - b.id)) {
      balance += Number(payment.amount);
      expect(Number(payment.balanceAfter)).toBe(balance);
    }
  });

  it("are listed newest first, in pages, each client's apart", async () => {
    const clientId = await newClient();
    const otherId = await newClient();
    for (const amount of ["1", "2", "3"]) await pay(clientId, amount);
    await pay(otherId, "4");
    const first = await rig.api.listPayments({ params: { clientId }, query: { limit: 2 } });
    expect(first.items.map((item) => item.amount)).toEqual(["3.00", "2.00"]);
    const query = { cursor: first.nextCursor ?? "", limit: 2 };
    const second = await rig.api.listPayments({ params: { clientId }, query });
    expect(second).toMatchObject({ items: [{ amount: "1.00" }], nextCursor: null });
  });
});

describe("the ledger and the history", () => {
  it.each([
    "update ledger_entries set amount_micros = 1",
    "delete from ledger_entries",
    "truncate ledger_entries",
    "update history set actor = 'nobody'",
    "delete from history",
    "truncate history",
  ])("refuse: %s", async (statement) => {
    await pay(await newClient(), "1");
    await expect(rig.pool.query(statement)).rejects.toThrow("append-only");
  });
});
