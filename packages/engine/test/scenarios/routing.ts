/** Rows about routes, pools and source prices. */
import { aCost, aPool, aRoute, nowMs } from "../configuration.ts";
import { paused, type Scenario } from "./scenario.ts";

const two = { 1: 50, 2: 50 };
const twoConnections = [1, 2].map((id) => ({ id, supplierId: 1, paused: false }));
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
    says: "the client's own route before the platform's",
    configuration: {
      routes: [aRoute({ priority: 1 }), aRoute({ id: 2, clientId: 1, poolId: 2 })],
      pools: [aPool(), aPool({ id: 2, shares: { 2: 100 } })],
      connections: twoConnections,
    },
    expected: "queued DE.26201 gsm7 1×0.05 submitted 2/2/2 cost 0.03",
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
  {
    says: "the pool's second turn",
    configuration: { pools: [aPool({ shares: two })], connections: twoConnections },
    moment: { poolTurn: 1 },
    expected: "queued DE.26201 gsm7 1×0.05 submitted 1/1/2 cost 0.03",
  },
  {
    says: "a member that is down, while another is up",
    configuration: { pools: [aPool({ shares: two })], connections: twoConnections },
    moment: { downConnections: [1] },
    expected: "queued DE.26201 gsm7 1×0.05 submitted 1/1/2 cost 0.03",
  },
  {
    says: "all members down: the message waits at its own",
    configuration: { pools: [aPool({ shares: two })], connections: twoConnections },
    moment: { downConnections: [1, 2], poolTurn: 1 },
    expected: "queued DE.26201 gsm7 1×0.05 submitted 1/1/2 cost 0.03",
  },
  {
    says: "a cost above the price",
    configuration: { costs: [aCost({ micros: 80_000n })] },
    expected: "queued DE.26201 gsm7 1×0.05 submitted 1/1/1 cost 0.08",
  },
];
