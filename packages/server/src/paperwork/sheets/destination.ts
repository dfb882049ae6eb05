/** Where a row's price holds: a country, or networks of it, from whichever columns the file has. */
import { type Country, type Destinations, loadDestinations, type Network } from "@switchyard/sms";
import { type Cell, cellText } from "./cell.ts";
import {
  type Code,
  findNetwork,
  meansWholeCountry,
  type NetworkIndex,
  readCodes,
  readMccs,
  readMncs,
  wholeNumber,
} from "./codes.ts";
import { countryNames, plainName } from "./country-names.ts";
import type { Field } from "./fields.ts";

export type Place = { readonly country: string; readonly network: string | null };

export type DestinationCells = Readonly<Partial<Record<DestinationField, Cell>>>;

export type DestinationField = Extract<Field, "country" | "dialling" | "operator" | "mcc" | "mnc" | "network">;

export type Destined =
  | { readonly ok: true; readonly places: readonly Place[] }
  | { readonly ok: false; readonly field: DestinationField; readonly message: string };

export type DestinationTables = Pick<Destinations, "countries" | "networks">;

/**
 * Compiles the tables; what it answers then reads the cells of one row. Few destinations stand in many rows, one for
 * each start: the same cells are read once.
 */
export function createDestinationReader(
  tables: DestinationTables = loadDestinations(),
): (cells: DestinationCells) => Destined {
  const known = compiled(tables);
  const before = new Map<string, Destined>();
  return (cells) => {
    const key = keyOf(cells);
    const destined = before.get(key) ?? readDestination(known, cells);
    before.set(key, destined);
    return destined;
  };
}

function readDestination(known: Known, cells: DestinationCells): Destined {
  const country = readCountry(known, cells);
  if (!country.ok) return country;
  const codes = readRowCodes(known, cells, country.iso);
  if (!codes.ok) return codes;
  if (codes.networks.length > 0) return placesOf(known, codes.networks, country, codes.field);
  return wholeCountry(known, cells, country, codes.mccs);
}

/** A number and the text that looks like it are read differently; nothing that is typed holds the sign between. */
function keyOf({ country, dialling, operator, mcc, mnc, network }: DestinationCells): string {
  return `${part(country)}\0${part(dialling)}\0${part(operator)}\0${part(mcc)}\0${part(mnc)}\0${part(network)}`;
}

function part(cell: Cell | undefined): string {
  if (typeof cell === "string") return cell;
  return typeof cell === "number" ? `\x01${cell}` : cellText(cell);
}

type Known = {
  readonly countries: ReadonlyMap<string, Country>;
  readonly names: ReadonlyMap<string, string>;
  readonly callingCodes: ReadonlyMap<string, readonly string[]>;
  /** The countries of an MCC, by its networks and by allocation. */
  readonly byMcc: ReadonlyMap<string, ReadonlySet<string>>;
  readonly networks: NetworkIndex;
  readonly networksOf: ReadonlyMap<string, readonly Network[]>;
  readonly spellings: Map<string, Named | undefined>;
};

/** Compiling takes longer than reading a small file, so a table is compiled once; what a file spells stays with it. */
function compiled(tables: DestinationTables): Known {
  const known = tablesCompiled.get(tables) ?? indexTables(tables);
  tablesCompiled.set(tables, known);
  return { ...known, spellings: new Map() };
}

const tablesCompiled = new WeakMap<DestinationTables, Omit<Known, "spellings">>();

function indexTables({ countries, networks }: DestinationTables): Omit<Known, "spellings"> {
  const byMcc = new Map<string, Set<string>>();
  const callingCodes = new Map<string, string[]>();
  const networksOf = new Map<string, Network[]>();
  const addMcc = (mcc: string, iso: string) => byMcc.set(mcc, (byMcc.get(mcc) ?? new Set()).add(iso));
  for (const { iso, mcc, callingCodes: codes } of countries) {
    for (const code of mcc) addMcc(code, iso);
    for (const code of codes) callingCodes.set(code, [...(callingCodes.get(code) ?? []), iso]);
  }
  for (const network of networks) {
    addMcc(network.mcc, network.country);
    networksOf.set(network.country, [...(networksOf.get(network.country) ?? []), network]);
  }
  return {
    countries: new Map(countries.map((country) => [country.iso, country])),
    names: countryNames(countries),
    callingCodes,
    byMcc,
    networks: new Map(networks.map((network) => [network.id, network])),
    networksOf,
  };
}

type Fault = Extract<Destined, { ok: false }>;

function fail(field: DestinationField, message: string): Fault {
  return { ok: false, field, message };
}

/** What the country column says; `operator` is what follows the country in "Germany - Telekom". */
type CountryRead = {
  readonly ok: true;
  readonly iso: string | null;
  readonly operator: string;
  readonly unknown: string;
};

