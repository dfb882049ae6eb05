import { senderKind } from "@switchyard/sms";
import { foldText } from "../expression/fold.ts";
import type { Destination } from "../snapshot/destinations.ts";

/** What was decided of a client's sender. */
export type SenderStatus = "seen" | "pending" | "approved" | "denied";

export interface RegisteredSender {
  readonly sender: string;
  /** ISO code; null for wherever no row of a country's own decides. */
  readonly country: string | null;
  readonly status: SenderStatus;
}

/** The senders of one client. */
export interface SenderRegister {
  /** The country's row before the general one, letter case ignored; undefined for a sender that has neither. */
  statusOf(sender: string, country: string): SenderStatus | undefined;
  readonly size: number;
}

export function buildSenderRegister(rows: Iterable<RegisteredSender>): SenderRegister {
  const general = new Map<string, SenderStatus>();
  const byCountry = new Map<string, Map<string, SenderStatus>>();
  let size = 0;
  for (const { sender, country, status } of rows) {
    const statuses = country === null ? general : (byCountry.get(country) ?? new Map<string, SenderStatus>());
    if (country !== null) byCountry.set(country, statuses);
    statuses.set(foldText(sender), status);
    size++;
  }
  return {
    size,
    statusOf: (sender, country) => {
      const key = foldText(sender);
      return byCountry.get(country)?.get(key) ?? general.get(key);
    },
  };
}

export const emptySenderRegister: SenderRegister = { statusOf: () => undefined, size: 0 };

/** What senders a destination takes. */
export interface SenderRule {
  readonly id: number;
  /** ISO code. */
  readonly country: string;
  /** MCC and MNC; null for the whole country. */
  readonly network: string | null;
  readonly alphanumeric: boolean;
  readonly longNumbers: boolean;
  readonly shortNumbers: boolean;
  readonly registrationNeeded: boolean;
  /** Characters; a plus in front of a number is none. */
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** Characters of names beside A to Z, a to z and digits; null: any that GSM 7-bit has. */
  readonly characters: string | null;
}

export interface SenderRules {
  /** A network's rule before its country's. */
  of(destination: Destination): SenderRule | undefined;
  readonly size: number;
}

export function buildSenderRules(rules: Iterable<SenderRule>): SenderRules {
  const byPlace = new Map<string, SenderRule>();
  for (const rule of rules) byPlace.set(rule.network ?? rule.country, rule);
  return {
    size: byPlace.size,
    of: ({ country, network }) => (network === null ? undefined : byPlace.get(network)) ?? byPlace.get(country),
  };
}

export const emptySenderRules: SenderRules = { of: () => undefined, size: 0 };

/** What a destination's rule has against a sender. */
export type SenderRuleFault =
  | "alphanumeric"
  | "long_number"
  | "short_number"
  | "too_short"
  | "too_long"
  | "characters"
  | "not_registered";

/** What a rule has against a sender that the register knows by this status; undefined for nothing. */
export function checkSenderRule(
  rule: SenderRule,
  sender: string,
  status: SenderStatus | undefined,
): SenderRuleFault | undefined {
  const kind = senderKind(sender);
  if (!rule[takes[kind]]) return kind;
  const { length } = kind === "alphanumeric" ? sender : sender.replace("+", "");
  if (length < rule.lengthMin) return "too_short";
  if (length > rule.lengthMax) return "too_long";
  if (kind === "alphanumeric" && !hasOnly(sender, rule.characters)) return "characters";
  return rule.registrationNeeded && status !== "approved" ? "not_registered" : undefined;
}

const takes = { alphanumeric: "alphanumeric", long_number: "longNumbers", short_number: "shortNumbers" } as const;

function hasOnly(name: string, characters: string | null): boolean {
  if (characters === null) return true;
  for (const character of name) if (!/[A-Za-z0-9]/.test(character) && !characters.includes(character)) return false;
  return true;
}
