/** What a route asks of a message, condition by condition. */
import { type Pattern, type PatternSource, patternOrNothing } from "../expression/pattern.ts";
import { compileWildcards, type Wildcards } from "../expression/wildcard.ts";
import { Beginnings } from "./beginnings.ts";
import type { Route, RouteFacts, RouteMismatch } from "./routes.ts";

/** The conditions of a route that are left to be asked; null where there is none, or it is known to be met. */
export interface Conditions {
  readonly destination: Pick<Route, "country" | "network"> | null;
  readonly recipients: Beginnings | null;
  readonly senders: Wildcards | null;
  readonly text: Pattern | null;
}

export type ConditionName = keyof Conditions;

/** Compiles what a route asks for, but for what is `known` to be met; null if nothing is left. */
export function compileConditions(route: Route, ...known: readonly ConditionName[]): Conditions | null {
  const { country, network, recipients, senders } = route;
  const text = textOf(route);
  const conditions: Conditions = {
    destination: known.includes("destination") || (country === null && network === null) ? null : route,
    recipients: known.includes("recipients") || recipients.length === 0 ? null : new Beginnings(recipients),
    senders: known.includes("senders") || senders.length === 0 ? null : compileWildcards(senders),
    text: known.includes("text") || text === undefined ? null : patternOrNothing(text),
  };
  return Object.values(conditions).every((condition) => condition === null) ? null : conditions;
}

/** The phrase or expression a route looks for; undefined for any text. */
export function textOf({ textMatch, textPattern }: Route): PatternSource | undefined {
  if (textMatch === "any") return undefined;
  const isPhrase = textMatch === "contains";
  return { match: isPhrase ? "plain" : "regex", source: textPattern, ignoreCase: isPhrase };
}

/** The first condition that is not met, cheap ones first; a network belongs to one country, so both are compared. */
export function mismatchOf(conditions: Conditions | null, facts: RouteFacts): RouteMismatch | undefined {
  if (conditions === null) return undefined;
  const { destination, recipients, senders, text } = conditions;
  if (destination !== null) {
    const { country, network } = facts.destination;
    if (destination.country !== null && destination.country !== country) return "destination";
    if (destination.network !== null && destination.network !== network) return "destination";
  }
  if (recipients && !recipients.fits(facts.recipient)) return "recipient";
  if (senders && !senders.matches(facts.sender)) return "sender";
  if (text && (facts.text === null || !text.test(facts.text))) return "text";
  return undefined;
}

export function isRouteValid({ fromMs, toMs }: Route, nowMs: number): boolean {
  return (fromMs === null || fromMs <= nowMs) && (toMs === null || nowMs < toMs);
}

/** A route with the first condition that is not met, its type and its time among them. */
export function explainRoute(
  route: Route,
  facts: RouteFacts,
  nowMs: number,
): { readonly route: Route; readonly mismatch: RouteMismatch | undefined } {
  if (route.type !== facts.type) return { route, mismatch: "type" };
  const mismatch = mismatchOf(compileConditions(route), facts);
  return { route, mismatch: mismatch ?? (isRouteValid(route, nowMs) ? undefined : "not_valid_now") };
}
