/** Who may be written to, what, how often, and under which name. */
import type { BlockReason, ClientConfig, Destination, SenderRule, Submission } from "@switchyard/engine";
import { senderKind, validSender } from "@switchyard/sms";
import type { Configuration, Moment } from "../configuration.ts";
import { expressionFor, isLike } from "./patterns.ts";

export function numberFault(digits: string, client: ClientConfig, rows: Configuration): BlockReason | undefined {
  if (rows.blacklist.includes(digits) && !client.skipBlacklist) return "number_blacklisted";
  const wantsNothing = rows.optOuts.some(
    ({ clientId, number }) => number === digits && (clientId === 0 || clientId === client.id),
  );
  return wantsNothing ? "opted_out" : undefined;
}

/** Of every client and country, or of this one. */
const isAbout =
  (client: ClientConfig, country: string) =>
  (row: { readonly clientId: number | null; readonly country: string | null }): boolean =>
    (row.clientId === null || row.clientId === client.id) && (row.country === null || row.country === country);

const byId = (a: { readonly id: number }, b: { readonly id: number }): number => a.id - b.id;

export interface Watched {
  readonly filterId: number | null;
  readonly isModerated: boolean;
  readonly likeness: readonly { readonly limitId: number; readonly windowMs: number }[];
}

/** The text and how many messages are alike. */
export function watch(
  text: string | null,
  country: string,
  client: ClientConfig,
  rows: Configuration,
  moment: Moment,
): BlockReason | Watched {
  const met = [...rows.filters]
    .sort(byId)
    .filter(isAbout(client, country))
    .filter(({ match, pattern, ignoreCase }) => text !== null && expressionFor(match, pattern, ignoreCase).test(text));
  if (met.some(({ action }) => action === "block")) return "text_blocked";
  const limits = [...rows.spamLimits].sort(byId).filter(isAbout(client, country));
  const over = limits.filter(({ messagesMax }) => moment.alike >= messagesMax);
  const stopping = over.find(({ action }) => action === "block");
  if (stopping) return stopping.reason;
  const isWatched = client.moderation !== "none";
  return {
    filterId: isWatched ? (met[0]?.id ?? null) : null,
    isModerated: client.moderation === "manual" || (isWatched && met.length + over.length > 0),
    likeness: limits.map(({ id, windowMs }) => ({ limitId: id, windowMs })),
  };
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function statusOf(sender: string, country: string, client: ClientConfig, rows: Configuration): string | undefined {
  const own = rows.senders.filter((row) => row.clientId === client.id && same(row.sender, sender));
  return (own.find((row) => row.country === country) ?? own.find((row) => row.country === null))?.status;
}

/** What is wrong with the sender itself, wherever it goes. */
export function senderFault(
  { sender }: Submission,
  { country }: Destination,
  client: ClientConfig,
  rows: Configuration,
): BlockReason | undefined {
  if (!validSender(sender).ok) return "invalid_sender";
  const isBlocked = ({ supplierId, pattern }: Configuration["blockedSenders"][number]) =>
    supplierId === null && isLike(sender, pattern);
  if (rows.blockedSenders.some(isBlocked)) return "sender_blacklisted";
  const status = statusOf(sender, country, client, rows);
  if (status === "denied") return "sender_not_allowed";
  return !client.dynamicSender && status !== "approved" ? "sender_not_allowed" : undefined;
}

/** Whether the destination takes a sender; one that our rules put there needs no registration. */
export function isSenderTaken(
  sender: string,
  isOurs: boolean,
  { country, network }: Destination,
  client: ClientConfig,
  rows: Configuration,
): boolean {
  const rules = rows.senderRules.filter((rule) => rule.country === country);
  const rule =
    rules.find((each) => each.network !== null && each.network === network) ??
    rules.find((each) => each.network === null);
  if (!rule) return true;
  if (!isFormTaken(sender, rule)) return false;
  return !rule.registrationNeeded || isOurs || statusOf(sender, country, client, rows) === "approved";
}

function isFormTaken(sender: string, rule: SenderRule): boolean {
  const length = sender.replace(/^\+/, "").length;
  if (length < rule.lengthMin || length > rule.lengthMax) return false;
  switch (senderKind(sender)) {
    case "long_number":
      return rule.longNumbers;
    case "short_number":
      return rule.shortNumbers;
    case "alphanumeric": {
      const others = [...sender.replace(/[A-Za-z0-9]/g, "")];
      return (
        rule.alphanumeric && (rule.characters === null || others.every((other) => rule.characters?.includes(other)))
      );
    }
  }
}
