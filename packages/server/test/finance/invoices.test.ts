/** Invoices from draft to paid, over the admin API and a real database. */
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { lockBooks } from "../../src/ledger/funds.ts";
import { enterRefund } from "../../src/ledger/refunds.ts";
import { createRig, type Rig, refusal } from "../api/rig.ts";
import { expectAgreement } from "../ledger/agreement.ts";
import { pdfLines, pdfPages } from "../paperwork/pdf-text.ts";
import { addCharges } from "./charges.ts";

let rig: Rig;
let enterpriseId: number;
beforeAll(async () => {
  rig = await createRig();
  const created = await rig.api.createEnterprise({
    body: {
      name: "Nimbus Messaging GmbH",
      address: "Lindenstr. 5\n10969 Berlin",
      country: "DE",
      taxId: "DE123456789",
      isDefault: true,
      banks: [
        { bank: "Nordbank", account: "DE02120300000000202051", currency: "EUR" },
        { bank: "Ostbank", account: "998877", currency: "USD" },
      ],
    },
  });
  enterpriseId = created.id;
  await rig.api.createTax({
    params: { enterpriseId },
    body: { name: "VAT", percent: "19", note: "Thank you.", isDefault: true },
  });
});
afterAll(() => rig.close());
afterEach(async () => {
  await expectAgreement(rig.pool);
  // Charges were entered without their messages; everything else in the books must agree.
  const { differences } = await rig.api.runLedgerCheck({});
  expect(differences.filter(({ rule }) => rule !== "messages_charged")).toEqual([]);
});

let made = 0;
async function newClient(more: object = {}): Promise<number> {
  const { id } = await rig.api.createClient({
    body: {
      login: `invoiced-${++made}`,
      company: `Company ${made}`,
      currency: "EUR",
      timeZone: "Europe/Berlin",
      ...more,
    },
  });
  return id;
}

const may = { periodFrom: "2026-05-01", periodTo: "2026-05-31" };
const draft = (clientId: number, days: { periodFrom: string; periodTo: string } = may) =>
  rig.api.createInvoice({ body: { clientId, ...days } });
const issue = (invoiceId: number) => rig.api.issueInvoice({ params: { invoiceId } });
const read = (invoiceId: number) => rig.api.getInvoice({ params: { invoiceId } });
const pay = (clientId: number, amount: string, tax = "0", more: object = {}) =>
  rig.api.createPayment({ params: { clientId }, body: { amount, tax, ...more } });

/** An issued invoice of 100.00 and 19.00 tax. */
async function issuedFor(clientId: number) {
  await addCharges(rig.pool, clientId, [{ day: "2026-05-31", parts: 8_000n }]);
  return issue((await draft(clientId)).id);
}

/** A refund that is for no invoice. */
function giveBack(clientId: number, amountMicros: bigint, at: string): Promise<number> {
  return transaction(rig.pool, async (tx) => {
    const given = { clientId, amountMicros, reason: "not delivered", messages: 0, nowMs: Date.parse(at) };
    return enterRefund(tx, { actor: "test", remoteAddress: "" }, await lockBooks(tx, clientId), given);
  });
}

async function taxAccounts(clientId: number): Promise<Record<string, bigint>> {
  const { rows } = await rig.pool.query<{ kind: string; balance: bigint }>(
    `select a.kind, sum(case when e.credit_account = a.id then e.amount_micros else -e.amount_micros end)::bigint as balance
     from ledger_entries e join invoices i on i.id = e.invoice_id
       join ledger_accounts a on a.id in (e.debit_account, e.credit_account)
     where i.client_id = $1 and e.kind = 'tax' group by a.kind`,
    [clientId],
  );
  return Object.fromEntries(rows.map(({ kind, balance }) => [kind, balance]));
}

