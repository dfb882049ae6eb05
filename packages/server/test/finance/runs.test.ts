/** Automatic invoices with a moved clock: time zones, summer time, month ends, many turns at once. */
import type { ClientPatch, InvoiceRow } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { createInvoiceRuns, type RunParts } from "../../src/finance/runs.ts";
import { createLog } from "../../src/log.ts";
import { createPostman } from "../../src/mail/postman.ts";
import { createPaperwork, type Paperwork } from "../../src/paperwork/paperwork.ts";
import { createRig, type Rig } from "../api/rig.ts";
import { expectAgreement } from "../ledger/agreement.ts";
import { type MailServer, startMailServer } from "../mail/mail-server.ts";
import { pdfLines, pdfPages } from "../paperwork/pdf-text.ts";
import { addCharges, type Charge } from "./charges.ts";

let rig: Rig;
let paperwork: Paperwork;
let parts: RunParts;
const troubles: string[] = [];
beforeAll(async () => {
  rig = await createRig();
  paperwork = createPaperwork();
  parts = {
    db: rig.pool,
    transact: (work) => transaction(rig.pool, work),
    paperwork,
    onTrouble: (name) => void troubles.push(name),
  };
});
afterAll(async () => {
  await paperwork.close();
  await rig.close();
});

let made = 0;
/** A client whose invoices begin with the period that is under way. */
async function newClient(settings: ClientPatch): Promise<number> {
  const { id: clientId } = await rig.api.createClient({ body: { login: `cycled-${++made}`, currency: "EUR" } });
  await rig.api.updateClient({ params: { clientId }, body: settings });
  return clientId;
}

const goTo = (at: string) => {
  rig.clock.nowMs = Date.parse(at);
};

/** A turn of the job, and whatever it wants to do at once after it. */
async function turn(own: RunParts = parts): Promise<void> {
  const runs = createInvoiceRuns(own, rig.clock.now);
  while (await runs.turn());
}

async function periodsOf(clientId: number): Promise<string[]> {
  const { items } = await rig.api.listInvoices({ query: { clientId } });
  return items.map(({ periodFrom, periodTo }: InvoiceRow) => `${periodFrom} ${periodTo}`).reverse();
}

const chargeOn = (clientId: number, ...days: string[]) =>
  addCharges(
    rig.pool,
    clientId,
    days.map((day): Charge => ({ day, parts: 80n })),
  );

