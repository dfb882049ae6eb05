import { describe, expect, it } from "vitest";
import { aRoute, hourMs, nowMs } from "../../test/configuration.ts";
import { buildRouteTable, emptyRouteTable, isRouteValid, type Route, type RouteFacts } from "./routes.ts";

const germany = { country: "DE", network: null };
const telekom = { country: "DE", network: "26201" };
const vodafone = { country: "DE", network: "26202" };
const france = { country: "FR", network: null };

const message = (fields: Partial<RouteFacts> = {}): RouteFacts => ({
  type: "sms",
  destination: telekom,
  sender: "Switchyard",
  recipient: "4915123456789",
  text: "Your code is 123456.",
  ...fields,
});

/** Enough routes for a table that has indexes, none of which a message fits. */
const otherRoutes = Array.from({ length: 20 }, (_, index) => aRoute({ id: 1_000_000 + index, country: "ZZ" }));

/** Ids of the routes that are tried, in order: the same whether the table is small or large. */
function tried(routes: readonly Partial<Route>[], fields: Partial<RouteFacts> = {}): number[] {
  const few = routes.map((route) => aRoute(route));
  const ids = walked(few, fields);
  expect(walked([...few, ...otherRoutes], fields)).toEqual(ids);
  return ids;
}

function walked(routes: readonly Route[], fields: Partial<RouteFacts>): number[] {
  const walk = buildRouteTable(routes).matching(message(fields));
  const ids: number[] = [];
  for (let route = walk.next(); route; route = walk.next()) ids.push(route.id);
  expect(walk.next()).toBeUndefined();
  return ids;
}

const placeAt = (index: number): Partial<Route> =>
  index % 3 === 0 ? {} : index % 3 === 1 ? { country: "DE" } : { country: "DE", network: "26201" };

/** Whether a route with these conditions fits a message. */
const fits = (route: Partial<Route>, fields: Partial<RouteFacts> = {}): boolean => tried([route], fields).length > 0;

describe("the destination", () => {
  it("leads a network by its own routes, its country's and those for anywhere, and by no other", () => {
    const routes = [
      { id: 1 },
      { id: 2, country: "DE" },
      { id: 3, country: "DE", network: "26201" },
      { id: 4, country: "DE", network: "26202" },
      { id: 5, country: "FR" },
    ];
    expect(tried(routes, { destination: telekom })).toEqual([3, 2, 1]);
    expect(tried(routes, { destination: vodafone })).toEqual([4, 2, 1]);
    expect(tried(routes, { destination: { country: "DE", network: "26203" } })).toEqual([2, 1]);
    expect(tried(routes, { destination: germany })).toEqual([2, 1]);
    expect(tried(routes, { destination: france })).toEqual([5, 1]);
    expect(tried(routes, { destination: { country: "IT", network: "22201" } })).toEqual([1]);
    expect(buildRouteTable(routes.map((route) => aRoute(route))).size).toBe(5);
  });

  it("may be a network alone, which is asked for in any country", () => {
    const routes = [
      { id: 1, network: "26201" },
      { id: 2, country: "FR", network: "26201" },
    ];
    expect(tried(routes, { destination: telekom })).toEqual([1]);
    expect(tried(routes, { destination: { country: "FR", network: "26201" } })).toEqual([1, 2]);
    expect(tried(routes, { destination: france })).toEqual([]);
    const explained = buildRouteTable(routes.map((route) => aRoute(route))).explain(message(), nowMs);
    expect(explained.map(({ mismatch }) => mismatch)).toEqual([undefined, "destination"]);
  });

  it("is told by what it is, not by its number, which another numbering plan gives anew", () => {
    const routes = [aRoute({ id: 1, country: "DE" }), aRoute({ id: 2, country: "FR" }), ...otherRoutes];
    const table = buildRouteTable(routes);
    for (const [destination, id] of [
      [{ ...germany, index: 3 }, 1],
      [{ ...france, index: 3 }, 2],
      [{ ...germany, index: 4 }, 1],
      [{ ...germany, index: 3 }, 1],
    ] as const) {
      const first = () => table.matching(message({ destination })).next()?.id;
      expect([first(), first()]).toEqual([id, id]);
    }
  });

  it("compares the country of a network's route too", () => {
    expect(fits({ country: "FR", network: "26201" }, { destination: telekom })).toBe(false);
  });

  it("leads nowhere without a route", () => {
    expect(emptyRouteTable.matching(message()).next()).toBeUndefined();
    expect(emptyRouteTable.size).toBe(0);
    expect(fits({ country: "DE" }, { destination: france })).toBe(false);
  });
});

