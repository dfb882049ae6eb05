/** Configurations as large as a busy operator's, and the messages that are judged by them. */
import type { Submission, TextFilter } from "@switchyard/engine";
import { loadDestinations } from "@switchyard/sms";
import {
  aClient,
  aConfiguration,
  aConnection,
  aCost,
  aCountry,
  aFilter,
  aPool,
  aPrice,
  aRoute,
  aRule,
  aSpamLimit,
  type Configuration,
  type RouteRow,
  type RuleRow,
} from "../test/configuration.ts";

export const shortText = "Your code is 123456. It expires in five minutes; nobody will ask you for it.";
export const longText = "Ваш заказ отправлен и прибудет завтра. ".repeat(8);

export function smallWorld(): Configuration {
  return aConfiguration({
    pools: [aPool({ shares: { 1: 50, 2: 50 } })],
    connections: [1, 2].map((id) => aConnection({ id, supplierId: 1 })),
  });
}

const countriesMax = 250;
const networksOfCountry = 4;

/** Country n has the prefix 49 and three digits, its networks one more digit, so that all numbers are of one length. */
const prefixOf = (index: number): string => `49${String(index).padStart(3, "0")}`;
const countryOf = (index: number): string => String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26));
const networkOf = (index: number, nth: number): string => String(30_000 + index * networksOfCountry + nth);

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const places = range(countriesMax).flatMap((index) => [
  { prefix: prefixOf(index), country: countryOf(index), network: null },
  ...range(networksOfCountry).map((nth) => ({
    prefix: `${prefixOf(index)}${nth}`,
    country: countryOf(index),
    network: networkOf(index, nth),
  })),
]);
const countries = places.filter(({ network }) => network === null);

/** Invented countries with a cost each, and a price of the first client; two suppliers share the traffic. */
export function inventedWorld(parts: Partial<Configuration> = {}): Configuration {
  return {
    ...smallWorld(),
    prefixes: places,
    connections: [1, 2].map((id) => aConnection({ id, supplierId: id })),
    suppliers: [1, 2].map((id) => ({ id, currency: "EUR", blocked: false })),
    prices: countries.map(({ country }, index) => aPrice({ id: index + 1, country })),
    costs: [1, 2].flatMap((supplierId) =>
      countries.map(({ country }, index) => aCost({ id: supplierId * 1_000 + index, supplierId, country })),
    ),
    ...parts,
  };
}

/** Numbers of every country are looked up, and each has a network that lives on ported numbers alone. */
export function portedWorld(): Configuration {
  return inventedWorld({
    routes: tenThousandRoutes(),
    countries: countries.map(({ country }, index) =>
      aCountry({ code: country, portability: "lookup", networks: [networkWithoutPrefix(index)] }),
    ),
  });
}

const networkWithoutPrefix = (index: number): string => String(50_000 + index);

/** Where the number of a message of these worlds was ported to. */
export const portedTo = (digits: string): string => networkWithoutPrefix(Number(digits.slice(2, 5)));

/** So many clients with a price for each country. */
export function pricedWorld(clients: number): Pick<Configuration, "clients" | "prices"> {
  const ids = range(clients).map((index) => index + 1);
  return {
    clients: ids.map((id) => aClient({ id, productId: 1 })),
    prices: ids.flatMap((clientId) =>
      countries.map(({ country }, index) => aPrice({ id: clientId * countriesMax + index, clientId, country })),
    ),
  };
}

/** 10,000 routes: half for networks and countries, the others for senders, recipients and texts; 250 ask for a text alone. */
export function tenThousandRoutes(scopeOf: (index: number) => Partial<RouteRow> = () => ({})): RouteRow[] {
  const bySender = range(2_500).map((index) => ({ senders: [`Brand ${index}`], priority: 10 + (index % 20) }));
  const byLikeSender = range(500).map((index) => ({ senders: [`shop${index}*`], ...placeAt(index), priority: 20 }));
  const byRecipient = range(1_499).map((index) => ({
    recipients: [
      `${prefixOf((index * 7) % countriesMax)}${String(index * 613)
        .padStart(3, "0")
        .slice(-2 - (index % 4))}9`,
    ],
    priority: 30,
  }));
  const byText = range(500).map((index) => ({
    ...(index % 2 === 0 ? {} : placeAt(index)),
    ...(index % 5 === 0
      ? { textMatch: "regex" as const, textPattern: `${wordOf(index)} (pin|otp) [0-9]{4,8}` }
      : { textMatch: "contains" as const, textPattern: `${wordOf(index)} ${wordOf(index + 7)}` }),
    priority: 40,
  }));
  const byPlace = range(5_000).map((index) => ({
    ...placeAt(index),
    priority: 50 + Math.floor(index / places.length),
  }));
  const all = [...bySender, ...byLikeSender, ...byRecipient, ...byText, ...byPlace];
  const routes = all.map((fields, index) => aRoute({ id: index + 2, ...scopeOf(index), ...fields }));
  return [aRoute({ id: 1, priority: 9_999 }), ...routes];
}

const placeAt = (index: number): Pick<RouteRow, "country" | "network"> => {
  const { country, network } = places[(index * 31) % places.length] as (typeof places)[number];
  return { country, network };
};

/** Routes by whose they are: six in ten of the platform's, one of a product, three of a thousand clients'. */
export function spreadScope(index: number): Partial<RouteRow> {
  const kind = index % 10;
  return kind < 6 ? {} : kind === 6 ? { productId: 1 } : { clientId: 1 + (index % 1_000) };
}

