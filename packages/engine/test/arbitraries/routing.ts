/** Routes, pools, connections and replacement rules of generated worlds. */
import type { Pool } from "@switchyard/engine";
import fc from "fast-check";
import { aConnection, aRoute, aRule, type RouteRow, type RuleRow } from "../configuration.ts";
import { anywhere, fromMs, mostly, owner, places, plain, senderPatterns, toMs, usually } from "./words.ts";

const scope = fc.constantFrom({}, {}, { clientId: 1 }, { clientId: 2 }, { productId: 1 }, { productId: 2 });
const routeText = fc.constantFrom(
  ...new Array<Partial<RouteRow>>(6).fill({}),
  { textMatch: "contains" as const, textPattern: "WIN" },
  { textMatch: "contains" as const, textPattern: "code" },
  { textMatch: "regex" as const, textPattern: "[0-9]{3}" },
  { textMatch: "regex" as const, textPattern: "^(win|code)|(a|aa)+$" },
);
const mostlyAny = <T>(...values: T[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.subarray(values, { minLength: 1, maxLength: 3 }) },
  );

export const routes: fc.Arbitrary<Omit<RouteRow, "id">> = fc
  .tuple(
    scope,
    fc.constantFrom(...places, anywhere, anywhere),
    routeText,
    fc.record(
      {
        type: usually<RouteRow["type"]>(9, "sms", "hlr"),
        poolId: usually(3, 1, 2, 3, 4),
        priority: fc.integer({ min: 1, max: 3 }),
        senders: mostlyAny(...senderPatterns, "Switchyard"),
        recipients: mostlyAny("4", "49", "4915", "4915112345678", "33", "3367"),
        fromMs: fc.option(fromMs, { freq: 1 }),
        toMs,
      },
      plain,
    ),
  )
  .map(([whose, where, text, rest]) => aRoute({ ...whose, ...where, ...text, ...rest }));

export const pools: fc.Arbitrary<Omit<Pool, "id">> = fc
  .tuple(
    fc.constantFrom<Pool["strategy"]>("percentage", "percentage", "priority", "least_cost", "best_delivery"),
    fc.shuffledSubarray([1, 2, 3, 4], { minLength: 1 }),
    fc.array(fc.constantFrom(0, 10, 25, 50, 75, 100), { minLength: 4, maxLength: 4 }),
    fc.constantFrom(
      null,
      { micros: 10_000n, currency: "EUR" },
      { micros: 30_000n, currency: "USD" },
      { micros: 50_000n, currency: "ZZZ" },
    ),
  )
  .map(([strategy, connections, percents, costCeiling]) => ({
    strategy,
    members: connections.map((connectionId, index) => ({ connectionId, percent: percents[index] ?? 0 })),
    costCeiling,
    rerouteMax: 3,
  }));

export const connections = fc
  .tuple(owner, mostly, fc.constantFrom(null, null, 0, 5), fc.constantFrom(null, null, 6, 10))
  .map(([supplierId, runs, queueMax, dailyLimit]) => ({
    ...aConnection({ supplierId, paused: !runs, queueMax, dailyLimit }),
  }));

const ruleScope = fc.constantFrom(
  { clientId: 1, viaSupplierId: null },
  { clientId: 1, viaSupplierId: 1 },
  { clientId: 2, viaSupplierId: null },
  { clientId: 2, viaSupplierId: 2 },
  { supplierId: 1 },
  { supplierId: 2 },
);
const content = fc.record(
  {
    match: fc.constantFrom("plain" as const, "word" as const),
    search: fc.constantFrom("win", "CODE", "a", "now", "123", "ж", "ж"),
    ignoreCase: fc.boolean(),
    replacements: fc.subarray(["word", "x".repeat(150), "ж", "", "code a"], { minLength: 1, maxLength: 3 }),
    sender: fc.constantFrom("", "", "", ...senderPatterns),
  },
  plain,
);
const appending = fc
  .constantFrom("!", " STOP: 12345", "ж", "y".repeat(1_000))
  .map((text) => ({ operation: "append" as const, search: "", replacements: [text] }));
const newSender = fc
  .record(
    {
      match: fc.constantFrom(
        "any" as const,
        "alphanumeric" as const,
        "numeric" as const,
        "exact" as const,
        "pattern" as const,
      ),
      search: fc.constantFrom("Switchyard", "switch*", "123", "Bank & Co."),
      ignoreCase: fc.boolean(),
      replacements: fc.subarray(["Other", "12345", "Switchyard", "TwelveChars!"], { minLength: 1, maxLength: 3 }),
    },
    plain,
  )
  .map((fields) => ({ ...fields, kind: "sender" as const, operation: "set" as const }));

export const rules: fc.Arbitrary<Omit<RuleRow, "id">> = fc
  .tuple(
    ruleScope,
    fc.constantFrom(...places, anywhere, anywhere, anywhere),
    fc.oneof(content, appending, newSender, newSender),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([whose, where, what, priority]) => aRule({ ...whose, ...where, ...what, priority }));