describe("a draft", () => {
  it("has a line for each destination, billing and price, over all lanes, and its refunds as one", async () => {
    const clientId = await newClient();
    await addCharges(rig.pool, clientId, [
      { day: "2026-05-01", network: "26201", parts: 10n, lane: 1 },
      { day: "2026-05-31", network: "26201", parts: 5n, lane: 2 },
      { day: "2026-05-15", network: "26201", parts: 2n, priceMicros: 13_000n },
      { day: "2026-05-15", country: "FR", billing: 2, parts: 4n, priceMicros: 20_000n },
      { day: "2026-04-30", parts: 1000n },
      { day: "2026-06-01", parts: 1000n },
    ]);
    await giveBack(clientId, 12_500n, "2026-05-20T12:00:00Z");
    // Midnight in Berlin is 22:00 in UTC: the first belongs to the period, the second to the day after.
    await giveBack(clientId, 1_000n, "2026-05-31T21:59:59Z");
    await giveBack(clientId, 1n, "2026-05-31T22:00:00Z");
    const invoice = await draft(clientId);
    expect(invoice).toMatchObject({
      status: "draft",
      number: null,
      net: "0.28",
      tax: "0.05",
      total: "0.33",
      open: "0.00",
    });
    expect(invoice).toMatchObject({ exact: "0.28", messages: 21 });
    expect(invoice.lines).toMatchObject([
      { description: "SMS to France", billing: "delivered", parts: 4, price: "0.02", amount: "0.08", taxPercent: "19" },
      {
        description: expect.stringMatching(/^SMS to Germany, .+ \(26201\)$/),
        parts: 15,
        price: "0.0125",
        amount: "0.1875",
      },
      { parts: 2, price: "0.013", amount: "0.026", billing: "submitted", network: "26201" },
      { kind: "refund", parts: 0, price: null, amount: "-0.0135" },
    ]);
    expect(invoice.taxes).toEqual([{ name: "VAT", percent: "19", note: "Thank you.", net: "0.28", tax: "0.05" }]);
  });

  it("may be for nothing, is computed anew, commented, and deleted", async () => {
    const clientId = await newClient();
    const { id: invoiceId, ...empty } = await draft(clientId);
    expect(empty).toMatchObject({ total: "0.00", lines: [] });
    await addCharges(rig.pool, clientId, [{ day: "2026-05-02", parts: 80n }]);
    expect(await rig.api.refreshInvoice({ params: { invoiceId } })).toMatchObject({ net: "1.00", total: "1.19" });
    await rig.api.updateInvoice({ params: { invoiceId }, body: { comment: "first" } });
    await rig.api.deleteInvoice({ params: { invoiceId } });
    expect(await refusal(read(invoiceId))).toMatchObject({ code: "not_found" });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { entity: "invoice" } });
    expect(items.map(({ action }) => action)).toEqual(["delete", "update", "refresh", "create"]);
  });

  it("is refused for days that another invoice has, and for a period that ends before it begins", async () => {
    const clientId = await newClient();
    await draft(clientId);
    const overlap = await refusal(draft(clientId, { periodFrom: "2026-05-31", periodTo: "2026-06-30" }));
    expect(overlap).toMatchObject({
      code: "period_invoiced",
      detail: expect.stringContaining("2026-05-01 to 2026-05-31"),
    });
    expect(await draft(clientId, { periodFrom: "2026-06-01", periodTo: "2026-06-30" })).toMatchObject({
      status: "draft",
    });
    const backwards = refusal(draft(clientId, { periodFrom: "2026-06-02", periodTo: "2026-06-01" }));
    expect(await backwards).toMatchObject({ code: "invalid_request" });
    expect(await refusal(draft(999_999))).toMatchObject({ code: "not_found" });
  });

  it("is made once when twenty ask for the same period at once", async () => {
    const clientId = await newClient();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => draft(clientId)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ problem: { code: "period_invoiced" } });
    }
  });

  it("keeps a period from being invoiced twice even past our own check", async () => {
    const clientId = await newClient();
    await draft(clientId);
    const again = rig.pool.query(
      `insert into invoices (client_id, enterprise_id, brand_id, period_from, period_to, currency, created_by, created_at)
       select client_id, enterprise_id, brand_id, '2026-05-31', '2026-06-02', currency, 'test', now()
       from invoices where client_id = $1`,
      [clientId],
    );
    await expect(again).rejects.toMatchObject({ code: "23P01" });
  });
});

