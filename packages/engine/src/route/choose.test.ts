import { expect, it } from "vitest";
import {
  aClient,
  aConfiguration,
  aConnection,
  aCost,
  aMoment,
  aPool,
  aRoutable,
  aRoute,
  type Configuration,
  hourMs,
  type Moment,
  nowMs,
} from "../../test/configuration.ts";
import { liveOf, snapshotOf } from "../../test/snapshot.ts";
import { Trace } from "../trace.ts";
import { chooseRoute } from "./choose.ts";

const twoSuppliers: Partial<Configuration> = {
  connections: [1, 2, 3].map((id) => aConnection({ id, supplierId: id === 3 ? 2 : 1 })),
  suppliers: [1, 2].map((id) => ({ id, currency: "EUR", blocked: false })),
};

/** What was chosen for a message of client 1, and the trace that it left. */
function choose(parts: Partial<Configuration>, moment: Partial<Moment> = {}): [chosen: string, trace: string] {
  const trace = new Trace();
  const snapshot = snapshotOf(aConfiguration({ ...twoSuppliers, ...parts }));
  const choice = chooseRoute(aRoutable(parts.clients?.[0]), snapshot, liveOf(aMoment(moment)), nowMs, trace);
  const said =
    "reason" in choice
      ? `${choice.reason} ${choice.detail}`
      : `route ${choice.route.id} connection ${choice.member.connectionId} cost ${choice.member.cost.id}`;
  return [said, trace.line()];
}

it("takes the first route that can carry the message", () => {
  expect(choose({})).toEqual(["route 1 connection 1 cost 1", "o1.1.1"]);
});

it("tries the client's routes before the platform's, whatever their priority", () => {
  const routes = [aRoute({ id: 1, priority: 1 }), aRoute({ id: 2, priority: 999, clientId: 1 })];
  expect(choose({ routes })[0]).toBe("route 2 connection 1 cost 1");
});

it("tries the product's routes between the client's and the platform's", () => {
  const routes = [
    aRoute({ id: 1, priority: 1 }),
    aRoute({ id: 2, priority: 5, productId: 3, country: "DE", network: "26201" }),
    aRoute({ id: 3, priority: 9, clientId: 1 }),
  ];
  const clients = [aClient({ productId: 3 })];
  const without = (id: number) => routes.filter((route) => route.id !== id);
  expect(choose({ clients, routes })[0]).toBe("route 3 connection 1 cost 1");
  expect(choose({ clients, routes: without(3) })[0]).toBe("route 2 connection 1 cost 1");
  expect(choose({ clients: [aClient({ productId: 4 })], routes: without(3) })[0]).toBe("route 1 connection 1 cost 1");
  expect(choose({ routes: without(3) })[0]).toBe("route 1 connection 1 cost 1");
});

it("goes on to the next scope when no route of one can carry the message", () => {
  const clients = [aClient({ productId: 3 })];
  const routes = [
    aRoute({ id: 1, clientId: 1, poolId: 9 }),
    aRoute({ id: 2, productId: 3, toMs: nowMs }),
    aRoute({ id: 3, priority: 999 }),
  ];
  expect(choose({ clients, routes })).toEqual([
    "route 3 connection 1 cost 1",
    "-o1.no_active_supplier;-o2.not_valid_now;o3.1.1",
  ]);
});

it("never uses another client's route, nor another product's", () => {
  expect(choose({ routes: [aRoute({ clientId: 2 })] })).toEqual(["no_route ", ""]);
  expect(choose({ routes: [aRoute({ productId: 2 })] })).toEqual(["no_route ", ""]);
});

it("knows only routes of messages, and only those whose conditions are met", () => {
  const routes = [
    aRoute({ id: 1, type: "hlr" }),
    aRoute({ id: 2, senders: ["Other"] }),
    aRoute({ id: 3, recipients: ["33"] }),
    aRoute({ id: 4, textMatch: "contains", textPattern: "invoice" }),
    aRoute({
      id: 5,
      priority: 999,
      senders: ["switch*"],
      recipients: ["4915"],
      textMatch: "regex",
      textPattern: "[0-9]{6}",
    }),
  ];
  expect(choose({ routes })).toEqual(["route 5 connection 1 cost 1", "o5.1.1"]);
});

it("says of each route set aside why", () => {
  const routes = [
    aRoute({ id: 1, priority: 1, toMs: nowMs }),
    aRoute({ id: 2, priority: 2, poolId: 2 }),
    aRoute({ id: 3, priority: 3, poolId: 3 }),
    aRoute({ id: 4, priority: 4 }),
  ];
  const pools = [aPool(), aPool({ id: 2, shares: {} }), aPool({ id: 3, shares: { 3: 100 } })];
  expect(choose({ routes, pools })).toEqual([
    "route 4 connection 1 cost 1",
    "-o1.not_valid_now;-o2.no_active_supplier;-m3.no_source_price;-o3.no_source_price;o4.1.1",
  ]);
});

