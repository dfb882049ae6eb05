import type { DraftRow, GenerateDraft, TariffDraft } from "@switchyard/contract";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let params: { tariff: string };
let clientId = 0;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.pool.query("delete from tariff_rows");
  await rig.pool.query("delete from suppliers");
  await rig.pool.query("delete from exchange_rates");
  ({ id: clientId } = await rig.api.createClient({ body: { login: `client${clientId}`, currency: "EUR" } }));
  params = { tariff: `client-${clientId}` };
});

const later = (ms: number) => new Date(rig.clock.nowMs + ms).toISOString();
const DAY_MS = 86_400_000;

/** A supplier with costs by country or German network. */
async function supplier(name: string, costs: Record<string, string>, currency = "EUR"): Promise<number> {
  const { id } = await rig.api.createSupplier({ body: { name, currency } });
  const rows = Object.entries(costs).map(([place, amount]) => ({
    ...(/^\d/.test(place) ? { country: "DE", network: place } : { country: place }),
    amount,
    validFrom: later(-DAY_MS),
  }));
  await rig.api.createTariffRows({ params: { tariff: `supplier-${id}` }, body: { rows } });
  return id;
}

const generate = (body: GenerateDraft = {}) => rig.api.draftTariffGenerate({ params, body });

async function rowsOf({ id: draftId }: TariffDraft): Promise<DraftRow[]> {
  return (await rig.api.listTariffDraftRows({ params: { ...params, draftId }, query: { limit: 200 } })).items;
}

async function pricesOf(draft: TariffDraft): Promise<Record<string, string | null>> {
  return Object.fromEntries((await rowsOf(draft)).map((row) => [row.network ?? row.country, row.amount]));
}

it("each supplier's cost of a network goes before its cost of the country, and the basis chooses among suppliers", async () => {
  await supplier("A", { DE: "0.010", "26201": "0.020" });
  await supplier("B", { DE: "0.012", FR: "0.030" });
  await supplier("C", { "26201": "0.016", "26202": "0.011" });
  expect(await pricesOf(await generate())).toEqual({ DE: "0.01", "26201": "0.012", "26202": "0.01", FR: "0.03" });
  expect(await pricesOf(await generate({ basis: "highest" }))).toEqual({
    DE: "0.012",
    "26201": "0.02",
    "26202": "0.012",
    FR: "0.03",
  });
  expect(await pricesOf(await generate({ basis: "average" }))).toEqual({
    DE: "0.011",
    "26201": "0.016",
    "26202": "0.011",
    FR: "0.03",
  });
});

it("only the suppliers and countries chosen count, and of all those that are not blocked", async () => {
  const a = await supplier("A", { DE: "0.010", FR: "0.01" });
  const b = await supplier("B", { DE: "0.012" });
  await rig.pool.query("update suppliers set blocked = true where id = $1", [a]);
  expect(await pricesOf(await generate())).toEqual({ DE: "0.012" });
  expect(await pricesOf(await generate({ supplierIds: [a], countries: ["FR"] }))).toEqual({ FR: "0.01" });
  expect(await pricesOf(await generate({ supplierIds: [a, b] }))).toEqual({ DE: "0.01", FR: "0.01" });
  expect(await refusal(generate({ supplierIds: [a, 4711] }))).toMatchObject({ errors: [{ path: "body.supplierIds" }] });
});

it("margin by percent, then by amount, then the minimum, then rounding, which never goes under the minimum", async () => {
  await supplier("A", { DE: "0.0101", FR: "0.001", ES: "0.02" });
  const body = { marginPercent: "12.5", marginAmount: "0.0005", minimum: "0.0036" } as const;
  expect(await pricesOf(await generate(body))).toEqual({ DE: "0.011863", FR: "0.0036", ES: "0.023" });
  const rounding = { step: "0.0005", mode: "down" } as const;
  expect(await pricesOf(await generate({ ...body, rounding }))).toEqual({ DE: "0.0115", FR: "0.0036", ES: "0.023" });
  expect(await pricesOf(await generate({ ...body, rounding: { ...rounding, mode: "up" } }))).toEqual({
    DE: "0.012",
    FR: "0.004",
    ES: "0.023",
  });
});

it("a margin that takes off more than the cost makes bad rows", async () => {
  await supplier("A", { DE: "0.01", FR: "0.03" });
  const rows = await rowsOf(await generate({ marginAmount: "-0.02" }));
  expect(rows.map((row) => [row.country, row.class, row.amount])).toEqual([
    ["DE", "bad", null],
    ["FR", "new", "0.01"],
  ]);
});

