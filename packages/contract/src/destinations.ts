/** Where numbers belong: countries, the networks in them, and the number prefixes that lead to them. */
import { portabilities } from "@switchyard/engine";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { count, country, moment, network, pageOf, pageQuery, queryFlag, queryList } from "./values.ts";

const tag = "Destinations";

export const portability = z.enum(portabilities).meta({
  id: "Portability",
  description:
    "How the network of a number is known. prefix: by the range it was given to. lookup: by looking the number up, since it may have been ported. highest_price: not at all, so the highest price of the country's networks counts.",
});

/** A name that stands on papers and in sheets, on one line. */
const placeName = z
  .string()
  .trim()
  .min(1)
  .max(limits.nameCharsMax)
  .regex(/^\P{Cc}*$/u, "must be one line of text");

export const prefixDigits = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, "must be the first digits of numbers with their country code, such as 49151")
  .meta({ id: "PrefixDigits", description: "The first digits of numbers, country code first, without +." });

const countrySettings = z.strictObject({
  name: placeName,
  closed: z.boolean().describe("Messages to it are blocked as destination_closed."),
  portability,
  lookupDays: z.int().min(1).max(365).describe("How long the answer of a look-up counts."),
  lookupFallback: z
    .enum(["prefix", "highest_price"])
    .describe("What counts while a look-up has no answer: the network by prefix, or the highest price."),
});
export const destinationPatch = countrySettings.partial();
export type DestinationPatch = z.input<typeof destinationPatch>;

export const destination = z
  .object({
    code: country,
    ...countrySettings.shape,
    mcc: z.array(z.string()),
    callingCodes: z.array(z.string()),
    networks: count,
    closedNetworks: count,
    prefixes: count,
    edited: z.boolean().describe("Its name is kept when a release ships another."),
  })
  .meta({ id: "Destination" });
export type Destination = z.output<typeof destination>;

const networkSettings = z.strictObject({
  name: placeName,
  operational: z.boolean().describe("On the air; others are not offered where one is chosen."),
  closed: z.boolean().describe("Messages to it are blocked as destination_closed."),
});
export const networkCreate = networkSettings.partial().extend({ network, name: placeName });
export const networkPatch = networkSettings.partial();
export type NetworkCreate = z.input<typeof networkCreate>;
export type NetworkPatch = z.input<typeof networkPatch>;

export const mobileNetwork = z
  .object({ network, country, ...networkSettings.shape, prefixes: count, edited: z.boolean() })
  .meta({ id: "MobileNetwork" });
export type MobileNetwork = z.output<typeof mobileNetwork>;

const prefixPlace = {
  country,
  network: network.nullable().describe("null: the digits do not tell the network."),
};
export const prefixCreate = z.strictObject({ digits: prefixDigits, ...prefixPlace }).partial({ network: true });
export const prefixPatch = z.strictObject(prefixPlace).partial({ network: true });
export type PrefixCreate = z.input<typeof prefixCreate>;

export const numberPrefix = z
  .object({
    digits: prefixDigits,
    ...prefixPlace,
    networkName: z.string().nullable(),
    edited: z.boolean().describe("It is kept when a release ships another."),
  })
  .meta({ id: "NumberPrefix" });
export type NumberPrefix = z.output<typeof numberPrefix>;

export const numberDestination = z
  .object({
    digits: z.string().describe("The number as it is dialled from abroad, without +."),
    prefix: z.string().nullable().describe("The longest prefix that it begins with; null: none does."),
    country: country.nullable(),
    countryName: z.string().nullable(),
    network: network.nullable().describe("By prefix."),
    networkName: z.string().nullable(),
    closed: z.boolean().describe("Its country, or the network that counts, takes no messages."),
    portability: portability.nullable(),
    lookup: z
      .object({ network, networkName: z.string().nullable(), at: moment, validUntil: moment })
      .nullable()
      .describe("What a look-up found that still counts; only of countries whose numbers are looked up."),
  })
  .meta({ id: "NumberDestination" });
