import type { TariffDraft } from "@switchyard/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readTable } from "../../src/paperwork/sheets/table.ts";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let nextName = 0;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const later = (ms: number) => new Date(rig.clock.nowMs + ms).toISOString();
const DAY_MS = 86_400_000;

async function client(given: Record<string, unknown> = {}): Promise<number> {
  const columns = { login: `reader${nextName++}`, currency: "EUR", email: "own@client.example", ...given };
  const names = Object.keys(columns);
  const { rows } = await rig.pool.query<{ id: number }>(
    `insert into clients (${names.join(", ")}) values (${names.map((_, i) => `$${i + 1}`).join(", ")}) returning id`,
    Object.values(columns),
  );
  const id = Number(rows[0]?.id);
  await rig.pool.query("insert into client_funds (client_id) values ($1)", [id]);
  return id;
}

async function setPrices(tariff: string, prices: Record<string, string>): Promise<void> {
  const rows = Object.entries(prices).map(([place, amount]) => ({
    ...(/^\d/.test(place) ? { country: "DE", network: place } : { country: place }),
    amount,
    validFrom: later(-DAY_MS),
  }));
  await rig.api.createTariffRows({ params: { tariff }, body: { rows } });
}

const raise = (tariff: string, body: object = {}) =>
  rig.api.draftTariffChange({ params: { tariff }, body: { selection: {}, percent: "10", ...body } });

const saveAndTell = (tariff: string, { id: draftId }: TariffDraft, message = "") =>
  rig.api.saveTariffDraft({ params: { tariff, draftId }, body: { notify: true, message } });

interface MailInOutbox {
  readonly id: bigint;
  readonly client_id: number;
  readonly kind: string;
  readonly sender: string;
  readonly reply_to: string;
  readonly recipients: string[];
  readonly subject: string;
  readonly body: string;
  readonly status: string;
}

async function mailsAbout({ id }: TariffDraft): Promise<MailInOutbox[]> {
  const { rows } = await rig.pool.query<MailInOutbox>("select * from mails where reference = $1 order by client_id", [
    `tariff draft ${id}`,
  ]);
  return rows;
}

/** The attachment as a spreadsheet program reads it. */
async function sheetOf({ id }: MailInOutbox) {
  const { rows } = await rig.pool.query<{ name: string; octets: Buffer }>(
    "select * from mail_attachments where mail_id = $1",
    [id],
  );
  const [file] = rows;
  expect(rows).toHaveLength(1);
  return (await readTable({ name: "prices.xlsx", octets: file?.octets ?? Buffer.alloc(0) })).rows;
}

it("a client is told at its address for prices, with every change attached and the date in its own zone", async () => {
  const prices = "prices@client.example, boss@client.example";
  const id = await client({ company: "Acme", email_prices: prices, time_zone: "Europe/Berlin" });
  const tariff = `client-${id}`;
  await setPrices(tariff, { DE: "0.05", "26201": "0.0333" });
  const draft = await raise(tariff, { validFrom: "2026-06-30T22:00:00Z" });
  const saved = await saveAndTell(tariff, draft, "Call us with questions.");
  expect(saved.notices).toEqual({ mails: 1, withoutAddress: 0 });
  const [mail] = await mailsAbout(draft);
  if (!mail) throw new Error("no mail");
  expect(mail).toMatchObject({
    client_id: id,
    kind: "price_change",
    recipients: ["prices@client.example", "boss@client.example"],
    subject: "Your brand: new prices from 1 July 2026, 00:00 (Europe/Berlin)",
    status: "waiting",
  });
  expect(mail.body).toContain("Dear Acme,");
  expect(mail.body).toContain("Effective from 1 July 2026, 00:00 (Europe/Berlin).");
  expect(mail.body).toContain("Germany: 0.05 → 0.055\n");
  expect(mail.body).toMatch(/Germany, .*\(262 01\): 0\.0333 → 0\.03663\n\nCall us with questions\.$/);
  const [header, germany, network] = await sheetOf(mail);
  expect(header).toEqual([
    ...["Country", "Network", "MCC", "MNC", "Old price (EUR)", "New price (EUR)", "Change", "Billing"],
    "Effective from (Europe/Berlin)",
  ]);
  const midnight = new Date("2026-07-01T00:00:00Z");
  expect(germany).toEqual(["Germany", null, null, null, 0.05, 0.055, "up 10 %", "submitted", midnight]);
  expect(network?.slice(2)).toEqual(["262", "01", 0.0333, 0.03663, "up 10 %", "submitted", midnight]);
});

it("the brand's sender and words are used, with what they stand for", async () => {
  const { rows } = await rig.pool.query<{ id: number }>(
    `insert into brands (name, mail_from, mail_reply_to, price_subject, price_text)
     values ('Blue', 'Blue <blue@brand.example>', 'desk@brand.example', '{brand}: {count} for {company}',
             'Hello {client} of {company}: {effective}. {unknown}') returning id`,
  );
  const id = await client({ company: "Acme", contact_name: "Jo", brand_id: rows[0]?.id });
  const tariff = `client-${id}`;
  await setPrices(tariff, { DE: "0.05", FR: "0.04" });
  const draft = await raise(tariff);
  await saveAndTell(tariff, draft);
  const [mail] = await mailsAbout(draft);
  expect(mail).toMatchObject({
    sender: "Blue <blue@brand.example>",
    reply_to: "desk@brand.example",
    recipients: ["own@client.example"],
    subject: "Blue: 2 for Acme",
  });
  expect(mail?.body).toMatch(/^Hello Jo of Acme: 15 June 2026, 10:30 \(UTC\)\. \{unknown\}\n\n/);
});

