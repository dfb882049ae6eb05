import { loadDestinations } from "@switchyard/sms";
import { describe, expect, test } from "vitest";
import type { Cell } from "./cell.ts";
import { createDestinationReader, type DestinationCells } from "./destination.ts";

const read = createDestinationReader();

/** "DE" or "26201", several parted by a space; a fault as "field: message". */
function told(cells: DestinationCells): string {
  const destined = read(cells);
  if (!destined.ok) return `${destined.field}: ${destined.message}`;
  return destined.places.map(({ country, network }) => network ?? country).join(" ");
}

describe("a country is found by", () => {
  const spellings: readonly (readonly [Cell, string])[] = [
    ["DE", "DE"],
    ["deu", "DE"],
    ["Germany", "DE"],
    [" GERMANY ", "DE"],
    ["Deutschland", "DE"],
    ["UK", "GB"],
    ["United Kingdom", "GB"],
    ["Great Britain", "GB"],
    ["USA", "US"],
    ["U.S.A.", "US"],
    ["United States of America", "US"],
    ["Russia", "RU"],
    ["Russian Federation", "RU"],
    ["Россия", "RU"],
    ["Ivory Coast", "CI"],
    ["Côte d'Ivoire", "CI"],
    ["Cote d’Ivoire", "CI"],
    ["Korea, Republic of", "KR"],
    ["Korea (Republic of)", "KR"],
    ["Korea, Democratic People's Republic of", "KP"],
    ["Congo, The Democratic Republic of the", "CD"],
    ["Congo, Republic of the", "CG"],
    ["Iran, Islamic Republic of", "IR"],
    ["Bosnia & Herzegovina", "BA"],
    ["St. Lucia", "LC"],
    ["St Kitts and Nevis", "KN"],
    ["Virgin Islands, British", "VG"],
    ["UAE", "AE"],
    ["Turkey", "TR"],
    ["Macedonia", "MK"],
    ["Kosovo", "XK"],
    ["Czech Republic", "CZ"],
    ["Viet Nam", "VN"],
    ["Germany - All", "DE"],
    ["Germany (other networks)", "DE"],
  ];
  test.each(spellings)("%s, which is %s", (country, iso) => expect(told({ country })).toBe(iso));

  test.each([
    ["+49", "DE"],
    ["0049", "DE"],
    [49, "DE"],
    ["1876", "JM"],
    [44, "GB"],
    [7, "RU"],
  ] as const)("calling code %s, which is %s", (dialling, iso) => expect(told({ dialling })).toBe(iso));

  test("its MCC, and by several of one country", () => {
    expect(told({ mcc: "262" })).toBe("DE");
    expect(told({ mcc: 262 })).toBe("DE");
    expect(told({ mcc: "404,405" })).toBe("IN");
    expect(told({ network: "262" })).toBe("DE");
  });

  test("an MCC that several countries share only with the country beside it", () => {
    expect(told({ mcc: "310" })).toMatch(/^mcc: MCC 310 is shared by .*United States.*; name the country/);
    expect(told({ mcc: "647" })).toMatch(/^mcc: MCC 647 is shared by .*Reunion/);
    expect(told({ mcc: "310", country: "USA" })).toBe("US");
    expect(told({ mcc: "647", country: "Mayotte" })).toBe("YT");
  });
});

