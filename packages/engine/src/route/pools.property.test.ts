import fc from "fast-check";
import { expect, it } from "vitest";
import { choosePoolMember, type Pool, type PoolMember } from "./pools.ts";

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
  }),
);

function countsOf(dealing: Pool, usable: readonly PoolMember[], from: number, turns: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let turn = from; turn < from + turns; turn++) {
    const id = choosePoolMember(dealing, usable, turn)?.connectionId ?? 0;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

it("gives every member exactly its percentage of any 100 turns in a row", () => {
  fc.assert(
    fc.property(pool, fc.nat(1_000_000_000), (dealing, from) => {
      const counts = countsOf(dealing, dealing.members, from, 100);
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
      const usable = dealing.members.filter((_, index) => indexes.includes(index));
      const total = usable.reduce((sum, { percent }) => sum + percent, 0);
      fc.pre(total > 0);
      // As many turns as the shares left add up to are one round, in which the proportion is exact.
      const round = countsOf(dealing, usable, from, total);
      for (const { connectionId, percent } of usable) expect(round.get(connectionId) ?? 0).toBe(percent);
    }),
  );
});

it("never lets a member fall a whole turn for each other member behind or ahead of its share", () => {
  fc.assert(
    fc.property(pool, fc.integer({ min: 1, max: 100 }), (dealing, turns) => {
      const counts = countsOf(dealing, dealing.members, 0, turns);
      for (const { connectionId, percent } of dealing.members) {
        const owed = (turns * percent) / 100;
        expect(Math.abs((counts.get(connectionId) ?? 0) - owed)).toBeLessThan(dealing.members.length);
      }
    }),
  );
});