export type NumberDestination = z.output<typeof numberDestination>;

export const planRowClasses = ["bad", "changed", "new", "removed", "unchanged"] as const;
export type PlanRowClass = (typeof planRowClasses)[number];

const planCounts = z.object({ bad: count, changed: count, new: count, removed: count, unchanged: count });

export const planRow = z
  .object({
    line: z.int().positive().nullable().describe("Where it stands in the file; null: it is not in it."),
    class: z.enum(planRowClasses),
    digits: z.string().nullable(),
    country: country.nullable(),
    network: network.nullable(),
    oldCountry: country.nullable(),
    oldNetwork: network.nullable(),
    message: z.string().describe("What is wrong with a bad row."),
  })
  .meta({ id: "NumberingPlanRow" });
export type PlanRow = z.output<typeof planRow>;

export const planPreview = z
  .object({
    counts: planCounts,
    rows: z.array(planRow).describe("Bad ones first, then changed, new, removed and unchanged ones, in their order."),
    rowsTotal: count.describe("More than there are in `rows` when the file is long."),
    columns: z.record(z.string(), z.string()).describe("Field to the heading of the column it was read from."),
    basis: z.string().describe("What it was compared with; saving with it is refused once that is another."),
  })
  .meta({ id: "NumberingPlanPreview" });
export type PlanPreview = z.output<typeof planPreview>;

const planSettings = {
  mode: z
    .enum(["add", "replace"])
    .default("add")
    .describe("replace: prefixes of the country that the file does not name are deleted."),
  country: country.optional().describe("Needed to replace; else the country of rows that name none."),
};
const isWhole = ({ mode, country: named }: { mode: string; country?: string | undefined }) =>
  mode !== "replace" || !!named;
const countryNeeded = { path: ["country"], error: "is needed to replace the prefixes of a country" };

const destinationParams = z.object({ country });
const networkParams = z.object({ network });
const prefixParams = z.object({ digits: prefixDigits });
const search = z.string().trim().max(limits.searchCharsMax).optional();

const prefixFilters = {
  country: country.optional(),
  network: z
    .union([network, z.literal("none")])
    .optional()
    .describe("none: prefixes that tell the country alone."),
  search: z
    .string()
    .regex(/^\d{1,15}$/, "must be digits")
    .optional()
    .describe("Its first digits."),
};

const countries = {
  listDestinations: endpoint({
    method: "GET",
    path: "/destinations",
    tag,
    summary: "Countries by name, with what is known of them",
    query: z.strictObject({
      search: search.describe("Part of the name, the ISO code, a calling code or an MCC."),
      closed: queryFlag.optional().describe("true: those closed as a whole or with a closed network."),
      portability: queryList(portability).optional(),
      ...pageQuery,
    }),
    response: pageOf(destination),
    permission: "destinations.read",
  }),
  getDestination: endpoint({
    method: "GET",
    path: "/destinations/:country",
    tag,
    summary: "One country",
    params: destinationParams,
    response: destination,
    permission: "destinations.read",
  }),
  updateDestination: endpoint({
    method: "PATCH",
    path: "/destinations/:country",
    tag,
    summary: "Rename a country, close or open it, set how the network of its numbers is known",
    params: destinationParams,
    body: destinationPatch,
    response: destination,
    permission: "destinations.write",
  }),
};

