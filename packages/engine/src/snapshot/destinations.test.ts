import { createDestinationFinder, loadDestinations } from "@switchyard/sms";
import { expect, it } from "vitest";
import { buildDestinations } from "./destinations.ts";

const table = [
  { prefix: "49", country: "DE", network: null },
  { prefix: "4915", country: "DE", network: "26201" },
  { prefix: "49151", country: "DE", network: "26202" },
  { prefix: "1", country: "US", network: null },
  { prefix: "1876", country: "JM", network: null },
];

it("takes the longest prefix, in whatever order the prefixes came", () => {
  for (const prefixes of [table, table.toReversed()]) {
    const destinations = buildDestinations(prefixes);
    expect(destinations.find("4930123456")).toMatchObject({ country: "DE", network: null });
    expect(destinations.find("4915912345")).toMatchObject({ country: "DE", network: "26201" });
    expect(destinations.find("4915112345")).toMatchObject({ country: "DE", network: "26202" });
    expect(destinations.find("1212555012")).toMatchObject({ country: "US", network: null });
    expect(destinations.find("1876555012")).toMatchObject({ country: "JM", network: null });
    expect(destinations.size).toBe(5);
  }
});

it("finds nothing for digits that no prefix leads to", () => {
  const destinations = buildDestinations(table);
  for (const digits of ["", "4", "7999123456", "0491512345"]) expect(destinations.find(digits)).toBeUndefined();
  expect(buildDestinations([]).find("4915112345")).toBeUndefined();
});

it("shares one object among all prefixes of a destination, so that looking up allocates nothing", () => {
  const destinations = buildDestinations([...table, { prefix: "4916", country: "DE", network: "26201" }]);
  expect(destinations.find("4916012345")).toBe(destinations.find("4915912345"));
});

it("numbers destinations one after another", () => {
  const destinations = buildDestinations(table);
  const found = ["4930123456", "4915912345", "4915112345", "1212555012", "1876555012"].map(destinations.find);
  expect(found.map((destination) => destination?.index)).toEqual([0, 1, 2, 3, 4]);
});

it("knows networks without a prefix, and each country as a whole, each by one numbered object", () => {
  const destinations = buildDestinations(table, [
    { network: "26202", country: "DE" },
    { network: "26299", country: "DE" },
  ]);
  expect(destinations.ofNetwork("26202")).toBe(destinations.find("4915112345"));
  expect(destinations.ofNetwork("26299")).toEqual({ country: "DE", network: "26299", index: 5 });
  expect(destinations.ofNetwork("26203")).toBeUndefined();
  expect(destinations.ofCountry("DE")).toBe(destinations.find("4930123456"));
  expect(destinations.ofCountry("FR")).toEqual({ country: "FR", network: null, index: 6 });
  expect(destinations.ofCountry("FR")).toBe(destinations.ofCountry("FR"));
  expect(destinations.size).toBe(5);
});

it("agrees with the shipped tables on every prefix in them", () => {
  const shipped = loadDestinations();
  const countryOf = new Map(shipped.networks.map(({ id, country }) => [id, country]));
  const destinations = buildDestinations(
    shipped.prefixes.map(([prefix, place]) => {
      const country = countryOf.get(place);
      return { prefix, country: country ?? place, network: country === undefined ? null : place };
    }),
  );
  const find = createDestinationFinder(shipped);
  const differing = shipped.prefixes.filter(([prefix]) => {
    const [ours, theirs] = [destinations.find(`${prefix}7`), find(`${prefix}7`)];
    return ours?.country !== theirs?.country.iso || ours?.network !== (theirs?.network?.id ?? null);
  });
  expect(differing).toEqual([]);
  expect(destinations.size).toBe(shipped.prefixes.length);
});