it("twenty changes are listed and the rest counted; of several dates the earliest is named and the sheet has each", async () => {
  const id = await client();
  const tariff = `client-${id}`;
  await setPrices(tariff, { ES: "0.03" });
  const countries = [
    "DE",
    "FR",
    "IT",
    "PL",
    "PT",
    "TR",
    "GB",
    "IE",
    "NL",
    "BE",
    "LU",
    "CH",
    "AT",
    "CZ",
    "SK",
    "HU",
    "RO",
    "BG",
    "GR",
    "SE",
    "NO",
  ];
  const lines = countries.map((iso, index) => `${iso},0.01,${later((index + 1) * DAY_MS)}`);
  const draft = await rig.api.draftTariffFile({
    params: { tariff },
    query: { name: "a.csv", missing: "end", validFrom: later(40 * DAY_MS) },
    upload: new TextEncoder().encode(["Country,Price,Valid from", ...lines].join("\n")),
  });
  await saveAndTell(tariff, draft);
  const [mail] = await mailsAbout(draft);
  if (!mail) throw new Error("no mail");
  expect(mail.body).toContain("The first change is on 16 June 2026, 10:30 (UTC)");
  expect(mail.body).toContain("Germany: new → 0.01\n");
  expect(mail.body).toContain("… and 2 more in the sheet");
  const sheet = await sheetOf(mail);
  expect(sheet).toHaveLength(23);
  expect(sheet[1]?.slice(4)).toEqual([null, 0.01, "new", "submitted", new Date(later(DAY_MS))]);
  expect(sheet[22]?.slice(4)).toEqual([0.03, null, "ends", "submitted", new Date(later(40 * DAY_MS))]);
});

it("without an address nothing is saved, unless nobody is to be told", async () => {
  const id = await client({ email: "" });
  const tariff = `client-${id}`;
  await setPrices(tariff, { DE: "0.05" });
  const draft = await raise(tariff);
  expect(await refusal(saveAndTell(tariff, draft))).toMatchObject({ code: "no_address" });
  expect((await rig.api.getTariffDraft({ params: { tariff, draftId: draft.id } })).savedAt).toBeNull();
  const saved = await rig.api.saveTariffDraft({ params: { tariff, draftId: draft.id }, body: {} });
  expect(saved.notices).toBeUndefined();
  expect(await mailsAbout(draft)).toEqual([]);
});

it("a mail goes out only with what it tells of: none when the draft has become stale", async () => {
  const id = await client();
  const tariff = `client-${id}`;
  await setPrices(tariff, { DE: "0.05" });
  const draft = await raise(tariff);
  await setPrices(tariff, { FR: "0.05" });
  expect(await refusal(saveAndTell(tariff, draft))).toMatchObject({ code: "draft_is_stale" });
  expect(await mailsAbout(draft)).toEqual([]);
});

it("a product's clients are each told what their own prices do not cover, and those without an address are counted", async () => {
  const { id: productId } = await rig.api.createProduct({ body: { name: "Standard", currency: "EUR" } });
  const tariff = `product-${productId}`;
  await setPrices(tariff, { DE: "0.05", "26201": "0.06", FR: "0.04" });
  const given = { product_id: productId };
  const plain = await client(given);
  const ownGermany = await client(given);
  await setPrices(`client-${ownGermany}`, { DE: "0.01" });
  const ownNetwork = await client({ ...given, time_zone: "Asia/Tokyo" });
  await setPrices(`client-${ownNetwork}`, { "26201": "0.01" });
  const everything = await client(given);
  await setPrices(`client-${everything}`, { DE: "0.01", FR: "0.01" });
  const unreachable = await client({ ...given, email: "" });
  const stranger = await client();
  const draft = await raise(tariff);
  const saved = await saveAndTell(tariff, draft);
  expect(saved.notices).toEqual({ mails: 3, withoutAddress: 1 });
  const mails = await mailsAbout(draft);
  const told = mails.map((mail) => mail.client_id);
  expect(told).toEqual([plain, ownGermany, ownNetwork]);
  expect(told).not.toContain(unreachable);
  expect(told).not.toContain(stranger);
  const places = await Promise.all(
    mails.map(async (mail) =>
      (await sheetOf(mail)).slice(1).map((row) => `${row[0]} ${row[2] ?? ""}${row[3] ?? ""}`.trim()),
    ),
  );
  expect(places).toEqual([["Germany", "Germany 26201", "France"], ["France"], ["Germany", "France"]]);
  expect(mails[1]?.body).not.toContain("Germany");
  expect(mails[2]?.body).toContain("(Asia/Tokyo)");
});

it("nobody is told of a draft that changes nothing, nor of a supplier's costs", async () => {
  const id = await client();
  const tariff = `client-${id}`;
  await setPrices(tariff, { DE: "0.05" });
  const draft = await raise(tariff, { percent: "0" });
  expect((await saveAndTell(tariff, draft)).notices).toEqual({ mails: 0, withoutAddress: 0 });
  const { id: supplierId } = await rig.api.createSupplier({ body: { name: "Carrier", currency: "EUR" } });
  const costs = await raise(`supplier-${supplierId}`);
  expect(await refusal(saveAndTell(`supplier-${supplierId}`, costs))).toMatchObject({
    errors: [{ path: "body.notify" }],
  });
});
