import type { PaymentCreate } from "@switchyard/contract";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { addInvoice, expectAgreement, spend } from "../ledger/agreement.ts";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
const methods: Record<string, number> = {};
beforeAll(async () => {
  rig = await createRig();
  const { items } = await rig.api.listPaymentMethods();
  for (const { id, name } of items) methods[name] = id;
});
afterAll(() => rig.close());
afterEach(() => expectAgreement(rig.pool));

let made = 0;
async function newClient(): Promise<number> {
  const { id } = await rig.api.createClient({
    body: { login: `payer-${++made}`, currency: "EUR", timeZone: "Asia/Tokyo" },
  });
  return id;
}

const pay = (clientId: number, amount: string, more: Omit<PaymentCreate, "amount"> = {}) =>
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

/** The ledger entry by which a payment moved the balance. */
async function entryOf(paymentId: number): Promise<bigint | undefined> {
  const { rows } = await rig.pool.query<{ id: bigint }>(
    `select e.id from ledger_entries e join ledger_accounts a on a.id in (e.debit_account, e.credit_account)
     where e.payment_id = $1 and a.kind = 'client_balance'`,
    [paymentId],
  );
  return rows[0]?.id;
}

async function balanceOf(clientId: number): Promise<string> {
  return (await rig.api.getClient({ params: { clientId } })).figures.balance;
}

