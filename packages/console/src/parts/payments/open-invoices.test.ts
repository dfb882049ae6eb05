import fc from "fast-check";
import { expect, test } from "vitest";
import { microsOf } from "../exact.ts";
import { type OpenInvoice, oldestFirst } from "./open-invoices.ts";

const invoice = (invoiceId: number, room: string): OpenInvoice => ({
  invoiceId,
  number: `R-${invoiceId}`,
  dueDate: null,
  room,
});

test("the invoices due first are paid in full, the next in part, and later ones not at all", () => {
  const { shares, left } = oldestFirst("100.00", [invoice(1, "60"), invoice(2, "59.99"), invoice(3, "5")]);
  expect(shares.map(({ invoice, pays }) => [invoice.invoiceId, pays])).toEqual([
    [1, "60.00"],
    [2, "40.00"],
  ]);
  expect(left).toBe("0.00");
});

test("no invoice takes more than it has room for, and nothing of the total is lost", () => {
  const decimal = fc
    .bigInt({ min: 1n, max: 10n ** 15n })
    .map((micros) => `${micros / 10n ** 6n}.${String(micros % 10n ** 6n).padStart(6, "0")}`);
  fc.assert(
    fc.property(decimal, fc.array(decimal, { maxLength: 8 }), (total, rooms) => {
      const { shares, left } = oldestFirst(
        total,
        rooms.map((room, place) => invoice(place + 1, room)),
      );
      const paid = shares.reduce((sum, { pays }) => sum + microsOf(pays), 0n);
      expect(paid + microsOf(left)).toBe(microsOf(total));
      for (const {
        invoice: { room },
        pays,
      } of shares)
        expect(microsOf(pays) <= microsOf(room)).toBe(true);
    }),
  );
});