describe("the order", () => {
  it("tries the lower priority first, however broad the route is", () => {
    const routes = [
      { id: 1, priority: 10, country: "DE", network: "26201" },
      { id: 2, priority: 5, country: "DE" },
      { id: 3, priority: 1 },
      { id: 4, priority: -1, country: "DE" },
    ];
    expect(tried(routes)).toEqual([4, 3, 2, 1]);
  });

  it("tries of one priority the narrower destination first, then the older rule", () => {
    const routes = [
      { id: 9, country: "DE", network: "26201" },
      { id: 1 },
      { id: 6, country: "DE" },
      { id: 2, country: "DE" },
      { id: 8, country: "DE", network: "26201" },
    ];
    expect(tried(routes)).toEqual([8, 9, 2, 6, 1]);
  });

  it("is the same whatever else a route asks for", () => {
    const routes = [
      { id: 1, priority: 4, textMatch: "contains" as const, textPattern: "code" },
      { id: 2, priority: 2, senders: ["switchyard"] },
      { id: 3, priority: 3, recipients: ["4915"] },
      { id: 4, priority: 1 },
      { id: 5, priority: 2, country: "DE", recipients: ["49", "491"] },
      { id: 6, priority: 3, country: "DE", network: "26201", senders: ["Switch*"] },
      { id: 7, priority: 4, senders: ["Switchyard", "SWITCHYARD", "Other"] },
    ];
    expect(tried(routes)).toEqual([4, 5, 2, 6, 3, 1, 7]);
  });

  it("is kept among hundreds of routes that ask for nothing else, each time the table is asked", () => {
    const routes = Array.from({ length: 300 }, (_, index) =>
      aRoute({ id: index + 1, priority: (index * 7) % 300, ...placeAt(index) }),
    );
    const table = buildRouteTable(routes);
    const expected = routes.toSorted((a, b) => a.priority - b.priority).map(({ id }) => id);
    for (let time = 0; time < 2; time++) {
      const walk = table.matching(message());
      expect(routes.map(() => walk.next()?.id)).toEqual(expected);
      expect(walk.next()).toBeUndefined();
    }
  });

  it("names a route with several beginnings or senders once", () => {
    expect(tried([{ id: 3, recipients: ["4", "49", "4915", "49151", "49"] }, { id: 5 }])).toEqual([3, 5]);
    expect(tried([{ id: 3, senders: ["Switchyard", "switchyard", "SWITCHYARD"] }])).toEqual([3]);
    expect(
      tried([
        { id: 3, recipients: ["49", "4915"] },
        { id: 4, recipients: ["4915", "49"] },
      ]),
    ).toEqual([3, 4]);
  });
});

describe("the sender", () => {
  it("is compared without regard to letter case", () => {
    expect(fits({ senders: ["switchYARD"] })).toBe(true);
    expect(fits({ senders: ["Other", "SWITCHYARD"] })).toBe(true);
    expect(fits({ senders: ["Other", "Another"] })).toBe(false);
    expect(fits({ senders: ["Switch"] })).toBe(false);
    expect(fits({ senders: ["CAFÉ"] }, { sender: "café" })).toBe(true);
    expect(fits({ senders: ["ΩΣ"] }, { sender: "ΩΣ" })).toBe(true);
  });

  it("may be given by its beginning, its end or what is between", () => {
    expect(fits({ senders: ["switch*"] })).toBe(true);
    expect(fits({ senders: ["*YARD"] })).toBe(true);
    expect(fits({ senders: ["s*y*d"] })).toBe(true);
    expect(fits({ senders: ["*"] })).toBe(true);
    expect(fits({ senders: ["switch*x"] })).toBe(false);
    expect(fits({ senders: ["+49*"] }, { sender: "+491512345678" })).toBe(true);
    expect(fits({ senders: ["+49*"] }, { sender: "491512345678" })).toBe(false);
  });

  it("may be exact in one entry and a pattern in another", () => {
    expect(fits({ senders: ["Other", "Switch*"] })).toBe(true);
    expect(fits({ senders: ["Other", "Switch*"] }, { sender: "OTHER" })).toBe(true);
    expect(fits({ senders: ["Other", "Switch*"] }, { sender: "Others" })).toBe(false);
  });
});

