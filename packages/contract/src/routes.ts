/**
 * Routes: which pool takes a message, by its destination, sender, recipient and text. The platform, a product and a client
 * have each their own, and all are worked on in the same ways. A client's own are tried first, then its product's, then the
 * platform's.
 */
import { patternFault, routeTextMatches } from "@switchyard/engine";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  count,
  country,
  hasCountry,
  id,
  idParam,
  isPeriod,
  listOf,
  moment,
  momentInput,
  network,
  note,
  pageOf,
  pageQuery,
  periodError,
  queryFlag,
  queryList,
} from "./values.ts";

const tag = "Routing";

/** Whose routes they are. */
export const routeScopes = ["platform", "product", "client"] as const;
export type RouteScope = (typeof routeScopes)[number];

/** The routes of one owner; the platform's is 0. */
export interface RouteRef {
  readonly scope: RouteScope;
  readonly ownerId: number;
}

export const platformRoutes: RouteRef = { scope: "platform", ownerId: 0 };

/** The owner's name in paths: `platform`, `product-3`, `client-12`. */
export const routeScopeName = ({ scope, ownerId }: RouteRef): string =>
  scope === "platform" ? scope : `${scope}-${ownerId}`;

const routeRef = z
  .string()
  .regex(/^(platform|(product|client)-[1-9]\d{0,9})$/, {
    error: "must be platform, or product- or client- and an id, such as client-12",
    abort: true,
  })
  .refine(
    (text) => text === "platform" || id.safeParse(Number(text.split("-")[1])).success,
    "has an id that is larger than any",
  )
  .transform((text): RouteRef => {
    const [scope, ownerId] = text.split("-");
    return { scope: scope as RouteScope, ownerId: Number(ownerId ?? 0) };
  });

/** Where a route stands now: it counts, it will by itself, or it no longer does. */
export const routeStates = ["current", "future", "ended"] as const;
export type RouteState = (typeof routeStates)[number];

/** What a route leads; incoming messages are routed by their numbers. */
export const routeTypes = ["sms", "hlr"] as const;
const type = z.enum(routeTypes).describe("Messages, or look-ups of numbers.");

const unique = (list: string[]): string[] => [...new Map(list.map((text) => [text.toLowerCase(), text])).values()];

const senders = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .max(limits.senderPatternCharsMax, {
        error: ({ input }) => `must be at most ${limits.senderPatternCharsMax} characters; "${input}" is longer`,
      })
      .regex(/^\P{Cc}*$/u, "must have no control characters"),
  )
  .max(limits.routeSendersMax)
  .overwrite(unique)
  .describe("Exact, or with * for any run of characters; letter case is ignored. Empty: any sender.");
const recipients = z
  .array(
    z.string().regex(/^\d{1,15}$/, {
      error: ({ input }) => `must be a number or its beginning, digits alone, such as 4915; "${input}" is not`,
    }),
  )
  .max(limits.routeRecipientsMax)
  .overwrite(unique)
  .describe("Numbers or their beginnings, with the country's code, digits alone. Empty: any recipient.");

const routeSettings = z.strictObject({
  type,
  country: country.nullable().describe("null: any destination."),
  network: network.nullable().describe("null: the whole country."),
  poolId: id,
  senders,
  recipients,
  textMatch: z
    .enum(routeTextMatches)
    .describe("contains: the pattern anywhere in the text, letter case ignored. regex: an expression in RE2's syntax."),
  textPattern: z.string().max(limits.patternCharsMax).describe("What is looked for in the text; empty with any."),
  priority: z.int().min(0).max(10_000).describe("Lower is tried first; of two alike, the narrower destination."),
  enabled: z.boolean(),
  comment: note,
  validFrom: momentInput.nullable(),
  validTo: momentInput.nullable(),
});

/** What must fit together in a route and does not, with the field it is told at. */
export function routeFault(given: RouteWhole): { readonly field: RouteField; readonly says: string } | undefined {
  const { type: of = "sms", textMatch = "any", textPattern = "" } = given;
  if (!hasCountry(given)) return { field: "country", says: "is needed with a network" };
  if (!isPeriod(given)) return { field: "validTo", says: periodError.error };
  if (of === "hlr" && given.senders?.length)
    return { field: "senders", says: "must be empty: a look-up has no sender" };
  if (of === "hlr" && textMatch !== "any") return { field: "textMatch", says: "must be any: a look-up has no text" };
  if (textMatch === "any" && textPattern !== "")
    return { field: "textPattern", says: "must be empty where any text fits" };
  if (textMatch !== "any" && textPattern === "")
    return { field: "textPattern", says: "must say what the text is searched for" };
  const wrong =
    textMatch === "regex" ? patternFault({ match: "regex", source: textPattern, ignoreCase: false }) : undefined;
  return wrong === undefined ? undefined : { field: "textPattern", says: wrong };
}

type RouteField = keyof typeof routeSettings.shape;
type RouteWhole = { readonly [Field in RouteField]?: z.output<typeof routeSettings>[Field] | undefined };

export const routePatch = routeSettings.partial();
export const routeCreate = routePatch.extend({ poolId: id }).superRefine(
  (given, context) => {
    const fault = routeFault(given);
    if (fault) context.addIssue({ code: "custom", path: [fault.field], message: fault.says });
  },
  // A form tells it while the pool is still to be chosen.
  { when: ({ value }) => routePatch.safeParse(value).success },
);
export type RouteCreate = z.input<typeof routeCreate>;
export type RoutePatch = z.input<typeof routePatch>;

