import { type CountryCode, getCountries, getExampleNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { countryOf, createDestinationFinder, loadDestinations, networkOf } from "./destinations.ts";

const tables = loadDestinations();
const find = createDestinationFinder(tables);

/**
 * Territories whose example number lies in a range they share with a neighbour, so that no digits can tell the two
 * apart. libphonenumber answers the neighbour too.
 */
const toldAsNeighbour: Readonly<Partial<Record<CountryCode, string>>> = {
  AX: "FI",
  BL: "GP",
  CC: "AU",
  CX: "AU",
  EH: "MA",
  IM: "GB",
  MF: "GP",
  SJ: "NO",
  VA: "IT",
};

describe("the country of a number", () => {
  it.each(getCountries())("is what libphonenumber says for the example of %s", (country) => {
    const example = getExampleNumber(country, examples);
    expect(example).toBeDefined();
    const number = example?.number ?? "";
    expect(parsePhoneNumberFromString(number)?.country).toBe(toldAsNeighbour[country] ?? country);
    expect(find(number.slice(1))?.country.iso).toBe(toldAsNeighbour[country] ?? country);
  });

  it.each([
    ["12025550123", "US"],
    ["14165550123", "CA"],
    ["18765550123", "JM"],
    ["18095550123", "DO"],
    ["17875550123", "PR"],
    ["18005550123", "US"],
    ["77011234567", "KZ"],
    ["79161234567", "RU"],
    ["441534123456", "JE"],
    ["441624123456", "IM"],
    ["881612345678", "XZ"],
  ])("%s is in %s", (digits, iso) => {
    expect(find(digits)?.country.iso).toBe(iso);
  });

  it("is unknown for codes nobody has", () => {
    for (const digits of ["", "0", "999123456", "2101234567", "x49"]) expect(find(digits)).toBeUndefined();
  });
});

describe("the network of a number", () => {
  it.each([
    ["4915112345678", "26201"],
    ["4916212345678", "26202"],
    ["4917612345678", "26203"],
    ["447917123456", "23415"],
    ["33612345678", "20810"],
    ["393331234567", "22201"],
    ["34609123456", "21407"],
    ["48601123456", "26001"],
    ["905321234567", "28601"],
    ["919810012345", "40410"],
    ["923001234567", "41001"],
    ["6281112345678", "51010"],
    ["84981234567", "45204"],
    ["2348031234567", "62130"],
    ["254722123456", "63902"],
    ["27821234567", "65501"],
    ["201001234567", "60202"],
    ["966551234567", "42001"],
    ["971501234567", "42402"],
    ["79161234567", "25001"],
    ["380671234567", "25502"],
    ["77012345678", "40102"],
    ["8613912345678", "46000"],
    ["61412345678", "50502"],
  ])("of %s is %s", (digits, network) => {
    expect(find(digits)?.network?.id).toBe(network);
  });

  it("is left open where the range does not tell", () => {
    for (const digits of ["493012345678", "12025550123", "5215512345678"]) {
      expect(find(digits)?.country).toBeDefined();
      expect(find(digits)?.network).toBeUndefined();
    }
  });
});

describe("the tables", () => {
  it("have ids once only, in the form they promise", () => {
    const { countries, networks, prefixes } = tables;
    expect(new Set(countries.map(({ iso }) => iso)).size).toBe(countries.length);
    expect(new Set(networks.map(({ id }) => id)).size).toBe(networks.length);
    expect(new Set(prefixes.map(([digits]) => digits)).size).toBe(prefixes.length);
    for (const { iso, name, mcc } of countries) {
      expect(iso).toMatch(/^[A-Z]{2}$/);
      expect(name).not.toBe("");
      for (const code of mcc) expect(code).toMatch(/^\d{3}$/);
    }
    for (const { id, mcc, mnc, name, country } of networks) {
      expect(id).toBe(mcc + mnc);
      expect(mnc).toMatch(/^\d{2,3}$/);
      expect(name).not.toBe("");
      expect(countryOf(country)).toBeDefined();
    }
  });

  it("lead every prefix to something that works: a country, or a network in operation in the country of its digits", () => {
    for (const [digits, destination] of tables.prefixes) {
      const network = networkOf(destination);
      expect(network === undefined ? countryOf(destination) : network.operational).toBeTruthy();
      expect(find(digits)?.network ?? find(digits)?.country).toBe(network ?? countryOf(destination));
    }
  });

  it("have no prefix that says what a shorter one says already", () => {
    const byDigits = new Map(tables.prefixes);
    for (const [digits, destination] of tables.prefixes) {
      for (let length = digits.length - 1; length > 0; length--) {
        const shorter = byDigits.get(digits.slice(0, length));
        if (shorter === undefined) continue;
        expect([digits, shorter]).not.toEqual([digits, destination]);
        break;
      }
    }
  });

  it("cover the world", () => {
    expect(tables.countries.length).toBeGreaterThan(240);
    expect(tables.networks.filter(({ operational }) => operational).length).toBeGreaterThan(1_500);
    const withNetworks = new Set(tables.prefixes.map(([, destination]) => networkOf(destination)?.country));
    expect(withNetworks.size).toBeGreaterThan(210);
    expect(countryOf("DE")).toEqual({ iso: "DE", name: "Germany", mcc: ["262"], callingCodes: ["49"] });
    expect(countryOf("JM")).toMatchObject({ callingCodes: ["1658", "1876"] });
    expect(networkOf("26201")).toEqual({
      id: "26201",
      mcc: "262",
      mnc: "01",
      country: "DE",
      name: "Telekom",
      operational: true,
    });
  });

  it("refuse to compile when a prefix or a network points nowhere", () => {
    const nowhere = { countries: [], networks: [], prefixes: [["49", "DE"]] } as const;
    expect(() => createDestinationFinder(nowhere)).toThrow(/49.*DE/);
    const network = { id: "26201", mcc: "262", mnc: "01", country: "DE", name: "Telekom", operational: true };
    expect(() => createDestinationFinder({ countries: [], networks: [network], prefixes: [] })).toThrow(/26201.*DE/);
  });
});
