import { expect, it } from "vitest";
import { buildTextFilters, emptyTextFilters, type TextFilter } from "./text-filters.ts";

const aFilter = (changes: Partial<TextFilter>): TextFilter => ({
  id: 1,
  clientId: null,
  country: null,
  match: "word",
  pattern: "casino",
  ignoreCase: true,
  action: "block",
  ...changes,
});
const scope = { clientId: 1, country: "DE" };

it("tells the first filter of each action by id, in whatever order they came", () => {
  const filters = buildTextFilters([
    aFilter({ id: 9 }),
    aFilter({ id: 4, pattern: "win" }),
    aFilter({ id: 7, action: "moderate", match: "regex", pattern: "cas.no" }),
    aFilter({ id: 3, action: "moderate", match: "plain", pattern: "asin" }),
  ]);
  expect(filters.size).toBe(4);
  expect(filters.find("CASINO: win", scope)).toEqual({ block: 4, moderate: 3 });
  expect(filters.find("Casino", scope)).toEqual({ block: 9, moderate: 3 });
  expect(filters.find("casxno", scope)).toEqual({ block: null, moderate: 7 });
  expect(filters.find("hello", scope)).toEqual({ block: null, moderate: null });
});

it("passes over filters of other clients and countries", () => {
  const filters = buildTextFilters([
    aFilter({ id: 1, clientId: 2 }),
    aFilter({ id: 2, country: "FR" }),
    aFilter({ id: 3, clientId: 1, country: "DE" }),
    aFilter({ id: 4 }),
  ]);
  expect(filters.find("casino", scope).block).toBe(3);
  expect(filters.find("casino", { clientId: 2, country: "FR" }).block).toBe(1);
  expect(filters.find("casino", { clientId: 3, country: "FR" }).block).toBe(2);
  expect(filters.find("casino", { clientId: 3, country: "US" }).block).toBe(4);
});

it("lets a filter that can't be compiled stop nothing, not the others either", () => {
  const filters = buildTextFilters([
    aFilter({ id: 1, match: "regex", pattern: "(" }),
    aFilter({ id: 2, match: "regex", pattern: "casino(" }),
    aFilter({ id: 3, match: "regex", pattern: "[0-9]{6}" }),
    aFilter({ id: 4 }),
  ]);
  expect(filters.find("casino( 123456", scope).block).toBe(3);
  expect(filters.find("casino(", scope).block).toBe(4);
});

it("has nothing against anything when empty", () => {
  expect(emptyTextFilters.find("casino", scope)).toEqual({ block: null, moderate: null });
  expect(buildTextFilters([]).find("casino", scope)).toEqual({ block: null, moderate: null });
});
