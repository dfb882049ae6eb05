import { formatMicros } from "@switchyard/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SheetError } from "./sheet-error.ts";
import { readTable } from "./table.ts";
import { readTariffFile, tariffFileRows } from "./tariff-file.ts";
import { cleaned, type WrittenCell, type WrittenColumn, writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.ts";

const columns: readonly WrittenColumn[] = [
  { header: "Text", kind: "text", width: 20 },
  { header: "Count", kind: "integer" },
  { header: "Amount", kind: "money" },
  { header: "Day", kind: "date" },
];

const AWKWARD = [
  "=1+1",
  "+49 30 1234",
  "-5",
  "@SUM(A1)",
  "\tx",
  'a "b" c',
  "a,b;c|d",
  "line\nbreak",
  " spaces ",
  "_x0041_",
  "<&>'\"",
  "0123",
  "Łódź Ελλάδα 😀",
];
/** Text that begins with an apostrophe may look like our own guard, and blank text is no text to a table. */
const text = fc
  .oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: "grapheme", maxLength: 40 }))
  .map(cleaned)
  .filter((value) => value.trim() !== "" && !value.startsWith("'"));
const row = fc.record({
  text,
  count: fc.maxSafeInteger(),
  micros: fc.bigInt(-9_000_000_000_000_000n, 9_000_000_000_000_000n),
  seconds: fc.integer({ min: 0, max: 4_000_000_000 }),
});

describe("a written table reads back as it was", () => {
  const cellsOf = ({
    text,
    count,
    micros,
    seconds,
  }: {
    text: string;
    count: number;
    micros: bigint;
    seconds: number;
  }): WrittenCell[] => [text, count, micros, new Date(seconds * 1000)];

  test("from CSV", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const csv = writeCsv(columns, rows.map(cellsOf));
        const table = await readTable({ name: "t.csv", octets: Buffer.from(csv) }, { separator: "," });
        const told = rows.map(({ text, count, micros, seconds }) => [
          text,
          String(count),
          formatMicros(micros),
          new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " "),
        ]);
        expect(table.rows).toEqual([columns.map(({ header }) => header), ...told]);
      }),
    );
  });

  test("from XLSX, numbers and dates as such, text never as a formula", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const octets = await writeXlsx({ sheet: "T", columns, rows: rows.map(cellsOf) });
        const table = await readTable({ name: "t.xlsx", octets });
        const numberOrText = (decimal: string) => (decimal.replace(/\D/g, "").length <= 15 ? Number(decimal) : decimal);
        const told = rows.map(({ text, count, micros, seconds }) => [
          text,
          numberOrText(String(count)),
          numberOrText(formatMicros(micros, { minDecimals: 0 })),
          new Date(seconds * 1000),
        ]);
        expect(table.rows).toEqual([columns.map(({ header }) => header), ...told]);
      }),
    );
  });
});

test("prices come back to the micro from any dialect of CSV", async () => {
  const dialect = fc.record({
    separator: fc.constantFrom(",", ";", "\t", "|"),
    decimal: fc.constantFrom(".", ","),
    newline: fc.constantFrom("\n", "\r\n"),
    mark: fc.constantFrom("", "\ufeff"),
    title: fc.constantFrom("", "Price list of ACME, all in EUR"),
    micros: fc.array(fc.bigInt(0n, 50_000_000n), { minLength: 3, maxLength: 12 }),
  });
  const countries = ["DE", "FR", "IT", "ES", "PL", "NL", "BE", "AT", "CH", "SE", "NO", "FI"];
  await fc.assert(
    fc.asyncProperty(dialect, async ({ separator, decimal, newline, mark, title, micros }) => {
      const amounts = micros.map((amount) => formatMicros(amount).replace(".", decimal));
      const quoted = amounts.map((amount) => (amount.includes(separator) ? `"${amount}"` : amount));
      const lines = quoted.map((amount, index) => [countries[index], "EUR", amount, ""].join(separator));
      const body = [...(title ? [title] : []), ["Country", "Currency", "Price", "Comment"].join(separator), ...lines];
      const octets = Buffer.from(mark + body.join(newline));
      const file = await readTariffFile({ name: "p", octets }, { timeZone: "UTC" });
      const seen = [...tariffFileRows(file.rows)].map(({ amountMicros }) => amountMicros);
      // All of them like "1.234"? Then the sign can't be known, and points are taken for decimals.
      if (decimal === "," && amounts.every((amount) => /^[1-9]\d?,\d{3}$/.test(amount))) return;
      expect({ separator: file.separator, faults: file.faults, seen }).toEqual({ separator, faults: [], seen: micros });
    }),
  );
});