describe("a payment", () => {
  it("counts at once, with its method, date, comment and resulting balance", async () => {
    const clientId = await newClient();
    const first = await pay(clientId, "100", {
      methodId: methods.Card ?? null,
      comment: "thanks",
      payDate: "2026-06-01",
    });
    expect(first).toMatchObject({
      amount: "100.00",
      currency: "EUR",
      paid: true,
      method: "Card",
      tax: "0.00",
      total: "100.00",
      unallocated: "100.00",
      allocations: [],
      creditNote: null,
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
    const paid = await pay(clientId, "100");
    const owed = await pay(clientId, "40", { paid: false });
    await pay(clientId, "-30", { correctsPaymentId: paid.id });
    await pay(clientId, "-0.5", { paid: false, correctsPaymentId: owed.id });
    expect(await ledger(clientId)).toEqual({
      client_balance: 109_500_000n,
      cash: -70_000_000n,
      receivable: -39_500_000n,
    });
    expect(await balanceOf(clientId)).toBe("109.50");
  });

  it("may take the balance below zero, as a correction must", async () => {
    const clientId = await newClient();
    const { id } = await pay(clientId, "10");
    await spend(rig.pool, clientId, 9_000_000n);
    expect(await pay(clientId, "-10", { correctsPaymentId: id })).toMatchObject({ balanceAfter: "-9.00" });
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
    const paid = await rig.api.updatePayment({ params, body: { paid: true, methodId: methods.Card ?? null } });
    expect(paid).toMatchObject({ paid: true, method: "Card", amount: "12.00" });
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
    const first = await pay(clientId, "2", { tax: "0.38" });
    const second = await pay(clientId, "-1.5", { correctsPaymentId: first.id });
    await listener.query("select 1");
    listener.release(true);
    const entries = await Promise.all([first.id, second.id].map(entryOf));
    expect(heard).toEqual([`funds:${clientId}:2000000:${entries[0]}`, `funds:${clientId}:-1500000:${entries[1]}`]);
  });
});

describe("payments", () => {
  it("entered at the same moment all count, one after the other", async () => {
    const clientId = await newClient();
    const { id } = await pay(clientId, "12.5");
    const entered = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        i % 3 === 0 ? pay(clientId, "-1.25", { correctsPaymentId: id }) : pay(clientId, "2.5"),
      ),
    );
    expect(await balanceOf(clientId)).toBe("50.00");
    expect((await ledger(clientId)).client_balance).toBe(50_000_000n);
    // Each saw the balance the one before it left.
    let balance = 12.5;
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

describe("a negative payment", () => {
  it("takes back a payment, with its own credit note, and no more than there was", async () => {
    const clientId = await newClient();
    const { id } = await pay(clientId, "100", { tax: "19" });
    const first = await pay(clientId, "-60", { tax: "-11.4", correctsPaymentId: id, comment: "entered twice" });
    expect(first).toMatchObject({
      amount: "-60.00",
      tax: "-11.40",
      total: "-71.40",
      balanceAfter: "40.00",
      correctsPaymentId: id,
      unallocated: "0.00",
    });
    expect(first.creditNote?.number).toMatch(/^CN-2026-\d{4}$/);
    expect(await ledger(clientId)).toEqual({
      client_balance: 40_000_000n,
      client_tax: 7_600_000n,
      cash: -47_600_000n,
    });
    const more = pay(clientId, "-40.000001", { correctsPaymentId: id });
    expect(await refusal(more)).toMatchObject({ code: "more_than_corrected", errors: [{ path: "body.amount" }] });
    const moreTax = pay(clientId, "-1", { tax: "-7.600001", correctsPaymentId: id });
    expect(await refusal(moreTax)).toMatchObject({ code: "more_than_corrected" });
    const rest = await pay(clientId, "-40", { tax: "-7.6", correctsPaymentId: id });
    expect(rest.balanceAfter).toBe("0.00");
    expect(rest.creditNote?.number).not.toBe(first.creditNote?.number);
    const { rows } = await rig.pool.query<object>(
      `select reason, net_micros, tax_micros, total_micros, corrected_payment_id from credit_notes where payment_id = $1`,
      [first.id],
    );
    expect(rows).toEqual([
      {
        reason: "entered twice",
        net_micros: 60_000_000n,
        tax_micros: 11_400_000n,
        total_micros: 71_400_000n,
        corrected_payment_id: id,
      },
    ]);
  });

  it("takes back from what is still owed, not from cash that never came in, and comes in with it", async () => {
    const clientId = await newClient();
    const owed = await pay(clientId, "100", { paid: false });
    const correction = await pay(clientId, "-40", { correctsPaymentId: owed.id });
    expect(correction.paid).toBe(false);
    expect(await ledger(clientId)).toMatchObject({ receivable: -60_000_000n });
    expect(await ledger(clientId)).not.toHaveProperty("cash");
    await rig.api.updatePayment({ params: { clientId, paymentId: owed.id }, body: { paid: true } });
    expect(await ledger(clientId)).toMatchObject({ receivable: 0n, cash: -60_000_000n });
    const params = { clientId, paymentId: correction.id };
    expect(await rig.api.getPayment({ params })).toMatchObject({ paid: true });
  });

  it("names what it takes back, once, and a positive one names nothing", async () => {
    const clientId = await newClient();
    const { id } = await pay(clientId, "5");
    const wrong = [() => pay(clientId, "-1"), () => pay(clientId, "1", { correctsPaymentId: id })];
    for (const call of wrong) {
      expect(await refusal(call())).toMatchObject({
        code: "invalid_request",
        errors: [{ path: "body.correctsPaymentId" }],
      });
    }
    const foreign = pay(await newClient(), "-1", { correctsPaymentId: id });
    expect(await refusal(foreign)).toMatchObject({ status: 400, errors: [{ path: "body.correctsPaymentId" }] });
    const correction = await pay(clientId, "-1", { correctsPaymentId: id });
    const twice = pay(clientId, "-1", { correctsPaymentId: correction.id });
    expect(await refusal(twice)).toMatchObject({ status: 400, errors: [{ path: "body.correctsPaymentId" }] });
    const unsigned = pay(clientId, "-1", { tax: "0.1", correctsPaymentId: id });
    expect(await refusal(unsigned)).toMatchObject({ status: 400, errors: [{ path: "body.tax" }] });
  });

  it("frees what the corrected payment no longer covers, the newest allocation first", async () => {
    const clientId = await newClient();
    const first = await addInvoice(rig.pool, { clientId, number: "R-1", net: 30_000_000n });
    const second = await addInvoice(rig.pool, { clientId, number: "R-2", net: 50_000_000n, month: "2026-04-01" });
    const { id } = await pay(clientId, "100", { allocations: [{ invoiceId: first, amount: "30" }] });
    rig.clock.nowMs += 1000;
    const both = [
      { invoiceId: first, amount: "30" },
      { invoiceId: second, amount: "50" },
    ];
    await rig.api.allocatePayment({ params: { clientId, paymentId: id }, body: { allocations: both } });
    await pay(clientId, "-45", { correctsPaymentId: id });
    const after = await rig.api.getPayment({ params: { clientId, paymentId: id } });
    expect(after).toMatchObject({
      unallocated: "0.00",
      allocations: [
        { invoiceId: first, amount: "30.00" },
        { invoiceId: second, amount: "25.00" },
      ],
    });
    await pay(clientId, "-55", { correctsPaymentId: id });
    expect(await rig.api.getPayment({ params: { clientId, paymentId: id } })).toMatchObject({ allocations: [] });
  });

  it("may take back an invoice's credit: no more than is open on it, its tax with it", async () => {
    const clientId = await newClient();
    const invoiceId = await addInvoice(rig.pool, { clientId, number: "C-1", net: 100_000_000n, tax: 19_000_000n });
    await pay(clientId, "50", { tax: "9.5" });
    const more = pay(clientId, "-60", { correctsInvoiceId: invoiceId });
    expect(await refusal(more)).toMatchObject({ code: "more_than_corrected" });
    const part = pay(clientId, "-1.001", { correctsInvoiceId: invoiceId });
    expect(await refusal(part)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.amount" }] });
    const correction = await pay(clientId, "-50", { tax: "-9.5", correctsInvoiceId: invoiceId });
    expect(correction).toMatchObject({ correctsInvoice: { id: invoiceId, number: "C-1" }, balanceAfter: "0.00" });
    // What the invoice had put down as payable tax is taken back with it.
    const { rows } = await rig.pool.query<{ kind: string; amount: bigint }>(
      `select a.kind, e.amount_micros as amount from ledger_entries e join ledger_accounts a on a.id = e.debit_account
       where e.credit_note_id = $1`,
      [correction.creditNote?.id],
    );
    expect(rows).toEqual([{ kind: "tax_payable", amount: 9_500_000n }]);
    const again = pay(clientId, "-0.01", { correctsInvoiceId: invoiceId });
    expect(await refusal(again)).toMatchObject({ code: "more_than_corrected" });
    const foreign = pay(await newClient(), "-1", { correctsInvoiceId: invoiceId });
    expect(await refusal(foreign)).toMatchObject({ status: 400, errors: [{ path: "body.correctsInvoiceId" }] });
    const isVoid = await addInvoice(rig.pool, { clientId, number: "C-2", net: 1_000_000n, status: "void" });
    const call = pay(clientId, "-1", { correctsInvoiceId: isVoid });
    expect(await refusal(call)).toMatchObject({ status: 400, errors: [{ path: "body.correctsInvoiceId" }] });
  });
});

describe("a request sent again under its key", () => {
  it("answers the payment entered before, and enters none", async () => {
    const clientId = await newClient();
    const first = await pay(clientId, "7", { key: "order 1", comment: "x" });
    const again = await pay(clientId, "7.00", { key: "order 1", comment: "x" });
    expect(again).toEqual(first);
    expect(await balanceOf(clientId)).toBe("7.00");
    const other = await newClient();
    expect((await pay(other, "7", { key: "order 1" })).id).not.toBe(first.id);
  });

  it.each([{ comment: "y" }, { paid: false }, { tax: "1" }, { payDate: "2026-01-01" }, { allocations: [] }])(
    "with other content is refused: %j",
    async (change) => {
      const clientId = await newClient();
      await pay(clientId, "7", { key: "k", comment: "x" });
      const call = pay(clientId, "7", { key: "k", comment: "x", ...change });
      expect(await refusal(call)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.key" }] });
    },
  );

  it("still answers when the payment was changed meanwhile", async () => {
    const clientId = await newClient();
    const { id } = await pay(clientId, "7", { key: "k" });
    await rig.api.updatePayment({ params: { clientId, paymentId: id }, body: { comment: "later" } });
    expect(await pay(clientId, "7", { key: "k" })).toMatchObject({ id, comment: "later" });
  });
});

describe("an allocation", () => {
  it("goes to the invoices due first when nothing is said", async () => {
    const clientId = await newClient();
    const late = { net: 40_000_000n, due: "2026-07-01", month: "2026-04-01" };
    const laterId = await addInvoice(rig.pool, { clientId, number: "A-1", ...late });
    const soonId = await addInvoice(rig.pool, { clientId, number: "A-2", net: 10_000_000n, tax: 1_900_000n });
    await addInvoice(rig.pool, { clientId, number: "A-3", net: 9_000_000n, status: "void", month: "2026-03-01" });
    const payment = await pay(clientId, "30");
    expect(payment).toMatchObject({
      unallocated: "0.00",
      allocations: [
        { invoiceId: soonId, invoiceNumber: "A-2", amount: "11.90" },
        { invoiceId: laterId, invoiceNumber: "A-1", amount: "18.10" },
      ],
    });
    expect(await pay(clientId, "30")).toMatchObject({
      unallocated: "8.10",
      allocations: [{ invoiceId: laterId, amount: "21.90" }],
    });
    expect(await pay(clientId, "30")).toMatchObject({ unallocated: "30.00", allocations: [] });
  });

  it("may be said, and said anew, as long as it fits both", async () => {
    const clientId = await newClient();
    const one = await addInvoice(rig.pool, { clientId, number: "B-1", net: 10_000_000n });
    const two = await addInvoice(rig.pool, { clientId, number: "B-2", net: 20_000_000n, month: "2026-04-01" });
    const none = await pay(clientId, "15", { allocations: [] });
    expect(none).toMatchObject({ unallocated: "15.00", allocations: [] });
    const params = { clientId, paymentId: none.id };
    const say = (...allocations: { invoiceId: number; amount: string }[]) =>
      rig.api.allocatePayment({ params, body: { allocations } });
    expect(await say({ invoiceId: two, amount: "5" }, { invoiceId: one, amount: "10" })).toMatchObject({
      unallocated: "0.00",
    });
    expect(await refusal(say({ invoiceId: two, amount: "15.01" }))).toMatchObject({ code: "not_allocatable" });
    expect(await refusal(say({ invoiceId: one, amount: "10.01" }))).toMatchObject({ code: "not_allocatable" });
    const twice = say({ invoiceId: one, amount: "1" }, { invoiceId: one, amount: "1" });
    expect(await refusal(twice)).toMatchObject({ code: "invalid_request" });
    expect(await say({ invoiceId: two, amount: "15" })).toMatchObject({ allocations: [{ invoiceId: two }] });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { entity: "payment" } });
    expect(items.map((item) => item.action)).toEqual(["allocate", "allocate", "create"]);
  });

  it("pays only issued invoices of the same client", async () => {
    const clientId = await newClient();
    const isVoid = await addInvoice(rig.pool, { clientId, number: "D-1", net: 10_000_000n, status: "void" });
    const call = pay(clientId, "5", { allocations: [{ invoiceId: isVoid, amount: "5" }] });
    expect(await refusal(call)).toMatchObject({ code: "not_allocatable", errors: [{ path: "body.allocations.0" }] });
    const foreignId = await addInvoice(rig.pool, { clientId: await newClient(), number: "D-2", net: 10_000_000n });
    const foreign = pay(clientId, "5", { allocations: [{ invoiceId: foreignId, amount: "5" }] });
    expect(await refusal(foreign)).toMatchObject({ errors: [{ path: "body.allocations.0.invoiceId" }] });
    expect(await balanceOf(clientId)).toBe("0.00");
  });
});

describe("payments of all clients", () => {
  it("are listed and exported by client, currency, method, status and date", async () => {
    const { id: clientId } = await rig.api.createClient({ body: { login: `swiss-${++made}`, currency: "CHF" } });
    await pay(clientId, "1", { payDate: "2026-01-31", methodId: methods.Cash ?? null });
    await pay(clientId, "2", { payDate: "2026-02-01", paid: false });
    await pay(clientId, "3", { payDate: "2026-02-28", comment: "=1+1" });
    const amounts = async (query: object) =>
      (await rig.api.listAllPayments({ query: { currency: "CHF", ...query } })).items.map((item) => item.amount);
    expect(await amounts({})).toEqual(["3.00", "2.00", "1.00"]);
    expect(await amounts({ paid: false })).toEqual(["2.00"]);
    expect(await amounts({ methodId: methods.Cash })).toEqual(["1.00"]);
    expect(await amounts({ from: "2026-02-01", to: "2026-02-27" })).toEqual(["2.00"]);
    expect(await amounts({ clientId: await newClient() })).toEqual([]);
    const csv = await rig.api.exportPayments({ query: { currency: "CHF" } });
    const lines = csv.trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain("client,pay_date,amount,tax,total,currency,paid,method");
    expect(lines[1]).toContain("2026-02-28,3.00,0.00,3.00,CHF,yes");
    expect(lines[1]).toContain("'=1+1");
  });
});

describe("payment methods", () => {
  it("are a library: added, renamed, taken out of use", async () => {
    const method = await rig.api.createPaymentMethod({ body: { name: "Cheque" } });
    expect(method).toMatchObject({ name: "Cheque", active: true, payments: 0 });
    const taken = rig.api.createPaymentMethod({ body: { name: "Cheque" } });
    expect(await refusal(taken)).toMatchObject({ code: "name_taken", errors: [{ path: "body.name" }] });
    const clientId = await newClient();
    const payment = await pay(clientId, "1", { methodId: method.id });
    const params = { methodId: method.id };
    const retired = await rig.api.updatePaymentMethod({ params, body: { name: "Paper cheque", active: false } });
    expect(retired).toMatchObject({ name: "Paper cheque", active: false, payments: 1 });
    const call = pay(clientId, "1", { methodId: method.id });
    expect(await refusal(call)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.methodId" }] });
    expect(await refusal(pay(clientId, "1", { methodId: 99_999 }))).toMatchObject({
      errors: [{ path: "body.methodId" }],
    });
    // What was paid that way stays so, and can still be changed otherwise.
    const kept = await rig.api.updatePayment({
      params: { clientId, paymentId: payment.id },
      body: { methodId: method.id, comment: "kept" },
    });
    expect(kept).toMatchObject({ method: "Paper cheque", comment: "kept" });
    const none = await rig.api.updatePayment({ params: { clientId, paymentId: payment.id }, body: { methodId: null } });
    expect(none).toMatchObject({ methodId: null, method: "" });
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
    "update refunds set amount_micros = 1",
    "delete from refund_messages",
    "update ledger_accounts set kind = 'cash'",
  ])("refuse: %s", async (statement) => {
    await pay(await newClient(), "1");
    await expect(rig.pool.query(statement)).rejects.toThrow("append-only");
  });
});
