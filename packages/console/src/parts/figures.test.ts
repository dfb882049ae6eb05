import { expect, test } from "vitest";
import { formatRate, formatShare, groupDecimal } from "./figures.ts";

test("a decimal string gets separators and at least two decimals, and loses no digit", () => {
  expect(groupDecimal("0")).toBe("0.00");
  expect(groupDecimal("1234.5")).toBe("1,234.50");
  expect(groupDecimal("-9223372036854.775807")).toBe("−9,223,372,036,854.775807");
  expect(groupDecimal("999")).toBe("999.00");
  expect(groupDecimal("1000000", 0)).toBe("1,000,000");
});

test("what is no decimal stays as it is", () => {
  expect(groupDecimal("n/a")).toBe("n/a");
});

test("a share of nothing is unknown rather than zero", () => {
  expect(formatShare(0, 0)).toBeUndefined();
  expect(formatShare(1, 3)).toBe("33.3%");
  expect(formatShare(3, 3)).toBe("100%");
  expect(formatShare(0, 3)).toBe("0%");
});

test("small rates keep a decimal, large ones do not", () => {
  expect(formatRate(0)).toBe("0");
  expect(formatRate(0.25)).toBe("0.3");
  expect(formatRate(1234.4)).toBe("1,234");
});
