/** The operator's countries and networks, as a thread is given them (catalogue/places/tables.ts). */
import { countryOf } from "@switchyard/sms";
import type { DestinationTables } from "./sheets/destination.ts";

interface PlacesJson {
  readonly countries: readonly (readonly [code: string, name: string, mcc: readonly string[]])[];
  readonly networks: readonly (readonly [id: string, country: string, name: string, operational: boolean])[];
}

/** The tables read last: compiling them takes longer than reading a small file, and they seldom change. */
let last: { readonly json: string; readonly tables: DestinationTables } | undefined;

export function placeTables(json: string): DestinationTables {
  if (last?.json === json) return last.tables;
  const { countries, networks } = JSON.parse(json) as PlacesJson;
  const tables: DestinationTables = {
    countries: countries.map(([iso, name, mcc]) => ({
      iso,
      name,
      mcc,
      // No operator gives a country another calling code.
      callingCodes: countryOf(iso)?.callingCodes ?? [],
    })),
    networks: networks.map(([id, country, name, operational]) => ({
      id,
      mcc: id.slice(0, 3),
      mnc: id.slice(3),
      country,
      name,
      operational,
    })),
  };
  last = { json, tables };
  return tables;
}