describe("an invoice", () => {
  it("goes from draft over every status to paid", async () => {
    const clientId = await newClient({ email: "pay@client.example" });
    await addCharges(rig.pool, clientId, [{ day: "2026-05-31", parts: 8_000n }]);
    const { id: invoiceId } = await draft(clientId);
    const statuses: string[] = [(await read(invoiceId)).status];
    const note = async () => void statuses.push((await read(invoiceId)).status);
    await issue(invoiceId);
    await note();
    await rig.api.sendInvoice({ params: { invoiceId }, body: {} });
    await note();
    const { id: paymentId } = await pay(clientId, "50");
    await note();
    const before = rig.clock.nowMs;
    // Due on the 29th, in Berlin.
    rig.clock.nowMs = Date.parse("2026-06-29T21:59:59Z");
    await note();
    rig.clock.nowMs = Date.parse("2026-06-29T22:00:00Z");
    await note();
    rig.clock.nowMs = before;
    await pay(clientId, "50", "19", { paid: false });
    await note();
    const { items } = await rig.api.listPayments({ params: { clientId } });
    const unpaid = items.find(({ paid }) => !paid);
    await rig.api.updatePayment({ params: { clientId, paymentId: unpaid?.id ?? 0 }, body: { paid: true } });
    await note();
    expect(statuses).toEqual(["draft", "issued", "sent", "part_paid", "part_paid", "overdue", "part_paid", "paid"]);
    const invoice = await read(invoiceId);
    expect(invoice).toMatchObject({ paid: "119.00", open: "0.00", dueDate: "2026-06-29", issueDate: "2026-06-15" });
    expect(invoice.payments.map((payment) => [payment.paymentId, payment.amount])).toEqual([
      [paymentId, "50.00"],
      [unpaid?.id, "69.00"],
    ]);
    for (const status of ["paid", "part_paid"] as const) {
      const listed = await rig.api.listInvoices({ query: { clientId, status: [status] } });
      expect(listed.items.map(({ id }) => id)).toEqual(status === "paid" ? [invoiceId] : []);
    }
  });

  it("is refused while its last day may still bring charges, and issued ten minutes after midnight", async () => {
    const clientId = await newClient();
    const { id } = await draft(clientId, { periodFrom: "2026-06-01", periodTo: "2026-06-15" });
    const before = rig.clock.nowMs;
    for (const at of ["2026-06-15T10:00:00Z", "2026-06-15T22:00:00Z", "2026-06-15T22:09:59Z"]) {
      rig.clock.nowMs = Date.parse(at);
      expect(await refusal(issue(id))).toMatchObject({ code: "period_not_over" });
    }
    rig.clock.nowMs = Date.parse("2026-06-15T22:10:00Z");
    expect(await issue(id)).toMatchObject({ status: "paid", issueDate: "2026-06-16", total: "0.00" });
    rig.clock.nowMs = before;
  });

  it("has the charges that came after its draft, and is never changed again", async () => {
    const clientId = await newClient();
    const { id: invoiceId } = await draft(clientId);
    await addCharges(rig.pool, clientId, [{ day: "2026-05-31", parts: 80n }]);
    expect(await issue(invoiceId)).toMatchObject({ net: "1.00", number: expect.stringMatching(/^INV-2026-\d{4}$/) });
    const params = { invoiceId };
    expect(await refusal(issue(invoiceId))).toMatchObject({ code: "invoice_is_issued" });
    expect(await refusal(rig.api.refreshInvoice({ params }))).toMatchObject({ code: "invoice_is_issued" });
    expect(await refusal(rig.api.deleteInvoice({ params }))).toMatchObject({ code: "invoice_is_issued" });
    const comment = rig.api.updateInvoice({ params, body: { comment: "x" } });
    expect(await refusal(comment)).toMatchObject({ code: "invoice_is_issued" });
    await expect(rig.pool.query("update invoices set net_micros = 1 where id = $1", [invoiceId])).rejects.toThrow(
      "issued",
    );
    await expect(rig.pool.query("delete from invoice_lines where invoice_id = $1", [invoiceId])).rejects.toThrow(
      "issued",
    );
  });

  it("keeps the parties it was issued with", async () => {
    const clientId = await newClient({ company: "Old name" });
    const { id: invoiceId } = await issuedFor(clientId);
    await rig.api.updateClient({ params: { clientId }, body: { company: "New name" } });
    const text = await textOf(await rig.api.invoicePdf({ params: { invoiceId } }));
    expect(text).toContain("Old name");
    expect(text).not.toContain("New name");
  });

  it("is paid by what came before it, the oldest payment first", async () => {
    const clientId = await newClient();
    const first = await pay(clientId, "60", "11.40");
    const second = await pay(clientId, "60", "11.40");
    const invoice = await issuedFor(clientId);
    expect(invoice).toMatchObject({ status: "paid", total: "119.00", open: "0.00" });
    expect(invoice.payments).toMatchObject([
      { paymentId: first.id, amount: "71.40" },
      { paymentId: second.id, amount: "47.60" },
    ]);
    // The tax it owes was paid with the payments: 22.80 came in, 19.00 is due.
    expect(await taxAccounts(clientId)).toEqual({ client_tax: -19_000_000n, tax_payable: 19_000_000n });
  });
});

