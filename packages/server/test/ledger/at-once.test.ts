/** Money entered by many hands at the same moment, over real connections. */
import type { PaymentCreate } from "@switchyard/contract";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createRig, type Rig } from "../api/rig.ts";
import { addInvoice, expectAgreement, spend } from "./agreement.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());
afterEach(() => expectAgreement(rig.pool));

let made = 0;
async function newClient(): Promise<number> {
  return (await rig.api.createClient({ body: { login: `hurried-${++made}`, currency: "EUR" } })).id;
}
const pay = (clientId: number, body: PaymentCreate) => rig.api.createPayment({ params: { clientId }, body });
const balanceOf = async (clientId: number) => (await rig.api.getClient({ params: { clientId } })).figures.balance;

async function atOnce<T>(times: number, act: (i: number) => Promise<T>): Promise<{ done: T[]; refused: unknown[] }> {
  const results = await Promise.allSettled(Array.from({ length: times }, (_, i) => act(i)));
  return {
    done: results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    refused: results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])),
  };
}

describe("at the same moment", () => {
  it("twenty corrections of a payment take back no more than it was", async () => {
    const clientId = await newClient();
    const { id } = await pay(clientId, { amount: "10", tax: "1.9" });
    const correction = { amount: "-1.5", tax: "-0.28", correctsPaymentId: id };
    const { done, refused } = await atOnce(20, () => pay(clientId, correction));
    expect(done).toHaveLength(6);
    expect(refused).toHaveLength(14);
    for (const error of refused) expect(error).toMatchObject({ problem: { code: "more_than_corrected" } });
    expect(await balanceOf(clientId)).toBe("1.00");
    const numbers = done.map(({ creditNote }) => creditNote?.number).sort();
    expect(new Set(numbers).size).toBe(6);
  });

  it("corrections that were refused leave no gap in the numbers of credit notes", async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, newClient));
    const payments = await Promise.all(clients.map((clientId) => pay(clientId, { amount: "3" })));
    await atOnce(30, (i) => {
      const payment = payments[i % 5];
      return pay(payment?.clientId ?? 0, { amount: "-1", correctsPaymentId: payment?.id ?? 0 });
    });
    const { rows } = await rig.pool.query<{ number: string }>("select number from credit_notes order by number");
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, i) => `CN-2026-${String(i + 1).padStart(4, "0")}`));
    expect(rows.length).toBeGreaterThanOrEqual(15);
  });

  it("traffic does not wait for whoever holds the numbers of documents", async () => {
    const clientId = await newClient();
    const { id } = await pay(clientId, { amount: "100" });
    const invoiceId = await addInvoice(rig.pool, { clientId, number: "W-1", net: 10_000_000n });
    await pay(clientId, { amount: "-1", correctsPaymentId: id });
    const slow = await rig.pool.connect();
    await slow.query("begin");
    await slow.query("select from number_series for update");
    const corrections = Promise.all([
      pay(clientId, { amount: "-1", correctsPaymentId: id }),
      rig.api.creditInvoice({ params: { invoiceId }, body: { net: "1", reason: "too much" } }),
    ]);
    const waiting = async () => {
      const { rows } = await rig.pool.query<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows[0]?.waiting;
    };
    await vi.waitFor(async () => expect(await waiting()).toBe(2), 5_000);
    const { rowCount } = await rig.pool.query("select from client_funds where client_id = $1 for update skip locked", [
      clientId,
    ]);
    await slow.query("commit");
    slow.release();
    expect(rowCount).toBe(1);
    await corrections;
  });

  it("one key enters one payment, and everybody is answered with it", async () => {
    const clientId = await newClient();
    const { done } = await atOnce(20, () => pay(clientId, { amount: "5", key: "transfer 1" }));
    expect(done).toHaveLength(20);
    expect(new Set(done.map(({ id }) => id)).size).toBe(1);
    expect(await balanceOf(clientId)).toBe("5.00");
    const { items } = await rig.api.listPayments({ params: { clientId } });
    expect(items).toHaveLength(1);
  });

  it("payments never pay an invoice twice, named or not, and what is over stays unallocated", async () => {
    const clientId = await newClient();
    const invoiceId = await addInvoice(rig.pool, { clientId, number: "Q-1", net: 10_000_000n });
    const named = { allocations: [{ invoiceId, amount: "3" }] };
    const { done } = await atOnce(20, (i) => pay(clientId, { amount: "3", ...(i % 2 === 0 && named) }));
    const payments = await Promise.all(
      done.map(({ id }) => rig.api.getPayment({ params: { clientId, paymentId: id } })),
    );
    const allocated = payments.flatMap(({ allocations }) => allocations.map(({ amount }) => Number(amount)));
    expect(allocated.reduce((sum, amount) => sum + amount, 0)).toBe(10);
    expect(payments.reduce((sum, { unallocated }) => sum + Number(unallocated), 0)).toBe(done.length * 3 - 10);
  });

  it("payments, corrections, allocations and traffic of one client go on without a deadlock", async () => {
    const clientId = await newClient();
    const { id: paymentId } = await pay(clientId, { amount: "100" });
    const invoices = await Promise.all(
      ["2026-01-01", "2026-02-01", "2026-03-01"].map((month, i) =>
        addInvoice(rig.pool, { clientId, number: `M-${i}`, net: 20_000_000n, month }),
      ),
    );
    const params = { clientId, paymentId };
    const acts: readonly ((i: number) => Promise<unknown>)[] = [
      () => pay(clientId, { amount: "2.5" }),
      () => pay(clientId, { amount: "-0.5", correctsPaymentId: paymentId }),
      (i) => {
        const order = i % 2 === 0 ? invoices : [...invoices].reverse();
        const allocations = order.map((invoiceId) => ({ invoiceId, amount: "1" }));
        return rig.api.allocatePayment({ params, body: { allocations } });
      },
      (i) => rig.api.updatePayment({ params, body: { paid: i % 8 < 4 } }),
      () => spend(rig.pool, clientId, 10_000n),
    ];
    const { refused } = await atOnce(60, (i) => acts[i % acts.length]?.(i) ?? Promise.resolve());
    const codes = refused.map((error) => (error as { problem?: { code: string } }).problem?.code);
    // An invoice may be full when an allocation comes to it; nothing else may happen.
    expect(codes.filter((code) => code !== "not_allocatable")).toEqual([]);
    expect(await balanceOf(clientId)).toBe("123.88");
  });
});