describe("whatever is sent is read or refused in a sentence:", () => {
  const settle = async (octets: Uint8Array): Promise<void> => {
    try {
      await readTariffFile({ name: "p", octets }, { timeZone: "Europe/Berlin" });
    } catch (error) {
      expect(error).toBeInstanceOf(SheetError);
    }
  };

  test("octets by chance", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), settle), { numRuns: 200 });
    const magic = fc.constantFrom("504b0304", "504b030414000000", "efbbbf", "fffe", "feff");
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 500 }), (start, rest) =>
        settle(Buffer.concat([Buffer.from(start, "hex"), rest])),
      ),
      { numRuns: 200 },
    );
  });

  test("text of what price lists are made of", async () => {
    const piece = fc.constantFrom(
      "Country",
      "MCC",
      "MNC",
      "Price",
      "Valid from",
      "DE",
      "262",
      "01",
      "0.05",
      "1,5",
      "2026-01-01",
      ",",
      ";",
      "\t",
      "\n",
      '"',
      "'",
      "-",
      "%",
      "€",
      "\u00a0",
      "e9",
      "(",
    );
    const file = fc.array(piece, { maxLength: 80 }).map((pieces) => Buffer.from(pieces.join("")));
    await fc.assert(fc.asyncProperty(file, settle), { numRuns: 300 });
  });

  test("a workbook with octets changed, lost or doubled", async () => {
    const good = Buffer.from(
      await writeXlsx({
        sheet: "T",
        columns,
        rows: [
          ["DE", 1, 50_000n, new Date(0)],
          ["FR", 2, 60_000n, new Date(1e12)],
        ],
      }),
    );
    const change = fc.record({ at: fc.nat(good.length - 1), octet: fc.nat(255), length: fc.nat(20) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("set", "cut", "double"),
        async (changes, how) => {
          let octets = Buffer.from(good);
          for (const { at, octet, length } of changes) {
            if (how === "set") octets[at] = octet;
            else if (how === "cut") octets = Buffer.concat([octets.subarray(0, at), octets.subarray(at + length)]);
            else octets = Buffer.concat([octets.subarray(0, at + length), octets.subarray(at)]);
          }
          await settle(octets);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a workbook whose XML is changed", async () => {
    const { openZip, writeZip } = await import("./zip.ts");
    const archive = openZip(await writeXlsx({ sheet: "T", columns, rows: [["DE", 1, 50_000n, new Date(0)]] }));
    const parts = archive.names.map((name) => ({ name, octets: archive.read(name) ?? Buffer.alloc(0) }));
    const change = fc.record({
      part: fc.nat(parts.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      text: fc.constantFrom("", "<", ">", '"', "/", "&", "9", "A", "<c>", "</row>", " ", "r"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const changed = parts.map(({ name, octets }, index) => {
          let xml = octets.toString("utf8");
          for (const { part, at, text } of changes) {
            const place = Math.floor(at * xml.length);
            if (part === index) xml = xml.slice(0, place) + text + xml.slice(place + 1);
          }
          return { name, octets: Buffer.from(xml) };
        });
        await settle(writeZip(changed, "deflated"));
      }),
      { numRuns: 300 },
    );
  });
});
