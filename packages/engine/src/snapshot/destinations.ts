import { createPrefixTrie } from "@switchyard/sms";

/** Where a number belongs: a country (ISO code) and, when its prefix tells, one network (MCC+MNC). */
export interface Destination {
  readonly country: string;
  readonly network: string | null;
  /** Its number among those of the plan, so that tables can keep what they know of each side by side. */
  readonly index?: number;
}

/** A numbering plan; each destination is one shared object, so look-ups allocate nothing. */
export interface Destinations {
  /** By the longest prefix of E.164 digits. */
  find(digits: string): Destination | undefined;
  /** The destination of a network, also of one that no prefix leads to. */
  ofNetwork(network: string): Destination | undefined;
  /** The destination of a country as a whole. */
  ofCountry(country: string): Destination;
  /** Prefixes. */
  readonly size: number;
}

/** Compiles prefixes into a trie. A network may live on ported numbers alone, so `networks` names those without any too. */
export function buildDestinations(
  prefixes: Iterable<{ prefix: string; country: string; network: string | null }>,
  networks: Iterable<{ network: string; country: string }> = [],
): Destinations {
  const trie = createPrefixTrie();
  const places: Destination[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (country: string, network: string | null): number => {
    const key = `${country}.${network ?? ""}`;
    const known = indexes.get(key);
    if (known !== undefined) return known;
    const index = places.length;
    places.push({ country, network, index });
    indexes.set(key, index);
    return index;
  };
  let size = 0;
  for (const { prefix, country, network } of prefixes) {
    trie.insert(prefix, indexOf(country, network));
    size++;
  }
  for (const { network, country } of networks) indexOf(country, network);
  const ofNetworks = new Map<string, Destination>();
  for (const place of places) if (place.network !== null) ofNetworks.set(place.network, place);
  return {
    find: (digits) => places[trie.longest(digits)],
    ofNetwork: (network) => ofNetworks.get(network),
    ofCountry: (country) => places[indexOf(country, null)] as Destination,
    size,
  };
}