describe("an invoice that is taken back", () => {
  it("whole, is void: its tax is not owed, its payments are free, its days may be invoiced again", async () => {
    const clientId = await newClient();
    const { id: paymentId } = await pay(clientId, "100", "19");
    const { id: invoiceId, number } = await issuedFor(clientId);
    const void_ = await rig.api.voidInvoice({ params: { invoiceId }, body: { reason: "wrong client" } });
    expect(void_).toMatchObject({ status: "void", voidReason: "wrong client", number, open: "0.00", payments: [] });
    expect(await taxAccounts(clientId)).toEqual({ client_tax: 0n, tax_payable: 0n });
    expect(await rig.api.getPayment({ params: { clientId, paymentId } })).toMatchObject({ unallocated: "119.00" });
    expect(await refusal(rig.api.voidInvoice({ params: { invoiceId }, body: { reason: "again" } }))).toMatchObject({
      code: "invoice_not_issued",
    });
    const again = await issue((await draft(clientId)).id);
    expect(again).toMatchObject({ status: "paid", total: "119.00" });
    expect(again.number).not.toBe(number);
  });

  it("in part, is credited: the balance gets the net, the invoice is owed for less, all parts make up the whole", async () => {
    const clientId = await newClient();
    const { id: invoiceId, number } = await issuedFor(clientId);
    const credit = (net: string) => rig.api.creditInvoice({ params: { invoiceId }, body: { net, reason: "late" } });
    const before = await rig.api.getClient({ params: { clientId } });
    const note = await credit("33.33");
    expect(note).toMatchObject({ net: "33.33", tax: "6.33", total: "39.66", invoice: { id: invoiceId, number } });
    const after = await rig.api.getClient({ params: { clientId } });
    expect(Number(after.figures.balance) - Number(before.figures.balance)).toBeCloseTo(33.33, 9);
    expect(await read(invoiceId)).toMatchObject({ credited: "39.66", open: "79.34", status: "issued" });
    expect(await refusal(credit("66.68"))).toMatchObject({ code: "more_than_corrected" });
    expect(await refusal(credit("0.001"))).toMatchObject({ code: "invalid_request" });
    await credit("66.67");
    const whole = await read(invoiceId);
    expect(whole).toMatchObject({ credited: "119.00", open: "0.00", status: "paid" });
    expect(whole.creditNotes.map(({ total }) => total)).toEqual(["39.66", "79.34"]);
    expect(await taxAccounts(clientId)).toEqual({ client_tax: 0n, tax_payable: 0n });
    const void_ = rig.api.voidInvoice({ params: { invoiceId }, body: { reason: "x" } });
    expect(await refusal(void_)).toMatchObject({ code: "invoice_is_credited" });
    expect(await rig.api.listCreditNotes({ query: { clientId } })).toMatchObject({
      items: [{ net: "66.67" }, { net: "33.33" }],
    });
    const text = await textOf(await rig.api.creditNotePdf({ params: { creditNoteId: note.id } }));
    expect(text).toContain(note.number);
    expect(text).toContain(`Invoice ${number} of 2026-06-15`);
    expect(text).toContain("39.66");
  });

  it("after it was paid, lets go of what is too much, so that it pays the next", async () => {
    const clientId = await newClient();
    await pay(clientId, "50", "9.50");
    await pay(clientId, "50", "9.50");
    const { id: invoiceId } = await issuedFor(clientId);
    await rig.api.creditInvoice({ params: { invoiceId }, body: { net: "70", reason: "blocked by the network" } });
    const credited = await read(invoiceId);
    expect(credited).toMatchObject({ status: "paid", paid: "35.70", credited: "83.30", open: "0.00" });
    const { items } = await rig.api.listPayments({ params: { clientId } });
    expect(items.map(({ unallocated }) => unallocated)).toEqual(["59.50", "23.80"]);
    await addCharges(rig.pool, clientId, [{ day: "2026-06-01", parts: 5_600n }]);
    const next = await issue((await draft(clientId, { periodFrom: "2026-06-01", periodTo: "2026-06-01" })).id);
    expect(next).toMatchObject({ total: "83.30", status: "paid" });
  });

  it("by many at once, is never credited for more than it was", async () => {
    const clientId = await newClient();
    const { id: invoiceId } = await issuedFor(clientId);
    const credits = Array.from({ length: 12 }, () =>
      rig.api.creditInvoice({ params: { invoiceId }, body: { net: "15", reason: "at once" } }),
    );
    const results = await Promise.allSettled(credits);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    expect(await read(invoiceId)).toMatchObject({ credited: "107.10", open: "11.90" });
  });
});

