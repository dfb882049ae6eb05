/** Products: named sets of prices and routes that many clients share. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { count, currency, id, idParam, listOf, moment, note } from "./values.ts";

const tag = "Products";

export const product = z
  .object({
    id,
    name: z.string(),
    currency,
    comment: z.string(),
    clients: count,
    prices: count.describe("Those that have not ended."),
    routes: count.describe("Those that have not ended."),
    createdAt: moment,
  })
  .meta({ id: "Product" });
export type Product = z.output<typeof product>;

const productFacts = z.strictObject({ name: z.string().trim().min(1).max(limits.nameCharsMax), comment: note });
export const productCreate = productFacts.partial({ comment: true }).extend({ currency });
export const productPatch = productFacts.partial();
export const productCopy = productFacts.partial({ comment: true });
export const productClients = z.strictObject({ clientIds: z.array(id).min(1).max(limits.selectionMax) });
export type ProductCreate = z.input<typeof productCreate>;

const productParams = z.object({ productId: idParam });

export const productEndpoints = {
  listProducts: endpoint({
    method: "GET",
    path: "/products",
    tag,
    summary: "Products, by name",
    response: listOf(product),
    permission: "prices.read",
  }),
  createProduct: endpoint({
    method: "POST",
    path: "/products",
    tag,
    summary: "Create a product; its currency is fixed",
    body: productCreate,
    response: product,
    created: true,
    errors: ["name_taken"],
    permission: "prices.write",
  }),
  getProduct: endpoint({
    method: "GET",
    path: "/products/:productId",
    tag,
    summary: "A product",
    params: productParams,
    response: product,
    permission: "prices.read",
  }),
  updateProduct: endpoint({
    method: "PATCH",
    path: "/products/:productId",
    tag,
    summary: "Change a product's name or comment",
    params: productParams,
    body: productPatch,
    response: product,
    errors: ["name_taken"],
    permission: "prices.write",
  }),
  deleteProduct: endpoint({
    method: "DELETE",
    path: "/products/:productId",
    tag,
    summary: "Delete a product with its prices; refused while clients have it",
    params: productParams,
    errors: ["in_use"],
    permission: "prices.write",
  }),
  copyProduct: endpoint({
    method: "POST",
    path: "/products/:productId/copy",
    tag,
    summary: "Create a product with the prices and routes of another that have not ended; no client has it yet",
    params: productParams,
    body: productCopy,
    response: product,
    created: true,
    errors: ["name_taken"],
    permission: "prices.write",
  }),
  giveProduct: endpoint({
    method: "POST",
    path: "/products/:productId/clients",
    tag,
    summary: "Give several clients this product, in place of the one they have; all or none",
    params: productParams,
    body: productClients,
    response: z.object({ changed: count.describe("Clients that did not have it before.") }),
    permission: "clients.write",
  }),
};
