/** Rows about closed destinations and ported numbers. */
import { aCost, aCountry, aPrice, aProductPrice, aRoute, type Configuration } from "../configuration.ts";
import { client, type Scenario, usual } from "./scenario.ts";

const country = (fields: Parameters<typeof aCountry>[0]) => ({ countries: [aCountry(fields)] });

export const closed: readonly Scenario[] = [
  { says: "a country with nothing special about it", configuration: country({}), expected: usual },
  { says: "a closed country", configuration: country({ closed: true }), expected: "blocked destination_closed 26201" },
  {
    says: "a closed country, and a number of no known network",
    configuration: country({ closed: true }),
    submission: { recipient: "4930123456" },
    expected: "blocked destination_closed",
  },
  { says: "another closed country", configuration: country({ code: "FR", closed: true }), expected: usual },
  {
    says: "a closed network",
    configuration: country({ closedNetworks: new Set(["26201"]) }),
    expected: "blocked destination_closed 26201",
  },
  { says: "another closed network", configuration: country({ closedNetworks: new Set(["26202"]) }), expected: usual },
];

/** By network another price, cost and route each. */
const byNetwork: Partial<Configuration> = {
  prices: [
    aPrice(),
    aPrice({ id: 2, network: "26201", micros: 60_000n }),
    aPrice({ id: 3, network: "26202", micros: 70_000n }),
  ],
  costs: [
    aCost(),
    aCost({ id: 2, network: "26201", micros: 10_000n }),
    aCost({ id: 3, network: "26202", micros: 20_000n }),
  ],
  routes: [
    aRoute({ id: 1 }),
    aRoute({ id: 2, country: "DE", network: "26201" }),
    aRoute({ id: 3, country: "DE", network: "26202" }),
  ],
};
const ported = (network: string | null) => ({ ported: { "4915123456789": network } });
const lookup = { ...byNetwork, ...country({ portability: "lookup" }) };
const careful = { ...byNetwork, ...country({ portability: "lookup", lookupFallback: "highest_price" }) };
const unknowable = { ...byNetwork, ...country({ portability: "highest_price" }) };

const asTelekom = "queued DE.26201 gsm7 1×0.06 submitted 2/1/1 cost 0.01";
const asVodafone = "queued DE.26202 gsm7 1×0.07 submitted 3/1/1 cost 0.02";
const asDearest = "queued DE.26201 gsm7 1×0.07 submitted 2/1/1 cost 0.01";

export const portability: readonly Scenario[] = [
  {
    says: "where the prefix counts, nothing else does",
    configuration: byNetwork,
    moment: ported("26202"),
    expected: asTelekom,
  },
  {
    says: "a ported number goes, and costs, as its new network says",
    configuration: lookup,
    moment: ported("26202"),
    expected: asVodafone,
  },
  { says: "a number found where its prefix says", configuration: lookup, moment: ported("26201"), expected: asTelekom },
  {
    says: "a number of which the look-up knew no network",
    configuration: lookup,
    moment: ported(null),
    expected: asTelekom,
  },
  { says: "a number not looked up", configuration: lookup, expected: asTelekom },
  {
    says: "a number not looked up, where the highest price is to count then",
    configuration: careful,
    expected: asDearest,
  },
  {
    says: "a number of which the look-up knew no network, where the highest price is to count then",
    configuration: careful,
    moment: ported(null),
    expected: asDearest,
  },
  {
    says: "a number looked up, where the highest price would count else",
    configuration: careful,
    moment: ported("26201"),
    expected: asTelekom,
  },
  {
    says: "a number ported to a network without prefixes",
    configuration: {
      ...byNetwork,
      ...country({ portability: "lookup", networks: ["26201", "26202", "26203"] }),
      prices: [aPrice({ network: "26203", micros: 80_000n })],
    },
    moment: ported("26203"),
    expected: "queued DE.26203 gsm7 1×0.08 submitted 1/1/1 cost 0.03",
  },
  {
    says: "a number ported to a network nobody knows",
    configuration: lookup,
    moment: ported("26299"),
    expected: "queued DE gsm7 1×0.05 submitted 1/1/1 cost 0.03",
  },
  {
    says: "a number said to be ported to a network of another country",
    configuration: {
      ...lookup,
      prefixes: [
        { prefix: "49", country: "DE", network: null },
        { prefix: "336", country: "FR", network: "20801" },
      ],
    },
    moment: ported("20801"),
    expected: "queued DE gsm7 1×0.05 submitted 1/1/1 cost 0.03",
  },
  {
    says: "a number ported to a closed network",
    configuration: { ...lookup, ...country({ portability: "lookup", closedNetworks: new Set(["26202"]) }) },
    moment: ported("26202"),
    expected: "blocked destination_closed 26202",
  },
  {
    says: "a number ported away from a closed network",
    configuration: { ...lookup, ...country({ portability: "lookup", closedNetworks: new Set(["26201"]) }) },
    moment: ported("26202"),
    expected: asVodafone,
  },
  {
    says: "the highest price where networks can't be known",
    configuration: unknowable,
    moment: ported("26201"),
    expected: asDearest,
  },
  {
    says: "the country's price, when that is the highest",
    configuration: { ...unknowable, prices: [aPrice({ micros: 90_000n }), aPrice({ id: 2, network: "26201" })] },
    expected: "queued DE.26201 gsm7 1×0.09 submitted 2/1/1 cost 0.01",
  },
  {
    says: "the price of the one network that has any",
    configuration: { ...unknowable, prices: [aPrice({ network: "26202", micros: 40_000n })] },
    expected: "queued DE.26201 gsm7 1×0.04 submitted 2/1/1 cost 0.01",
  },
  {
    says: "a personal price for the country before the product's highest",
    configuration: {
      ...unknowable,
      ...client({ productId: 1 }),
      prices: [aPrice()],
      productPrices: [aProductPrice({ network: "26202", micros: 90_000n })],
    },
    expected: "queued DE.26201 gsm7 1×0.05 submitted 2/1/1 cost 0.01",
  },
  {
    says: "the product's highest price above a personal one for another network",
    configuration: {
      ...unknowable,
      ...client({ productId: 1 }),
      prices: [aPrice({ network: "26201" })],
      productPrices: [aProductPrice({ network: "26202", micros: 90_000n })],
    },
    expected: "queued DE.26201 gsm7 1×0.09 submitted 2/1/1 cost 0.01",
  },
  {
    says: "no price for any network of the country",
    configuration: { ...unknowable, prices: [aPrice({ country: "FR" })] },
    expected: "blocked no_client_price",
  },
  {
    says: "the highest price must be covered",
    configuration: unknowable,
    moment: { unreservedMicros: 69_999n },
    expected: "blocked no_money 0.069999 of 0.07",
  },
];