describe("an automatic invoice", () => {
  it.each([
    ["weekly", "2026-06-15 2026-06-21", "2026-06-21"],
    ["half_monthly", "2026-06-01 2026-06-15", "2026-06-15"],
    ["monthly", "2026-06-01 2026-06-30", "2026-06-30"],
  ] as const)(
    "%s is made once its period is over in the client's time zone, and not before",
    async (cycle, period, last) => {
      for (const [timeZone, midnight] of [
        ["Pacific/Kiritimati", "10:00:00Z"],
        ["Asia/Kolkata", "18:30:00Z"],
        ["UTC", "24:00:00Z"],
      ] as const) {
        goTo("2026-06-15T08:00:00Z");
        const clientId = await newClient({ timeZone, invoiceCycle: cycle });
        await chargeOn(clientId, last);
        const end = Date.parse(`${last}T${midnight}`);
        rig.clock.nowMs = end + 599_999;
        await turn();
        expect(await periodsOf(clientId)).toEqual([]);
        rig.clock.nowMs = end + 600_000;
        await turn();
        await turn();
        expect(await periodsOf(clientId)).toEqual([period]);
      }
    },
  );

  it("follows on another through summer time and short months, none missing and none twice", async () => {
    goTo("2026-09-16T12:00:00Z");
    const clientId = await newClient({ timeZone: "Europe/Berlin", invoiceCycle: "half_monthly", invoiceStep: "issue" });
    for (let month = 9; month <= 14; month++) {
      const name = month <= 12 ? `2026-${String(month).padStart(2, "0")}` : `2027-0${month - 12}`;
      await chargeOn(clientId, `${name}-01`, `${name}-15`, `${name}-16`, `${name}-28`);
    }
    // Every six hours from mid-September to March, over the night of 25 October with its 25 hours.
    for (let ms = rig.clock.nowMs; ms < Date.parse("2027-03-01T12:00:00Z"); ms += 6 * 3_600_000) {
      rig.clock.nowMs = ms;
      await turn();
    }
    expect(await periodsOf(clientId)).toEqual([
      "2026-09-16 2026-09-30",
      "2026-10-01 2026-10-15",
      "2026-10-16 2026-10-31",
      "2026-11-01 2026-11-15",
      "2026-11-16 2026-11-30",
      "2026-12-01 2026-12-15",
      "2026-12-16 2026-12-31",
      "2027-01-01 2027-01-15",
      "2027-01-16 2027-01-31",
      "2027-02-01 2027-02-15",
      "2027-02-16 2027-02-28",
    ]);
    const { items } = await rig.api.listInvoices({ query: { clientId } });
    expect(items.map(({ issueDate }) => issueDate).slice(0, 3)).toEqual(["2027-03-01", "2027-02-16", "2027-02-01"]);
    await expectAgreement(rig.pool);
  });

  it("is made for every period missed, and for none without charges", async () => {
    goTo("2026-06-01T12:00:00Z");
    const clientId = await newClient({ invoiceCycle: "weekly" });
    await chargeOn(clientId, "2026-06-03", "2026-06-24");
    await addCharges(rig.pool, clientId, [{ day: "2026-06-10", priceMicros: 0n }]);
    goTo("2026-07-01T12:00:00Z");
    await turn();
    expect(await periodsOf(clientId)).toEqual(["2026-06-01 2026-06-07", "2026-06-22 2026-06-28"]);
  });

  it("is made once by many turns at once", async () => {
    goTo("2026-06-01T12:00:00Z");
    const clients: number[] = [];
    for (let i = 0; i < 6; i++) {
      const clientId = await newClient({ invoiceCycle: "monthly", invoiceStep: "issue" });
      await chargeOn(clientId, "2026-06-03");
      clients.push(clientId);
    }
    goTo("2026-07-01T12:00:00Z");
    await Promise.all([turn(), turn(), turn(), rig.api.runInvoices({ body: {} }), rig.api.runInvoices({ body: {} })]);
    for (const clientId of clients) expect(await periodsOf(clientId)).toEqual(["2026-06-01 2026-06-30"]);
    expect(troubles).toEqual([]);
  });

  it("leaves out the days that somebody invoiced by hand", async () => {
    goTo("2026-06-01T12:00:00Z");
    const clientId = await newClient({ invoiceCycle: "monthly" });
    await chargeOn(clientId, "2026-06-03", "2026-06-15", "2026-06-30");
    await rig.api.createInvoice({ body: { clientId, periodFrom: "2026-06-10", periodTo: "2026-06-20" } });
    goTo("2026-07-01T12:00:00Z");
    await turn();
    expect((await periodsOf(clientId)).sort()).toEqual([
      "2026-06-01 2026-06-09",
      "2026-06-10 2026-06-20",
      "2026-06-21 2026-06-30",
    ]);
  });

  it("that fails stops no other, is told, and stands in the client's history once", async () => {
    goTo("2026-06-01T12:00:00Z");
    const [failing, other] = [
      await newClient({ invoiceCycle: "monthly" }),
      await newClient({ invoiceCycle: "monthly" }),
    ];
    await chargeOn(failing, "2026-06-03");
    await chargeOn(other, "2026-06-03");
    await rig.pool.query(
      `create function fail_for_one() returns trigger language plpgsql as
       $$ begin if new.client_id = ${failing} then raise 'induced fault'; end if; return new; end $$`,
    );
    await rig.pool.query(
      "create trigger induced before insert on invoices for each row execute function fail_for_one()",
    );
    goTo("2026-07-01T12:00:00Z");
    await turn();
    await turn();
    expect(await periodsOf(failing)).toEqual([]);
    expect(await periodsOf(other)).toHaveLength(1);
    expect(troubles.splice(0)).toEqual(Array(2).fill(`automatic invoice of client ${failing}`));
    const params = { clientId: failing };
    const { items } = await rig.api.listClientHistory({ params, query: { category: ["invoices"] } });
    expect(items).toMatchObject([{ action: "fail", changes: [{ field: "problem", after: "induced fault" }] }]);
    await rig.pool.query("drop function fail_for_one cascade");
    await turn();
    expect(await periodsOf(failing)).toEqual(["2026-06-01 2026-06-30"]);
  });

  it("can be asked for at once, for some clients", async () => {
    goTo("2026-06-01T12:00:00Z");
    const [one, other] = [await newClient({ invoiceCycle: "weekly" }), await newClient({ invoiceCycle: "weekly" })];
    await chargeOn(one, "2026-06-03", "2026-06-08");
    await chargeOn(other, "2026-06-03");
    goTo("2026-07-01T12:00:00Z");
    expect(await rig.api.runInvoices({ body: { clientIds: [one] } })).toEqual({ invoices: 2, clients: 1 });
    expect(await periodsOf(other)).toEqual([]);
  });
});