it("costs are converted at the latest rates, and one without a rate is refused by its name", async () => {
  await supplier("A", { DE: "0.01" }, "USD");
  await supplier("B", { DE: "0.02" }, "EUR");
  expect(await refusal(generate())).toMatchObject({
    code: "no_exchange_rate",
    detail: expect.stringContaining("USD"),
  });
  const rates = [
    { currency: "USD", day: "2026-06-01", rate: "0.5" },
    { currency: "USD", day: "2026-06-14", rate: "0.9" },
    { currency: "USD", day: "2026-06-16", rate: "7" },
  ];
  await rig.api.setExchangeRates({ body: { rates } });
  expect(await pricesOf(await generate())).toEqual({ DE: "0.009" });
  expect(await pricesOf(await generate({ basis: "average" }))).toEqual({ DE: "0.0145" });
});

it("a tariff in a third currency is converted through the reference, rounded once and half up", async () => {
  await supplier("A", { DE: "0.01" }, "USD");
  const { id } = await rig.api.createClient({ body: { login: `sterling${clientId}`, currency: "GBP" } });
  params = { tariff: `client-${id}` };
  const usd = { currency: "USD", day: "2026-06-01", rate: "0.93" };
  await rig.api.setExchangeRates({ body: { rates: [usd] } });
  expect(await refusal(generate())).toMatchObject({ detail: expect.stringContaining("rate of GBP") });
  await rig.api.setExchangeRates({ body: { rates: [{ ...usd, currency: "GBP", rate: "1.17" }] } });
  // 0.01 × 0.93 ÷ 1.17 × 1.1 = 0.008743589…
  expect(await pricesOf(await generate({ marginPercent: "10" }))).toEqual({ DE: "0.008744" });
});

it("averages of converted costs with a margin are exact until the one rounding", async () => {
  const micros = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const rate = fc.bigInt({ min: 1n, max: 10n ** 14n });
  await fc.assert(
    fc.asyncProperty(
      fc.array(micros, { minLength: 1, maxLength: 4 }),
      rate,
      fc.integer({ min: 0, max: 9_999_999 }),
      async (costs, scaledRate, percent) => {
        await rig.pool.query("delete from tariff_rows");
        await rig.pool.query("delete from suppliers");
        const rateText = `${scaledRate / 10n ** 12n}.${String(scaledRate % 10n ** 12n).padStart(12, "0")}`;
        await rig.api.setExchangeRates({ body: { rates: [{ currency: "USD", day: "2026-06-01", rate: rateText }] } });
        for (const [index, cost] of costs.entries()) await supplier(`S${index}`, { DE: decimal(cost) }, "USD");
        const marginPercent = `${Math.trunc(percent / 10_000)}.${String(percent % 10_000).padStart(4, "0")}`;
        const [row] = await rowsOf(await generate({ basis: "average", marginPercent }));
        const exact = costs.reduce((sum, cost) => sum + cost, 0n) * scaledRate * (1_000_000n + BigInt(percent));
        const divisor = 10n ** 18n * BigInt(costs.length);
        expect(microsOf(row?.amount ?? "")).toBe((2n * exact + divisor) / (2n * divisor));
      },
    ),
    { numRuns: 25 },
  );
});

it("only: missing leaves alone what has a price in force, all shows what it changes from", async () => {
  await supplier("A", { DE: "0.01", FR: "0.02", "26201": "0.015" });
  const validFrom = later(-1000);
  await rig.api.createTariffRows({
    params,
    body: { rows: [{ country: "DE", amount: "0.05", validFrom }] },
  });
  const missing = await generate({ only: "missing" });
  expect(missing.counts).toEqual({ new: 2, changed: 0, ended: 0, unchanged: 0, bad: 0 });
  expect(await pricesOf(missing)).toEqual({ FR: "0.02", "26201": "0.015" });
  const all = await generate({ marginPercent: "100" });
  expect(all.counts).toMatchObject({ new: 2, changed: 1 });
  const [germany] = await rowsOf(all);
  expect(germany).toMatchObject({ country: "DE", oldAmount: "0.05", amount: "0.02", percent: -60 });
  expect(germany?.margin).toEqual({ cost: "0.01", margin: "0.01", percent: 100, belowCost: false });
});

it("prices that start later are made from the costs in force then", async () => {
  const id = await supplier("A", { DE: "0.01" });
  const validFrom = later(5 * DAY_MS);
  await rig.api.createTariffRows({
    params: { tariff: `supplier-${id}` },
    body: { rows: [{ country: "DE", amount: "0.02", validFrom }] },
  });
  expect(await pricesOf(await generate())).toEqual({ DE: "0.01" });
  expect(await pricesOf(await generate({ validFrom }))).toEqual({ DE: "0.02" });
});

it("a supplier's costs are not made from costs", async () => {
  params = { tariff: `supplier-${await supplier("A", { DE: "0.01" })}` };
  expect(await refusal(generate())).toMatchObject({ code: "invalid_request", errors: [{ path: "params.tariff" }] });
});

function decimal(micros: bigint): string {
  return `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, "0")}`;
}

function microsOf(text: string): bigint {
  const [units = "0", fraction = ""] = text.split(".");
  return BigInt(units) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}
