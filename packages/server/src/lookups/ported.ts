/** What traffic asks before it judges a message: is the network of its number known, where that has to be looked up? */
import type { CountryConfig, Decision, Submission, TraceStepName } from "@switchyard/engine";
import { normaliseRecipient } from "@switchyard/sms";
import type { Configuration } from "../snapshot/configuration.ts";
import type { LookUp } from "../traffic/accept.ts";
import type { Lookups } from "./lookups.ts";

/** At these steps a message is blocked whatever network its number belongs to. */
const beforeTheNetwork: ReadonlySet<TraceStepName> = new Set([
  "client",
  "limits",
  "encoding",
  "recipient",
  "number",
  "content",
  "likeness",
  "validity",
]);

export interface LookUpOptions {
  readonly configuration: Configuration;
  readonly lookups: Lookups;
  /** What would become of a message if nobody knew the network; leaves no trace. */
  readonly judge: (submission: Submission) => Decision;
}

/**
 * Nothing is asked for a message that is blocked anyway: a look-up costs money. Next to nothing is done while no country
 * wants look-ups.
 */
export function createLookUp({ configuration, lookups, judge }: LookUpOptions): LookUp {
  let seen: ReadonlyMap<string, CountryConfig> | undefined;
  let isWanted = false;
  return (submission, then) => {
    const { clientId, recipient, destTon } = submission;
    const { countries, destinations, clients } = configuration;
    if (countries !== seen) {
      seen = countries;
      isWanted = [...countries.values()].some(({ portability }) => portability === "lookup");
    }
    if (!isWanted || clients.get(clientId)?.block === "refuse") return "known";
    const number = normaliseRecipient(recipient, { ton: destTon });
    const destination = number.ok ? destinations.find(number.digits) : undefined;
    if (!number.ok || !destination) return "known";
    const country = countries.get(destination.country);
    if (country?.portability !== "lookup" || country.closed) return "known";
    if (lookups.find(number.digits) !== undefined) return "known";
    if (isBlockedAnyway(judge(submission))) return "known";
    return lookups.ask(number.digits, destination, clientId, then) ? "asked" : "busy";
  };
}

function isBlockedAnyway({ outcome, trace }: Decision): boolean {
  const last = trace.last();
  return outcome === "blocked" && last !== undefined && beforeTheNetwork.has(last);
}
