import type { Destination } from "./snapshot/destinations.ts";
import type { Trace } from "./trace.ts";
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
  readonly trace: Trace;
}

export interface Accepted extends Judged {
  readonly outcome: "accepted";
  readonly status: "queued" | "held" | "scheduled" | "moderation";
  /** The text filter for which it waits for a person; null when another reason makes it wait, or none. */
  readonly filterId: number | null;
  readonly destination: Destination;
  readonly dueAtMs: number | null;
  readonly billing: BillingMode;
  /** Per part, in the client's currency. */
  readonly priceMicros: bigint;
  /** price × parts: to charge now, or to reserve when billed by delivered or while a person has to approve it. */
  readonly totalMicros: bigint;
  readonly routeId: number;
  readonly poolId: number;
  readonly connectionId: number;
  /** Per part, in the supplier's currency. */
  readonly costMicros: bigint;
  /** When the supplier is owed it: once it took a part, or once the part is delivered. */
  readonly costBilling: BillingMode;
  /** What rules made of sender and text; null where they leave as they came. */
  readonly sentSender: string | null;
  readonly sentText: string | null;
  /** What the message counts as under each spam limit. */
  readonly likeness: readonly LikeCount[];
}

export interface Blocked extends Judged {
  readonly outcome: "blocked";
  readonly reason: BlockReason;
  /** For the log and the client's engineer: what exactly was wrong, without message text. */
  readonly detail: string;
}

export type Decision = Accepted | Blocked;

/** A message as one of many alike: a spam limit, and the number that those alike share. */
export interface LikeCount {
  readonly limitId: number;
  readonly key: number;
  readonly windowMs: number;
}

/** The moving facts a decision reads; the caller keeps them and changes them only after the decision. */
export interface LiveFacts {
  /** Balance minus reserved, without credit. */
  unreservedMicros(clientId: number): bigint;
  /** Messages accepted today in the client's time zone. */
  acceptedToday(clientId: number): number;
  isConnectionUp(connectionId: number): boolean;
  /** Messages that wait for a connection. */
  connectionQueue(connectionId: number): number;
  /** Parts submitted today, in the day of the connection's supplier. */
  submittedToday(connectionId: number): number;
  /** Share of messages to a country that were delivered, of those that ended lately; undefined when too few did. */
  deliveryRate(connectionId: number, country: string): number | undefined;
  /** The network a number was found to belong to; null when the look-up knew none, undefined when none was made. */
  portedTo(digits: string): string | null | undefined;
  /** Messages alike accepted within the limit's window. */
  likeMessages(limitId: number, key: number): number;
  /** From 0 to under 1, anew with each call: for choices at random. */
  chance(): number;
  /** How many messages have been dealt through a pool; its shares follow this count. */
  poolTurn(poolId: number): number;
}
