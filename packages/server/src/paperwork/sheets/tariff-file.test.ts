import { loadDestinations } from "@switchyard/sms";
import { describe, expect, test } from "vitest";
import { readTariffFile, type TariffFileSettings, tariffFileRow, tariffFileRows } from "./tariff-file.ts";
import { type WrittenCell, type WrittenColumn, writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.ts";

function read(text: string, settings: Partial<TariffFileSettings> = {}) {
  return readTariffFile({ name: "prices.csv", octets: Buffer.from(text) }, { timeZone: "UTC", ...settings });
}

async function rowsOf(text: string, settings?: Partial<TariffFileSettings>): Promise<string[]> {
  const { rows } = await read(text, settings);
  return [...tariffFileRows(rows)].map(({ country, network, amountMicros }) => `${network ?? country} ${amountMicros}`);
}

test("a price list with titles, decimal commas and German dates is read whole", async () => {
  const file = await read(
    [
      "ACME Carrier Services;;;;;;",
      "Preisliste, alle Preise in EUR;;;;;;",
      "",
      "Land;Netz;MCC;MNC;Preis (EUR);Gültig ab;Gültig bis;Abrechnung",
      "Deutschland;Telekom;262;01;0,0650;01.12.2026;31.12.2026;Submitted",
      "Frankreich;alle;208;;1.234,50;sofort;;per delivered SMS",
    ].join("\r\n"),
    { timeZone: "Europe/Berlin" },
  );
  expect(file).toMatchObject({
    ...{ kind: "csv", encoding: "utf-8", separator: ";", headerLine: 4, decimal: ",", dateOrder: "day-first" },
    ...{ totalLines: 2, merged: 0, faults: [], faultsTotal: 0, missing: [] },
    columns: { country: { index: 0, how: "heading" }, amount: { index: 4, how: "heading" } },
  });
  expect(file.header[4]).toBe("Preis (EUR)");
  expect(file.preview[0]).toMatchObject({
    line: 5,
    cells: ["Deutschland", "Telekom", "262", "01", "0,0650", "01.12.2026", "31.12.2026", "Submitted"],
  });
  expect([...tariffFileRows(file.rows)]).toEqual([
    {
      ...{ line: 5, country: "DE", network: "26201", amountMicros: 65_000n, billing: "submitted", currency: "EUR" },
      ...{ validFrom: "2026-11-30T23:00:00.000Z", validTo: "2026-12-31T23:00:00.000Z" },
    },
    {
      ...{ line: 6, country: "FR", network: null, amountMicros: 1_234_500_000n, billing: "delivered", currency: "EUR" },
      ...{ validFrom: null, validTo: null },
    },
  ]);
  expect(tariffFileRow(file.rows, 2)).toBeUndefined();
});

test("several MNCs in one cell are several rows of one line", async () => {
  expect(await rowsOf('MCC,MNC,Price\n262,"01,02,03",0.05\n')).toEqual(["26201 50000", "26202 50000", "26203 50000"]);
});

test("an end date holds through its day, unless told otherwise or it has a time", async () => {
  const text = "Country,Price,Valid to\nDE,1,2026-12-31\nFR,1,2026-12-31 12:00\n";
  expect((await read(text)).rows.validTo).toEqual(["2027-01-01T00:00:00.000Z", "2026-12-31T12:00:00.000Z"]);
  expect((await read(text, { endDate: "exclusive" })).rows.validTo[0]).toBe("2026-12-31T00:00:00.000Z");
});

test("the same destination and start twice is one row, or a fault that names the earlier line", async () => {
  const file = await read("Country,Price\nDE,0.05\nGermany,0.050\nDeutschland,0.06\nFR,0.05\n");
  expect(file).toMatchObject({ merged: 1, totalLines: 4 });
  expect(file.faults).toEqual([
    { line: 4, column: 1, message: "gives DE another price than line 2 for the same start; keep one of them" },
  ]);
  expect(file.rows.country).toEqual(["DE", "FR"]);
});

test("the same destination with another start is another row", async () => {
  expect(await rowsOf("Country,Price,Valid from\nDE,0.05,2026-01-01\nDE,0.06,2026-02-01\n")).toEqual([
    "DE 50000",
    "DE 60000",
  ]);
});

describe("faults", () => {
  test("name line and column, and leave the other rows", async () => {
    const file = await read(
      "Country,Price,Currency,Valid from,Valid to,Billing\nAtlantis,1,EUR,,,\nDE,-1,EUR,,,\nDE,1,Taler,,,\nDE,1,EUR,soon,,\nDE,1,EUR,2026-02-01,2026-01-01,\nDE,1,EUR,,,weekly\nDE,1 USD,EUR,,,\nFR,1,EUR,,,\n",
    );
    expect(file.faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 0],
      [3, 1],
      [4, 2],
      [5, 3],
      [6, 4],
      [7, 5],
      [8, 2],
    ]);
    expect(file.faults.at(-1)?.message).toBe("has two currencies, EUR and USD; correct one of them");
    expect(file.rows.country).toEqual(["FR"]);
  });

  test("beyond a thousand are only counted", async () => {
    const file = await read(`Country,Price\n${"Atlantis,1\n".repeat(1_500)}`);
    expect([file.faults.length, file.faultsTotal, file.totalLines]).toEqual([1_000, 1_500, 1_500]);
  });
});

