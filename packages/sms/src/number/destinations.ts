/**
 * Where a message goes and what that costs: countries, the networks in them, and the number prefixes that lead to
 * them. The tables are data shipped with the package; an operator's own copy of them may differ, so nothing here is
 * kept as state but the tables as read.
 *
 * A prefix tells the network a number range was first given to. A number that was ported since answers to another
 * network, which only a look-up can tell.
 */
import { countryData } from "./data/countries.gen.ts";
import { networkData } from "./data/networks.gen.ts";
import { prefixData } from "./data/prefixes.gen.ts";
import { createPrefixTrie } from "./prefix-trie.ts";

export interface Country {
  /** ISO 3166-1 alpha-2; also XK (Kosovo), AC and TA (islands numbered apart), XZ (networks in space and at sea). */
  readonly iso: string;
  readonly name: string;
  /** Mobile country codes; several share one in the French Antilles, none for some territories. */
  readonly mcc: readonly string[];
  /** Without "+"; the islands of the North American plan with their area codes ("1876"). */
  readonly callingCodes: readonly string[];
}

export interface Network {
  /** MCC and MNC together, "26201"; unique. */
  readonly id: string;
  readonly mcc: string;
  readonly mnc: string;
  /** ISO code of the country. */
  readonly country: string;
  readonly name: string;
  readonly operational: boolean;
}

/** Leading digits in E.164, and a network's id or a country's ISO code. */
export type DestinationPrefix = readonly [digits: string, destination: string];

export interface Destinations {
  readonly countries: readonly Country[];
  readonly networks: readonly Network[];
  /** The longest prefix of a number counts. */
  readonly prefixes: readonly DestinationPrefix[];
}

/** Country of a number, and its network where the range tells. */
export interface Destination {
  readonly country: Country;
  readonly network?: Network;
}

let destinations: Destinations | undefined;

/** The shipped tables, read at the first call (about 10 ms) and shared from then on. */
export function loadDestinations(): Destinations {
  destinations ??= { countries: readCountries(), networks: readNetworks(), prefixes: readPrefixes() };
  return destinations;
}

/**
 * Compiles tables into a look-up from digits (E.164, no "+") to country and network; undefined for digits that no
 * prefix covers.
 * @throws Error when a prefix or a network refers to something that is not in the tables
 */
export function createDestinationFinder(tables: Destinations): (digits: string) => Destination | undefined {
  const countries = new Map(tables.countries.map((country) => [country.iso, country]));
  const found = new Map<string, Destination>();
  for (const country of tables.countries) found.set(country.iso, { country });
  for (const network of tables.networks) {
    const country = countries.get(network.country);
    if (country === undefined) throw new Error(`network ${network.id} is in unknown country ${network.country}`);
    found.set(network.id, { country, network });
  }
  const ids = [...found.keys()];
  const list = [...found.values()];
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const trie = createPrefixTrie();
  for (const [digits, id] of tables.prefixes) {
    const index = indexes.get(id);
    if (index === undefined) throw new Error(`prefix ${digits} leads to unknown destination ${id}`);
    trie.insert(digits, index);
  }
  return (digits) => list[trie.longest(digits)];
}

let countriesByIso: ReadonlyMap<string, Country> | undefined;
let networksById: ReadonlyMap<string, Network> | undefined;

/** A country of the shipped tables by its ISO code. */
export function countryOf(iso: string): Country | undefined {
  countriesByIso ??= new Map(loadDestinations().countries.map((country) => [country.iso, country]));
  return countriesByIso.get(iso);
}

/** A network of the shipped tables by MCC and MNC ("26201"). */
export function networkOf(id: string): Network | undefined {
  networksById ??= new Map(loadDestinations().networks.map((network) => [network.id, network]));
  return networksById.get(id);
}

function readCountries(): Country[] {
  return countryData.split("\n").map((line) => {
    const [iso = "", name = "", mcc = "", callingCodes = ""] = line.split("|");
    return { iso, name, mcc: readList(mcc), callingCodes: readList(callingCodes) };
  });
}

function readNetworks(): Network[] {
  return networkData.split("\n").map((line) => {
    const [country = "", id = "", marked = ""] = line.split("|");
    const operational = marked.startsWith("*");
    const name = operational ? marked.slice(1) : marked;
    return { id, mcc: id.slice(0, 3), mnc: id.slice(3), country, name, operational };
  });
}

function readPrefixes(): DestinationPrefix[] {
  return prefixData.split("\n").flatMap((line) => {
    const [destination = "", prefixes = ""] = line.split("|");
    return readList(prefixes).map((digits) => [digits, destination] as const);
  });
}

function readList(list: string): string[] {
  return list === "" ? [] : list.split(",");
}
