/** From an operator's name in the carrier metadata to its network: the curated table first, then equal names. */
import { curatedNetworks } from "./curated-networks.mjs";

/** Words that say what kind of company it is, not which. */
const genericWords = new Set(
  (
    "mobile mobil movil moviles cellular cell telecom telekom telecoms telecommunication telecommunications " +
    "communication communications gsm network networks wireless company the group corporation corp co ltd limited " +
    "llc inc plc sa sas sarl srl spa gmbh ag kg bv nv oy oyj ab as asa aps ou sia uab doo dd ad jsc cjsc ojsc pjsc " +
    "sro oao ooo pty pvt private sdn bhd tbk pt de sprl lda"
  ).split(" "),
);

/**
 * @returns the network's id, or undefined when no operational network of the country has that name
 * @throws Error when the curated table names a network that is not in the list, so that it cannot rot unseen
 */
export function createNetworkOfCarrier(networks, countryNames) {
  const ids = new Set(networks.map(({ id }) => id));
  for (const [country, byName] of Object.entries(curatedNetworks)) {
    for (const id of Object.values(byName)) {
      if (id !== "" && !ids.has(id)) throw new Error(`curated network ${id} of ${country} is not listed`);
    }
  }
  const byCountry = {};
  for (const network of networks.filter(({ operational }) => operational)) {
    byCountry[network.country] ??= [];
    byCountry[network.country].push(network);
  }
  return (country, carrier) => {
    const curated = curatedNetworks[country]?.[carrier];
    if (curated !== undefined) return curated === "" ? undefined : curated;
    const own = byCountry[country] ?? [];
    for (const key of [plain, (name) => essence(name, country, countryNames.get(country) ?? "")]) {
      const wanted = key(carrier);
      if (wanted === "") continue;
      const found =
        own.find(({ brand }) => key(brand) === wanted) ?? own.find(({ operator }) => key(operator) === wanted);
      if (found !== undefined) return found.id;
    }
    return undefined;
  };
}

function plain(name) {
  return words(name).join("");
}

/** The name without its country and without generic words; what is left of "Vodafone Spain S.A.U" is "vodafone". */
function essence(name, country, countryName) {
  const dropped = new Set([...words(countryName), country.toLowerCase()]);
  return words(name.replace(/\(.*\)/, "").replace(/\b(?:[A-Za-z]\.)+[A-Za-z]?\b\.?/g, ""))
    .filter((word) => !dropped.has(word) && !genericWords.has(word))
    .join("");
}

function words(name) {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