describe("what a person chooses goes first:", () => {
  test("the decimal sign", async () => {
    expect(await rowsOf("Country;Price\nDE;1.234\n")).toEqual(["DE 1234000"]);
    expect(await rowsOf("Country;Price\nDE;1.234\n", { decimal: "," })).toEqual(["DE 1234000000"]);
    expect(await rowsOf("Country;Price\nDE;1.234\nFR;0,5\n")).toEqual(["DE 1234000000", "FR 500000"]);
  });

  test("the order of dates", async () => {
    const text = "Country,Price,Valid from\nDE,1,02/03/2026\n";
    expect((await read(text)).rows.validFrom).toEqual(["2026-03-02T00:00:00.000Z"]);
    expect((await read(text, { dateOrder: "month-first" })).rows.validFrom).toEqual(["2026-02-03T00:00:00.000Z"]);
    expect((await read(`${text}FR,1,12/31/2026\n`)).rows.validFrom[0]).toBe("2026-02-03T00:00:00.000Z");
  });

  test("columns, and a file without header", async () => {
    expect(await rowsOf("DE,0.05\nFR,0.06\n", { columns: { country: 0, amount: 1 } })).toEqual([
      "DE 50000",
      "FR 60000",
    ]);
    expect(await rowsOf("Country,List price,Net\nDE,0.05,0.04\n", { columns: { amount: 2 } })).toEqual(["DE 40000"]);
    expect(await rowsOf("x\nCountry,Price\nDE,1\n", { headerLine: 2 })).toEqual(["DE 1000000"]);
  });
});

test("without a column for amount or destination there are no rows, only what a form needs to ask", async () => {
  const file = await read("DE,0.05\nFR,0.06\n");
  expect(file).toMatchObject({ headerLine: null, missing: ["amount", "destination"], faultsTotal: 0, totalLines: 2 });
  expect(file.preview[0]?.cells).toEqual(["DE", "0.05"]);
  expect(file.rows.country).toEqual([]);
});

test("a workbook's number cells, dates and text give the same rows as CSV, and 12,000 of them are read", async () => {
  const { countries, networks } = loadDestinations();
  const names = new Map(countries.map(({ iso, name }) => [iso, name]));
  const columns: WrittenColumn[] = [
    { header: "Country", kind: "text" },
    { header: "Operator", kind: "text" },
    { header: "MCC", kind: "text" },
    { header: "MNC", kind: "text" },
    { header: "Price", kind: "money" },
    { header: "Currency", kind: "text" },
    { header: "Valid from", kind: "date" },
    { header: "Comment", kind: "text" },
  ];
  const rows = Array.from({ length: 12_000 }, (_, index): WrittenCell[] => {
    const network = networks[index % networks.length];
    if (!network) throw new Error("the tables are empty");
    const day = new Date(Date.UTC(2026, 11, 1 + Math.floor(index / networks.length)));
    return [
      names.get(network.country) ?? "",
      network.name,
      network.mcc,
      network.mnc,
      BigInt(index + 1),
      "EUR",
      day,
      "no change",
    ];
  });
  const took = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const done = await work();
    const { user, system } = process.cpuUsage(cpu);
    // On a machine with other work the processor's time tells more than the clock.
    const times = [performance.now() - began, (user + system) / 1000].map((ms) => `${Math.round(ms)} ms`);
    console.log(`${what}: ${times.join(", of the processor ")}`);
    return done;
  };
  const csv = await took("write 12,000 rows of CSV", () => Buffer.from(writeCsv(columns, rows)));
  const xlsx = await took("write 12,000 rows of XLSX", () => writeXlsx({ sheet: "Prices", columns, rows }));
  const settings = { timeZone: "Europe/Berlin" };
  const fromCsv = await took("read 12,000 rows of CSV", () => readTariffFile({ name: "p.csv", octets: csv }, settings));
  const fromXlsx = await took("read 12,000 rows of XLSX", () =>
    readTariffFile({ name: "p.xlsx", octets: xlsx }, settings),
  );
  expect(fromCsv.faults).toEqual([]);
  expect(fromCsv.rows.line).toHaveLength(12_000);
  expect(fromXlsx.rows).toEqual(fromCsv.rows);
  expect(fromCsv.rows.amountMicros.every((micros, index) => micros === BigInt(index + 1))).toBe(true);
});
