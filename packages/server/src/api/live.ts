import type { LiveConnection, LiveSession, Throughput } from "@switchyard/contract";

/** What the API asks the running switch. Every answer comes from memory, at once. */
export interface LiveView {
  /** Bound sessions, of one client or of all. */
  sessions(clientId?: number): readonly LiveSession[];
  /** Unbinds and closes a session; false when there is none with this id any more. */
  disconnectSession(sessionId: string): boolean;
  /** The state of every connection the switch works with. */
  connections(): readonly LiveConnection[];
  /** Closes a connection's sessions and binds anew. */
  reconnect(connectionId: number): void;
  throughput(): Throughput;
  readiness(): Readiness;
  /** How long the event loop kept work waiting lately, 99th percentile. */
  eventLoopP99Ms(): number;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

/** How many sessions each client has. */
export function sessionCounts(live: LiveView): (clientId: number) => number {
  const counts = new Map<number, number>();
  for (const { clientId } of live.sessions()) counts.set(clientId, (counts.get(clientId) ?? 0) + 1);
  return (clientId) => counts.get(clientId) ?? 0;
}