/** 1,000 rules: seven in ten look for a phrase, one for a word, two for an expression. */
export function thousandRules(scopeOf: (index: number) => Partial<RuleRow> = () => ({})): RuleRow[] {
  return range(1_000).map((index) =>
    aRule({ id: index + 1, priority: index % 100, ignoreCase: index % 2 === 0, ...phraseAt(index), ...scopeOf(index) }),
  );
}

const phraseAt = (index: number): Pick<RuleRow, "match" | "search"> => {
  const kind = index % 10;
  if (kind < 7) return { match: "plain", search: `${wordOf(index)} ${wordOf(index * 3)}` };
  if (kind === 7) return { match: "word", search: wordOf(index) };
  return { match: "regex", search: `${wordOf(index)}[- ]?[0-9]{2,}` };
};

/** 400 rules of the two suppliers, which concern every message, and 600 of as many clients. */
export function spreadRule(index: number): Partial<RuleRow> {
  if (index < 400) return { clientId: null, supplierId: 1 + (index % 2) };
  return { clientId: index - 399 };
}

/** 1,000 filters of all clients: words, phrases and two in ten expressions. */
export function thousandFilters(): TextFilter[] {
  return range(1_000).map((index) => {
    const { match, search } = phraseAt(index + 10_000);
    return aFilter({ id: index + 1, match: match as TextFilter["match"], pattern: search });
  });
}

export const spamLimits = [
  aSpamLimit({ messagesMax: 50 }),
  aSpamLimit({ id: 2, bySender: true, byText: true, messagesMax: 1, reason: "duplicate" }),
];

/** A word that no other number makes and no message has. */
function wordOf(index: number): string {
  const syllables = ["ba", "ke", "lo", "mu", "ni", "po", "ra", "se", "tu", "vy"];
  return [...String(index)].map((digit) => syllables[Number(digit)]).join("");
}

/** Messages of so many clients to all countries, under a thousand senders, one in four of them with a route of its own. */
export function inventedMessages(clients = 1): Partial<Submission>[] {
  return range(5_000).map((index) => ({
    clientId: 1 + ((index * 7) % clients),
    sender: index % 4 === 0 ? `Brand ${(index * 11) % 2_500}` : `Firm ${index % 1_000}`,
    recipient: `${prefixOf((index * 13) % countriesMax)}${String(10_000_000 + index * 7_919)}`,
    text: `${index} is your code for order ${index * 17}. It expires in five minutes; nobody will ask you for it.`,
  }));
}

/** Every country and network there is, with a price and a cost each. */
export function realDestinations(): Configuration {
  const real = loadDestinations();
  const countryOfNetwork = new Map(real.networks.map(({ id, country }) => [id, country]));
  const all = [
    ...real.countries.map(({ iso }) => ({ country: iso, network: null })),
    ...real.networks.map(({ id, country }) => ({ country, network: id })),
  ];
  return {
    ...smallWorld(),
    prefixes: real.prefixes.map(([prefix, place]) => {
      const country = countryOfNetwork.get(place);
      return { prefix, country: country ?? place, network: country === undefined ? null : place };
    }),
    prices: all.map((place, index) => aPrice({ id: index + 1, ...place })),
    costs: all.map((place, index) => aCost({ id: index + 1, ...place })),
    routes: [aRoute(), ...all.map((place, index) => aRoute({ id: index + 2, ...place, priority: 50 }))],
  };
}

export function realMessages(): Partial<Submission>[] {
  const numbers = loadDestinations().prefixes.filter((_, index) => index % 5 === 0);
  return numbers.map(([prefix]) => ({ recipient: prefix.padEnd(12, "7") }));
}

/** What takes engines that go back and try again for ever, and as many expressions that harm none. */
const catastrophic = (letter: string) => [
  `(${letter}+)+$`,
  `(${letter}|${letter}${letter})+$`,
  `^((${letter}[a-z]*)+.)+[A-Z](${letter}[a-z]*)+$`,
  `(.*)*x${letter}`,
];
const harmless = (letter: string) => [
  `${letter}[0-9]{4,6}`,
  `(buy|sell) ${letter}`,
  `^${letter}[a-z]+ now$`,
  `win.*${letter} today`,
];

/** Forty expressions each as routes, rules and filters, none of which the texts below fit. */
export function expressionWorld(kind: "catastrophic" | "harmless"): Configuration {
  const letters = [..."bcdefghijk"];
  const expressions = letters.flatMap(kind === "catastrophic" ? catastrophic : harmless);
  return inventedWorld({
    routes: [
      aRoute({ priority: 999 }),
      ...expressions.map((textPattern, index) => aRoute({ id: index + 2, textMatch: "regex", textPattern })),
    ],
    rules: expressions.map((search, index) => aRule({ id: index + 1, match: "regex", search })),
    filters: expressions.map((pattern, index) =>
      aFilter({ id: index + 1, match: "regex", pattern, ignoreCase: false }),
    ),
  });
}

/** Long runs of what the expressions repeat, and an end that they do not fit. */
export function adversarialMessages(): Partial<Submission>[] {
  return inventedMessages().map((message, index) => ({
    ...message,
    text: `${(["b", "c", "bc", "d", "ef"][index % 5] as string).repeat(70 - (index % 7))} ${index}!`,
  }));
}
