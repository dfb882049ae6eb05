import fc from "fast-check";
import { expect, test } from "vitest";
import { IdTable } from "./id-table.ts";

test("a receipt is matched once, a second one is a duplicate, a stranger is unknown", () => {
  const ids = new IdTable(1_000);
  expect(ids.acknowledge("a1", 10, true)).toEqual({ kind: "new" });
  expect(ids.receipt("a1", 30)).toEqual({ kind: "matched", sentAt: 10 });
  expect(ids.receipt("a1", 40)).toEqual({ kind: "duplicate" });
  expect(ids.receipt("zz", 40)).toEqual({ kind: "unknown" });
});

test("a receipt ahead of its response is recognised when the response comes", () => {
  const ids = new IdTable(1_000);
  expect(ids.receipt("b7", 25)).toEqual({ kind: "unknown" });
  expect(ids.acknowledge("b7", 20, true)).toEqual({ kind: "early", receiptAt: 25 });
  expect(ids.acknowledge("b7", 21, true)).toEqual({ kind: "duplicate" });
});

test("what is two generations old is forgotten, what is younger is not", () => {
  const ids = new IdTable(4_000);
  for (let id = 0; id < 7_000; id += 1) ids.acknowledge(String(id), id, true);
  expect(ids.receipt("3999", 0)).toEqual({ kind: "matched", sentAt: 3_999 });
  for (let id = 7_000; id < 13_000; id += 1) ids.acknowledge(String(id), id, true);
  expect(ids.receipt("1", 0)).toEqual({ kind: "unknown" });
  expect(ids.receipt("12999", 0)).toEqual({ kind: "matched", sentAt: 12_999 });
});

test("it agrees with a plain map, whatever the ids", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }).map(String), fc.boolean()), { maxLength: 300 }),
      (events) => {
        const ids = new IdTable(10_000);
        const known = new Map<string, "awaited" | "early" | "settled">();
        for (const [id, isReceipt] of events) {
          const before = known.get(id);
          if (isReceipt) {
            const expected = before === undefined ? "unknown" : before === "awaited" ? "matched" : "duplicate";
            expect(ids.receipt(id, 1).kind).toBe(expected);
            known.set(id, before === undefined ? "early" : before === "awaited" ? "settled" : before);
          } else {
            const expected = before === undefined ? "new" : before === "early" ? "early" : "duplicate";
            expect(ids.acknowledge(id, 1, true).kind).toBe(expected);
            known.set(id, before === undefined ? "awaited" : before === "early" ? "settled" : before);
          }
        }
      },
    ),
  );
});
