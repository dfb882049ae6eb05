import { expect, it } from "vitest";
import { SupplierIds } from "./supplier-ids.ts";

it("keeps the latest ids of each connection, at least half of what it may, and never more", () => {
  const ids = new SupplierIds({ max: 100 });
  for (let i = 0; i < 1_000; i++) ids.set(1, `m${i}`, { messageId: i, part: 1 });
  const kept = Array.from({ length: 1_000 }, (_, i) => ids.get(1, `m${i}`)).filter((ref) => ref !== undefined);
  expect(kept.length).toBeGreaterThanOrEqual(50);
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(kept.at(-1)).toEqual({ messageId: 999, part: 1 });
  expect(kept).toEqual([...kept].sort((a, b) => a.messageId - b.messageId));
});

it("tells the same id of two connections apart, and the later message of one id used twice", () => {
  const ids = new SupplierIds({ max: 10 });
  ids.set(1, "7", { messageId: 1, part: 1 });
  ids.set(2, "7", { messageId: 2, part: 3 });
  ids.set(1, "7", { messageId: 3, part: 0 });
  expect([ids.get(1, "7"), ids.get(2, "7"), ids.get(3, "7")]).toEqual([
    { messageId: 3, part: 0 },
    { messageId: 2, part: 3 },
    undefined,
  ]);
});
