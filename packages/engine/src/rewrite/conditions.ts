import type { Destination } from "../snapshot/destinations.ts";
import type { RewriteRule } from "./rules.ts";

/** What of a message decides whether a rule concerns it at all. */
export interface Bearing {
  readonly destination: Destination;
  readonly supplierId: number;
}

/** Whether a rule is for the message's destination and supplier. */
export function concerns(rule: RewriteRule, { destination, supplierId }: Bearing): boolean {
  return (
    (rule.country === null || rule.country === destination.country) &&
    (rule.network === null || rule.network === destination.network) &&
    (rule.viaSupplierId === null || rule.viaSupplierId === supplierId)
  );
}

/** Indexes of rules by the destination they name, so that those for other places are not even looked at. */
export class RulesByPlace {
  readonly #anywhere: number[] = [];
  readonly #byPlace = new Map<string, number[]>();

  add({ country, network }: RewriteRule, index: number): void {
    const place = network ?? country;
    if (place === null) {
      this.#anywhere.push(index);
      return;
    }
    const there = this.#byPlace.get(place);
    if (there === undefined) this.#byPlace.set(place, [index]);
    else there.push(index);
  }

  /** Appends the rules for the destination, its country and anywhere; each of the three in the order they were added. */
  collect({ country, network }: Destination, into: number[]): void {
    into.push(...this.#anywhere);
    if (this.#byPlace.size === 0) return;
    into.push(...(this.#byPlace.get(country) ?? []));
    if (network !== null) into.push(...(this.#byPlace.get(network) ?? []));
  }
}
