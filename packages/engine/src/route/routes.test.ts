import { expect, it } from "vitest";
import { aRoute, hourMs, nowMs } from "../../test/configuration.ts";
import { buildRouteTable, emptyRouteTable, isRouteValid, type Route } from "./routes.ts";

const germany = { country: "DE", network: null };
const telekom = { country: "DE", network: "26201" };
const vodafone = { country: "DE", network: "26202" };
const france = { country: "FR", network: null };

const ids = (routes: readonly Route[]): number[] => routes.map(({ id }) => id);

it("leads a network by its own routes, its country's and those for anywhere, and by no other", () => {
  const table = buildRouteTable([
    aRoute({ id: 1 }),
    aRoute({ id: 2, country: "DE" }),
    aRoute({ id: 3, country: "DE", network: "26201" }),
    aRoute({ id: 4, country: "DE", network: "26202" }),
    aRoute({ id: 5, country: "FR" }),
  ]);
  expect(ids(table.matching(telekom))).toEqual([3, 2, 1]);
  expect(ids(table.matching(vodafone))).toEqual([4, 2, 1]);
  expect(ids(table.matching({ country: "DE", network: "26203" }))).toEqual([2, 1]);
  expect(ids(table.matching(germany))).toEqual([2, 1]);
  expect(ids(table.matching(france))).toEqual([5, 1]);
  expect(ids(table.matching({ country: "IT", network: "22201" }))).toEqual([1]);
  expect(table.size).toBe(5);
});

it("tries the lower priority first, however broad the route is", () => {
  const table = buildRouteTable([
    aRoute({ id: 1, priority: 10, country: "DE", network: "26201" }),
    aRoute({ id: 2, priority: 5, country: "DE" }),
    aRoute({ id: 3, priority: 1 }),
    aRoute({ id: 4, priority: -1, country: "DE" }),
  ]);
  expect(ids(table.matching(telekom))).toEqual([4, 3, 2, 1]);
});

it("tries of one priority the narrower destination first, then the older rule", () => {
  const table = buildRouteTable([
    aRoute({ id: 9, country: "DE", network: "26201" }),
    aRoute({ id: 1 }),
    aRoute({ id: 6, country: "DE" }),
    aRoute({ id: 2, country: "DE" }),
    aRoute({ id: 8, country: "DE", network: "26201" }),
  ]);
  expect(ids(table.matching(telekom))).toEqual([8, 9, 2, 6, 1]);
});

it("leads nowhere without a route", () => {
  expect(emptyRouteTable.matching(telekom)).toEqual([]);
  expect(emptyRouteTable.size).toBe(0);
  expect(buildRouteTable([aRoute({ country: "DE" })]).matching(france)).toEqual([]);
});

it("knows nothing of time: a route that has ended is still named, so that the trace can say why it was set aside", () => {
  expect(ids(buildRouteTable([aRoute({ toMs: 0 })]).matching(germany))).toEqual([1]);
});

it("counts the first moment of a route in and its last moment out; open ends are always valid", () => {
  const bounded = aRoute({ fromMs: nowMs, toMs: nowMs + hourMs });
  expect([-1, 0, hourMs - 1, hourMs].map((offset) => isRouteValid(bounded, nowMs + offset))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isRouteValid(aRoute(), 0)).toBe(true);
  expect(isRouteValid(aRoute({ fromMs: nowMs }), nowMs + 1e12)).toBe(true);
  expect(isRouteValid(aRoute({ toMs: nowMs }), nowMs - 1e12)).toBe(true);
});