describe("the sums of invoices", () => {
  it("over adjacent periods are the charges of the whole stretch, to the micro", async () => {
    const charge = fc.record({
      dayOfMay: fc.integer({ min: 1, max: 31 }),
      country: fc.constantFrom("DE", "FR", "US"),
      network: fc.constantFrom("", "26201", "20801"),
      billing: fc.constantFrom(1 as const, 2 as const),
      lane: fc.constantFrom(1, 2, 3),
      priceMicros: fc.bigInt({ min: 0n, max: 99_999n }),
      parts: fc.bigInt({ min: 1n, max: 10_000n }),
    });
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(charge, { maxLength: 25 }), cuts, async (charges, days) => {
        const clientId = await newClient();
        const onDay = (day: number) => `2026-05-${String(day).padStart(2, "0")}`;
        const sum = await addCharges(
          rig.pool,
          clientId,
          charges.map(({ dayOfMay, ...rest }) => ({ ...rest, day: onDay(dayOfMay) })),
        );
        const ends = [...days.sort((a, b) => a - b), 31];
        let from = 1;
        for (const end of ends) {
          await draft(clientId, { periodFrom: onDay(from), periodTo: onDay(end) });
          from = end + 1;
        }
        const { rows } = await rig.pool.query<{ exact: bigint; lines: bigint; parts: bigint }>(
          `select sum(exact_micros)::bigint as exact,
                  (select coalesce(sum(amount_micros), 0)::bigint from invoice_lines l join invoices i on i.id = l.invoice_id
                   where i.client_id = $1) as lines,
                  (select coalesce(sum(l.parts), 0)::bigint from invoice_lines l join invoices i on i.id = l.invoice_id
                   where i.client_id = $1) as parts
           from invoices where client_id = $1`,
          [clientId],
        );
        const parts = charges.reduce((total, one) => total + one.parts, 0n);
        expect(rows).toEqual([{ exact: sum, lines: sum, parts }]);
      }),
      { numRuns: 12 },
    );
  });

  it("are in whole units of the currency", async () => {
    const sums = async (currency: string) => {
      const clientId = await newClient({ currency });
      await addCharges(rig.pool, clientId, [{ day: "2026-05-05", parts: 1n, priceMicros: 1_234_567n }]);
      const { exact, net, tax, total } = await draft(clientId);
      return [exact, net, tax, total];
    };
    expect(await sums("JPY")).toEqual(["1.234567", "1.00", "0.00", "1.00"]);
    expect(await sums("KWD")).toEqual(["1.234567", "1.235", "0.235", "1.47"]);
    expect(await sums("USD")).toEqual(["1.234567", "1.23", "0.23", "1.46"]);
  });
});

describe("the files of an invoice", () => {
  it("are a PDF with its number, lines and total, and its detail by day", async () => {
    const clientId = await newClient({ timeZone: "UTC" });
    await addCharges(rig.pool, clientId, [
      { day: "2026-05-02", parts: 100_000n },
      { day: "2026-05-03", network: "26201", parts: 2n },
    ]);
    await giveBack(clientId, 2_500_000n, "2026-05-31T23:00:00Z");
    const { id: invoiceId } = await draft(clientId);
    const params = { invoiceId };
    expect(await textOf(await rig.api.invoicePdf({ params }))).toMatch(/draft/i);
    const { number } = await issue(invoiceId);
    const text = await textOf(await rig.api.invoicePdf({ params }));
    for (const words of [
      number ?? "?",
      "Nimbus Messaging GmbH",
      "SMS to Germany",
      "1,247.53",
      "1,484.56",
      "Nordbank",
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain("Ostbank");
    const detail = (await rig.api.invoiceDetail({ params })).split("\r\n");
    expect(detail).toHaveLength(5);
    expect(detail[3]).toBe("2026-05-31,Refunds,,,,,,,,,-2.50,EUR");
    expect(detail[1]).toBe("2026-05-02,sms,DE,Germany,,,submitted,100000,100000,0.0125,1250.00,EUR");
    expect(detail[2]).toMatch(/^2026-05-03,sms,DE,Germany,26201,.+,submitted,2,2,0\.0125,0\.025,EUR$/);
    await rig.api.voidInvoice({ params, body: { reason: "test" } });
    expect(await textOf(await rig.api.invoicePdf({ params }))).toContain("VOID");
  });

  it("are all in the exported list", async () => {
    const csv = await rig.api.exportInvoices({ query: { status: ["void"] } });
    const { items } = await rig.api.listInvoices({ query: { status: ["void"], limit: 200 } });
    const numbers = csv.split("\r\n").map((line) => line.split(",")[1]);
    expect(numbers).toEqual(["number", ...items.map(({ number }) => number), undefined]);
  });
});

async function textOf(file: Blob): Promise<string> {
  const pages = pdfPages(new Uint8Array(await file.arrayBuffer()));
  return pages.flatMap((page) => pdfLines(page)).join("\n");
}