it("tells the reason that came furthest: a missing price is nearer to delivery than a missing member", () => {
  const pools = [aPool(), aPool({ id: 2, shares: {} }), aPool({ id: 3, shares: { 3: 100 } })];
  const route = (id: number, poolId: number) => aRoute({ id, poolId });
  expect(choose({ pools, routes: [route(1, 2)] })[0]).toBe("no_active_supplier 1");
  expect(choose({ pools, routes: [route(1, 2), route(2, 3)] })[0]).toBe("no_source_price 2");
  expect(choose({ pools, routes: [route(1, 3), route(2, 2)] })[0]).toBe("no_source_price 1");
  expect(choose({ pools, routes: [aRoute({ fromMs: nowMs + 1 })] })[0]).toBe("no_route ");
});

it("ranks all reasons from no route to the margin, which stops a message last", () => {
  const pools = [
    aPool({ id: 1, shares: {} }),
    aPool({ id: 2, shares: { 1: 100 } }),
    aPool({ id: 3, shares: { 3: 100 } }),
    aPool({ id: 4, shares: { 4: 100 } }),
  ];
  const connections = [1, 3, 4].map((id) => aConnection({ id, supplierId: id }));
  const suppliers = [1, 3, 4].map((id) => ({ id, currency: "EUR", blocked: false }));
  const world = {
    pools,
    connections,
    suppliers,
    costs: [aCost(), aCost({ id: 2, supplierId: 4, micros: 90_000n })],
    blockedSenders: [{ supplierId: 1, pattern: "switch*" }],
    blocksNegativeMargin: true,
  };
  const reasonOf = (...poolIds: number[]) =>
    choose({ ...world, routes: poolIds.map((poolId) => aRoute({ id: poolId, poolId })) })[0];
  expect(reasonOf(1)).toBe("no_active_supplier 1");
  expect(reasonOf(1, 2)).toBe("supplier_not_allowed 2");
  expect(reasonOf(1, 2, 3)).toBe("no_source_price 3");
  expect(reasonOf(1, 2, 3, 4)).toBe("negative_margin 4");
  expect(reasonOf(4, 1)).toBe("negative_margin 4");
});

it("takes a route whose pool is gone for one without an active supplier", () => {
  expect(choose({ routes: [aRoute({ poolId: 9 })] })[0]).toBe("no_active_supplier 1");
});

it("leaves out members that are paused, blocked, gone or without a share", () => {
  const pools = [aPool({ shares: { 1: 50, 2: 50 } })];
  const connections = [1, 2].map((id) => aConnection({ id, supplierId: id, paused: id === 1 }));
  expect(choose({ pools, connections, costs: [aCost({ id: 7, supplierId: 2 })] })[0]).toBe(
    "route 1 connection 2 cost 7",
  );
  const suppliers = [1, 2].map((id) => ({ id, currency: "EUR", blocked: id === 1 }));
  const byTwo = [aPool({ shares: { 1: 50, 3: 50 } })];
  expect(choose({ pools: byTwo, suppliers, costs: [aCost(), aCost({ id: 7, supplierId: 2 })] })[0]).toBe(
    "route 1 connection 3 cost 7",
  );
  expect(choose({ pools: [aPool({ shares: { 9: 50, 2: 50 } })] })[0]).toBe("route 1 connection 2 cost 1");
  expect(choose({ pools: [aPool({ shares: { 1: 0, 2: 100 } })] })[0]).toBe("route 1 connection 2 cost 1");
  expect(choose({ pools: [aPool({ shares: { 1: 0 } })] })[0]).toBe("no_active_supplier 1");
});

it("reads no shares in a priority pool", () => {
  expect(choose({ pools: [aPool({ strategy: "priority", shares: { 1: 0, 2: 0 } })] })[0]).toBe(
    "route 1 connection 1 cost 1",
  );
});

it("skips a member without source price for one that has it, even if that one is down", () => {
  const pools = [aPool({ strategy: "priority", shares: { 1: 0, 3: 0 } })];
  const costs = [aCost({ id: 7, supplierId: 2 })];
  expect(choose({ pools, costs }, { downConnections: [3] })[0]).toBe("route 1 connection 3 cost 7");
});

it("uses members that are down only when every active one is", () => {
  const pools = [aPool({ strategy: "priority", shares: { 1: 0, 2: 0 } })];
  expect(choose({ pools }, { downConnections: [1] })[0]).toBe("route 1 connection 2 cost 1");
  expect(choose({ pools }, { downConnections: [1, 2] })[0]).toBe("route 1 connection 1 cost 1");
});

it("would rather wait for the first route's pool than take the next route", () => {
  const routes = [aRoute({ id: 1, priority: 1 }), aRoute({ id: 2, priority: 2, poolId: 2 })];
  const pools = [aPool(), aPool({ id: 2, shares: { 2: 100 } })];
  expect(choose({ routes, pools }, { downConnections: [1] })[0]).toBe("route 1 connection 1 cost 1");
});

it("costs what the chosen member's supplier asks now", () => {
  const costs = [
    aCost({ id: 1, toMs: nowMs }),
    aCost({ id: 2, fromMs: nowMs - hourMs }),
    aCost({ id: 3, supplierId: 2 }),
    aCost({ id: 4, supplierId: 2, network: "26201" }),
  ];
  const pools = [aPool({ shares: { 1: 50, 3: 50 } })];
  expect(choose({ pools, costs }, { poolTurn: 0 })[0]).toBe("route 1 connection 1 cost 2");
  expect(choose({ pools, costs }, { poolTurn: 1 })[0]).toBe("route 1 connection 3 cost 4");
});