function readCountry(known: Known, { country, dialling }: DestinationCells): CountryRead | Fault {
  const text = cellText(country);
  const dialled = cellText(dialling);
  if (text !== "") {
    const begins = readNamed(known, text);
    if (begins) return { ok: true, ...begins, unknown: "" };
  }
  if (dialled !== "") {
    const iso = countryByText(known, dialled);
    if (iso !== undefined) return { ok: true, iso, operator: "", unknown: "" };
  }
  return { ok: true, iso: null, operator: "", unknown: text || dialled };
}

type Named = { readonly iso: string; readonly operator: string };

/** Few countries stand in many rows: each spelling is read once. */
function readNamed(known: Known, text: string): Named | undefined {
  const before = known.spellings.get(text);
  if (before !== undefined || known.spellings.has(text)) return before;
  const iso = countryByText(known, text);
  const named = iso === undefined ? countryThatBegins(known, text) : { iso, operator: "" };
  known.spellings.set(text, named);
  return named;
}

/** Calling codes that everyone takes for one country, though smaller ones share them. */
const mainCountries: Readonly<Record<string, string>> = {
  7: "RU",
  39: "IT",
  44: "GB",
  47: "NO",
  61: "AU",
  212: "MA",
  358: "FI",
};

/** By name, by code of two or three letters, or by calling code ("+49", "0049", 49). */
function countryByText(known: Known, text: string): string | undefined {
  const [, digits] = /^(?:\+|00)?(\d{1,7})(?:\.0+)?$/.exec(text.replaceAll(/[\s()-]/g, "")) ?? [];
  if (digits === undefined) return known.names.get(plainName(text));
  const sharing = known.callingCodes.get(digits) ?? [];
  return sharing.length === 1 ? sharing[0] : mainCountries[digits];
}

/** "Germany - Telekom", "Germany (Telekom)", "Germany: Telekom", "Germany, Telekom". */
function countryThatBegins(known: Known, text: string): Named | undefined {
  for (const match of text.matchAll(/\s[-–—]+\s*|\s*[(:,/|]\s*/g)) {
    const iso = countryByText(known, text.slice(0, match.index));
    const operator = text
      .slice(match.index + match[0].length)
      .replace(/\)\s*$/, "")
      .trim();
    if (iso !== undefined) return { iso, operator };
  }
  return undefined;
}

type CodesRead = {
  readonly ok: true;
  readonly networks: readonly Network[];
  readonly mccs: readonly string[];
  readonly field: DestinationField;
};

/** The networks that the code columns name, or only MCCs. */
function readRowCodes(known: Known, cells: DestinationCells, iso: string | null): CodesRead | Fault {
  if (!meansWholeCountry(cellText(cells.network))) return readJoined(known, cells.network, "network");
  const operator = cellText(cells.operator);
  const mccs = readMccs(meansWholeCountry(cellText(cells.mcc)) ? null : cells.mcc);
  if (!mccs.ok) {
    // "MCC" sometimes heads the column of both.
    const joined = meansWholeCountry(cellText(cells.mnc)) ? readJoined(known, cells.mcc, "mcc") : undefined;
    return joined?.ok ? joined : fail("mcc", mccs.message);
  }
  if (meansWholeCountry(cellText(cells.mnc))) {
    const isCode = mccs.value.length === 0 && /^\d{3}[\s\-/]?\d{2,3}$/.test(operator);
    if (isCode) return readJoined(known, cells.operator, "operator");
    return { ok: true, networks: [], mccs: mccs.value, field: "mcc" };
  }
  return readParted(known, cells.mnc, mccs.value, iso);
}

/** MCC and MNC in one column. */
function readJoined(known: Known, cell: Cell | undefined, field: DestinationField): CodesRead | Fault {
  const codes = readCodes(cell);
  if (!codes.ok) return fail(field, codes.message);
  const mccs = codes.value.filter(({ mnc }) => mnc === "").map(({ mcc }) => mcc);
  if (mccs.length > 0 && mccs.length < codes.value.length) {
    return fail(field, "names networks and a whole country in one cell; put them on lines of their own");
  }
  if (mccs.length > 0) return { ok: true, networks: [], mccs, field };
  return findAll(known, codes.value, field);
}

