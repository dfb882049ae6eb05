import { expect, it } from "vitest";
import { aPool } from "../../test/configuration.ts";
import { type Candidate, choosePoolMember, type Pool } from "./pools.ts";

/** A pool's members as candidates, in its order, with what they cost and how they deliver. */
function candidatesOf(
  pool: Pool,
  costs: Readonly<Record<number, bigint | null>> = {},
  rates: Readonly<Record<number, number>> = {},
): Candidate[] {
  return pool.members.map((member) => ({
    member,
    costMicros: costs[member.connectionId] ?? null,
    deliveryRate: rates[member.connectionId],
  }));
}

/** Connections dealt in so many turns, members that can't be used left out. */
function deal(pool: Pool, turns: number, unusable: readonly number[] = []): (number | undefined)[] {
  return dealAmong(
    pool,
    candidatesOf(pool).filter(({ member }) => !unusable.includes(member.connectionId)),
    turns,
  );
}

function dealAmong(pool: Pool, usable: readonly Candidate[], turns: number): (number | undefined)[] {
  return Array.from({ length: turns }, (_, turn) => choosePoolMember(pool, usable, turn)?.member.connectionId);
}

const timesOf = (dealt: readonly (number | undefined)[], id: number): number =>
  dealt.filter((other) => other === id).length;

it("chooses the first usable member of a priority pool, whatever the turn", () => {
  const pool = aPool({ strategy: "priority", shares: { 1: 0, 2: 0, 3: 0 } });
  expect(deal(pool, 3)).toEqual([1, 1, 1]);
  expect(deal(pool, 2, [1])).toEqual([2, 2]);
  expect(deal(pool, 1, [1, 2])).toEqual([3]);
});

it.each(["percentage", "priority", "least_cost", "best_delivery"] as const)(
  "chooses nobody of a pool by %s where nobody can be used, and whoever is alone",
  (strategy) => {
    expect(deal(aPool({ strategy }), 1, [1])).toEqual([undefined]);
    expect(deal(aPool({ strategy, shares: {} }), 1)).toEqual([undefined]);
    expect(deal(aPool({ strategy, shares: { 1: 60, 2: 40 } }), 40, [1])).toEqual(new Array<number>(40).fill(2));
  },
);

it("spreads the shares evenly instead of in blocks", () => {
  expect(deal(aPool({ shares: { 1: 50, 2: 50 } }), 6)).toEqual([1, 2, 1, 2, 1, 2]);
  expect(deal(aPool({ shares: { 1: 75, 2: 25 } }), 8)).toEqual([1, 1, 2, 1, 1, 1, 2, 1]);
});

it("returns to the old shares when a member comes back", () => {
  const pool = aPool({ shares: { 1: 50, 2: 25, 3: 25 } });
  const before = deal(pool, 100);
  expect(timesOf(deal(pool, 100, [1]), 2)).toBe(50);
  expect(deal(pool, 100)).toEqual(before);
});

it("deals in turn where all shares are zero", () => {
  expect(deal(aPool({ shares: { 1: 0, 2: 0 } }), 4)).toEqual([1, 2, 1, 2]);
});

it("keeps pools apart, even ones with equal ids and members of other shares", () => {
  const [first, second] = [aPool({ shares: { 1: 90, 2: 10 } }), aPool({ shares: { 1: 10, 2: 90 } })];
  const countOf = (pool: Pool) => timesOf(deal(pool, 100), 1);
  expect([countOf(first), countOf(second), countOf(first)]).toEqual([90, 10, 90]);
});

it("stays exact when more sets of members come and go than are remembered", () => {
  const shares = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index + 1, 10]));
  const pool = aPool({ shares });
  const all = candidatesOf(pool);
  for (let set = 1; set < 1024; set += 3) {
    const usable = all.filter((_, index) => (set & (1 << index)) !== 0);
    const total = usable.length * 10;
    const dealt = Array.from({ length: total }, (_, turn) => choosePoolMember(pool, usable, turn));
    for (const candidate of usable) {
      const isAlone = usable.length === 1;
      expect(dealt.filter((chosen) => chosen === candidate)).toHaveLength(isAlone ? total : 10);
    }
  }
});

it("takes the cheapest of a least cost pool, of equal ones the one it prefers", () => {
  const pool = aPool({ strategy: "least_cost", shares: { 3: 0, 1: 0, 2: 0 } });
  const cheapestOf = (costs: Readonly<Record<number, bigint | null>>) => dealAmong(pool, candidatesOf(pool, costs), 1);
  expect(cheapestOf({ 1: 30n, 2: 20n, 3: 40n })).toEqual([2]);
  expect(cheapestOf({ 1: 20n, 2: 20n, 3: 20n })).toEqual([1]);
  expect(cheapestOf({ 1: 20n, 2: 0n, 3: 20n })).toEqual([2]);
});

it("takes a cost that no exchange rate compares for the dearest", () => {
  const pool = aPool({ strategy: "least_cost", shares: { 1: 0, 2: 0, 3: 0 } });
  expect(dealAmong(pool, candidatesOf(pool, { 1: null, 2: 90n, 3: 80n }), 1)).toEqual([3]);
  expect(dealAmong(pool, candidatesOf(pool, { 1: 99n, 2: null, 3: null }), 1)).toEqual([1]);
  expect(dealAmong(pool, candidatesOf(pool), 1)).toEqual([1]);
});

it("takes the member that delivers best, of equal ones the cheaper, of those the one the pool prefers", () => {
  const pool = aPool({ strategy: "best_delivery", shares: { 1: 0, 2: 0, 3: 0 } });
  const leaderOf = (costs: Readonly<Record<number, bigint | null>>, rates: Readonly<Record<number, number>>) =>
    dealAmong(pool, candidatesOf(pool, costs, rates), 1)[0];
  expect(leaderOf({ 1: 1n, 2: 9n, 3: 5n }, { 1: 0.9, 2: 0.95, 3: 0.94 })).toBe(2);
  expect(leaderOf({ 1: 9n, 2: 5n, 3: 7n }, { 1: 0.9, 2: 0.9, 3: 0.9 })).toBe(2);
  expect(leaderOf({ 1: 5n, 2: 5n, 3: 5n }, { 1: 0.9, 2: 0.9, 3: 0.9 })).toBe(1);
});

it("takes a member whose rate is not known yet for the worst, even than one that delivers nothing", () => {
  const pool = aPool({ strategy: "best_delivery", shares: { 1: 0, 2: 0 } });
  expect(dealAmong(pool, candidatesOf(pool, { 1: 1n, 2: 9n }, { 2: 0 }), 1)).toEqual([2]);
  expect(dealAmong(pool, candidatesOf(pool, { 1: 9n, 2: 1n }), 1)).toEqual([2]);
});

it("sends every twentieth message of a best delivery pool to one of the others in turn, so that all rates stay known", () => {
  const pool = aPool({ strategy: "best_delivery", shares: { 1: 0, 2: 0, 3: 0 } });
  const dealt = dealAmong(pool, candidatesOf(pool, {}, { 2: 0.9, 1: 0.5 }), 80);
  expect(timesOf(dealt, 2)).toBe(76);
  expect([19, 39, 59, 79].map((turn) => dealt[turn])).toEqual([1, 3, 1, 3]);
});
