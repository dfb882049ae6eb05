/** Rows about routes: what they ask for, whose they are and which comes first. */
import { aConnection, aCost, aPool, aRoute, aRule, type Configuration, nowMs } from "../configuration.ts";
import { as, by, client, paused, type Scenario, usual } from "./scenario.ts";

const twoConnections = [1, 2].map((id) => aConnection({ id, supplierId: 1 }));
const blockedSupplier = { suppliers: [{ id: 1, currency: "EUR", blocked: true }] };

export const routing: readonly Scenario[] = [
  { says: "no route", configuration: { routes: [] }, expected: "blocked no_route" },
  {
    says: "routes for other places and clients",
    configuration: { routes: [aRoute({ country: "FR" }), aRoute({ id: 2, clientId: 2 })] },
    expected: "blocked no_route",
  },
  {
    says: "a route that has ended",
    configuration: { routes: [aRoute({ toMs: nowMs })] },
    expected: "blocked no_route",
  },
  {
    says: "a pool without members",
    configuration: { pools: [aPool({ shares: {} })] },
    expected: "blocked no_active_supplier 1",
  },
  { says: "a paused connection", configuration: paused, expected: "blocked no_active_supplier 1" },
  { says: "a blocked supplier", configuration: blockedSupplier, expected: "blocked no_active_supplier 1" },
  { says: "no source price", configuration: { costs: [] }, expected: "blocked no_source_price 1" },
  {
    says: "a source price that has ended",
    configuration: { costs: [aCost({ toMs: nowMs })] },
    expected: "blocked no_source_price 1",
  },
  {
    says: "the narrower of two routes",
    configuration: { routes: [aRoute(), aRoute({ id: 2, country: "DE", network: "26201" })] },
    expected: "queued DE.26201 gsm7 1×0.05 submitted 2/1/1 cost 0.03",
  },
  {
    says: "the next route, when the first cannot carry it",
    configuration: {
      routes: [aRoute({ id: 1, poolId: 2 }), aRoute({ id: 2 })],
      pools: [aPool(), aPool({ id: 2, shares: {} })],
    },
    expected: "queued DE.26201 gsm7 1×0.05 submitted 2/1/1 cost 0.03",
  },
];

/** A narrow route by another pool before one for anything. */
const first = (fields: Parameters<typeof aRoute>[0]): Partial<Configuration> => ({
  routes: [aRoute({ priority: 999 }), aRoute({ id: 2, poolId: 2, ...fields })],
  pools: [aPool(), aPool({ id: 2, shares: { 2: 100 } })],
  connections: twoConnections,
});
const itself = by("2/2/2");
const octets = { text: null, binary: new Uint8Array(10), alphabet: "binary" as const };

