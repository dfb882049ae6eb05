/** Pools: sets of connections that share traffic, by one of several strategies. */
import { type PoolStrategy, poolStrategies } from "@switchyard/engine";
import { z } from "zod";
import { connectionStates } from "./connections.ts";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { amount, count, currency, id, idParam, moment, note, pageOf, pageQuery } from "./values.ts";

const tag = "Routing";

export const poolMember = z
  .object({
    connectionId: id,
    connectionName: z.string(),
    supplierId: id,
    supplierName: z.string(),
    percent: z.int().min(0).max(100),
    state: z.enum(connectionStates).nullable().describe("How its link is now; null where no link runs."),
  })
  .meta({ id: "PoolMember" });

const costCeiling = z
  .strictObject({ amount: amount.describe("Per part."), currency })
  .nullable()
  .describe("Only of a pool by best delivery: members that cost more per part are passed over.");

const rerouteMax = z
  .int()
  .min(0)
  .max(20)
  .describe("How often a message that was refused may go on to another member; 0: never.");

export const pool = z
  .object({
    id,
    name: z.string(),
    strategy: z.enum(poolStrategies),
    costCeiling,
    rerouteMax,
    comment: z.string(),
    members: z.array(poolMember).describe("In order; a priority pool tries them so."),
    routes: count.describe("How many routes lead here."),
    createdAt: moment,
  })
  .meta({ id: "Pool" });
export type Pool = z.output<typeof pool>;

const members = z
  .array(z.strictObject({ connectionId: id, percent: z.int().min(0).max(100).default(0) }))
  .min(1)
  .max(limits.poolMembersMax)
  .refine(
    (list) => new Set(list.map((member) => member.connectionId)).size === list.length,
    "must not name a connection twice",
  );

const name = z.string().trim().min(1).max(limits.nameCharsMax);
const strategy = z.enum(poolStrategies);

export const poolCreate = z
  .strictObject({
    name,
    strategy: strategy.default("percentage"),
    costCeiling: costCeiling.optional(),
    rerouteMax: rerouteMax.optional(),
    comment: note.optional(),
    members,
  })
  .superRefine((given, context) => {
    for (const { field, says } of poolFaults(given)) context.addIssue({ code: "custom", path: [field], message: says });
  });
export const poolPatch = z.strictObject({ name, strategy, costCeiling, rerouteMax, comment: note, members }).partial();
export type PoolCreate = z.input<typeof poolCreate>;
export type PoolPatch = z.input<typeof poolPatch>;

/** What must fit together in a pool and does not, each with the field it is told at. */
export function poolFaults(given: {
  readonly strategy: PoolStrategy;
  readonly members: readonly { readonly percent: number }[];
  readonly costCeiling?: object | null | undefined;
}): { readonly field: "members" | "costCeiling"; readonly says: string }[] {
  const faults: ReturnType<typeof poolFaults> = [];
  if (given.strategy === "percentage" && given.members.reduce((sum, { percent }) => sum + percent, 0) !== 100) {
    faults.push({ field: "members", says: "must have percentages that add up to 100" });
  }
  if (given.strategy !== "best_delivery" && given.costCeiling) {
    faults.push({ field: "costCeiling", says: "must be null: only a pool by best delivery has a cost ceiling" });
  }
  return faults;
}

const poolParams = z.object({ poolId: idParam });

export const poolEndpoints = {
  listPools: endpoint({
    method: "GET",
    path: "/pools",
    tag,
    summary: "Pools with their members",
    query: z.strictObject({
      search: z.string().trim().max(limits.searchCharsMax).optional(),
      connectionId: idParam.optional().describe("Only those it is a member of."),
      ...pageQuery,
    }),
    response: pageOf(pool),
    permission: "routing.read",
  }),
  getPool: endpoint({
    method: "GET",
    path: "/pools/:poolId",
    tag,
    summary: "A pool with its members",
    params: poolParams,
    response: pool,
    permission: "routing.read",
  }),
  createPool: endpoint({
    method: "POST",
    path: "/pools",
    tag,
    summary: "Create a pool",
    body: poolCreate,
    response: pool,
    created: true,
    errors: ["name_taken"],
    permission: "routing.write",
  }),
  updatePool: endpoint({
    method: "PATCH",
    path: "/pools/:poolId",
    tag,
    summary: "Change a pool; members, where given, replace the present ones",
    params: poolParams,
    body: poolPatch,
    response: pool,
    errors: ["name_taken"],
    permission: "routing.write",
  }),
  deletePool: endpoint({
    method: "DELETE",
    path: "/pools/:poolId",
    tag,
    summary: "Delete a pool that no route leads to",
    params: poolParams,
    errors: ["in_use"],
    permission: "routing.write",
  }),
};
