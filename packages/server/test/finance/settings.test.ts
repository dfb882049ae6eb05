/** Enterprises, taxes and brands over the admin API. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "../api/rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

/** One pixel, 67 octets. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const defaults = (items: readonly { id: number; isDefault: boolean }[]) =>
  items.filter(({ isDefault }) => isDefault).map(({ id }) => id);

describe("enterprises", () => {
  it("are created, changed and deleted with their banks, each change in the history", async () => {
    const body = { name: "Nimbus", banks: [{ bank: "Nordbank", account: "1" }] };
    const made = await rig.api.createEnterprise({ body });
    expect(made).toMatchObject({
      invoicePattern: "INV-{YYYY}-{NNNN}",
      dueDays: 14,
      isDefault: false,
      taxes: [],
      banks: [{ bank: "Nordbank", holder: "", account: "1", bic: "", currency: null }],
    });
    const params = { enterpriseId: made.id };
    const banks = [
      { bank: "A", account: "2", currency: "EUR" },
      { bank: "B", account: "3" },
    ];
    const changed = await rig.api.updateEnterprise({ params, body: { banks, country: "DE", invoicePattern: "N{N}" } });
    expect(changed).toMatchObject({ name: "Nimbus", country: "DE", banks: [{ bank: "A" }, { bank: "B" }] });
    await rig.api.deleteEnterprise({ params });
    expect(await refusal(rig.api.updateEnterprise({ params, body: {} }))).toMatchObject({ code: "not_found" });
    const history = await rig.api.listHistory({ query: { entity: "enterprise", entityId: String(made.id) } });
    expect(history.items.map(({ action, category }) => [action, category])).toEqual([
      ["delete", "finance"],
      ["update", "finance"],
      ["create", "finance"],
    ]);
  });

  it("have exactly one default, whoever is made it and however many at once", async () => {
    const ids: number[] = [];
    for (let i = 0; i < 6; i++) ids.push((await rig.api.createEnterprise({ body: { name: `Rival ${i}` } })).id);
    const results = await Promise.allSettled(
      ids.map((enterpriseId) => rig.api.updateEnterprise({ params: { enterpriseId }, body: { isDefault: true } })),
    );
    expect(results.map(({ status }) => status)).toEqual(ids.map(() => "fulfilled"));
    const { items } = await rig.api.listEnterprises({});
    const [enterpriseId = 0, ...others] = defaults(items);
    expect(others).toEqual([]);
    const gone = rig.api.updateEnterprise({ params: { enterpriseId }, body: { isDefault: false } });
    expect(await refusal(gone)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.isDefault" }] });
    expect(await refusal(rig.api.deleteEnterprise({ params: { enterpriseId } }))).toMatchObject({ code: "in_use" });
  });

  it("stay while a client or an invoice has them, and have names of their own", async () => {
    const { id: enterpriseId } = await rig.api.createEnterprise({ body: { name: "Needed" } });
    const { id: clientId } = await rig.api.createClient({ body: { login: "needs-it", currency: "EUR", enterpriseId } });
    const gone = () => refusal(rig.api.deleteEnterprise({ params: { enterpriseId } }));
    expect(await gone()).toMatchObject({ code: "in_use", detail: expect.stringContaining("1 clients") });
    await rig.api.createInvoice({ body: { clientId, periodFrom: "2026-05-01", periodTo: "2026-05-31" } });
    await rig.api.updateClient({ params: { clientId }, body: { enterpriseId: null } });
    expect(await gone()).toMatchObject({ code: "in_use", detail: expect.stringContaining("1 invoices") });
    expect(await refusal(rig.api.createEnterprise({ body: { name: "Needed" } }))).toMatchObject({ code: "name_taken" });
    const pattern = { name: "Odd", invoicePattern: "INV-{YYYY}" };
    expect(await refusal(rig.api.createEnterprise({ body: pattern }))).toMatchObject({ code: "invalid_request" });
  });
});

describe("taxes", () => {
  it("belong to an enterprise, one of them its default, and stay while a client has them", async () => {
    const { id: enterpriseId } = await rig.api.createEnterprise({ body: { name: "Taxed" } });
    const create = (body: { name: string; percent: string; isDefault?: boolean }) =>
      rig.api.createTax({ params: { enterpriseId }, body });
    await create({ name: "VAT", percent: "19", isDefault: true });
    const { taxes } = await create({ name: "Reduced", percent: "7.1234", isDefault: true });
    expect(taxes.map(({ name, percent, isDefault }) => [name, percent, isDefault])).toEqual([
      ["Reduced", "7.1234", true],
      ["VAT", "19", false],
    ]);
    expect(await refusal(create({ name: "VAT", percent: "1" }))).toMatchObject({ code: "name_taken" });
    expect(await refusal(create({ name: "Much", percent: "100.01" }))).toMatchObject({ code: "invalid_request" });
    const taxId = taxes[1]?.id ?? 0;
    const client = { login: "has-a-tax", currency: "EUR", enterpriseId, taxId };
    const { id: clientId } = await rig.api.createClient({ body: client });
    const params = { enterpriseId, taxId };
    expect(await refusal(rig.api.deleteTax({ params }))).toMatchObject({ code: "in_use" });
    await rig.api.updateTax({ params, body: { percent: "0", note: "Reverse charge.", isDefault: true } });
    const draft = { clientId, periodFrom: "2026-05-01", periodTo: "2026-05-31" };
    expect(await rig.api.createInvoice({ body: draft })).toMatchObject({
      taxes: [{ name: "VAT", percent: "0", note: "Reverse charge." }],
    });
    await rig.api.updateClient({ params: { clientId }, body: { taxId: null } });
    await rig.api.deleteTax({ params });
    const other = rig.api.deleteTax({ params: { enterpriseId: 1, taxId: taxes[0]?.id ?? 0 } });
    expect(await refusal(other)).toMatchObject({ code: "not_found" });
  });
});

describe("brands", () => {
  it("have words and addresses that a mail can carry", async () => {
    const create = (body: object) => rig.api.createBrand({ body: { name: "Odd", ...body } });
    for (const [field, value] of [
      ["mailFrom", "nobody"],
      ["mailReplyTo", "a@x.example, b@x.example"],
      ["invoiceSubject", "two\nlines"],
      ["priceText", "bell\u0007"],
    ] as const) {
      expect(await refusal(create({ [field]: value }))).toMatchObject({ errors: [{ path: `body.${field}` }] });
    }
    const brand = await create({ mailFrom: "Odd <odd@x.example>", invoiceText: "Hello\n\n{total}" });
    expect(brand).toMatchObject({ mailFrom: "Odd <odd@x.example>", isDefault: false, hasLogo: false });
    expect(await refusal(create({}))).toMatchObject({ code: "name_taken" });
  });

  it("have exactly one default, and stay while something needs them", async () => {
    const { id: brandId } = await rig.api.createBrand({ body: { name: "First", isDefault: true } });
    const { items } = await rig.api.listBrands({});
    expect(defaults(items)).toEqual([brandId]);
    expect(await refusal(rig.api.deleteBrand({ params: { brandId } }))).toMatchObject({ code: "in_use" });
    const other = await rig.api.createBrand({ body: { name: "Second" } });
    await rig.api.updateBrand({ params: { brandId: other.id }, body: { isDefault: true } });
    await rig.api.createClient({ body: { login: "branded", currency: "EUR", brandId } });
    expect(await refusal(rig.api.deleteBrand({ params: { brandId } }))).toMatchObject({ code: "in_use" });
  });

  it("show a logo that is set, read back and taken away", async () => {
    const { id: brandId } = await rig.api.createBrand({ body: { name: "Pictured" } });
    const params = { brandId };
    expect(await refusal(rig.api.getBrandLogo({ params }))).toMatchObject({ code: "not_found" });
    const upload = new Uint8Array(pixel);
    expect(await rig.api.setBrandLogo({ params, upload })).toMatchObject({ hasLogo: true });
    const logo = await rig.api.getBrandLogo({ params });
    expect(logo.type).toBe("image/png");
    expect(Buffer.from(await logo.arrayBuffer())).toEqual(pixel);
    const text = new Uint8Array(Buffer.from("<svg/>"));
    expect(await refusal(rig.api.setBrandLogo({ params, upload: text }))).toMatchObject({ code: "unreadable_file" });
    const { id: clientId } = await rig.api.createClient({ body: { login: "pictured", currency: "EUR", brandId } });
    const given = { params: { clientId }, query: { from: "2026-05-01", to: "2026-05-31" } };
    const withLogo = (await rig.api.statementPdf(given)).size;
    expect(await rig.api.deleteBrandLogo({ params })).toMatchObject({ hasLogo: false });
    expect((await rig.api.statementPdf(given)).size).toBeLessThan(withLogo);
  });
});
