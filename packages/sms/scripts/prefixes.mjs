/** Number prefixes to destinations: the network where the carrier data names one we know, else the country. */
import { internationalCodes } from "./countries.mjs";
import { internationalCountry } from "./networks.mjs";

/** Well-known ranges that the carrier data does not have: Inmarsat, Thuraya, and MTS in Russia. */
const addedRanges = { 870: "90111", 88216: "90105", 791: "25001" };

/**
 * @param countries `prefix → country` (country-prefixes.mjs)
 * @param carriers `[prefix, operator name]` (carriers.mjs)
 * @param networkOf `(country, operator name) → network id or undefined`
 * @returns `[prefix, network id or country]`, sorted, each different from what a shorter prefix says already
 */
export function destinationPrefixes(countries, carriers, networks, networkOf) {
  const ground = new Map([...countries, ...internationalCodes.map((code) => [code, internationalCountry])]);
  const operators = new Map(Object.entries(addedRanges));
  for (const [prefix, name] of carriers) {
    const country = longest(ground, prefix);
    operators.set(prefix, (country && networkOf(country, name)) || "");
  }
  const homes = new Map(networks.map(({ id, country }) => [id, country]));
  const resolved = new Map();
  for (const prefix of [...new Set([...ground.keys(), ...operators.keys()])].sort()) {
    const country = longest(ground, prefix);
    const network = longest(operators, prefix);
    const destination = network && homes.get(network) === country ? network : country;
    if (destination !== undefined && destination !== longest(resolved, prefix)) resolved.set(prefix, destination);
  }
  return [...resolved];
}

function longest(values, digits) {
  for (let length = digits.length; length > 0; length--) {
    const value = values.get(digits.slice(0, length));
    if (value !== undefined) return value;
  }
  return undefined;
}
