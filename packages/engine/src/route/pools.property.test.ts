import fc from "fast-check";
import { expect, it } from "vitest";
import { type Candidate, choosePoolMember, type Pool } from "./pools.ts";

/** Shares of two to eight members that add up to 100, some of them zero. */
const shares = fc
  .array(fc.nat(100), { minLength: 1, maxLength: 7 })
  .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 100])
  .map((cuts) => cuts.slice(1).map((cut, index) => cut - (cuts[index] ?? 0)));

const pool = shares.map(
  (percents): Pool => ({
    id: 1,
    strategy: "percentage",
    members: percents.map((percent, index) => ({ connectionId: index + 1, percent })),
    costCeiling: null,
    rerouteMax: 3,
  }),
);

const candidatesOf = ({ members }: Pool): Candidate[] =>
  members.map((member) => ({ member, costMicros: null, deliveryRate: undefined }));

function countsOf(dealing: Pool, usable: readonly Candidate[], from: number, turns: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let turn = from; turn < from + turns; turn++) {
    const id = choosePoolMember(dealing, usable, turn)?.member.connectionId ?? 0;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

it("gives every member exactly its percentage of any 100 turns in a row", () => {
  fc.assert(
    fc.property(pool, fc.nat(1_000_000_000), (dealing, from) => {
      const counts = countsOf(dealing, candidatesOf(dealing), from, 100);
      for (const { connectionId, percent } of dealing.members) expect(counts.get(connectionId) ?? 0).toBe(percent);
    }),
  );
});

it("hands the share of members that can't be used to the others in proportion", () => {
  const withUsable = pool.chain((dealing) =>
    fc.tuple(fc.constant(dealing), fc.shuffledSubarray([...dealing.members.keys()], { minLength: 2 })),
  );
  fc.assert(
    fc.property(withUsable, fc.nat(1_000_000), ([dealing, indexes], from) => {
      const usable = candidatesOf(dealing).filter((_, index) => indexes.includes(index));
      const total = usable.reduce((sum, { member }) => sum + member.percent, 0);
      fc.pre(total > 0);
      // As many turns as the shares left add up to are one round, in which the proportion is exact.
      const round = countsOf(dealing, usable, from, total);
      for (const { member } of usable) expect(round.get(member.connectionId) ?? 0).toBe(member.percent);
    }),
  );
});

it("never lets a member fall a whole turn for each other member behind or ahead of its share", () => {
  fc.assert(
    fc.property(pool, fc.integer({ min: 1, max: 100 }), (dealing, turns) => {
      const counts = countsOf(dealing, candidatesOf(dealing), 0, turns);
      for (const { connectionId, percent } of dealing.members) {
        const owed = (turns * percent) / 100;
        expect(Math.abs((counts.get(connectionId) ?? 0) - owed)).toBeLessThan(dealing.members.length);
      }
    }),
  );
});

it("takes the cheapest and the best, whatever the turn, as a plain sort would", () => {
  const candidate = fc.record({
    costMicros: fc.option(fc.bigInt({ min: 0n, max: 3n })),
    deliveryRate: fc.constantFrom(undefined, 0, 0.5, 1),
  });
  fc.assert(
    fc.property(fc.array(candidate, { minLength: 1, maxLength: 6 }), fc.nat(1_000), (drawn, turn) => {
      const usable = drawn.map((facts, index) => ({ ...facts, member: { connectionId: index + 1, percent: 0 } }));
      const dearness = (costMicros: bigint | null) => (costMicros === null ? Number.MAX_VALUE : Number(costMicros));
      const byCost = usable.toSorted((a, b) => dearness(a.costMicros) - dearness(b.costMicros));
      const byRate = byCost.toSorted((a, b) => (b.deliveryRate ?? -1) - (a.deliveryRate ?? -1));
      const pool = { id: 1, members: usable.map(({ member }) => member), costCeiling: null, rerouteMax: 3 };
      expect(choosePoolMember({ ...pool, strategy: "least_cost" }, usable, turn)).toBe(byCost[0]);
      const chosen = choosePoolMember({ ...pool, strategy: "best_delivery" }, usable, turn);
      expect(chosen === byRate[0]).toBe(usable.length === 1 || turn % 20 !== 19);
    }),
  );
});
