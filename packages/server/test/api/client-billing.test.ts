import type { ClientCreate } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

let made = 0;
const create = (given: Omit<ClientCreate, "login" | "currency"> = {}) =>
  rig.api.createClient({ body: { login: `billed-${++made}`, currency: "EUR", ...given } });

async function insert(sql: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await rig.pool.query<{ id: number }>(`${sql} returning id`, [...values]);
  return rows[0]?.id ?? 0;
}
const product = (name: string, currency: string) =>
  insert("insert into products (name, currency) values ($1, $2)", [name, currency]);
const enterprise = (name: string) => insert("insert into enterprises (name) values ($1)", [name]);
const tax = (enterpriseId: number, name: string) =>
  insert("insert into taxes (enterprise_id, name, rate_ppm) values ($1, $2, 190000)", [enterpriseId, name]);

describe("a client's settings of money", () => {
  it("have quiet defaults, and read back as they were written", async () => {
    const plain = await create();
    expect(plain).toMatchObject({
      productId: null,
      product: null,
      monthlyTopUp: "0.00",
      lowBalance: null,
      emailPrices: "",
      emailBilling: "",
      brandId: null,
      enterpriseId: null,
      taxId: null,
      invoiceCycle: "none",
      invoiceStep: "draft",
      dueDays: null,
    });
    const productId = await product("Gold", "EUR");
    const settings = {
      productId,
      monthlyTopUp: "12.50",
      lowBalance: "-3.25",
      emailPrices: "prices@acme.example",
      emailBilling: "a@acme.example, b@acme.example",
      invoiceCycle: "weekly",
      invoiceStep: "send",
      dueDays: 0,
    } as const;
    const params = { clientId: plain.id };
    expect(await rig.api.updateClient({ params, body: settings })).toMatchObject({ ...settings, product: "Gold" });
    expect(await rig.api.getClient({ params })).toMatchObject({ ...settings, product: "Gold" });
    const { items } = await rig.api.listClientHistory({ params, query: { category: ["client"] } });
    expect(items[0]?.changes).toContainEqual({ field: "product", before: null, after: "Gold" });
    expect(items[0]?.changes).toContainEqual({ field: "lowBalance", before: null, after: "-3.25" });
  });

  it("name a product of the client's own currency", async () => {
    const productId = await product("Dollars", "USD");
    const wrong = { code: "invalid_request", errors: [{ path: "body.productId" }] };
    expect(await refusal(create({ productId }))).toMatchObject(wrong);
    const { id: clientId } = await create();
    expect(await refusal(rig.api.updateClient({ params: { clientId }, body: { productId } }))).toMatchObject(wrong);
    expect(await refusal(create({ productId: 99_999 }))).toMatchObject(wrong);
    expect(await rig.api.getClient({ params: { clientId } })).toMatchObject({ productId: null });
  });

  it("name a tax of the enterprise that invoices the client", async () => {
    const { rows } = await rig.pool.query<{ id: number }>("select id from enterprises where is_default");
    const ownTax = await tax(rows[0]?.id ?? 0, "VAT");
    const otherId = await enterprise("Other Ltd");
    const otherTax = await tax(otherId, "Sales tax");
    const wrong = { code: "invalid_request", errors: [{ path: "body.taxId" }] };
    expect(await refusal(create({ taxId: otherTax }))).toMatchObject(wrong);
    const { id: clientId } = await create({ taxId: ownTax });
    const patch = (body: object) => rig.api.updateClient({ params: { clientId }, body });
    expect(await refusal(patch({ enterpriseId: otherId }))).toMatchObject(wrong);
    const moved = await patch({ enterpriseId: otherId, taxId: otherTax });
    expect(moved).toMatchObject({ enterpriseId: otherId, taxId: otherTax });
    expect(await refusal(patch({ brandId: 99_999 }))).toMatchObject({ errors: [{ path: "body.brandId" }] });
    expect(await refusal(patch({ enterpriseId: 99_999, taxId: null }))).toMatchObject({
      errors: [{ path: "body.enterpriseId" }],
    });
  });
});

describe("automatic invoices switched on", () => {
  const invoicedTo = async (clientId: number) => {
    const { rows } = await rig.pool.query<{ invoiced_to: string | null }>(
      "select invoiced_to from clients where id = $1",
      [clientId],
    );
    return rows[0]?.invoiced_to;
  };

  it.each([
    ["weekly", "2026-11-25T12:00:00Z", "UTC", "2026-11-22"],
    ["weekly", "2026-11-22T23:30:00Z", "UTC", "2026-11-15"],
    ["weekly", "2026-11-22T23:30:00Z", "Europe/Berlin", "2026-11-22"],
    ["half_monthly", "2026-11-15T12:00:00Z", "UTC", "2026-10-31"],
    ["half_monthly", "2026-11-16T00:00:00Z", "UTC", "2026-11-15"],
    ["half_monthly", "2026-11-16T00:00:00Z", "America/New_York", "2026-10-31"],
    ["monthly", "2026-11-25T12:00:00Z", "UTC", "2026-10-31"],
    ["monthly", "2026-03-31T22:30:00Z", "Europe/Berlin", "2026-03-31"],
  ] as const)("%s at %s in %s: days up to %s count as invoiced", async (invoiceCycle, moment, timeZone, expected) => {
    rig.clock.nowMs = Date.parse(moment);
    const { id: clientId } = await create({ timeZone });
    expect(await invoicedTo(clientId)).toBeNull();
    await rig.api.updateClient({ params: { clientId }, body: { invoiceCycle } });
    expect(await invoicedTo(clientId)).toBe(expected);
    const { id } = await create({ timeZone, invoiceCycle });
    expect(await invoicedTo(id)).toBe(expected);
  });

  it("again invoice no day twice", async () => {
    rig.clock.nowMs = Date.parse("2026-11-25T12:00:00Z");
    const { id: clientId } = await create({ invoiceCycle: "weekly" });
    const params = { clientId };
    await rig.api.updateClient({ params, body: { invoiceCycle: "none" } });
    await rig.api.updateClient({ params, body: { invoiceCycle: "monthly" } });
    expect(await invoicedTo(clientId)).toBe("2026-11-22");
  });
});

describe("a client's time zone", () => {
  it("does not change to where a day that is invoiced goes on", async () => {
    const { id: clientId } = await create({ timeZone: "Pacific/Auckland" });
    const change = (timeZone: string) => rig.api.updateClient({ params: { clientId }, body: { timeZone } });
    const body = { clientId, periodFrom: "2026-06-14", periodTo: "2026-06-14" };
    const { id: invoiceId } = await rig.api.createInvoice({ body });
    const before = rig.clock.nowMs;
    // One in the morning of the 15th in Auckland.
    rig.clock.nowMs = Date.parse("2026-06-14T13:00:00Z");
    await rig.api.issueInvoice({ params: { invoiceId } });
    const { detail } = await refusal(change("America/Los_Angeles"));
    expect(detail).toContain("in America/Los_Angeles it is still 2026-06-14");
    expect(await change("Pacific/Kiritimati")).toMatchObject({ timeZone: "Pacific/Kiritimati" });
    rig.clock.nowMs = Date.parse("2026-06-15T07:00:00Z");
    expect(await change("America/Los_Angeles")).toMatchObject({ timeZone: "America/Los_Angeles" });
    rig.clock.nowMs = before;
  });
});