export const routeFields: readonly Scenario[] = [
  { says: "a route of the country", configuration: first({ country: "DE" }), expected: itself },
  { says: "a route of another country", configuration: first({ country: "FR" }), expected: usual },
  { says: "a route of the network", configuration: first({ country: "DE", network: "26201" }), expected: itself },
  { says: "a route of another network", configuration: first({ country: "DE", network: "26202" }), expected: usual },
  { says: "a route of the sender", configuration: first({ senders: ["Other", "Switchyard"] }), expected: itself },
  {
    says: "a route of the sender in other letters",
    configuration: first({ senders: ["SWITCHYARD"] }),
    expected: itself,
  },
  { says: "a route of the sender's beginning", configuration: first({ senders: ["switch*"] }), expected: itself },
  { says: "a route of what is within the sender", configuration: first({ senders: ["*chy*"] }), expected: itself },
  { says: "a route of another sender", configuration: first({ senders: ["Switch", "Other*"] }), expected: usual },
  { says: "a route of the recipient", configuration: first({ recipients: ["4915123456789"] }), expected: itself },
  {
    says: "a route of the recipient's beginning",
    configuration: first({ recipients: ["33", "491512"] }),
    expected: itself,
  },
  {
    says: "a route of the recipient's beginning, however the recipient is written",
    configuration: first({ recipients: ["491512"] }),
    submission: { recipient: "+49 (151) 2345 6789" },
    expected: itself,
  },
  {
    says: "a route of another recipient",
    configuration: first({ recipients: ["4915123456780", "33"] }),
    expected: usual,
  },
  {
    says: "a route of a phrase",
    configuration: first({ textMatch: "contains", textPattern: "CODE IS" }),
    expected: itself,
  },
  {
    says: "a route of another phrase",
    configuration: first({ textMatch: "contains", textPattern: "codes" }),
    expected: usual,
  },
  {
    says: "a route of an expression",
    configuration: first({ textMatch: "regex", textPattern: "\\d{6}" }),
    expected: itself,
  },
  {
    says: "a route of another expression",
    configuration: first({ textMatch: "regex", textPattern: "^code" }),
    expected: usual,
  },
  {
    says: "a route of any text, and binary content",
    configuration: first({ textMatch: "regex", textPattern: ".*" }),
    submission: octets,
    expected: usual.replace("gsm7", "binary"),
  },
  { says: "a route of look-ups", configuration: first({ type: "hlr" }), expected: usual },
  {
    says: "a route of sender, recipient and text together",
    configuration: first({ senders: ["switch*"], recipients: ["49151"], textMatch: "contains", textPattern: "code" }),
    expected: itself,
  },
  {
    says: "a route of the sender, but of another recipient",
    configuration: first({ senders: ["switch*"], recipients: ["49152"] }),
    expected: usual,
  },
  { says: "a route from now on", configuration: first({ fromMs: nowMs }), expected: itself },
  { says: "a route from the next millisecond on", configuration: first({ fromMs: nowMs + 1 }), expected: usual },
  { says: "a route in its last millisecond", configuration: first({ toMs: nowMs + 1 }), expected: itself },
  { says: "a route that ends now", configuration: first({ toMs: nowMs }), expected: usual },
  {
    says: "a route of the sender that leaves is none of the one that came",
    configuration: {
      ...first({ senders: ["12345"] }),
      rules: [aRule({ kind: "sender", operation: "set", match: "any", search: "", replacements: ["12345"] })],
    },
    expected: as("12345: Your code is 123456."),
  },
];

const ofProduct = client({ productId: 3 });

export const scopes: readonly Scenario[] = [
  {
    says: "the client's own route before the platform's",
    configuration: first({ clientId: 1, priority: 5000 }),
    expected: itself,
  },
  { says: "another client's route", configuration: first({ clientId: 2 }), expected: usual },
  {
    says: "the product's route before the platform's",
    configuration: { ...ofProduct, ...first({ productId: 3, priority: 5000 }) },
    expected: itself,
  },
  { says: "another product's route", configuration: { ...ofProduct, ...first({ productId: 4 }) }, expected: usual },
  { says: "a product's route and a client without product", configuration: first({ productId: 3 }), expected: usual },
  {
    says: "the client's own route before the product's, however narrow that is",
    configuration: {
      ...ofProduct,
      ...first({}),
      routes: [
        aRoute({ productId: 3, priority: 0, country: "DE", network: "26201" }),
        aRoute({ id: 2, clientId: 1, poolId: 2, priority: 900 }),
      ],
    },
    expected: itself,
  },
  {
    says: "the product's route when the client's own cannot carry the message",
    configuration: {
      ...ofProduct,
      ...first({}),
      routes: [aRoute({ clientId: 1, poolId: 9 }), aRoute({ id: 2, productId: 3, poolId: 2 }), aRoute({ id: 3 })],
    },
    expected: itself,
  },
  {
    says: "the lower priority before the narrower destination",
    configuration: {
      ...first({ priority: 1 }),
      routes: [aRoute({ country: "DE", network: "26201", priority: 2 }), aRoute({ id: 2, poolId: 2, priority: 1 })],
    },
    expected: itself,
  },
  {
    says: "of one priority the country's route before one of the sender for anywhere",
    configuration: {
      ...first({}),
      routes: [aRoute({ senders: ["Switchyard"], recipients: ["49151"] }), aRoute({ id: 2, poolId: 2, country: "DE" })],
    },
    expected: itself,
  },
  {
    says: "of equal ones the older rule",
    configuration: { ...first({}), routes: [aRoute({ id: 7 }), aRoute({ id: 2, poolId: 2 })] },
    expected: itself,
  },
];
