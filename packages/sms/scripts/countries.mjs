/** Countries and territories as destinations: ISO codes from i18n-iso-countries, calling codes from libphonenumber. */
import { internationalCountry, mccsByCountry } from "./networks.mjs";

/** Names as a price list has them, where the standard's own are unwieldy, and territories without an ISO code of their own. */
const names = {
  AC: "Ascension Island",
  BQ: "Caribbean Netherlands",
  CD: "Congo (DR)",
  CG: "Congo (Republic)",
  CI: "Côte d'Ivoire",
  CN: "China",
  CZ: "Czechia",
  FK: "Falkland Islands",
  FM: "Micronesia",
  GM: "Gambia",
  IR: "Iran",
  MD: "Moldova",
  MF: "Saint Martin (French part)",
  MK: "North Macedonia",
  PS: "Palestine",
  RU: "Russia",
  SX: "Sint Maarten (Dutch part)",
  TA: "Tristan da Cunha",
  TW: "Taiwan",
  TZ: "Tanzania",
  US: "United States",
  VA: "Vatican City",
  VG: "British Virgin Islands",
  VI: "U.S. Virgin Islands",
  [internationalCountry]: "International networks",
};

/** Calling codes of networks in space and at sea (ITU-T E.164 annex); the freephone and premium ones carry no messages. */
export const internationalCodes = ["870", "878", "881", "882", "883"];

const northAmerica = "1";

/** [{ iso, name, mccs, callingCodes }] ordered by name; territories with neither numbers nor networks are left out. */
export function readCountries(metadata, isoNames, records, prefixes) {
  const mccs = mccsByCountry(records);
  const codes = { [internationalCountry]: internationalCodes };
  for (const [code, countries] of Object.entries(metadata.country_calling_codes)) {
    for (const iso of countries) codes[iso] = code === northAmerica ? areaCodes(iso, prefixes) : [code];
  }
  return Object.keys({ ...codes, ...mccs })
    .map((iso) => {
      const name = names[iso] ?? isoNames[iso];
      if (name === undefined) throw new Error(`no name for ${iso}`);
      return { iso, name, mccs: [...(mccs[iso] ?? [])].sort(), callingCodes: codes[iso] ?? [] };
    })
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

/** The islands of the North American plan are known by their area codes ("1876"); the United States and Canada by 1. */
function areaCodes(iso, prefixes) {
  if (iso === "US" || iso === "CA") return [northAmerica];
  return [...prefixes].filter(([prefix, country]) => country === iso && prefix.length === 4).map(([prefix]) => prefix);
}
