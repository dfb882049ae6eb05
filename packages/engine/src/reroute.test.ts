import { describe, expect, it } from "vitest";
import {
  aClient,
  aConfiguration,
  aConnection,
  aCost,
  aMoment,
  aPool,
  aRoutable,
  aRule,
  aSenderRule,
  type Configuration,
  type Moment,
  nowMs,
} from "../test/configuration.ts";
import { liveOf, snapshotOf } from "../test/snapshot.ts";
import { type Movable, rechoose } from "./reroute.ts";

/** Three connections, each of a supplier of its own, in a pool by priority. */
const three: Partial<Configuration> = {
  pools: [aPool({ strategy: "priority", shares: { 1: 0, 2: 0, 3: 0 } })],
  connections: [1, 2, 3].map((id) => aConnection({ id, supplierId: id })),
  suppliers: [1, 2, 3].map((id) => ({ id, currency: "EUR", blocked: false })),
  costs: [1, 2, 3].map((id) => aCost({ id, supplierId: id })),
};

function move(
  parts: Partial<Configuration>,
  fields: Partial<Movable> = {},
  { tried = [1], moment = {} }: { tried?: readonly number[]; moment?: Partial<Moment> } = {},
) {
  const { client: _, ...routable } = aRoutable();
  const message: Movable = { ...routable, poolId: 1, udh: null, binary: null, alphabet: "gsm7", parts: 1, ...fields };
  const snapshot = snapshotOf(aConfiguration({ ...three, ...parts }));
  return rechoose(message, snapshot, liveOf(aMoment(moment)), nowMs, new Set(tried));
}
const ofSupplier = (supplierId: number, fields: Parameters<typeof aRule>[0] = {}) =>
  aRule({ id: supplierId, supplierId, ...fields });

describe("who carries a message that moves on", () => {
  it("is the next member that can at once, and what it costs there", () => {
    expect(move({})).toEqual({
      connectionId: 2,
      cost: { id: 2, micros: 30_000n, billing: "submitted" },
      sentSender: null,
      sentText: null,
    });
    expect(move({}, {}, { tried: [1, 2] })?.connectionId).toBe(3);
    expect(move({}, {}, { moment: { downConnections: [2] } })?.connectionId).toBe(3);
  });

  it("is nobody where the others were tried, can't carry it at once or mustn't", () => {
    expect(move({}, {}, { tried: [1, 2, 3] })).toBeUndefined();
    expect(move({}, {}, { moment: { downConnections: [2, 3] } })).toBeUndefined();
    const blocksNegativeMargin = true;
    const dear = [2, 3].map((id) => aCost({ id, supplierId: id, micros: 60_000n }));
    expect(move({ costs: dear, blocksNegativeMargin })).toBeUndefined();
    expect(move({ costs: dear })?.connectionId).toBe(2);
  });

  it("is nobody where the client or the pool is gone", () => {
    expect(move({ clients: [aClient({ id: 7 })] })).toBeUndefined();
    expect(move({ pools: [] })).toBeUndefined();
  });

  it("is chosen as the pool says", () => {
    const pools = [aPool({ strategy: "least_cost", shares: { 1: 0, 2: 0, 3: 0 } })];
    const costs = [10_000n, 20_000n, 15_000n].map((micros, index) =>
      aCost({ id: index, supplierId: index + 1, micros }),
    );
    expect(move({ pools, costs })?.connectionId).toBe(3);
  });
});

describe("how it leaves there", () => {
  it("is what the client's and that supplier's rules make of it", () => {
    const rules = [
      aRule({ id: 9 }),
      ofSupplier(1, { search: "word", replacements: ["first"] }),
      ofSupplier(2, { search: "word", replacements: ["second"] }),
      ofSupplier(2, { id: 8, kind: "sender", operation: "set", match: "any", search: "", replacements: ["Other"] }),
    ];
    expect(move({ rules })).toMatchObject({ connectionId: 2, sentSender: "Other", sentText: "Your second is 123456." });
    expect(move({ rules }, {}, { tried: [1, 2] })).toMatchObject({
      connectionId: 3,
      sentSender: null,
      sentText: "Your word is 123456.",
    });
  });

  it("is of the same alphabet and as many parts as it was: else that member is passed over", () => {
    const grows = { search: "code", replacements: ["x".repeat(200)] };
    expect(move({ rules: [ofSupplier(2, grows)] })?.connectionId).toBe(3);
    expect(move({ rules: [ofSupplier(2, grows)] }, { parts: 2 })?.connectionId).toBe(2);
    expect(move({ rules: [ofSupplier(2, { replacements: ["код"] })] })?.connectionId).toBe(3);
    expect(move({ rules: [ofSupplier(2, grows), ofSupplier(3, grows)] })).toBeUndefined();
  });

  it("is in the alphabet that all suppliers' rules bring it to", () => {
    const rules = [aRule({ operation: "transliterate", search: "", replacements: [] })];
    const text = "ő".repeat(100);
    expect(move({ rules }, { text, alphabet: "gsm7", parts: 1 })).toMatchObject({
      connectionId: 2,
      sentText: "o".repeat(100),
    });
    expect(move({}, { text, alphabet: "gsm7", parts: 1 })).toBeUndefined();
    expect(move({}, { text, alphabet: "ucs2", parts: 2 })?.connectionId).toBe(2);
  });

  it("is as it came where it is a part that the client cut and no longer fits one", () => {
    const rules = [aRule({ operation: "append", search: "", replacements: ["!"] })];
    const part = { udh: Uint8Array.of(5, 0, 3, 7, 3, 1), text: "a".repeat(153) };
    expect(move({ rules }, part)).toMatchObject({ connectionId: 2, sentText: null });
    expect(move({ rules }, { ...part, text: "a" })).toMatchObject({ connectionId: 2, sentText: "a!" });
  });

  it("bears a sender that the destination takes", () => {
    const senderRules = [aSenderRule({ alphanumeric: false })];
    const asNumber = { kind: "sender", operation: "set", match: "any", search: "", replacements: ["12345"] } as const;
    expect(move({ senderRules, rules: [ofSupplier(1, asNumber), ofSupplier(3, asNumber)] })).toMatchObject({
      connectionId: 3,
      sentSender: "12345",
    });
    expect(move({ senderRules, rules: [ofSupplier(1, asNumber)] })).toBeUndefined();
  });

  it("bears none that the supplier must not be sent", () => {
    expect(move({ blockedSenders: [{ supplierId: 2, pattern: "switch*" }] })?.connectionId).toBe(3);
  });

  it("is unchanged where it is binary", () => {
    const binary = { text: null, binary: new Uint8Array(150), alphabet: "binary" as const, parts: 2 };
    expect(move({ rules: [aRule()] }, binary)).toMatchObject({ connectionId: 2, sentText: null });
  });
});
