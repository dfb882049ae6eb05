import type { Destination } from "./snapshot/destinations.ts";
import type { TraceStep } from "./trace.ts";
import type { BlockReason } from "./vocabulary/block-reasons.ts";
import type { AlphabetName, BillingMode } from "./vocabulary/codes.ts";

/** What every decision knows, as far as it came. */
interface Judged {
  /** E.164 digits once normalised, else as the client wrote it. */
  readonly recipient: string;
  readonly destination: Destination | null;
  readonly alphabet: AlphabetName;
  readonly parts: number;
  readonly validUntilMs: number;
  readonly trace: readonly TraceStep[];
}

export interface Accepted extends Judged {
  readonly outcome: "accepted";
  readonly status: "queued" | "held" | "scheduled";
  readonly destination: Destination;
  readonly dueAtMs: number | null;
  readonly billing: BillingMode;
  /** Per part, in the client's currency. */
  readonly priceMicros: bigint;
  /** price × parts: to charge now, or to reserve when billed by delivered. */
  readonly totalMicros: bigint;
  readonly routeId: number;
  readonly poolId: number;
  readonly connectionId: number;
  /** Per part, in the supplier's currency. */
  readonly costMicros: bigint;
  /** When the supplier is owed it: once it took a part, or once the part is delivered. */
  readonly costBilling: BillingMode;
}

export interface Blocked extends Judged {
  readonly outcome: "blocked";
  readonly reason: BlockReason;
  /** For the log and the client's engineer: what exactly was wrong, without message text. */
  readonly detail: string;
}

export type Decision = Accepted | Blocked;

/** The moving facts a decision reads; the caller keeps them and changes them only after the decision. */
export interface LiveFacts {
  /** Balance minus reserved, without credit. */
  unreservedMicros(clientId: number): bigint;
  /** Messages accepted today in the client's time zone. */
  acceptedToday(clientId: number): number;
  isConnectionUp(connectionId: number): boolean;
  /** How many messages have been dealt through a pool; its shares follow this count. */
  poolTurn(poolId: number): number;
}
