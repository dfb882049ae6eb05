import { loadDestinations } from "@switchyard/sms";
import { describe, expect, it } from "vitest";
import { readNumberingPlan } from "./numbering-plan.ts";
import { writeXlsx } from "./sheets/write-xlsx.ts";

const { countries, networks } = loadDestinations();
const places = JSON.stringify({
  countries: countries.map(({ iso, name, mcc }) => [iso, name, mcc]),
  networks: networks.map(({ id, country, name, operational }) => [id, country, name, operational]),
});

interface Choices {
  readonly country?: string;
  readonly isCountryAlone?: boolean;
}

const read = (file: string | Uint8Array, { country, isCountryAlone = false }: Choices = {}) =>
  readNumberingPlan({
    octets: typeof file === "string" ? new Uint8Array(Buffer.from(file)) : file,
    places,
    country: country ?? null,
    isCountryAlone,
  });

const rowsOf = async (file: string | Uint8Array, choices?: Choices) =>
  Buffer.from((await read(file, choices)).rows)
    .toString("utf8")
    .split("\n")
    .map((line) => line.replaceAll("\t", " ").trim())
    .filter((line) => line !== "");

describe("a numbering plan", () => {
  it.each([
    ["+49 151", "49151"],
    ["0049151", "49151"],
    ["49-151", "49151"],
    ["49151", "49151"],
  ])("reads %j as %s", async (written, digits) => {
    expect(await rowsOf(`Prefix;Country\n${written};DE\n`)).toEqual([`2 ${digits} DE`]);
  });

  it("takes several prefixes from one cell, and what is said twice once", async () => {
    expect(await rowsOf("Prefix;MCCMNC\n49151, 49160;26201\n49151;26201\n")).toEqual([
      "2 49151 DE 26201",
      "2 49160 DE 26201",
    ]);
  });

  it("knows a network by its codes in one column or two, and by a name that only one has", async () => {
    const expected = ["3 4917 DE 26243"];
    expect(await rowsOf("Numbering plan\nDigits,MCC,MNC\n4917,262,43\n")).toEqual(expected);
    expect(await rowsOf("Numbering plan\nDigits,PLMN\n4917,262-43\n")).toEqual(expected);
    expect(await rowsOf("Numbering plan\nDigits,Country,Operator\n4917,Germany,Lycamobile\n")).toEqual(expected);
    const { faults } = await read("Digits,Country,Operator\n4917,Germany,Vodafone\n");
    expect(faults[0]?.message).toMatch(/^is of several networks \(26202, /);
  });

  it("reads a workbook, whose cells may be numbers", async () => {
    const columns = ["Prefix", "Country"].map((header) => ({ header, width: 10, kind: "text" as const }));
    const octets = await writeXlsx({
      sheet: "Plan",
      columns,
      rows: [
        ["49151", "DE"],
        ["33612", "France"],
      ],
    });
    expect(await rowsOf(octets)).toEqual(["2 49151 DE", "3 33612 FR"]);
  });

  it("takes the country that was chosen for rows that name none", async () => {
    expect(await rowsOf("Prefix\n4915\n", { country: "DE" })).toEqual(["2 4915 DE"]);
    const { faults } = await read("Prefix,Country\n4915,\n33612,FR\n", { country: "DE", isCountryAlone: true });
    expect(faults).toEqual([
      { line: 3, digits: "33612", message: "is of France; only prefixes of Germany are replaced" },
    ]);
  });

  it("says what is wrong at its line, and that a plan without country codes is none", async () => {
    const { faults, faultsTotal } = await read("Prefix;Country\n151;DE\n49x;DE\n;DE\n49151;Atlantis\n018;DE\n");
    expect(faultsTotal).toBe(5);
    expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 "151" does not begin with the calling code of Germany, 49',
      '3 "49x" is no prefix; write the first digits of numbers, like 49151',
      "4 has no prefix",
      '5 "Atlantis" is no country we know; write its name or ISO code',
      '6 "018" is no prefix; write the first digits of numbers, like 49151',
    ]);
  });

  it("is refused whole where nothing says what is a prefix, or where prefixes belong", async () => {
    await expect(read("Country;Price\nDE;0.01\n")).rejects.toThrow(/No column is headed "Prefix"/);
    await expect(read("Prefix\n49151\n")).rejects.toThrow(/No column says where prefixes belong/);
    await expect(read("Prefix;Country\n")).rejects.toThrow(/no prefix/);
  });

  it("has all prefixes that we ship begin with a calling code of their country", async () => {
    const countryOf = new Map(networks.map(({ id, country }) => [id, country]));
    const lines = loadDestinations().prefixes.map(([digits, place]) => `${digits},${countryOf.get(place) ?? place}`);
    const { faultsTotal } = await read(["Prefix,Country", ...lines].join("\n"));
    expect(faultsTotal).toBe(0);
  });
});
