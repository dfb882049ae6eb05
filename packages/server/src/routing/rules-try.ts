/** What rules would make of a message, and what that does to its price; nothing is sent and nothing saved. */
import {
  type AdminParsed,
  type MessageLook,
  type RuleOwner,
  type RuleSettings,
  type RuleTrial,
  ruleOwnerName,
} from "@switchyard/contract";
import {
  buildRewriter,
  findPlace,
  findPriceAt,
  formatMicros,
  leavingFor,
  type Place,
  type RewriteRule,
  type Snapshot,
  type TariffEntry,
} from "@switchyard/engine";
import { countSegments, normaliseRecipient } from "@switchyard/sms";
import type { Queryable } from "../history/history.ts";
import { invalidField } from "../refusal.ts";
import { readRule, readRules, requireRuleOwner, requireSound } from "./rules.ts";

export type RulesToTry = AdminParsed<"tryRules">["body"] & {
  readonly snapshot: Pick<Snapshot, "destinations" | "countries" | "clients" | "prices" | "productPrices" | "costs">;
  /** The network that is known of a number without asking a supplier. */
  readonly recallNetwork: (digits: string) => Promise<string | null | undefined>;
  readonly nowMs: number;
};

/** A rule that is not saved acts after all of its priority that are. */
const UNSAVED_ID = 2_147_483_647;

/** No client and no supplier has this id. */
const NOBODY = 0;

/** Numbers spread evenly over 0 to 1, one for each turn. */
const GOLDEN_RATIO = 0.618_033_988_749_895;

/** Tries the owner's saved rules, one that is not saved among them, or that one alone. */
export async function tryRules(db: Queryable, owner: RuleOwner, given: RulesToTry): Promise<RuleTrial> {
  const { currency } = await requireRuleOwner(db, owner);
  const { digits, ...place } = await requirePlace(given);
  const { destination } = place;
  const message = { recipient: digits, destination, sender: given.sender, text: given.text };
  const rules = await rulesToTry(db, owner, given);
  const clientId = owner.scope === "client" ? owner.ownerId : NOBODY;
  const supplierId = owner.scope === "supplier" ? owner.ownerId : (given.supplierId ?? NOBODY);
  const compiled = {
    clientRules: new Map([[clientId, buildRewriter(rules.client)]]),
    supplierRules: new Map([[supplierId, buildRewriter(rules.supplier)]]),
  };
  const chance = () => (given.turn * GOLDEN_RATIO) % 1;
  const leaving = leavingFor({ ...message, clientId }, supplierId, compiled, { chance });
  const before = lookOf(message.sender, message.text);
  const after = lookOf(leaving?.sender ?? message.sender, leaving?.text ?? message.text);
  const price = priceOf(owner, place, given);
  const total = ({ parts }: MessageLook) => formatMicros((price?.micros ?? 0n) * BigInt(parts));
  return {
    country: destination.country,
    network: destination.network,
    before,
    after,
    applied: (leaving?.applied ?? []).flatMap((id) => appliedOf(rules, id)),
    price: price ? { perPart: formatMicros(price.micros), before: total(before), after: total(after), currency } : null,
  };
}

async function requirePlace({ recipient, snapshot, recallNetwork }: RulesToTry): Promise<Place & { digits: string }> {
  const number = normaliseRecipient(recipient);
  if (!number.ok) throw invalidField("body.recipient", "must be a phone number with its country code");
  const { digits } = number;
  const network = await recallNetwork(digits);
  const place = findPlace(digits, snapshot, { portedTo: () => network });
  if (!place) throw invalidField("body.recipient", "belongs to no known destination");
  return { ...place, digits };
}

interface TriedRule extends RewriteRule {
  readonly owner: string;
  readonly comment: string;
}

/** The rules that act, by whose they are: the client's and then the supplier's that it leaves by. */
interface TriedRules {
  readonly client: readonly TriedRule[];
  readonly supplier: readonly TriedRule[];
}

async function rulesToTry(db: Queryable, owner: RuleOwner, given: RulesToTry): Promise<TriedRules> {
  const { rule, ruleId, alone, supplierId } = given;
  if (rule) await requireSound(db, owner, rule, "body.rule");
  if (ruleId !== undefined) await readRule(db, owner, ruleId);
  if (alone && !rule) throw invalidField("body.rule", "is needed, for it alone is to act");
  const saved = alone ? [] : (await readRules(db, owner, { enabled: true })).filter(({ id }) => id !== ruleId);
  const own = [...saved, ...(rule ? [unsaved(owner, rule, ruleId)] : [])];
  if (owner.scope === "supplier") return { client: [], supplier: own };
  if (supplierId === undefined) return { client: own, supplier: [] };
  const supplier: RuleOwner = { scope: "supplier", ownerId: supplierId };
  await requireRuleOwner(db, supplier).catch(() => {
    throw invalidField("body.supplierId", "names no supplier");
  });
  return { client: own, supplier: alone ? [] : await readRules(db, supplier, { enabled: true }) };
}

const unsaved = (owner: RuleOwner, rule: RuleSettings, ruleId: number | undefined): TriedRule => ({
  ...rule,
  id: ruleId ?? UNSAVED_ID,
  owner: ruleOwnerName(owner),
});

function appliedOf({ client, supplier }: TriedRules, ruleId: number): RuleTrial["applied"] {
  const rule = [...client, ...supplier].find(({ id }) => id === ruleId);
  if (!rule) return [];
  const { owner, kind, operation, comment } = rule;
  return [{ ruleId: ruleId === UNSAVED_ID ? null : ruleId, owner, kind, operation, comment }];
}

function lookOf(sender: string, text: string): MessageLook {
  const { alphabet, segments, unitsLeft } = countSegments(text);
  return { sender, text, alphabet, parts: segments, unitsLeft };
}

/** What a part costs: the client by its own price or its product's, us by the supplier's. */
function priceOf(
  { scope, ownerId }: RuleOwner,
  place: Place,
  { snapshot, nowMs }: RulesToTry,
): TariffEntry | undefined {
  const { clients, costs } = snapshot;
  if (scope === "supplier") return costs.get(ownerId)?.find(place.destination, nowMs);
  return findPriceAt(snapshot, { id: ownerId, productId: clients.get(ownerId)?.productId ?? null }, place, nowMs);
}