export const route = z
  .object({
    id,
    scope: z.string().describe("`platform`, `product-3` or `client-12`."),
    ...routeSettings.shape,
    senders: z.array(z.string()),
    recipients: z.array(z.string()),
    poolName: z.string(),
    validFrom: moment.nullable(),
    validTo: moment.nullable(),
    state: z.enum(routeStates),
    createdAt: moment,
  })
  .meta({ id: "Route" });
export type Route = z.output<typeof route>;

export const routeOwner = z
  .object({
    scope: z.string().describe("`platform`, `product-3` or `client-12`."),
    name: z.string().describe("A product's name, a client's login."),
    routes: count,
    enabled: count.describe("How many of them are switched on."),
  })
  .meta({ id: "RouteOwner" });
export type RouteOwner = z.output<typeof routeOwner>;

const filters = {
  country: country.optional(),
  network: z
    .union([network, z.literal("none")])
    .optional()
    .describe("`none` for routes of no single network."),
  poolId: idParam.optional(),
  type: type.optional(),
  sender: z
    .string()
    .trim()
    .max(limits.senderPatternCharsMax)
    .optional()
    .describe("Routes that name it, in part or by a pattern it fits."),
  recipient: z
    .string()
    .regex(/^\d{1,15}$/, "must be a number or its beginning, digits alone")
    .optional()
    .describe("Routes that name it, its beginning, or a number that begins so."),
  search: z
    .string()
    .trim()
    .max(limits.searchCharsMax)
    .optional()
    .describe("Part of the comment, the pool's name, a sender, a recipient or the text's pattern."),
  enabled: queryFlag.optional(),
  state: queryList(z.enum(routeStates)).optional(),
};

const scopeParams = z.object({ scope: routeRef });
const routeParams = scopeParams.extend({ routeId: idParam });
const routeIds = z.array(id).min(1).max(limits.selectionMax);

/** What may be changed of many routes at once: what is the same for any of them. */
export const routesPatch = routePatch
  .pick({ poolId: true, priority: true, enabled: true })
  .extend({ routeIds })
  .refine(({ routeIds: _, ...change }) => Object.values(change).some((value) => value !== undefined), {
    error: "must say what changes: poolId, priority or enabled",
  });

export const routeEndpoints = {
  listRouteOwners: endpoint({
    method: "GET",
    path: "/routes",
    tag,
    summary: "Whose routes there are: the platform, then products and clients that have some, by name",
    query: z.strictObject({
      search: z.string().trim().max(limits.searchCharsMax).optional(),
      poolId: filters.poolId.describe("Only routes that lead to this pool."),
      ...pageQuery,
    }),
    response: pageOf(routeOwner),
    permission: "routing.read",
  }),
  listRoutes: endpoint({
    method: "GET",
    path: "/routes/:scope",
    tag,
    summary: "An owner's routes in the order they are tried; one that is not valid yet or any more is listed too",
    params: scopeParams,
    query: z.strictObject({ ...filters, ...pageQuery }),
    response: pageOf(route),
    permission: "routing.read",
  }),
  getRoute: endpoint({
    method: "GET",
    path: "/routes/:scope/:routeId",
    tag,
    summary: "A route",
    params: routeParams,
    response: route,
    permission: "routing.read",
  }),
  createRoute: endpoint({
    method: "POST",
    path: "/routes/:scope",
    tag,
    summary: "Create a route",
    params: scopeParams,
    body: routeCreate,
    response: route,
    created: true,
    errors: ["too_many"],
    permission: "routing.write",
  }),
  updateRoute: endpoint({
    method: "PATCH",
    path: "/routes/:scope/:routeId",
    tag,
    summary: "Change a route",
    params: routeParams,
    body: routePatch,
    response: route,
    permission: "routing.write",
  }),
  deleteRoute: endpoint({
    method: "DELETE",
    path: "/routes/:scope/:routeId",
    tag,
    summary: "Delete a route",
    params: routeParams,
    permission: "routing.write",
  }),
  deleteRoutes: endpoint({
    method: "POST",
    path: "/routes/:scope/delete",
    tag,
    summary: "Delete several routes of an owner, all or none",
    params: scopeParams,
    body: z.strictObject({ routeIds }),
    response: z.object({ deleted: count }),
    permission: "routing.write",
  }),
  updateRoutes: endpoint({
    method: "POST",
    path: "/routes/:scope/update",
    tag,
    summary: "Switch several routes of an owner, lead them to another pool or give them a priority; all or none",
    params: scopeParams,
    body: routesPatch,
    response: z.object({ changed: count.describe("Routes that were not so before.") }),
    permission: "routing.write",
  }),
  copyRoutes: endpoint({
    method: "POST",
    path: "/routes/:scope/copy",
    tag,
    summary: "Copy an owner's routes to another owner: those named, or all that have not ended; all or none",
    params: scopeParams,
    body: z.strictObject({ to: routeRef, routeIds: routeIds.optional() }),
    response: listOf(route).describe("The copies."),
    created: true,
    errors: ["too_many"],
    permission: "routing.write",
  }),
};
