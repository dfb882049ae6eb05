import { expect, it } from "vitest";
import { aRow, hourMs, nowMs } from "../../test/configuration.ts";
import { buildTariff, emptyTariff } from "./tariff.ts";

const germany = { country: "DE", network: null };
const telekom = { country: "DE", network: "26201" };

it("finds a country's row for the country and for each of its networks", () => {
  const tariff = buildTariff([aRow({ id: 1, country: "FR" }), aRow({ id: 2 })]);
  expect(tariff.find(germany, nowMs)?.id).toBe(2);
  expect(tariff.find(telekom, nowMs)?.id).toBe(2);
  expect(tariff.find({ country: "IT", network: null }, nowMs)).toBeUndefined();
});

it("prefers the network's row to the country's, even one that began earlier and costs more", () => {
  const tariff = buildTariff([
    aRow({ id: 1, fromMs: nowMs - hourMs, micros: 1n }),
    aRow({ id: 2, network: "26201", fromMs: 0, micros: 9n }),
  ]);
  expect(tariff.find(telekom, nowMs)?.id).toBe(2);
  expect(tariff.find({ country: "DE", network: "26202" }, nowMs)?.id).toBe(1);
  expect(tariff.find(germany, nowMs)?.id).toBe(1);
});

it("falls back to the country's row once the network's has ended", () => {
  const tariff = buildTariff([aRow({ id: 1 }), aRow({ id: 2, network: "26201", toMs: nowMs })]);
  expect(tariff.find(telekom, nowMs - 1)?.id).toBe(2);
  expect(tariff.find(telekom, nowMs)?.id).toBe(1);
});

it("does not find a network's row for the country as a whole", () => {
  expect(buildTariff([aRow({ network: "26201" })]).find(germany, nowMs)).toBeUndefined();
});

it("takes of several valid rows the one that began last, in whatever order they came", () => {
  const older = aRow({ id: 7, fromMs: nowMs - 2 * hourMs });
  const newer = aRow({ id: 3, fromMs: nowMs - hourMs });
  const future = aRow({ id: 9, fromMs: nowMs + 1 });
  for (const rows of [
    [older, newer, future],
    [future, newer, older],
  ]) {
    expect(buildTariff(rows).find(germany, nowMs)?.id).toBe(3);
    expect(buildTariff(rows).find(germany, nowMs + 1)?.id).toBe(9);
    expect(buildTariff(rows).find(germany, nowMs - hourMs - 1)?.id).toBe(7);
  }
});

it("takes of rows that began at once the one that was entered last", () => {
  expect(buildTariff([aRow({ id: 4 }), aRow({ id: 5 }), aRow({ id: 3 })]).find(germany, nowMs)?.id).toBe(5);
});

it("goes back to the older row when the newer one has ended", () => {
  const tariff = buildTariff([aRow({ id: 1 }), aRow({ id: 2, fromMs: nowMs - hourMs, toMs: nowMs + hourMs })]);
  expect(tariff.find(germany, nowMs)?.id).toBe(2);
  expect(tariff.find(germany, nowMs + hourMs)?.id).toBe(1);
});

it("counts the first moment of a row in and its last moment out", () => {
  const tariff = buildTariff([aRow({ fromMs: nowMs, toMs: nowMs + hourMs })]);
  expect(tariff.find(germany, nowMs - 1)).toBeUndefined();
  expect(tariff.find(germany, nowMs)?.id).toBe(1);
  expect(tariff.find(germany, nowMs + hourMs - 1)?.id).toBe(1);
  expect(tariff.find(germany, nowMs + hourMs)).toBeUndefined();
});

it("gives id, amount and billing back exactly, and counts its rows", () => {
  for (const micros of [0n, 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 62n + 1n]) {
    const row = aRow({ id: 2_147_483_647, micros, billing: "delivered" });
    expect(buildTariff([row]).find(germany, nowMs)).toEqual({ id: row.id, micros, billing: "delivered" });
  }
  const tariff = buildTariff([aRow(), aRow({ country: "FR" })]);
  expect(tariff.size).toBe(2);
  expect(emptyTariff.size).toBe(0);
  expect(emptyTariff.find(germany, nowMs)).toBeUndefined();
});

it("finds among thousands of rows what a search through all of them finds", () => {
  const networks = [null, "26201", "26202", "310260", "999999"];
  const countries = ["DE", "US", "AA", "ZZ"];
  const rows = Array.from({ length: 3_000 }, (_, i) =>
    aRow({
      id: 1 + ((i * 7919) % 3_001),
      country: countries[(i * 13) % 4] ?? "DE",
      network: networks[(i * 31) % 5] ?? null,
      fromMs: nowMs + (((i * 37) % 50) - 25) * hourMs,
      toMs: i % 3 === 0 ? null : nowMs + (((i * 11) % 40) - 10) * hourMs + 25 * hourMs,
    }),
  );
  const tariff = buildTariff(rows);
  for (const country of countries) {
    for (const network of networks) {
      for (let hour = -30; hour <= 30; hour++) {
        const at = nowMs + hour * hourMs;
        const best = (place: string | null) =>
          rows
            .filter((row) => row.network === place && (place !== null || row.country === country))
            .filter((row) => row.fromMs <= at && (row.toMs === null || at < row.toMs))
            .sort((a, b) => b.fromMs - a.fromMs || b.id - a.id)[0];
        const expected = (network === null ? undefined : best(network)) ?? best(null);
        expect(tariff.find({ country, network }, at)?.id).toBe(expected?.id);
      }
    }
  }
});

it("finds each of thousands of places, and none that it does not have", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const countries = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  const networkOf = (at: number) => String(20_000 + at * 37);
  const places = countries.flatMap((country, at) => [
    { country, network: null },
    ...Array.from({ length: 4 }, (_, nth) => ({ country, network: networkOf(4 * at + nth) })),
  ]);
  const [had, others] = [places.filter((_, at) => at % 2 === 0), places.filter((_, at) => at % 2 === 1)];
  const tariff = buildTariff(had.map((place, at) => aRow({ id: at + 1, ...place })));
  for (const [at, place] of had.entries()) expect(tariff.find(place, nowMs)?.id).toBe(at + 1);
  const hasCountry = new Set(had.filter(({ network }) => network === null).map(({ country }) => country));
  for (const place of others) {
    const found = tariff.find(place, nowMs);
    if (place.network !== null && hasCountry.has(place.country)) expect(had[(found?.id ?? 0) - 1]?.network).toBeNull();
    else expect(found).toBeUndefined();
  }
});

it("keeps the amounts of tariffs apart that name the same places", () => {
  const tariffs = [1n, 2n, 3n].map((micros) => buildTariff([aRow({ micros }), aRow({ country: "FR", micros })]));
  expect(tariffs.map((tariff) => tariff.find(germany, nowMs)?.micros)).toEqual([1n, 2n, 3n]);
  expect(tariffs.map((tariff) => tariff.find({ country: "FR", network: null }, nowMs)?.micros)).toEqual([1n, 2n, 3n]);
});