describe("a network is found by", () => {
  const spellings: readonly (readonly [DestinationCells, string])[] = [
    [{ network: "26201" }, "26201"],
    [{ network: 26201 }, "26201"],
    [{ network: "26201.0" }, "26201"],
    [{ network: "262-01" }, "26201"],
    [{ network: "262/01" }, "26201"],
    [{ network: "262 01" }, "26201"],
    [{ network: "262.01" }, "26201"],
    [{ network: 2621 }, "26201"],
    [{ network: "310260" }, "310260"],
    [{ network: "26201, 26202" }, "26201 26202"],
    [{ network: "26201 26202" }, "26201 26202"],
    [{ network: "26201/26202" }, "26201 26202"],
    [{ network: "262-01,02;03" }, "26201 26202 26203"],
    [{ mcc: "262", mnc: "01" }, "26201"],
    [{ mcc: 262, mnc: 1 }, "26201"],
    [{ mcc: "262.0", mnc: "1.0" }, "26201"],
    [{ mcc: "262", mnc: "262-01" }, "26201"],
    [{ mcc: "262", mnc: "01,02,03" }, "26201 26202 26203"],
    [{ mcc: "262", mnc: "01;03" }, "26201 26203"],
    [{ mcc: "262", mnc: "01/03" }, "26201 26203"],
    [{ mcc: "262", mnc: "01,01" }, "26201"],
    [{ mcc: 310, mnc: 260 }, "310260"],
    [{ country: "Germany", mnc: "01" }, "26201"],
    [{ country: "Germany - Telekom", mcc: "262", mnc: "01" }, "26201"],
    [{ country: "Nowhere we know", mcc: "262", mnc: "01" }, "26201"],
    [{ operator: "26201" }, "26201"],
    [{ mcc: "26201" }, "26201"],
  ];
  test.each(spellings)("%j, which is %s", (cells, networks) => expect(told(cells)).toBe(networks));

  test.each(["", "*", "all", "All networks", "-", "x", "X", "Others", "Rest of country", "n/a"])(
    "no MNC when that is %j: the price is the whole country's",
    (mnc) => expect(told({ mcc: "262", mnc })).toBe("DE"),
  );

  test("its name, where no code is given and the country has networks of that name", () => {
    expect(told({ country: "Greece", operator: "Yuboto" })).toBe("20212");
    expect(told({ country: "Greece", operator: "Cosmote" })).toBe("20201 20202");
    expect(told({ country: "Greece - Yuboto" })).toBe("20212");
    expect(told({ country: "Greece", operator: "Rest" })).toBe("GR");
  });
});

describe("a destination is a fault", () => {
  test.each([
    [{ country: "Atlantis" }, /^country: "Atlantis" is no country/],
    [{ country: "Congo" }, /^country: "Congo" is no country/],
    [{ dialling: "1" }, /^dialling: "1" is no country/],
    [{}, /^country: has no destination/],
    [{ country: "France", mcc: "262", mnc: "01" }, /^mnc: network 26201 is in Germany, not in France/],
    [{ country: "France", mcc: "262" }, /^mcc: MCC 262 is not of France/],
    [{ mcc: "262", mnc: "01-05" }, /^mnc: "01-05" is a range/],
    [{ network: "26201-26205" }, /^network: "26201-26205" is a range/],
    [{ mcc: "262", mnc: "999" }, /^mnc: 262-999 is no network we know/],
    [{ mcc: "999", mnc: "" }, /^mcc: 999 is no MCC we know/],
    [{ mcc: "26", mnc: "01" }, /^mcc: "26" is no MCC/],
    [{ network: 262.01 }, /^network: 262.01 is no network; write MCC and MNC as text/],
    [{ network: "Vodafone" }, /^network: "Vodafone" is no network/],
    [{ mnc: "01" }, /^mnc: has an MNC but no MCC/],
    [{ country: "Greece", operator: "Nobody Mobile" }, /^operator: "Nobody Mobile" is no network of Greece/],
    [{ country: "Germany - Unheard Of" }, /^country: "Unheard Of" is no network of Germany/],
    [{ network: "26201,310" }, /^network: names networks and a whole country in one cell/],
  ] as const)("for %j", (cells, message) => expect(told(cells)).toMatch(message));

  test("when a number may be either of two networks, which text would tell", () => {
    const tables = {
      countries: [{ iso: "US", name: "United States", mcc: ["310"], callingCodes: ["1"] }],
      networks: ["12", "012"].map((mnc) => ({
        id: `310${mnc}`,
        mcc: "310",
        mnc,
        country: "US",
        name: "V",
        operational: true,
      })),
    };
    const readOwn = createDestinationReader(tables);
    expect(readOwn({ mcc: 310, mnc: 12 })).toMatchObject({
      ok: false,
      message: expect.stringContaining("may be 12 or 012"),
    });
    expect(readOwn({ mcc: "310", mnc: "12" })).toMatchObject({ places: [{ network: "31012" }] });
    expect(readOwn({ mcc: "310", mnc: "012" })).toMatchObject({ places: [{ network: "310012" }] });
  });
});

test("a network may be sold under another country of its MCC", () => {
  expect(read({ country: "United Kingdom", network: "23450" })).toEqual({
    ok: true,
    places: [{ country: "JE", network: "23450" }],
  });
});

test("every country is found by its code and by its name, and every network by its code", () => {
  const { countries, networks } = loadDestinations();
  for (const { iso, name } of countries) expect([iso, name].map((country) => told({ country }))).toEqual([iso, iso]);
  for (const { id, country } of networks) expect(told({ country, network: id })).toBe(id);
});
