/** Networks by MCC and MNC, from mcc-mnc-list (Wikipedia's "Mobile network codes" pages). */

const operationalStatus = new Set(["Operational", "Temporary operational", "Ongoing"]);

/** The country that stands for a group which shares one MCC. */
const countryOfGroup = {
  "GE-AB": "GE",
  "BL/GF/GP/MF/MQ": "GP",
  "BQ/CW/SX": "CW",
  "AU/CC/CX": "AU",
  "YT/RE": "RE",
};

/** Networks listed under several countries whose first listing is not where most of their numbers are. */
const homeOf = {
  23403: "JE",
  23418: "GB",
  23428: "GB",
  23450: "JE",
  23455: "GG",
  27077: "LU",
  27099: "LU",
  33805: "JM",
  42505: "PS",
  42506: "PS",
  50510: "NF",
  310120: "US",
  310260: "US",
  310280: "US",
  310370: "GU",
  310400: "GU",
  310410: "US",
  310480: "GU",
  311120: "GU",
  311470: "VI",
  311780: "AS",
  313510: "PR",
  313790: "PR",
  338050: "BM",
};

/** The code of networks at sea, in the air and in space, which belong to no country (MCC 901). */
export const internationalCountry = "XZ";

function countryOf(record) {
  if (record.type === "International") return internationalCountry;
  return countryOfGroup[record.countryCode] ?? record.countryCode;
}

/** [{ id, mcc, mnc, country, brand, operator, operational }], one for each MCC and MNC, ordered by id. */
export function readNetworks(records) {
  const networks = new Map();
  for (const record of records) {
    const { type, mcc, mnc } = record;
    if (type === "Test" || !/^\d{3}$/.test(mcc) || !/^\d{2,3}$/.test(mnc)) continue;
    const id = mcc + mnc;
    const country = countryOf(record);
    const brand = tidy(record.brand);
    const operator = tidy(record.operator);
    if (!/^[A-Z]{2}$/.test(country ?? "") || (brand === "" && operator === "")) continue;
    const operational = operationalStatus.has(record.status);
    const network = { id, mcc, mnc, country, brand, operator, operational };
    if (isBetter(network, networks.get(id))) networks.set(id, network);
  }
  return [...networks.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function isBetter(network, known) {
  if (known === undefined) return true;
  const home = homeOf[network.id];
  if (home !== undefined) return network.country === home && known.country !== home;
  return network.operational && !known.operational;
}

function tidy(name) {
  return (name ?? "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Every MCC listed for a country, groups counted for each of their members. */
export function mccsByCountry(records) {
  const mccs = {};
  for (const { type, countryCode, mcc } of records) {
    if (type === "Test" || !/^\d{3}$/.test(mcc)) continue;
    const group = type === "International" ? [internationalCountry] : (countryCode ?? "").split(/[/]/);
    for (const member of group) {
      const country = countryOfGroup[member] ?? member;
      if (!/^[A-Z]{2}$/.test(country)) continue;
      mccs[country] ??= new Set();
      mccs[country].add(mcc);
    }
  }
  return mccs;
}
