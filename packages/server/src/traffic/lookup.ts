/** A look-up for which a supplier was asked, and what it comes to for both sides. */
import type { BillingMode, Destination, TariffEntry } from "@switchyard/engine";
import type { MessageId } from "../ids.ts";

/** What came of asking a supplier. */
export type LookupAnswer =
  | { readonly outcome: "found"; readonly network: string }
  | { readonly outcome: "not_known" | "failed"; readonly detail: string };

export type LookupOutcome = LookupAnswer["outcome"];

/** Who was asked for what, and what it said. */
export interface LookupMade {
  readonly digits: string;
  /** By the number's prefix: what the look-up is priced by. */
  readonly destination: Destination;
  readonly connectionId: number;
  readonly supplierId: number;
  readonly answer: LookupAnswer;
}

/** Who pays and how much, as agreed when the supplier was asked. */
export interface LookupTerms {
  /** Null when nobody pays: a person asked, or nobody waited any more. */
  readonly clientId: number | null;
  /** Null where look-ups are free. */
  readonly price: TariffEntry | null;
}

export const nobodyPays: LookupTerms = { clientId: null, price: null };

/** As it is written, once and for good. */
export interface Lookup {
  readonly id: MessageId;
  readonly atMs: number;
  readonly digits: string;
  readonly destination: Destination;
  readonly outcome: LookupOutcome;
  readonly network: string | null;
  readonly detail: string;
  readonly clientId: number | null;
  readonly connectionId: number;
  readonly supplierId: number;
  readonly billing: BillingMode | null;
  readonly currency: string | null;
  readonly priceMicros: bigint | null;
  readonly chargedMicros: bigint;
  readonly costCurrency: string;
  readonly bookedCostMicros: bigint;
}

/**
 * Whether a look-up is to be paid: by submitted for any answer, by delivered for a network. A question that was not
 * answered costs nothing.
 */
export function isPayable(billing: BillingMode, outcome: LookupOutcome): boolean {
  return outcome === "found" || (outcome === "not_known" && billing === "submitted");
}

/** The client that pays, and the supplier; undefined where there is none (any more). */
export interface LookupParties {
  readonly currency: string | undefined;
  readonly costCurrency: string | undefined;
  /** What the supplier asks for it. */
  readonly cost: TariffEntry | undefined;
}

/** What is written of a look-up. */
export function lookupOf(
  { id, atMs }: { readonly id: MessageId; readonly atMs: number },
  { digits, destination, connectionId, supplierId, answer }: LookupMade,
  terms: LookupTerms,
  { currency, costCurrency, cost }: LookupParties,
): Lookup {
  const { outcome } = answer;
  const { clientId, price } = currency === undefined ? nobodyPays : terms;
  return {
    id,
    atMs,
    digits,
    destination,
    outcome,
    network: answer.outcome === "found" ? answer.network : null,
    detail: answer.outcome === "found" ? "" : answer.detail,
    clientId,
    connectionId,
    supplierId,
    billing: price?.billing ?? null,
    currency: price === null ? null : (currency ?? null),
    priceMicros: price?.micros ?? null,
    chargedMicros: price !== null && isPayable(price.billing, outcome) ? price.micros : 0n,
    costCurrency: costCurrency ?? "",
    bookedCostMicros:
      costCurrency !== undefined && cost !== undefined && isPayable(cost.billing, outcome) ? cost.micros : 0n,
  };
}
