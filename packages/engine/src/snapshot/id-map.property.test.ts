import fc from "fast-check";
import { expect, it } from "vitest";
import { IdMap } from "./id-map.ts";

const ids = fc.oneof(fc.integer({ min: -2, max: 40 }), fc.integer({ min: 990, max: 3_000 }), fc.constant(2 ** 40));
const steps = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ id: ids, value: fc.nat() }), weight: 8 },
    { arbitrary: fc.record({ id: ids, value: fc.constant(undefined) }), weight: 3 },
    { arbitrary: fc.constant(undefined), weight: 1 },
  ),
  { maxLength: 400 },
);

it("answers as a map does, whatever ids come and go", () => {
  fc.assert(
    fc.property(steps, fc.array(ids), (changes, others) => {
      const map = new IdMap<number>([[7, 70]]);
      const model = new Map([[7, 70]]);
      for (const change of changes) {
        if (change === undefined) {
          map.clear();
          model.clear();
        } else if (change.value === undefined) expect(map.delete(change.id)).toBe(model.delete(change.id));
        else {
          map.set(change.id, change.value);
          model.set(change.id, change.value);
        }
      }
      expect([...map]).toEqual([...model]);
      expect(map.size).toBe(model.size);
      for (const id of [7, ...others, ...changes.map((change) => change?.id ?? 0)]) {
        expect([map.has(id), map.get(id)]).toEqual([model.has(id), model.get(id)]);
      }
    }),
  );
});

it("finds many ids in any order, and one far beyond them", () => {
  const map = new IdMap<number>();
  for (let at = 0; at < 20_000; at++) map.set((at * 7_919) % 20_011, at);
  map.set(1e9, -1);
  for (let at = 0; at < 20_000; at++) expect(map.get((at * 7_919) % 20_011)).toBe(at);
  expect(map.get(1e9)).toBe(-1);
  expect(map.size).toBe(20_001);
});
