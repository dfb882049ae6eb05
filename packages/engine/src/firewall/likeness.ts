import { unitsOf } from "@switchyard/sms";
import { foldText } from "../expression/fold.ts";
import type { FirewallScope } from "./text-filters.ts";

/** At most so many like messages in a stretch of time; which are alike, the by… fields say. */
export interface SpamLimit {
  readonly id: number;
  /** null: of every client, each counted by itself. */
  readonly clientId: number | null;
  /** ISO code; null for any. */
  readonly country: string | null;
  readonly byRecipient: boolean;
  readonly bySender: boolean;
  readonly byText: boolean;
  readonly messagesMax: number;
  readonly windowMs: number;
  readonly reason: "spam_limit" | "duplicate";
  readonly action: "block" | "moderate";
}

/** What of a message is compared. */
export interface Likeness {
  readonly clientId: number;
  readonly recipient: string;
  /** Letter case is ignored, as everywhere with senders. */
  readonly sender: string;
  /** Of a binary message its octets, one by one as characters; null for nothing to compare. */
  readonly text: string | null;
}

export interface SpamLimits {
  /** The limits that concern a message, by id. */
  of(scope: FirewallScope): readonly SpamLimit[];
  readonly size: number;
}

export function buildSpamLimits(limits: Iterable<SpamLimit>): SpamLimits {
  const ordered = [...limits].sort((a, b) => a.id - b.id);
  if (ordered.length === 0) return emptySpamLimits;
  const clients = new Set(ordered.map(({ clientId }) => clientId));
  const countries = new Set(ordered.map(({ country }) => country));
  // One list for each client and country that limits name, made when it is first asked for.
  const lists = new Map<number | null, Map<string | null, readonly SpamLimit[]>>();
  return {
    size: ordered.length,
    of: (scope) => {
      const clientId = clients.has(scope.clientId) ? scope.clientId : null;
      const country = countries.has(scope.country) ? scope.country : null;
      let ofClient = lists.get(clientId);
      if (ofClient === undefined) {
        ofClient = new Map();
        lists.set(clientId, ofClient);
      }
      let list = ofClient.get(country);
      if (list === undefined) {
        list = ordered.filter(
          (limit) =>
            (limit.clientId === null || limit.clientId === clientId) &&
            (limit.country === null || limit.country === country),
        );
        ofClient.set(country, list);
      }
      return list;
    },
  };
}

export const emptySpamLimits: SpamLimits = { of: () => noLimits, size: 0 };

const noLimits: readonly SpamLimit[] = [];

/** A 53-bit hash that the like messages of one limit and one client share, and others but by a rare accident do not. */
export function likenessKey(
  { id, byRecipient, bySender, byText }: SpamLimit,
  { clientId, recipient, sender, text }: Likeness,
): number {
  const hash = new Hash53();
  hash.addUnit(id);
  hash.addUnit(clientId);
  if (byRecipient) hash.addText(recipient);
  if (bySender) hash.addText(foldText(sender));
  if (byText) hash.addLongText(text ?? "");
  return hash.value();
}

const FIRST_FACTOR = 0x9e3779b1;
const SECOND_FACTOR = 0x5f356495;

/** Two hashes of 32 bits side by side; not against people who want two texts to be taken for alike. */
class Hash53 {
  // Signed from the beginning: a field that once held more than 31 bits is kept in a box of its own.
  #first = 0xdeadbeef | 0;
  #second = 0x41c6ce57;

  addUnit(unit: number): void {
    this.#first = Math.imul(this.#first ^ unit, FIRST_FACTOR);
    this.#second = Math.imul(this.#second ^ unit, SECOND_FACTOR);
  }

  /** With its length, so that where one text ends and the next begins tells. */
  addText(text: string): void {
    this.addUnit(text.length);
    for (let at = 0; at < text.length; at++) this.addUnit(text.charCodeAt(at));
  }

  /** A text that others read as well: two characters at a time, in bits of which the lower tell of both. */
  addLongText(text: string): void {
    const units = unitsOf(text);
    const { length } = text;
    this.addUnit(length);
    let first = this.#first;
    let second = this.#second;
    for (let at = 0; at < length; at += 2) {
      const unit = units[at] as number;
      const next = at + 1 < length ? (units[at + 1] as number) : 0;
      const both = (unit ^ next) | (next << 16);
      first = Math.imul(first ^ both, FIRST_FACTOR);
      second = Math.imul(second ^ both, SECOND_FACTOR);
    }
    this.#first = first;
    this.#second = second;
  }

  value(): number {
    const first = mixed(this.#first) ^ mixed(this.#second ^ 0x3c6ef372);
    const second = mixed(this.#second) ^ mixed(this.#first ^ 0x1b873593);
    return (second & 0x1f_ffff) * 0x1_0000_0000 + (first >>> 0);
  }
}

function mixed(bits: number): number {
  const mix = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  return Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
}
