import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { count, currency, id, idParam, moment, note, pageOf, pageQuery, rate } from "./values.ts";

const tag = "Suppliers";

export const supplierParams = z.object({ supplierId: idParam });

const supplierSettings = z.strictObject({
  name: z.string().trim().min(1).max(limits.nameCharsMax),
  email: z.union([z.literal(""), z.email()]),
  comment: note,
  blocked: z.boolean().describe("A soft stop: messages wait or move to the next pool member."),
});

export const supplierCreate = supplierSettings
  .partial()
  .extend({ name: supplierSettings.shape.name, currency: currency.describe("Fixed for ever.") });
export const supplierPatch = supplierSettings.partial();
export type SupplierCreate = z.input<typeof supplierCreate>;
export type SupplierPatch = z.input<typeof supplierPatch>;

export const supplier = z
  .object({
    id,
    ...supplierSettings.shape,
    name: z.string(),
    email: z.string(),
    currency,
    connections: count,
    createdAt: moment,
  })
  .meta({ id: "Supplier" });
export type Supplier = z.output<typeof supplier>;

export const supplierEndpoints = {
  listSuppliers: endpoint({
    method: "GET",
    path: "/suppliers",
    tag,
    summary: "Suppliers by name",
    query: z.strictObject({ search: z.string().trim().max(limits.searchCharsMax).optional(), ...pageQuery }),
    response: pageOf(supplier),
    permission: "suppliers.read",
  }),
  getSupplier: endpoint({
    method: "GET",
    path: "/suppliers/:supplierId",
    tag,
    summary: "A supplier",
    params: supplierParams,
    response: supplier,
    permission: "suppliers.read",
  }),
  createSupplier: endpoint({
    method: "POST",
    path: "/suppliers",
    tag,
    summary: "Create a supplier",
    body: supplierCreate,
    response: supplier,
    created: true,
    errors: ["name_taken"],
    permission: "suppliers.write",
  }),
  updateSupplier: endpoint({
    method: "PATCH",
    path: "/suppliers/:supplierId",
    tag,
    summary: "Change, block or unblock a supplier",
    params: supplierParams,
    body: supplierPatch,
    response: supplier,
    errors: ["name_taken"],
    permission: "suppliers.write",
  }),
  deleteSupplier: endpoint({
    method: "DELETE",
    path: "/suppliers/:supplierId",
    tag,
    summary: "Delete a supplier without connections, and its costs",
    params: supplierParams,
    errors: ["in_use"],
    permission: "suppliers.write",
  }),
};

/** Share of finished messages that were delivered. */
export const deliveryRate = rate.describe("Delivered out of delivered and failed, today in UTC.");
