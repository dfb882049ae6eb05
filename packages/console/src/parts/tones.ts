/** The colour of every state of the vocabulary, and its word for people. */

import type { Connection, TariffState } from "@switchyard/contract";
import type { ClientBlock, MessageStatus } from "@switchyard/engine";
import type { Tone } from "./status.tsx";

export const messageTones: Record<MessageStatus, Tone> = {
  queued: "wait",
  held: "wait",
  scheduled: "wait",
  moderation: "wait",
  sent: "info",
  delivered: "good",
  undelivered: "bad",
  rejected: "bad",
  expired: "bad",
  unknown: "idle",
  cancelled: "idle",
  blocked: "bad",
};

export const clientBlockLooks: Record<ClientBlock, { tone: Tone; word: string; says: string }> = {
  none: { tone: "good", word: "Active", says: "Traffic flows." },
  hold: { tone: "wait", word: "On hold", says: "Traffic is accepted and waits in the queue." },
  refuse: { tone: "bad", word: "Blocked", says: "Binds are refused and sessions closed." },
};

export type ConnectionState = NonNullable<Connection["live"]>["state"];

export const connectionLooks: Record<ConnectionState, { tone: Tone; word: string; says: string }> = {
  bound: { tone: "good", word: "Bound", says: "At least one session can carry messages." },
  ready: { tone: "good", word: "Ready", says: "The API was reached when it was last needed." },
  connecting: { tone: "wait", word: "Connecting", says: "A bind is under way." },
  down: { tone: "bad", word: "Down", says: "It can't be reached; the next try follows by itself." },
  paused: { tone: "idle", word: "Paused", says: "Paused by a person; its messages wait or go elsewhere." },
  blocked: { tone: "bad", word: "Blocked", says: "Its supplier is blocked." },
  limit: { tone: "wait", word: "Limit", says: "Its daily limit is reached; it goes on after the supplier's midnight." },
};

export const tariffLooks: Record<TariffState, { tone: Tone; word: string; says: string }> = {
  current: { tone: "good", word: "Current", says: "Counts now." },
  replaced: { tone: "idle", word: "Replaced", says: "A later row for the same destination counts instead." },
  future: { tone: "info", word: "Future", says: "Counts from its start." },
  ended: { tone: "idle", word: "Ended", says: "No longer counts." },
};

/** A word of the vocabulary as the beginning of a sentence: `no_client_price` → `No client price`. */
export function spoken(word: string): string {
  const text = word.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
