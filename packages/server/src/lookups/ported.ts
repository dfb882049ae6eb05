/** What traffic asks before it judges a message: is the network of its number known, where that has to be looked up? */
import type { CountryConfig } from "@switchyard/engine";
import { normaliseRecipient } from "@switchyard/sms";
import type { Configuration } from "../snapshot/configuration.ts";
import type { LookUp } from "../traffic/accept.ts";
import type { Lookups } from "./lookups.ts";

/** Nothing is asked for clients that are refused anyway, and next to nothing done while no country wants look-ups. */
export function createLookUp(configuration: Configuration, lookups: Lookups): LookUp {
  let seen: ReadonlyMap<string, CountryConfig> | undefined;
  let isWanted = false;
  return ({ clientId, recipient, destTon }, then) => {
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
    return lookups.ask(number.digits, destination, then) ? "asked" : "busy";
  };
}
