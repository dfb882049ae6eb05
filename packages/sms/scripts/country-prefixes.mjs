/** Which digits a country's numbers begin with, where several countries share a calling code, from libphonenumber's metadata. */
import { compilePattern, step } from "./number-patterns.mjs";

const typesField = 11;
const leadingDigitsField = 10;
/** National digits looked at before a prefix that fits several countries goes to the first of them. */
const depthMax = 8;

/** `prefix → country` for every calling code, as few prefixes as the longest match needs. */
export function countryPrefixes(metadata) {
  const prefixes = new Map();
  for (const [code, countries] of Object.entries(metadata.country_calling_codes)) {
    prefixes.set(code, countries[0]);
    if (countries.length === 1) continue;
    const rivals = countries.map((country) => rival(country, metadata.countries[country]));
    collect(divide(rivals, depthMax, new Map()), code, countries[0], prefixes);
  }
  return prefixes;
}

/** A country as its automata; one with leading digits of its own is told by them alone, as libphonenumber does. */
function rival(country, plan) {
  const leadingDigits = plan[leadingDigitsField];
  const patterns = leadingDigits ? [leadingDigits] : (plan[typesField] ?? []).map((type) => type?.[0]).filter(Boolean);
  const automata = patterns.map(compilePattern);
  return { country, leads: Boolean(leadingDigits), automata, states: automata.map((automaton) => automaton.start) };
}

function advance(rival, digit) {
  if (rival.leads && isComplete(rival)) return rival;
  return { ...rival, states: rival.automata.map((automaton, index) => step(automaton, rival.states[index], digit)) };
}

function isComplete({ automata, states }) {
  return automata.some((automaton, index) => states[index].includes(automaton.end));
}

/** A country, undefined for digits that nobody has, or ten of these for the next digit. */
function divide(rivals, depth, seen) {
  const alive = rivals.filter(({ states }) => states.some((list) => list.length > 0));
  const certain = alive[0]?.leads && isComplete(alive[0]);
  if (alive.length <= 1 || certain || depth === 0) return alive[0]?.country;
  const key = `${depth} ${alive.map(({ country, states }) => `${country}${JSON.stringify(states)}`).join()}`;
  if (seen.has(key)) return seen.get(key);
  const children = [];
  for (let digit = 0; digit <= 9; digit++) {
    children.push(
      divide(
        alive.map((one) => advance(one, digit)),
        depth - 1,
        seen,
      ),
    );
  }
  const known = children.filter((child) => child !== undefined);
  const same = known.length > 0 && known.every((child) => typeof child === "string" && child === known[0]);
  const result = known.length === 0 ? undefined : same ? known[0] : children;
  seen.set(key, result);
  return result;
}

function collect(node, prefix, inherited, prefixes) {
  if (node === undefined || node === inherited) return;
  if (typeof node === "string") {
    prefixes.set(prefix, node);
    return;
  }
  for (const [digit, child] of node.entries()) collect(child, `${prefix}${digit}`, inherited, prefixes);
}
