import type { TariffRowCreate } from "@switchyard/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { converted } from "../../src/catalogue/exchange-rates.ts";
import { selectMargins } from "../../src/catalogue/margins.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let names = 0;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const network = "26201";
const otherNetwork = "26202";

async function newSupplier(currency: string, rows: TariffRowCreate[]): Promise<number> {
  names += 1;
  const { id } = await rig.api.createSupplier({ body: { name: `Supplier ${names}`, currency } });
  await rig.api.createTariffRows({ params: { tariff: `supplier-${id}` }, body: { rows } });
  return id;
}

async function newProduct(currency: string, rows: TariffRowCreate[]): Promise<{ tariff: string }> {
  names += 1;
  const { id } = await rig.api.createProduct({ body: { name: `Product ${names}`, currency } });
  const params = { tariff: `product-${id}` };
  await rig.api.createTariffRows({ params, body: { rows } });
  return params;
}

const margins = async (params: { tariff: string }) => {
  const { items } = await rig.api.listTariffRows({ params });
  return Object.fromEntries(items.map((row) => [`${row.country}${row.network ?? ""} ${row.state}`, row.margin]));
};

describe("the margin of a price", () => {
  it("is over the cheapest cost in force, a supplier's network cost going before its country cost", async () => {
    await newSupplier("EUR", [
      { country: "DE", amount: "0.04" },
      { country: "DE", network, amount: "0.06" },
      { country: "DE", network, amount: "0.01", validFrom: "2027-01-01T00:00:00Z" },
      { country: "DE", network, amount: "0.02", validFrom: "2026-01-01T00:00:00Z", validTo: "2026-02-01T00:00:00Z" },
      { country: "DE", type: "mo", amount: "0.001" },
    ]);
    const blocked = await newSupplier("EUR", [{ country: "DE", amount: "0.0001" }]);
    await rig.api.blockSupplier({ params: { supplierId: blocked } });
    await newSupplier("EUR", [
      { country: "DE", amount: "0.05" },
      { country: "FR", amount: "0" },
    ]);
    const params = await newProduct("EUR", [
      { country: "DE", amount: "0.05" },
      { country: "DE", network, amount: "0.045" },
      { country: "DE", network: otherNetwork, amount: "0.04" },
      { country: "FR", amount: "0.03", validFrom: "2027-01-01T00:00:00Z" },
      { country: "IT", amount: "0.03" },
      { country: "DE", amount: "0.07", validFrom: "2026-01-01T00:00:00Z" },
    ]);
    expect(await margins(params)).toEqual({
      "DE current": { cost: "0.04", margin: "0.01", percent: 25, belowCost: false },
      "DE replaced": null,
      "DE26201 current": { cost: "0.05", margin: "-0.005", percent: -10, belowCost: true },
      "DE26202 current": { cost: "0.04", margin: "0.00", percent: 0, belowCost: false },
      "FR future": { cost: "0.00", margin: "0.03", percent: null, belowCost: false },
      "IT current": null,
    });
    const mo = await newProduct("EUR", [{ country: "DE", type: "mo", amount: "0.003" }]);
    expect(await margins(mo)).toMatchObject({ "DE current": { cost: "0.001", percent: 200 } });
  });

  it("is told in the tariff's currency by the latest rates, and not told without them", async () => {
    await newSupplier("USD", [{ country: "SE", amount: "0.03" }]);
    await newSupplier("GBP", [{ country: "SE", amount: "0.001" }]);
    await newSupplier("SEK", [{ country: "NO", amount: "0.5" }]);
    const dollars = await newProduct("USD", [{ country: "SE", amount: "0.04" }]);
    const euros = await newProduct("EUR", [{ country: "SE", amount: "0.02" }]);
    const kroner = await newProduct("NOK", [{ country: "NO", amount: "1" }]);
    // The same currency needs no rate; the pound has none, so its supplier can't be compared.
    expect(await margins(dollars)).toMatchObject({ "SE current": { cost: "0.03" } });
    expect(await margins(euros)).toEqual({ "SE current": null });
    await rig.api.setExchangeRates({
      body: {
        rates: [
          { currency: "USD", day: "2026-01-01", rate: "0.5" },
          { currency: "USD", day: "2026-06-15", rate: "0.9" },
          { currency: "USD", day: "2026-06-16", rate: "0.1" },
          { currency: "SEK", day: "2026-06-01", rate: "0.09" },
        ],
      },
    });
    expect(await margins(euros)).toMatchObject({ "SE current": { cost: "0.027", margin: "-0.007", belowCost: true } });
    expect(await margins(kroner)).toEqual({ "NO current": null });
    await rig.api.setExchangeRates({ body: { rates: [{ currency: "NOK", day: "2026-06-01", rate: "0.08" }] } });
    // 0.5 × 0.09 ÷ 0.08
    expect(await margins(kroner)).toMatchObject({ "NO current": { cost: "0.5625", percent: 77.77 } });
    rig.clock.nowMs += 86_400_000;
    expect(await margins(euros)).toMatchObject({ "SE current": { cost: "0.003" } });
    rig.clock.nowMs -= 86_400_000;
    const rates = { currency: "GBP", day: "2026-06-15", rate: "1.2" };
    await rig.api.setExchangeRates({ body: { rates: [rates] } });
    expect(await margins(euros)).toMatchObject({ "SE current": { cost: "0.0012" } });
  });

  it("is answered for any places at once, in their order", async () => {
    const places = [
      { type: "sms", country: "DE", network, amountMicros: 50_000n },
      { type: "hlr", country: "DE", network: null, amountMicros: 50_000n },
      { type: "sms", country: "DE", network: null, amountMicros: 10_000n },
      { type: "sms", country: "DE", network, amountMicros: 60_000n },
    ] as const;
    const found = await selectMargins(rig.pool, "EUR", places, rig.clock.nowMs);
    expect(found).toMatchObject([{ margin: "0.00" }, null, { margin: "-0.03", belowCost: true }, { margin: "0.01" }]);
    expect(await selectMargins(rig.pool, "EUR", [], rig.clock.nowMs)).toEqual([]);
  });

  it("picks out what is below cost in the whole tariff, page by page", async () => {
    await newSupplier("EUR", [
      { country: "PL", amount: "0.02" },
      { country: "PT", amount: "0.02" },
      { country: "RO", amount: "0.02" },
    ]);
    const params = await newProduct("EUR", [
      { country: "PL", amount: "0.019999" },
      { country: "PL", amount: "0.01", validFrom: "2026-01-01T00:00:00Z" },
      { country: "PT", amount: "0.02" },
      { country: "RO", amount: "0.01", validFrom: "2026-12-01T00:00:00Z" },
      { country: "RO", amount: "0.03" },
      { country: "XK", amount: "0" },
    ]);
    const query = { belowCost: true, limit: 1 };
    const first = await rig.api.listTariffRows({ params, query });
    const second = await rig.api.listTariffRows({ params, query: { ...query, cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...second.items]).toMatchObject([
      { country: "PL", amount: "0.019999", margin: { cost: "0.02", belowCost: true } },
      { country: "RO", state: "future" },
    ]);
    expect(second.nextCursor).toBeNull();
    const csv = await rig.api.exportTariffCsv({ params, query: { belowCost: true } });
    expect(csv.trim().split("\r\n")).toHaveLength(3);
  });
});

describe("conversion", () => {
  /** A rate as its count of 10⁻¹², and as the decimal it is entered as. */
  const rate = fc.bigInt({ min: 1n, max: 10n ** 18n });
  const decimal = (pico: bigint) => `${pico / 10n ** 12n}.${String(pico % 10n ** 12n).padStart(12, "0")}`;

  it("is exact and rounds half up to the micro", async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: 0n, max: 10n ** 13n }), rate, rate, async (micros, from, to) => {
        const { rows } = await rig.pool.query<{ micros: string }>(
          `select ${converted("$1::bigint", "$2::numeric", "$3::numeric")}::text as micros`,
          [micros, decimal(from), decimal(to)],
        );
        expect(BigInt(rows[0]?.micros ?? -1)).toBe((2n * micros * from + to) / (2n * to));
      }),
      { numRuns: 300 },
    );
  });
});
