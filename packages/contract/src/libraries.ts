/** Lists to choose from. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { count, country, listOf } from "./values.ts";

const tag = "Libraries";

export const countryEntry = z
  .object({ code: z.string(), name: z.string(), callingCodes: z.array(z.string()), networks: count })
  .meta({ id: "CountryEntry" });
export type CountryEntry = z.output<typeof countryEntry>;

export const networkEntry = z
  .object({ network: z.string().describe("MCC and MNC."), country: z.string(), name: z.string() })
  .meta({ id: "NetworkEntry" });
export type NetworkEntry = z.output<typeof networkEntry>;

export const libraryEndpoints = {
  listCountries: endpoint({
    method: "GET",
    path: "/countries",
    tag,
    summary: "Countries, by name",
    response: listOf(countryEntry),
    permission: "signed_in",
  }),
  listNetworks: endpoint({
    method: "GET",
    path: "/countries/:country/networks",
    tag,
    summary: "The mobile networks of a country, by name",
    params: z.object({ country }),
    response: listOf(networkEntry),
    permission: "signed_in",
  }),
  listCurrencies: endpoint({
    method: "GET",
    path: "/currencies",
    tag,
    summary: "Currencies an account may be kept in",
    response: listOf(z.object({ code: z.string(), name: z.string() }).meta({ id: "CurrencyEntry" })),
    permission: "signed_in",
  }),
  listTimeZones: endpoint({
    method: "GET",
    path: "/time-zones",
    tag,
    summary: "Time zones with their present offset",
    response: listOf(z.object({ name: z.string(), offsetMinutes: z.int() }).meta({ id: "TimeZoneEntry" })),
    permission: "signed_in",
  }),
};