describe("the recipient", () => {
  it("is a number or its beginning", () => {
    expect(fits({ recipients: ["4915123456789"] })).toBe(true);
    expect(fits({ recipients: ["49151"] })).toBe(true);
    expect(fits({ recipients: ["33", "4915"] })).toBe(true);
    expect(fits({ recipients: ["33", "4916"] })).toBe(false);
    expect(fits({ recipients: ["49151234567890"] })).toBe(false);
  });

  it("and the sender must both fit", () => {
    const route = { senders: ["Switchyard"], recipients: ["4915"] };
    expect(fits(route)).toBe(true);
    expect(fits(route, { recipient: "4930123456" })).toBe(false);
    expect(fits(route, { sender: "Other" })).toBe(false);
  });
});

describe("the text", () => {
  it("contains a phrase, letter case ignored", () => {
    expect(fits({ textMatch: "contains", textPattern: "CODE IS" })).toBe(true);
    expect(fits({ textMatch: "contains", textPattern: "your code was" })).toBe(false);
    expect(fits({ textMatch: "contains", textPattern: "c.de" })).toBe(false);
  });

  it("matches an expression, letter case counted unless it says otherwise", () => {
    expect(fits({ textMatch: "regex", textPattern: "\\b[0-9]{6}\\b" })).toBe(true);
    expect(fits({ textMatch: "regex", textPattern: "^your" })).toBe(false);
    expect(fits({ textMatch: "regex", textPattern: "(?i)^your" })).toBe(true);
  });

  it("fits no condition when the content is binary", () => {
    expect(fits({ textMatch: "regex", textPattern: ".*" }, { text: null })).toBe(false);
    expect(fits({ textMatch: "contains", textPattern: "code" }, { text: null })).toBe(false);
    expect(fits({}, { text: null })).toBe(true);
  });

  it("fits no expression that is none: the other routes still lead on", () => {
    expect(tried([{ id: 1, textMatch: "regex", textPattern: "(" }, { id: 2 }])).toEqual([2]);
  });
});

it("keeps routes of look-ups and of messages apart", () => {
  const routes = [{ id: 1, type: "hlr" as const }, { id: 2 }];
  expect(tried(routes)).toEqual([2]);
  expect(tried(routes, { type: "hlr", text: null })).toEqual([1]);
});

it("knows nothing of time: a route that has ended is still named, so that the trace can say why it was set aside", () => {
  expect(tried([{ id: 1, toMs: 0 }])).toEqual([1]);
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

it("explains of every route, in the order they are tried, the first condition that is not met", () => {
  const table = buildRouteTable([
    aRoute({ id: 1 }),
    aRoute({ id: 2, priority: 1, country: "FR", senders: ["Other"] }),
    aRoute({ id: 3, priority: 2, country: "DE", network: "26202" }),
    aRoute({ id: 4, priority: 3, senders: ["Other"], recipients: ["4915"] }),
    aRoute({ id: 5, priority: 4, senders: ["Other"], recipients: ["33"] }),
    aRoute({ id: 6, priority: 5, textMatch: "contains", textPattern: "invoice", toMs: nowMs }),
    aRoute({ id: 7, priority: 6, toMs: nowMs }),
    aRoute({ id: 8, priority: 7, type: "hlr" }),
  ]);
  const explained = table.explain(message(), nowMs).map(({ route, mismatch }) => [route.id, mismatch]);
  expect(explained).toEqual([
    [2, "destination"],
    [3, "destination"],
    [4, "sender"],
    [5, "recipient"],
    [6, "text"],
    [7, "not_valid_now"],
    [8, "type"],
    [1, undefined],
  ]);
});
