import type { Wildcards } from "../expression/wildcard.ts";
import type { SpamLimits } from "../firewall/likeness.ts";
import type { NumberSet } from "../firewall/numbers.ts";
import type { SenderRegister, SenderRules } from "../firewall/senders.ts";
import type { TextFilters } from "../firewall/text-filters.ts";

/** Who may be written to, what may be written, and under which name. */
export interface Firewall {
  /** Numbers nobody writes to but clients that are exempt. */
  readonly blacklist: NumberSet;
  /** Numbers that want nothing more from a client; under 0 those that want nothing from anybody. */
  readonly optOuts: ReadonlyMap<number, NumberSet>;
  readonly filters: TextFilters;
  readonly spamLimits: SpamLimits;
  /** Senders nobody may use. */
  readonly blockedSenders: Wildcards;
  /** Senders a supplier must not be sent, by supplier. */
  readonly supplierBlockedSenders: ReadonlyMap<number, Wildcards>;
  /** What was decided of a client's senders, by client. */
  readonly senders: ReadonlyMap<number, SenderRegister>;
  /** What senders destinations take. */
  readonly senderRules: SenderRules;
  /** Whether a message that costs more than its price is stopped, where the client's own setting says nothing. */
  readonly blocksNegativeMargin: boolean;
}