describe("an automatic invoice that is to be sent", () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.close());

  async function deliver(): Promise<void> {
    const log = createLog({ level: "fatal" });
    const smtp = { url: server.url, from: "Switchyard <switch@operator.example>" };
    const postman = createPostman({ pool: rig.pool, clock: rig.clock, smtp, log });
    while (await postman.sendDue());
    postman.close();
  }

  it("goes out as PDF and CSV with the words of the brand, once", async () => {
    goTo("2026-06-01T12:00:00Z");
    const brand = await rig.api.createBrand({
      body: {
        name: "Zephyr",
        mailFrom: "Zephyr Billing <billing@zephyr.example>",
        mailReplyTo: "help@zephyr.example",
        invoiceSubject: "{brand}: {number} – {company}",
        invoiceText: "Hello {client},\n\n{total} {currency} for {period}, due {due}. {unknown}\n",
      },
    });
    const clientId = await newClient({
      company: "Äther & Co",
      brandId: brand.id,
      emailBilling: "a@client.example, b@client.example",
      invoiceCycle: "monthly",
      invoiceStep: "send",
    });
    await addCharges(rig.pool, clientId, [{ day: "2026-06-03", parts: 8_000n }]);
    goTo("2026-07-01T12:00:00Z");
    await Promise.all([turn(), turn()]);
    await turn();
    await deliver();
    const { items } = await rig.api.listInvoices({ query: { clientId } });
    expect(items).toMatchObject([{ status: "sent", total: "100.00", sentAt: "2026-07-01T12:00:00.000Z" }]);
    const number = items[0]?.number ?? "?";
    const received = server.received.splice(0).filter(({ recipients }) => recipients.includes("a@client.example"));
    expect(received).toHaveLength(1);
    const { mail, recipients } = received[0] ?? expect.fail("no mail");
    expect(recipients).toEqual(["a@client.example", "b@client.example"]);
    expect(mail.from?.text).toBe('"Zephyr Billing" <billing@zephyr.example>');
    expect(mail.replyTo?.text).toBe("help@zephyr.example");
    expect(mail.subject).toBe(`Zephyr: ${number} – Äther & Co`);
    expect(mail.text).toContain("100.00 EUR for 2026-06-01 – 2026-06-30, due 2026-07-15. {unknown}");
    expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      [`${number}.pdf`, "application/pdf"],
      [`${number}-detail.csv`, "text/csv"],
    ]);
    const [pdf, csv] = mail.attachments;
    const text = pdfPages(pdf?.content ?? new Uint8Array())
      .flatMap(pdfLines)
      .join("\n");
    expect(text).toContain(number);
    expect(text).toContain("100.00");
    expect(csv?.content.toString()).toContain("2026-06-03,sms,DE,Germany,,,submitted,8000,8000,0.0125,100.00,EUR");
  });

  it("is issued and left when there is no address, also when one is entered later", async () => {
    goTo("2026-06-01T12:00:00Z");
    const clientId = await newClient({ invoiceCycle: "monthly", invoiceStep: "send" });
    await chargeOn(clientId, "2026-06-03");
    goTo("2026-07-01T12:00:00Z");
    await turn();
    await rig.api.updateClient({ params: { clientId }, body: { email: "late@client.example" } });
    await turn();
    expect(await rig.api.listInvoices({ query: { clientId } })).toMatchObject({ items: [{ status: "issued" }] });
    expect(await rig.api.listMails({ query: { clientId } })).toMatchObject({ items: [] });
  });

  it("waits while the files can't be made, and is sent at a later turn", async () => {
    goTo("2026-06-01T12:00:00Z");
    const clientId = await newClient({ email: "x@client.example", invoiceCycle: "monthly", invoiceStep: "send" });
    await chargeOn(clientId, "2026-06-03");
    goTo("2026-07-01T12:00:00Z");
    const closed = createPaperwork();
    await closed.close();
    await turn({ ...parts, paperwork: closed });
    const status = async () => (await rig.api.listInvoices({ query: { clientId } })).items[0]?.status;
    expect(await status()).toBe("issued");
    expect(troubles.splice(0)).toHaveLength(1);
    await turn();
    expect(await status()).toBe("sent");
  });
});