/** MNCs beside their MCC, or beside a country whose MCCs tell which network is meant. */
function readParted(
  known: Known,
  cell: Cell | undefined,
  mccs: readonly string[],
  iso: string | null,
): CodesRead | Fault {
  const [mcc, second] = mccs.length > 0 ? mccs : countryMccs(known, iso);
  const whole = wholeNumber(cell);
  if (whole && whole.digits.length > 4) return readJoined(known, cell, "mnc");
  const mncs = readMncs(cell, mcc);
  if (!mncs.ok) return fail("mnc", mncs.message);
  if (mcc === undefined) return fail("mnc", "has an MNC but no MCC; add the MCC, like 262");
  if (second === undefined)
    return findAll(
      known,
      mncs.value.map((mnc) => ({ mcc, ...mnc })),
      "mnc",
    );
  const all = mccs.length > 0 ? mccs : countryMccs(known, iso);
  const networks: Network[] = [];
  for (const { mnc, isPadded } of mncs.value) {
    const found = all.flatMap((each) => {
      const network = findNetwork(known.networks, { mcc: each, mnc, isPadded });
      return network.ok ? [network.value] : [];
    });
    const [only] = found;
    if (only === undefined || found.length > 1) {
      return fail(
        "mnc",
        `MNC ${mnc} is ${only ? "in more than one" : "in none"} of the MCCs ${all.join(", ")}; give one MCC on each line`,
      );
    }
    networks.push(only);
  }
  return { ok: true, networks, mccs: [], field: "mnc" };
}

function countryMccs(known: Known, iso: string | null): string[] {
  if (iso === null) return [];
  return [...known.byMcc].filter(([, countries]) => countries.has(iso)).map(([mcc]) => mcc);
}

function findAll(known: Known, codes: readonly Code[], field: DestinationField): CodesRead | Fault {
  const networks: Network[] = [];
  for (const code of codes) {
    const network = findNetwork(known.networks, code);
    if (!network.ok) return fail(field, network.message);
    networks.push(network.value);
  }
  return { ok: true, networks, mccs: [], field };
}

/** A country beside a network must be its own, or one that shares its MCC (Jersey is often sold as United Kingdom). */
function placesOf(known: Known, networks: readonly Network[], { iso }: CountryRead, field: DestinationField): Destined {
  for (const { id, mcc, country } of networks) {
    if (iso === null || country === iso || known.byMcc.get(mcc)?.has(iso)) continue;
    return fail(
      field,
      `network ${id} is in ${nameOf(known, country)}, not in ${nameOf(known, iso)}; correct one of them`,
    );
  }
  const unique = new Map(networks.map((network) => [network.id, network]));
  return { ok: true, places: [...unique.values()].map(({ id, country }) => ({ country, network: id })) };
}

/** No network is named by code: the country's price, or that of the operator that is named instead. */
function wholeCountry(known: Known, cells: DestinationCells, read: CountryRead, mccs: readonly string[]): Destined {
  const field: DestinationField = read.unknown !== "" && cellText(cells.country) === "" ? "dialling" : "country";
  const iso = mccs.length === 0 ? read.iso : countryOfMccs(known, mccs, read.iso);
  if (typeof iso === "object" && iso !== null) return iso;
  if (iso === null) {
    if (read.unknown !== "") return fail(field, `"${read.unknown}" is no country we know; write its name or ISO code`);
    return fail(field, "has no destination; give a country or MCC and MNC");
  }
  const operator = read.operator || cellText(cells.operator);
  // An explicit "*" or "all" for the MNC says more than a name beside it.
  const isAll = [cells.mnc, cells.network].map(cellText).some((text) => text !== "" && meansWholeCountry(text));
  if (isAll || meansWholeCountry(operator) || known.names.get(plainName(operator)) === iso) {
    return { ok: true, places: [{ country: iso, network: null }] };
  }
  const wanted = plainName(operator);
  const named = (known.networksOf.get(iso) ?? []).filter(({ name }) => plainName(name) === wanted);
  if (named.length > 0) return { ok: true, places: named.map(({ id }) => ({ country: iso, network: id })) };
  return fail(
    read.operator ? "country" : "operator",
    `"${operator}" is no network of ${nameOf(known, iso)} that we know by this name; give its MCC and MNC`,
  );
}

/** The one country of these MCCs; where several share an MCC, the country column says which. */
function countryOfMccs(known: Known, mccs: readonly string[], iso: string | null): string | Fault {
  const sets = mccs.map((mcc) => known.byMcc.get(mcc));
  const unknown = mccs.find((_, index) => sets[index] === undefined);
  if (unknown !== undefined) return fail("mcc", `${unknown} is no MCC we know; correct it`);
  const common = [...(sets[0] ?? [])].filter((country) => sets.every((set) => set?.has(country)));
  if (iso !== null) {
    if (common.includes(iso)) return iso;
    return fail("mcc", `MCC ${mccs.join(", ")} is not of ${nameOf(known, iso)}; correct one of them`);
  }
  const [only, other] = common;
  if (only !== undefined && other === undefined) return only;
  if (only === undefined)
    return fail("mcc", `MCCs ${mccs.join(", ")} are of several countries; put them on lines of their own`);
  return fail(
    "mcc",
    `MCC ${mccs.join(", ")} is shared by ${common.map((country) => nameOf(known, country)).join(", ")}; name the country`,
  );
}

function nameOf(known: Known, iso: string): string {
  return known.countries.get(iso)?.name ?? iso;
}
