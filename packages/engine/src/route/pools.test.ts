import { expect, it } from "vitest";
import { aPool } from "../../test/configuration.ts";
import { choosePoolMember, type Pool, type PoolMember } from "./pools.ts";

/** Connections dealt in so many turns, members that can't be used left out. */
function deal(pool: Pool, turns: number, unusable: readonly number[] = []): (number | undefined)[] {
  const usable = pool.members.filter(({ connectionId }) => !unusable.includes(connectionId));
  return Array.from({ length: turns }, (_, turn) => choosePoolMember(pool, usable, turn)?.connectionId);
}

it("chooses the first usable member of a priority pool, whatever the turn", () => {
  const pool = aPool({ strategy: "priority", shares: { 1: 0, 2: 0, 3: 0 } });
  expect(deal(pool, 3)).toEqual([1, 1, 1]);
  expect(deal(pool, 2, [1])).toEqual([2, 2]);
  expect(deal(pool, 1, [1, 2])).toEqual([3]);
});

it("chooses nobody where nobody can be used", () => {
  expect(deal(aPool(), 1, [1])).toEqual([undefined]);
  expect(deal(aPool({ strategy: "priority" }), 1, [1])).toEqual([undefined]);
  expect(deal(aPool({ shares: {} }), 1)).toEqual([undefined]);
});

it("spreads the shares evenly instead of in blocks", () => {
  expect(deal(aPool({ shares: { 1: 50, 2: 50 } }), 6)).toEqual([1, 2, 1, 2, 1, 2]);
  expect(deal(aPool({ shares: { 1: 75, 2: 25 } }), 8)).toEqual([1, 1, 2, 1, 1, 1, 2, 1]);
});

it("gives a member that stands alone everything", () => {
  expect(deal(aPool({ shares: { 1: 60, 2: 40 } }), 3, [1])).toEqual([2, 2, 2]);
});

it("returns to the old shares when a member comes back", () => {
  const pool = aPool({ shares: { 1: 50, 2: 25, 3: 25 } });
  const before = deal(pool, 100);
  expect(deal(pool, 100, [1]).filter((id) => id === 2)).toHaveLength(50);
  expect(deal(pool, 100)).toEqual(before);
});

it("deals in turn where all shares are zero", () => {
  expect(deal(aPool({ shares: { 1: 0, 2: 0 } }), 4)).toEqual([1, 2, 1, 2]);
});

it("keeps pools apart, even ones with equal ids and members of other shares", () => {
  const [first, second] = [aPool({ shares: { 1: 90, 2: 10 } }), aPool({ shares: { 1: 10, 2: 90 } })];
  const countOf = (pool: Pool) => deal(pool, 100).filter((id) => id === 1).length;
  expect([countOf(first), countOf(second), countOf(first)]).toEqual([90, 10, 90]);
});

it("stays exact when more sets of members come and go than are remembered", () => {
  const shares = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index + 1, 10]));
  const pool = aPool({ shares });
  for (let set = 1; set < 1024; set += 3) {
    const usable: PoolMember[] = pool.members.filter((_, index) => (set & (1 << index)) !== 0);
    const total = usable.length * 10;
    const dealt = Array.from({ length: total }, (_, turn) => choosePoolMember(pool, usable, turn));
    for (const member of usable) {
      const isAlone = usable.length === 1;
      expect(dealt.filter((chosen) => chosen === member)).toHaveLength(isAlone ? total : 10);
    }
  }
});
