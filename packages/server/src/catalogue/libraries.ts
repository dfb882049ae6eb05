/** Lists to choose from: destinations as they were edited, and the runtime's own tables. */
import type { CountryEntry, NetworkEntry } from "@switchyard/contract";
import { currencies } from "@switchyard/engine";
import { countryOf } from "@switchyard/sms";
import type { Queryable } from "../history/history.ts";
import { notFound } from "../refusal.ts";

export async function listCountries(db: Queryable): Promise<CountryEntry[]> {
  const { rows } = await db.query<{ code: string; name: string; networks: number }>(
    `select c.code::text as code, c.name, count(n.id)::int as networks
     from countries c left join networks n on n.country = c.code and n.operational
     group by c.code`,
  );
  return rows
    .map((row) => ({ ...row, callingCodes: [...(countryOf(row.code)?.callingCodes ?? [])] }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The networks of a country that are on the air. */
export async function listNetworks(db: Queryable, country: string): Promise<NetworkEntry[]> {
  const { rows } = await db.query<{ network: string | null; name: string }>(
    `select n.id as network, n.name from countries c left join networks n on n.country = c.code and n.operational
     where c.code = $1`,
    [country],
  );
  if (rows.length === 0) throw notFound("country", country);
  return rows
    .flatMap(({ network, name }) => (network === null ? [] : [{ network, country, name }]))
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
