/** What the demo's operator has set up against spam, for senders and for texts, so that those pages tell of live traffic. */
import { addBlacklistNumbers } from "../firewall/blacklist.ts";
import { createBlockedSenders } from "../firewall/blocked-senders.ts";
import { addOptOuts } from "../firewall/opt-outs.ts";
import { createSenderRule } from "../firewall/sender-rules.ts";
import { createSenders } from "../firewall/senders.ts";
import { createSpamLimit } from "../firewall/spam-limits.ts";
import { createTextFilter } from "../firewall/text-filters.ts";
import type { Author, Queryable } from "../history/history.ts";
import { createRule } from "../routing/rules.ts";

export interface Protected {
  readonly clientIds: ReadonlyMap<string, number>;
  readonly supplierIds: readonly number[];
  readonly nowMs: number;
}

export async function seedProtection(tx: Queryable, author: Author, given: Protected): Promise<void> {
  await seedFirewall(tx, author, given);
  await seedSenders(tx, author, given);
  await seedRules(tx, author, given);
}

async function seedFirewall(tx: Queryable, author: Author, { clientIds }: Protected): Promise<void> {
  const complaint = { numbers: ["+49 151 00000001", "+34 600 000 001"], comment: "Complained" };
  await addBlacklistNumbers(tx, author, complaint);
  const optedOut = { numbers: ["+34 600 000 002"], comment: "Answered BAJA" };
  await addOptOuts(tx, author, { ...optedOut, clientId: clientIds.get("mercalia") ?? null });
  await createTextFilter(tx, author, { name: "Gambling", match: "regex", pattern: "casino|jackpot", action: "block" });
  // What it catches of the demo's own shop waits under Moderation.
  const free = { name: "Free offers", match: "plain", pattern: "is on us", action: "moderate" } as const;
  await createTextFilter(tx, author, { ...free, comment: "Has a person look at offers that cost nothing" });
  await createSpamLimit(tx, author, {
    name: "The same again",
    byRecipient: true,
    bySender: true,
    byText: true,
    messagesMax: 1,
    windowSeconds: 60,
    reason: "duplicate",
  });
  await createBlockedSenders(tx, author, { supplierId: null, patterns: ["PAYPAL*"], comment: "Phishing" });
}

async function seedSenders(tx: Queryable, author: Author, { clientIds, nowMs }: Protected): Promise<void> {
  const bank = clientIds.get("lindenbank");
  await createSenderRule(tx, author, {
    country: "TR",
    registrationNeeded: true,
    comment: "Names are registered with the operators",
  });
  if (bank === undefined) return;
  const registered = { clientId: bank, senders: ["LindenBank", "FerroPay"], country: "TR", comment: "" };
  await createSenders(tx, author, { ...registered, status: "approved", nowMs });
}

async function seedRules(tx: Queryable, author: Author, { clientIds, supplierIds }: Protected): Promise<void> {
  const shop = clientIds.get("mercalia");
  const [northgate] = supplierIds;
  if (shop !== undefined) {
    await createRule(
      tx,
      author,
      { scope: "client", ownerId: shop },
      {
        ...plainRule,
        kind: "content",
        country: "ES",
        operation: "transliterate",
        match: "plain",
        comment: "One part instead of two",
      },
    );
  }
  if (northgate === undefined) return;
  await createRule(
    tx,
    author,
    { scope: "supplier", ownerId: northgate },
    {
      ...plainRule,
      kind: "sender",
      country: "US",
      operation: "set",
      match: "alphanumeric",
      replacements: ["12025550123"],
      comment: "Names are not delivered there",
    },
  );
}

const plainRule: Omit<Parameters<typeof createRule>[3], "kind" | "operation" | "match" | "comment"> = {
  country: null,
  network: null,
  viaSupplierId: null,
  sender: "",
  search: "",
  ignoreCase: false,
  replacements: [],
  choice: "random",
  priority: 100,
  enabled: true,
};
