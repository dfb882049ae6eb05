import { formatMicros, parseMicros } from "@switchyard/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectDecimalSign, readAmount } from "./amount.ts";
import type { Cell } from "./cell.ts";

function told(cell: Cell, sign: "." | ","): string {
  const amount = readAmount(cell, sign);
  if (!amount.ok) return amount.message;
  return [formatMicros(amount.value.micros), amount.value.currency ?? ""].join(" ").trim();
}

describe("an amount", () => {
  test.each([
    ["0.015", ".", "0.015"],
    ["0,0150", ",", "0.015"],
    [".5", ".", "0.50"],
    ["1,234.5", ".", "1234.50"],
    ["1.234,5", ",", "1234.50"],
    ["1 234,5", ",", "1234.50"],
    ["1\u00a0234\u202f567,5", ",", "1234567.50"],
    ["1'234.5", ".", "1234.50"],
    ["€ 0,0150", ",", "0.015 EUR"],
    ["€0.015", ".", "0.015 EUR"],
    ["0.015 EUR", ".", "0.015 EUR"],
    ["EUR 0.015", ".", "0.015 EUR"],
    ["0.015 euro", ".", "0.015 EUR"],
    ["US$ 0.02", ".", "0.02 USD"],
    ["$0.02", ".", "0.02"],
    ["1.5E-2", ".", "0.015"],
    ["1,5E-02", ",", "0.015"],
    ["1E-6", ".", "0.000001"],
    ["0.01500000", ".", "0.015"],
    ["+0.5", ".", "0.50"],
    ["0", ".", "0.00"],
    [0.0075, ",", "0.0075"],
    [0.00750000001, ".", "0.0075"],
    [0.1 + 0.2, ".", "0.30"],
    [0.00749999999999, ".", "0.0075"],
    ["0.0074999999999", ".", "0.0075"],
    ["0,999999999999", ",", "1.00"],
    [0.000001, ".", "0.000001"],
    [12, ",", "12.00"],
  ] as const)("%j with %s for decimals is %s", (cell, sign, amount) => expect(told(cell, sign)).toBe(amount));

  test.each([
    ["", "has no price"],
    [null, "has no price"],
    ["-", "has no price"],
    ["n/a", "has no price"],
    ["-0.5", "is negative"],
    ["€ -0.5", "is negative"],
    ["-€0.5", "is negative"],
    ["(0.5)", "is negative"],
    ["0.5-", "is negative"],
    [-0.5, "is negative"],
    ["5%", "is a percentage"],
    ["0.0000001", "has more than six decimals"],
    ["0.1234567", "has more than six decimals"],
    [1e-7, "has more than six decimals"],
    ["0.015000001", "has more than six decimals"],
    ["0.014999998", "has more than six decimals"],
    ["0,015", "is no price"],
    ["1.2.3", "is no price"],
    ["12,34.5", "is no price"],
    ["free", "is no price"],
    ["1.5 ct", "is no currency we know"],
    ["1 or 2", "is no price"],
    ["99999999999999", "is too large"],
    [new Date(0), "is a date"],
  ] as const)("%j is a fault: %s", (cell, message) => expect(told(cell, ".")).toContain(message));

  test("of any micros is read to the micro, however it is written", () => {
    const dialect = fc.record({
      micros: fc.bigInt(0n, 9_000_000_000_000_000n),
      sign: fc.constantFrom("." as const, "," as const),
      thousands: fc.constantFrom("none", "other", "space", "apostrophe"),
      unit: fc.constantFrom(["", ""], ["€ ", ""], ["", " EUR"], ["EUR", ""], ["", "€"]),
    });
    fc.assert(
      fc.property(dialect, ({ micros, sign, thousands, unit }) => {
        const part = { none: "", other: sign === "." ? "," : ".", space: "\u00a0", apostrophe: "'" }[thousands] ?? "";
        const [whole = "", fraction = ""] = formatMicros(micros).split(".");
        const text = `${unit[0]}${whole.replace(/\B(?=(\d{3})+$)/g, part)}${sign}${fraction}${unit[1]}`;
        expect(readAmount(text, sign)).toMatchObject({ ok: true, value: { micros } });
      }),
    );
  });

  test("of up to fifteen digits is read to the micro from a number cell", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 999_999_999_999_999n), (micros) => {
        expect(readAmount(Number(formatMicros(micros)), ".")).toMatchObject({ ok: true, value: { micros } });
      }),
    );
  });

  test("is never read as something else than its decimal sign says", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d.,' ]{1,12}$/), fc.constantFrom("." as const, "," as const), (text, sign) => {
        const amount = readAmount(text, sign);
        if (!amount.ok) return;
        const plain = text
          .trim()
          .replaceAll(sign === "." ? /[, ']/g : /[. ']/g, "")
          .replace(",", ".");
        const [whole = "", fraction = ""] = plain.split(".");
        expect(amount.value.micros).toBe(parseMicros(`${BigInt(whole || "0")}.${fraction.slice(0, 6).padEnd(6, "0")}`));
      }),
    );
  });
});

describe("a column's decimal sign", () => {
  test.each([
    [["0.015", "0.02"], "."],
    [["0,015", "0,02"], ","],
    [["1.234", "0,5"], ","],
    [["1.234", "1.234,50"], ","],
    [["1,234.50"], "."],
    [["1.234.567"], ","],
    [["€ 0,02", "1.500"], ","],
    [["1.234"], undefined],
    [["12", ""], undefined],
  ] as const)("of %j is %s", (cells, sign) => expect(detectDecimalSign(cells)).toBe(sign));
});
