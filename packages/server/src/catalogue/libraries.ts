/** Lists to choose from, made once from the shipped tables and the runtime's own. */
import type { CountryEntry, NetworkEntry } from "@switchyard/contract";
import { currencies } from "@switchyard/engine";
import { countryOf, loadDestinations } from "@switchyard/sms";
import { notFound } from "../refusal.ts";

export function listCountries(): CountryEntry[] {
  const { countries, networks } = loadDestinations();
  const sizes = new Map<string, number>();
  for (const { country, operational } of networks) {
    if (operational) sizes.set(country, (sizes.get(country) ?? 0) + 1);
  }
  return countries
    .map(({ iso, name, callingCodes }) => ({
      code: iso,
      name,
      callingCodes: [...callingCodes],
      networks: sizes.get(iso) ?? 0,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The networks of a country that are on the air. */
export function listNetworks(country: string): NetworkEntry[] {
  if (!countryOf(country)) throw notFound("country", country);
  return loadDestinations()
    .networks.filter((network) => network.country === country && network.operational)
    .map(({ id, name }) => ({ network: id, country, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.network.localeCompare(b.network));
}

export function listCurrencies(): { code: string; name: string }[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return currencies.map((code) => ({ code, name: names.of(code) ?? code }));
}

/** Every time zone with what its clocks are ahead of UTC now; UTC itself first. */
export function listTimeZones(nowMs: number): { name: string; offsetMinutes: number }[] {
  const names = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
  return names.map((name) => ({ name, offsetMinutes: offsetMinutes(name, nowMs) }));
}

function offsetMinutes(timeZone: string, nowMs: number): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(nowMs);
  const text = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
