/** Lists, filters, limits and senders of generated worlds. */
import type { RegisteredSender } from "@switchyard/engine";
import fc from "fast-check";
import { type Configuration, hourMs } from "../configuration.ts";
import { few, mostly, numbered, numbers, owner, plain, senderPatterns, senders, usually } from "./words.ts";

const anyone = fc.constantFrom(null, null, 1, 2);
const country = fc.constantFrom(null, null, "DE", "FR");
const action = fc.constantFrom("block" as const, "moderate" as const, "moderate" as const);

const search = fc.constantFrom(
  { match: "plain" as const, pattern: "win" },
  { match: "plain" as const, pattern: "[X]" },
  { match: "plain" as const, pattern: "ode n" },
  { match: "word" as const, pattern: "NOW" },
  { match: "word" as const, pattern: "aaa" },
  { match: "regex" as const, pattern: "[0-9]{3}" },
  { match: "regex" as const, pattern: "^(win|code)" },
  { match: "regex" as const, pattern: "(a|aa)+$" },
  { match: "regex" as const, pattern: "ж|€€" },
);
const filter = fc
  .tuple(anyone, country, search, fc.boolean(), action)
  .map(([clientId, place, sought, ignoreCase, does]) => ({
    clientId,
    country: place,
    ...sought,
    ignoreCase,
    action: does,
  }));

const spamLimit = fc.record(
  {
    clientId: anyone,
    country,
    byRecipient: fc.boolean(),
    bySender: fc.boolean(),
    byText: fc.boolean(),
    messagesMax: fc.integer({ min: 1, max: 3 }),
    windowMs: fc.constantFrom(1_000, hourMs),
    reason: fc.constantFrom("spam_limit" as const, "duplicate" as const),
    action,
  },
  plain,
);

const status = usually<RegisteredSender["status"]>(2, "approved", "seen", "pending", "denied");
const registered = fc.record(
  {
    clientId: owner,
    sender: fc.constantFrom(...senders, "SWITCHYARD", "café"),
    country: fc.constantFrom(null, "DE", "FR"),
    status,
  },
  plain,
);

const senderRule = fc.record(
  {
    country: fc.constantFrom("DE", "DE", "FR"),
    network: fc.constantFrom(null, null, "own"),
    alphanumeric: mostly,
    longNumbers: mostly,
    shortNumbers: mostly,
    registrationNeeded: usually(4, false, true),
    lengthMin: usually(4, 1, 4),
    lengthMax: usually(4, 20, 11),
    characters: usually(3, null, "", " &.", "é"),
  },
  plain,
);

export type FirewallRows = Pick<
  Configuration,
  | "blacklist"
  | "optOuts"
  | "filters"
  | "spamLimits"
  | "blockedSenders"
  | "senders"
  | "senderRules"
  | "blocksNegativeMargin"
>;

export const firewalls: fc.Arbitrary<FirewallRows> = fc
  .record(
    {
      blacklist: few(fc.constantFrom(...numbers)),
      optOuts: few(fc.record({ clientId: fc.constantFrom(0, 1, 2), number: fc.constantFrom(...numbers) }, plain)),
      filters: fc.array(filter, { maxLength: 3 }).map(numbered),
      spamLimits: few(spamLimit, 2).map(numbered),
      blockedSenders: few(
        fc.record(
          { supplierId: fc.constantFrom(1, null, 2, 1, 2), pattern: fc.constantFrom(...senderPatterns) },
          plain,
        ),
        2,
      ),
      senders: fc.array(registered, { maxLength: 5 }),
      senderRules: few(senderRule, 2).map(numbered),
      blocksNegativeMargin: fc.boolean(),
    },
    plain,
  )
  .map((drawn) => ({
    ...drawn,
    // One row for each sender of a client and country, and one rule for each place, as in the database.
    senders: onceEach(
      drawn.senders,
      ({ clientId, sender, country: of }) => `${clientId} ${of} ${sender.toLowerCase()}`,
    ),
    senderRules: onceEach(
      drawn.senderRules.map((rule) => ({
        ...rule,
        network: rule.network === null ? null : rule.country === "DE" ? "26201" : "20801",
      })),
      (rule) => rule.network ?? rule.country,
    ),
  }));

function onceEach<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}
