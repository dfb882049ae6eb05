import { createPrefixTrie } from "@switchyard/sms";

/** Where a number belongs: a country (ISO code) and, when its prefix tells, one network (MCC+MNC). */
export interface Destination {
  readonly country: string;
  readonly network: string | null;
  /** Its number among those that prefixes lead to, so that tables can keep what they know of each side by side. */
  readonly index?: number;
}

/** Longest-prefix look-up from E.164 digits to a destination. */
export interface Destinations {
  find(digits: string): Destination | undefined;
  /** The destination of a network that prefixes lead to. */
  ofNetwork(network: string): Destination | undefined;
  readonly size: number;
}

/** Compiles prefixes into a trie; the same destination is one shared object, so look-ups allocate nothing. */
export function buildDestinations(
  prefixes: Iterable<{ prefix: string; country: string; network: string | null }>,
): Destinations {
  const trie = createPrefixTrie();
  const places: Destination[] = [];
  const indexes = new Map<string, number>();
  let size = 0;
  for (const { prefix, country, network } of prefixes) {
    const key = `${country}.${network ?? ""}`;
    let index = indexes.get(key);
    if (index === undefined) {
      index = places.length;
      places.push({ country, network, index });
      indexes.set(key, index);
    }
    trie.insert(prefix, index);
    size++;
  }
  const ofNetworks = new Map<string, Destination>();
  for (const place of places) if (place.network !== null) ofNetworks.set(place.network, place);
  return {
    find: (digits) => places[trie.longest(digits)],
    ofNetwork: (network) => ofNetworks.get(network),
    size,
  };
}
