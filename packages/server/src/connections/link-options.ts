import type { Clock } from "../clock.ts";
import type { Kept } from "../incoming/incoming.ts";
import type { Arrival } from "../incoming/incoming-message.ts";
import type { SupplierReceipt } from "../receipts/match.ts";
import type { Attempt } from "../traffic/changes.ts";
import type { Message } from "../traffic/message.ts";
import type { Done } from "../traffic/progress.ts";
import type { Traffic } from "../traffic/traffic.ts";

/** What a supplier link needs from the rest of the switch. */
export interface LinkOptions {
  readonly traffic: Traffic;
  readonly clock: Clock;
  /** 0 to 1, for the spread of reconnects. */
  readonly random: () => number;
  readonly openPassword: (sealed: Uint8Array) => string;
  readonly isSupplierBlocked: (supplierId: number) => boolean;
  /** Whose day a daily limit counts. */
  readonly timeZoneOf: (supplierId: number) => string;
  /** The address under which suppliers reach this switch, for their callbacks. */
  readonly publicUrl: () => string;
  /** What became of a submit. */
  readonly answered: (message: Message, attempt: Attempt) => void;
  /**
   * The supplier refused with an answer by which messages go elsewhere, and has taken no part of this one. True: it has
   * gone, the attempt is recorded; false: nothing has happened, and the refusal is the message's end.
   */
  readonly reroute?: ((message: Message, attempt: Attempt) => boolean) | undefined;
  /** A receipt came; `done` tells when it is durable, or that it can't be kept. */
  readonly received: (receipt: SupplierReceipt, done: Done) => void;
  /** A message from a handset came; `kept` tells when it is durable, or that it can't be kept. */
  readonly incoming: (arrival: Arrival, kept: Kept) => void;
}
