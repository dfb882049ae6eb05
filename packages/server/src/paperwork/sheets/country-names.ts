/** The names that price lists give countries, to ISO codes: English and ten other languages, and the trade's own. */
import type { Country } from "@switchyard/sms";
import { iso3Data } from "./data/iso3.ts";

/** A name without accents, signs, order and little words: "Korea, Republic of" and "Republic of Korea" are one. */
export function plainName(name: string): string {
  const letters = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = letters
    .replaceAll(/['’`.]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => sameWords[word] ?? word)
    .filter((word) => word !== "");
  const telling = words.filter((word) => !littleWords.has(word));
  // LA alone is Laos, not an article.
  return (telling.length > 0 ? telling : words).sort().join(" ");
}

/** Names and codes of these countries by `plainName`; what two countries share is in none. */
export function countryNames(countries: readonly Country[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const known = new Set(countries.map(({ iso }) => iso));
  const add = (name: string, iso: string): void => {
    const plain = plainName(name);
    if (known.has(iso) && plain !== "" && !names.has(plain)) names.set(plain, iso);
  };
  for (const [name, iso] of otherNames) add(name, iso);
  for (const { iso, name } of countries) {
    add(iso, iso);
    add(name, iso);
  }
  const pairs = iso3Data.trim().split(/\s+/);
  for (let index = 0; index + 1 < pairs.length; index += 2) add(pairs[index] ?? "", pairs[index + 1] ?? "");
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (const { iso } of countries) add(display.of(iso) ?? "", iso);
  }
  for (const name of ambiguous) names.delete(plainName(name));
  return names;
}

const languages = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr"];

/** One country's name in one language, and more than one country's in the trade. */
const ambiguous = ["Congo", "Korea", "Virgin Islands", "Guiana", "Saint Martin"];

const littleWords = new Set(["the", "of", "and", "a", "la", "le", "les", "el", "los", "der", "die", "und"]);

const sameWords: Readonly<Record<string, string>> = {
  st: "saint",
  ste: "saint",
  is: "islands",
  island: "islands",
  rep: "republic",
  dem: "democratic",
  fed: "federated",
  isl: "islands",
};

const otherNames: readonly (readonly [name: string, iso: string])[] = [
  ["UK", "GB"],
  ["Great Britain", "GB"],
  ["Britain", "GB"],
  ["England", "GB"],
  ["United Kingdom of Great Britain and Northern Ireland", "GB"],
  ["EL", "GR"],
  ["Hellas", "GR"],
  ["U.S.", "US"],
  ["United States of America", "US"],
  ["America", "US"],
  ["UAE", "AE"],
  ["Emirates", "AE"],
  ["KSA", "SA"],
  ["RSA", "ZA"],
  ["Russian Federation", "RU"],
  ["Ivory Coast", "CI"],
  ["Republic of Korea", "KR"],
  ["ROK", "KR"],
  ["DPRK", "KP"],
  ["Democratic People's Republic of Korea", "KP"],
  ["DRC", "CD"],
  ["DR Congo", "CD"],
  ["Congo DRC", "CD"],
  ["Zaire", "CD"],
  ["Democratic Republic of the Congo", "CD"],
  ["Republic of the Congo", "CG"],
  ["Congo Brazzaville", "CG"],
  ["Congo Kinshasa", "CD"],
  ["Republic of Moldova", "MD"],
  ["United Republic of Tanzania", "TZ"],
  ["Islamic Republic of Iran", "IR"],
  ["Bolivarian Republic of Venezuela", "VE"],
  ["Plurinational State of Bolivia", "BO"],
  ["Federated States of Micronesia", "FM"],
  ["Palestinian Territory", "PS"],
  ["Occupied Palestinian Territory", "PS"],
  ["State of Palestine", "PS"],
  ["Palestinian Territories", "PS"],
  ["Holy See", "VA"],
  ["Holy See (Vatican City State)", "VA"],
  ["Vatican", "VA"],
  ["Laos", "LA"],
  ["Lao PDR", "LA"],
  ["Syria", "SY"],
  ["Brunei", "BN"],
  ["Vietnam", "VN"],
  ["Viet Nam", "VN"],
  ["Czech Republic", "CZ"],
  ["Slovak Republic", "SK"],
  ["Macedonia", "MK"],
  ["FYROM", "MK"],
  ["The former Yugoslav Republic of Macedonia", "MK"],
  ["Republic of North Macedonia", "MK"],
  ["Swaziland", "SZ"],
  ["Burma", "MM"],
  ["Holland", "NL"],
  ["The Netherlands", "NL"],
  ["Turkey", "TR"],
  ["Turkiye", "TR"],
  ["Cabo Verde", "CV"],
  ["East Timor", "TL"],
  ["Macau", "MO"],
  ["Hong Kong SAR", "HK"],
  ["Macau SAR", "MO"],
  ["Taiwan, Province of China", "TW"],
  ["PR China", "CN"],
  ["People's Republic of China", "CN"],
  ["Mainland China", "CN"],
  ["Bosnia", "BA"],
  ["Bosnia-Herzegovina", "BA"],
  ["Republic of Ireland", "IE"],
  ["Eire", "IE"],
  ["Byelorussia", "BY"],
  ["Antigua", "AG"],
  ["Trinidad", "TT"],
  ["Saint Vincent", "VC"],
  ["Sao Tome", "ST"],
  ["Saint Kitts", "KN"],
  ["Nevis", "KN"],
  ["Turks and Caicos", "TC"],
  ["British Virgin Islands", "VG"],
  ["Virgin Islands, British", "VG"],
  ["Virgin Islands, U.S.", "VI"],
  ["US Virgin Islands", "VI"],
  ["United States Virgin Islands", "VI"],
  ["Netherlands Antilles", "CW"],
  ["Bonaire", "BQ"],
  ["Bonaire, Sint Eustatius and Saba", "BQ"],
  ["Saint Maarten", "SX"],
  ["Sint Maarten", "SX"],
  ["Falkland Islands (Malvinas)", "FK"],
  ["Guyane", "GF"],
  ["Réunion Island", "RE"],
  ["Faeroe Islands", "FO"],
  ["Western Samoa", "WS"],
  ["Gambia, The", "GM"],
  ["Bahamas, The", "BS"],
  ["Kyrgyz Republic", "KG"],
  ["Libyan Arab Jamahiriya", "LY"],
  ["Republic of Kosovo", "XK"],
  ["XKX", "XK"],
  ["Saint Helena, Ascension and Tristan da Cunha", "SH"],
  ["International Networks", "XZ"],
];
