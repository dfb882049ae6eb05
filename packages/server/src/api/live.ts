import type { AdminAnswer, AdminParsed, LiveConnection, LiveSession, TestSent, Throughput } from "@switchyard/contract";
import type { Decision, Snapshot, Submission } from "@switchyard/engine";
import type { MessageId } from "../ids.ts";
import type { AssignTo } from "../incoming/incoming.ts";
import type { Verdict } from "../traffic/interventions.ts";

/** What the API asks the running switch. But for verdicts, which are written, every answer comes from memory, at once. */
export interface LiveView {
  /** Bound sessions, of one client or of all. */
  sessions(clientId?: number): readonly LiveSession[];
  /** Unbinds and closes a session; false when there is none with this id any more. */
  disconnectSession(sessionId: string): boolean;
  /** The state of every connection the switch works with. */
  connections(): readonly LiveConnection[];
  /** Closes a connection's sessions and binds anew. */
  reconnect(connectionId: number): void;
  /** The address under which others reach the HTTP side, without a slash at its end. */
  publicUrl(): string;
  /** What a template would send; refuses a message that it cannot carry. */
  previewRequest(sample: AdminParsed<"previewRequest">["body"]): Promise<AdminAnswer<"previewRequest">>;
  /** Sends a message of nobody's over a connection; undefined when it has no way to send now. */
  testSend(connectionId: number, sample: AdminParsed<"testSend">["body"]): Promise<TestSent | undefined>;
  /** A supplier's API calls back; undefined when the token is nobody's. Resolves once what came is durable. */
  takeCallback(token: string, request: CallbackRequest): Promise<CallbackAnswer | undefined>;
  /** What would become of a message in this configuration: judged and forgotten. Throws for a client that is not in it. */
  judge(submission: Submission, snapshot: Snapshot): Decision;
  /** Approves or rejects a message that waits for that; undefined when there is no such message. */
  moderate(id: MessageId, verdict: Verdict): Promise<"done" | "too_late" | undefined>;
  /** Gives an incoming message that is nobody's to a client; resolves once that is durable. */
  assignIncoming(id: MessageId, to: AssignTo): Promise<"assigned" | "not_found" | "not_free">;
  /** The network that is known of a number without asking a supplier; judge() works with it from then on. */
  recallNetwork(digits: string): Promise<string | null | undefined>;
  /** To which network a number belongs now; undefined when too much is being looked up already. */
  lookUp(digits: string, isAnew: boolean): Promise<LookedUp> | undefined;
  throughput(): Throughput;
  readiness(): Readiness;
  /** How long the event loop kept work waiting lately, 99th percentile. */
  eventLoopP99Ms(): number;
}

/** A supplier's call as it came: what stands behind the question mark, and the body. */
export interface CallbackRequest {
  readonly query: string;
  readonly body: string;
}

export interface CallbackAnswer {
  readonly status: number;
  readonly text: string;
}

/** What a look-up came to. */
export interface LookedUp {
  readonly outcome: "found" | "not_known" | "failed" | "no_route";
  readonly country: string | null;
  readonly network: string | null;
  readonly isKept: boolean;
  readonly connectionId: number | null;
  readonly detail: string;
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
