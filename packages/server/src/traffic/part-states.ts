import { type MessageStatus, messageStatusNames } from "@switchyard/engine";
import type { Message } from "./message.ts";

/**
 * How far each part of a message has come: one letter a part. A message of one part stores none, its status says it
 * all; the functions here make no difference between the two.
 */
export type PartState = "q" | "s" | "d" | "u" | "r" | "e" | "k" | "c";

const letters = {
  q: "queued",
  s: "sent",
  d: "delivered",
  u: "undelivered",
  r: "rejected",
  e: "expired",
  k: "unknown",
  c: "cancelled",
} as const satisfies Record<PartState, MessageStatus>;

const letterOf = new Map(Object.entries(letters).map(([letter, status]) => [status, letter as PartState]));

export function partStatesOf(message: Pick<Message, "partStates" | "status">): string {
  return message.partStates ?? letterOf.get(message.status as (typeof letters)[PartState]) ?? "q";
}

/** Part 0 stands for all parts at once: a supplier that splits long messages itself takes and reports them as one. */
export const ALL_PARTS = 0;

export function partState(states: string, part: number): string | undefined {
  return states[part === ALL_PARTS ? 0 : part - 1];
}

/** Of all parts at once, those that stand as the first does go on; one that has its last word keeps it. */
export function withPart(states: string, part: number, state: PartState): string {
  if (part === ALL_PARTS) return states.replaceAll(states.charAt(0), state);
  return states.slice(0, part - 1) + state + states.slice(part);
}

/**
 * The status the parts add up to: queued while one waits, sent while one has no final word, then delivered if all are,
 * else the worst that befell one.
 */
export function statusOfParts(states: string): MessageStatus {
  if (states.length === 1) return letters[states as PartState];
  for (const letter of ["q", "s", "u", "e", "r", "k", "c"] as const) {
    if (states.includes(letter)) return letters[letter];
  }
  return "delivered";
}

export function countDelivered(states: string): number {
  let count = 0;
  for (const letter of states) if (letter === "d") count++;
  return count;
}

/** No time ends its waiting: a hold must be lifted, or somebody must approve it. */
export const waitsForPerson = ({ status }: Pick<Message, "status">): boolean =>
  status === "held" || status === "moderation";

/** Statuses in which a message has not left for a supplier and may still be stopped. */
export const waitingStatuses = messageStatusNames.filter((name) =>
  ["queued", "held", "scheduled", "moderation"].includes(name),
);