const networks = {
  listDestinationNetworks: endpoint({
    method: "GET",
    path: "/destinations/:country/networks",
    tag,
    summary: "The networks of a country, those not on the air last",
    params: destinationParams,
    query: z.strictObject({
      search: search.describe("Part of the name, or how MCC and MNC begin."),
      closed: queryFlag.optional(),
      operational: queryFlag.optional(),
      ...pageQuery,
    }),
    response: pageOf(mobileNetwork),
    permission: "destinations.read",
  }),
  createNetwork: endpoint({
    method: "POST",
    path: "/destinations/:country/networks",
    tag,
    summary: "Create a network",
    params: destinationParams,
    body: networkCreate,
    response: mobileNetwork,
    created: true,
    permission: "destinations.write",
  }),
  getNetwork: endpoint({
    method: "GET",
    path: "/networks/:network",
    tag,
    summary: "One network",
    params: networkParams,
    response: mobileNetwork,
    permission: "destinations.read",
  }),
  updateNetwork: endpoint({
    method: "PATCH",
    path: "/networks/:network",
    tag,
    summary: "Rename a network, close or open it, say whether it is on the air",
    params: networkParams,
    body: networkPatch,
    response: mobileNetwork,
    permission: "destinations.write",
  }),
  deleteNetwork: endpoint({
    method: "DELETE",
    path: "/networks/:network",
    tag,
    summary: "Delete a network that no price, route or rule names; its prefixes then lead to the country",
    params: networkParams,
    errors: ["in_use"],
    permission: "destinations.write",
  }),
};

const prefixes = {
  listPrefixes: endpoint({
    method: "GET",
    path: "/prefixes",
    tag,
    summary: "Number prefixes, by their digits",
    query: z.strictObject({ ...prefixFilters, ...pageQuery }),
    response: pageOf(numberPrefix),
    permission: "destinations.read",
  }),
  getPrefix: endpoint({
    method: "GET",
    path: "/prefixes/:digits",
    tag,
    summary: "One prefix",
    params: prefixParams,
    response: numberPrefix,
    permission: "destinations.read",
  }),
  createPrefix: endpoint({
    method: "POST",
    path: "/prefixes",
    tag,
    summary: "Create a prefix; of several that a number begins with, the longest counts",
    body: prefixCreate,
    response: numberPrefix,
    created: true,
    errors: ["too_many"],
    permission: "destinations.write",
  }),
  updatePrefix: endpoint({
    method: "PATCH",
    path: "/prefixes/:digits",
    tag,
    summary: "Lead a prefix to another country or network",
    params: prefixParams,
    body: prefixPatch,
    response: numberPrefix,
    permission: "destinations.write",
  }),
  deletePrefix: endpoint({
    method: "DELETE",
    path: "/prefixes/:digits",
    tag,
    summary: "Delete a prefix; it stays deleted when a release ships it",
    params: prefixParams,
    permission: "destinations.write",
  }),
};

const numberingPlans = {
  exportPrefixes: endpoint({
    method: "GET",
    path: "/prefixes.csv",
    tag,
    summary: "Prefixes as a CSV file, all pages; it can be imported again",
    query: z.strictObject(prefixFilters),
    csv: true,
    permission: "destinations.read",
  }),
  previewNumberingPlan: endpoint({
    method: "POST",
    path: "/numbering-plans/preview",
    tag,
    summary: "Read prefixes with their countries and networks, CSV or XLSX, and say what they would change",
    query: z.strictObject(planSettings).refine(isWhole, countryNeeded),
    upload: { octetsMax: limits.fileOctetsMax },
    response: planPreview,
    errors: ["unreadable_file", "busy"],
    permission: "destinations.write",
  }),
  importNumberingPlan: endpoint({
    method: "POST",
    path: "/numbering-plans",
    tag,
    summary: "Save such a file, all of it or nothing: refused while a row is bad",
    query: z
      .strictObject({
        ...planSettings,
        basis: z.string().max(100).optional().describe("Of the preview; refused when the prefixes are others by now."),
      })
      .refine(isWhole, countryNeeded),
    upload: { octetsMax: limits.fileOctetsMax },
    response: z.object({ counts: planCounts }),
    errors: ["unreadable_file", "busy", "wrong_state", "too_many"],
    permission: "destinations.write",
  }),
};

export const destinationEndpoints = {
  ...countries,
  ...networks,
  ...prefixes,
  ...numberingPlans,
  findNumber: endpoint({
    method: "GET",
    path: "/number-destination",
    tag,
    summary: "Which destination a number has, and why",
    query: z.strictObject({ number: z.string().trim().min(1).max(40).describe("In international form.") }),
    response: numberDestination,
    permission: "destinations.read",
  }),
};
