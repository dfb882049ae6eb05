import { describe, expect, it } from "vitest";
import {
  aClient,
  aConfiguration,
  aConnection,
  aCost,
  aMoment,
  aPool,
  aRoutable,
  type Configuration,
  type Moment,
  nowMs,
} from "../../test/configuration.ts";
import { liveOf, snapshotOf } from "../../test/snapshot.ts";
import { Trace } from "../trace.ts";
import { chooseMember, type Routable } from "./members.ts";

/** Three connections, each of a supplier of its own, in a pool by priority. */
const three: Partial<Configuration> = {
  pools: [aPool({ strategy: "priority", shares: { 1: 0, 2: 0, 3: 0 } })],
  connections: [1, 2, 3].map((id) => aConnection({ id, supplierId: id })),
  suppliers: [1, 2, 3].map((id) => ({ id, currency: "EUR", blocked: false })),
  costs: [1, 2, 3].map((id) => aCost({ id, supplierId: id })),
};

interface Asked {
  readonly parts?: Partial<Configuration>;
  readonly moment?: Partial<Moment>;
  readonly message?: Partial<Routable>;
  readonly tried?: readonly number[];
}

/** The connection chosen or the fault, and the members set aside. */
function choose({ parts, moment, message, tried }: Asked): string {
  const trace = new Trace();
  const configuration = aConfiguration({ ...three, ...parts });
  const snapshot = snapshotOf(configuration);
  const [pool] = configuration.pools;
  if (!pool) throw new Error("there is no pool");
  const routable = aRoutable(configuration.clients[0], message);
  const live = liveOf(aMoment(moment));
  const context = { snapshot, live, nowMs, trace, ...(tried ? { tried: new Set(tried) } : {}) };
  const chosen = chooseMember(pool, routable, context);
  return `${typeof chosen === "string" ? chosen : chosen.connectionId} ${trace.line()}`.trim();
}

const connection = (id: number, fields: Parameters<typeof aConnection>[0]) =>
  aConnection({ id, supplierId: id, ...fields });

describe("whoever can carry a message at once", () => {
  it("comes before one with a long queue, and that before one that is down or has had its day's share", () => {
    const connections = [connection(1, { dailyLimit: 10 }), connection(2, { queueMax: 5 }), connection(3, {})];
    const busy = { submitted: { 1: 10 }, queues: { 2: 5 } };
    expect(choose({ parts: { connections }, moment: busy })).toBe("3 -m1.daily_limit;-m2.long_queue");
    expect(choose({ parts: { connections }, moment: { ...busy, downConnections: [3] } })).toBe(
      "2 -m1.daily_limit;-m2.long_queue;-m3.down",
    );
    expect(choose({ parts: { connections }, moment: { submitted: { 1: 10 }, downConnections: [2, 3] } })).toBe(
      "1 -m1.daily_limit;-m2.down;-m3.down",
    );
  });

  it("has room in its queue: as many as it may hold are too many for one more", () => {
    const connections = [connection(1, { queueMax: 5 }), connection(2, {}), connection(3, {})];
    expect(choose({ parts: { connections }, moment: { queues: { 1: 4 } } })).toBe("1");
    expect(choose({ parts: { connections }, moment: { queues: { 1: 5 } } })).toBe("2 -m1.long_queue");
    expect(choose({ moment: { queues: { 1: 1_000_000 } } })).toBe("1");
  });

  it("has some of its day left for what already waits and one more", () => {
    const connections = [connection(1, { dailyLimit: 10 }), connection(2, {}), connection(3, {})];
    expect(choose({ parts: { connections }, moment: { submitted: { 1: 9 } } })).toBe("1");
    expect(choose({ parts: { connections }, moment: { submitted: { 1: 7 }, queues: { 1: 2 } } })).toBe("1");
    expect(choose({ parts: { connections }, moment: { submitted: { 1: 7 }, queues: { 1: 3 } } })).toBe(
      "2 -m1.daily_limit",
    );
  });

  it("takes the share of the others in a pool by percentage", () => {
    const pools = [aPool({ shares: { 1: 50, 2: 30, 3: 20 } })];
    const connections = [connection(1, {}), connection(2, { queueMax: 0 }), connection(3, {})];
    const dealt = Array.from({ length: 70 }, (_, poolTurn) =>
      choose({ parts: { pools, connections }, moment: { poolTurn } }).slice(0, 1),
    );
    expect(dealt.filter((id) => id === "1")).toHaveLength(50);
    expect(dealt.filter((id) => id === "3")).toHaveLength(20);
  });
});

