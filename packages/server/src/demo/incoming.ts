/** Where people can write to the demo's companies, and what that costs. */
import type { DemoNumber } from "@switchyard/simulator";
import { createTariffRows } from "../catalogue/tariff-changes.ts";
import { createReceptionNumbers } from "../clients/reception-numbers.ts";
import type { Author, Queryable } from "../history/history.ts";

/** Two companies share the German short code; a text with neither's keyword is nobody's until a person assigns it. */
export const demoNumbers: readonly DemoNumber[] = [
  { number: "77772", country: "DE", keywords: ["PAKET", "paket", "BANK", "BANK", "BANK", ""] },
  { number: "34600000777", country: "ES", keywords: [""] },
];

const receptions = [
  { login: "paketfuchs", line: "77772 PAKET", price: null, comment: "Answers to parcel notices" },
  { login: "lindenbank", line: "77772 BANK", price: "0.012", comment: "Balance and card lock by SMS" },
  { login: "mercalia", line: "34600000777", price: null, comment: "Opt-outs and opening hours" },
] as const;

const COST = "0.006";
const PRICE = "0.009";
const countries = ["DE", "ES"];

export async function seedIncoming(
  tx: Queryable,
  author: Author,
  given: {
    readonly clientIds: ReadonlyMap<string, number>;
    readonly supplierIds: readonly number[];
    readonly nowMs: number;
  },
): Promise<void> {
  const { clientIds, supplierIds, nowMs } = given;
  const rowsOf = (amount: string, billing: "submitted" | "delivered") => ({
    rows: countries.map((country) => ({ type: "mo" as const, country, amount, billing })),
    path: "rows",
    nowMs,
  });
  for (const ownerId of supplierIds) {
    await createTariffRows(tx, author, { scope: "supplier", ownerId }, rowsOf(COST, "submitted"));
  }
  for (const { login, line, price, comment } of receptions) {
    const clientId = clientIds.get(login);
    if (clientId === undefined) continue;
    await createReceptionNumbers(tx, author, {
      clientId,
      numbers: [line],
      forward: "smpp",
      price,
      enabled: true,
      comment,
    });
    if (price === null) {
      await createTariffRows(tx, author, { scope: "client", ownerId: clientId }, rowsOf(PRICE, "delivered"));
    }
  }
}