describe("who may carry a message", () => {
  it("is no supplier that must not be sent this sender, letter case ignored", () => {
    const blockedSenders = [
      { supplierId: 1, pattern: "SWITCH*" },
      { supplierId: 2, pattern: "other" },
    ];
    expect(choose({ parts: { blockedSenders } })).toBe("2 -m1.supplier_not_allowed");
    expect(choose({ parts: { blockedSenders }, message: { sender: "Other" } })).toBe("1 -m2.supplier_not_allowed");
    const everybody = [1, 2, 3].map((supplierId) => ({ supplierId, pattern: "switchyard" }));
    expect(choose({ parts: { blockedSenders: everybody } })).toBe(
      "supplier_not_allowed -m1.supplier_not_allowed;-m2.supplier_not_allowed;-m3.supplier_not_allowed",
    );
  });

  it("has an exact share, where shares count", () => {
    expect(choose({ parts: { pools: [aPool({ shares: { 1: 0, 2: 100 } })] } })).toBe("2");
    expect(choose({ parts: { pools: [aPool({ shares: { 1: 0 } })] } })).toBe("no_active_supplier");
  });

  it("costs no more than the ceiling of a best delivery pool", () => {
    const ceiling = (micros: bigint, currency = "EUR") => [
      aPool({ strategy: "best_delivery", shares: { 1: 0, 2: 0 }, costCeiling: { micros, currency } }),
    ];
    const costs = [aCost({ micros: 40_000n }), aCost({ id: 2, supplierId: 2, micros: 30_000n })];
    const moment = { deliveryRates: { 1: 0.9, 2: 0.2 } };
    expect(choose({ parts: { costs, pools: ceiling(40_000n) }, moment })).toBe("1");
    expect(choose({ parts: { costs, pools: ceiling(39_999n) }, moment })).toBe("2 -m1.over_ceiling");
    expect(choose({ parts: { costs, pools: ceiling(29_999n) }, moment })).toBe(
      "no_active_supplier -m1.over_ceiling;-m2.over_ceiling",
    );
    // 0.04 EUR are 0.044 USD; a currency without a rate compares with nothing.
    const rates = { EUR: 1.1, USD: 1 };
    expect(choose({ parts: { costs, rates, pools: ceiling(44_000n, "USD") }, moment })).toBe("1");
    expect(choose({ parts: { costs, rates, pools: ceiling(43_999n, "USD") }, moment })).toBe("2 -m1.over_ceiling");
    expect(choose({ parts: { costs, pools: ceiling(99_000_000n, "USD") }, moment })).toBe(
      "no_active_supplier -m1.over_ceiling;-m2.over_ceiling",
    );
  });

  it("reads no ceiling in a pool of another strategy", () => {
    const pools = [aPool({ strategy: "least_cost", costCeiling: { micros: 1n, currency: "EUR" } })];
    expect(choose({ parts: { pools } })).toBe("1");
  });
});

describe("the margin", () => {
  const dear = [aCost({ micros: 50_001n }), aCost({ id: 2, supplierId: 2, micros: 50_000n })];
  const margin = (blocksNegativeMargin: boolean, negativeMargin: "platform" | "block" | "allow"): string =>
    choose({
      parts: {
        pools: [aPool({ strategy: "priority", shares: { 1: 0, 2: 0 } })],
        costs: dear,
        blocksNegativeMargin,
        clients: [aClient({ negativeMargin })],
      },
    });

  it("is minded where the platform or the client's own setting asks for it", () => {
    expect(margin(false, "platform")).toBe("1");
    expect(margin(true, "platform")).toBe("2 -m1.negative_margin");
    expect(margin(false, "block")).toBe("2 -m1.negative_margin");
    expect(margin(true, "allow")).toBe("1");
  });

  it("is measured in the client's currency, and not at all without a rate", () => {
    const world = {
      costs: [aCost({ micros: 55_000n })],
      pools: [aPool()],
      suppliers: [{ id: 1, currency: "USD", blocked: false }],
      blocksNegativeMargin: true,
    };
    expect(choose({ parts: { ...world, rates: { EUR: 1.1, USD: 1 } } })).toBe("1");
    expect(choose({ parts: { ...world, rates: { EUR: 1.09, USD: 1 } } })).toBe("negative_margin -m1.negative_margin");
    expect(choose({ parts: { ...world, rates: { EUR: 1 } } })).toBe("1");
  });
});

describe("the cheapest", () => {
  const pools = [aPool({ strategy: "least_cost", shares: { 1: 0, 2: 0, 3: 0 } })];
  const suppliers = ["EUR", "USD", "GBP"].map((currency, index) => ({ id: index + 1, currency, blocked: false }));
  const costs = [40_000n, 41_000n, 10_000n].map((micros, index) =>
    aCost({ id: index + 1, supplierId: index + 1, micros }),
  );

  it("is compared in one currency; a cost that no rate compares comes last", () => {
    expect(choose({ parts: { pools, suppliers, costs, rates: { EUR: 1.1, USD: 1 } } })).toBe("2");
    expect(choose({ parts: { pools, suppliers, costs, rates: { EUR: 1, USD: 1 } } })).toBe("1");
    expect(choose({ parts: { pools, suppliers, costs, rates: { EUR: 1, USD: 1, GBP: 1 } } })).toBe("3");
    const moment = { downConnections: [1, 2] };
    expect(choose({ parts: { pools, suppliers, costs, rates: { EUR: 1 } }, moment })).toBe("3 -m1.down;-m2.down");
  });
});

describe("of a message that moves on", () => {
  it("members where it has been are passed over, and only those that can carry it at once are asked", () => {
    expect(choose({ tried: [] })).toBe("1");
    expect(choose({ tried: [1] })).toBe("2 -m1.tried");
    expect(choose({ tried: [1, 2, 3] })).toBe("no_active_supplier -m1.tried;-m2.tried;-m3.tried");
    expect(choose({ tried: [1], moment: { downConnections: [2] } })).toBe("3 -m1.tried;-m2.down");
    expect(choose({ tried: [1], moment: { downConnections: [2, 3] } })).toBe(
      "no_active_supplier -m1.tried;-m2.down;-m3.down",
    );
    const connections = [connection(1, {}), connection(2, { queueMax: 1 }), connection(3, { dailyLimit: 1 })];
    expect(choose({ tried: [1], parts: { connections }, moment: { queues: { 2: 1 }, submitted: { 3: 1 } } })).toBe(
      "no_active_supplier -m1.tried;-m2.long_queue;-m3.daily_limit",
    );
  });
});
