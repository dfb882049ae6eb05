/** A product made after another, with its prices and its routes. */
import type { AdminParsed, Product } from "@switchyard/contract";
import { createProduct, readProduct } from "../catalogue/products.ts";
import { copyTariffRows } from "../catalogue/tariff-changes.ts";
import type { Author, Queryable } from "../history/history.ts";
import { copyRoutes } from "./routes.ts";

type ProductCopy = AdminParsed<"copyProduct">["body"] & { readonly productId: number; readonly nowMs: number };

/** Copies what has not ended. The comment is the other's where none is given; the currency always is. */
export async function copyProduct(
  tx: Queryable,
  author: Author,
  { productId, name, comment, nowMs }: ProductCopy,
): Promise<Product> {
  const source = await readProduct(tx, productId, nowMs, "for share of p");
  const facts = { name, currency: source.currency, comment: comment ?? source.comment };
  const { id } = await createProduct(tx, author, { ...facts, nowMs });
  const from = { scope: "product", ownerId: productId } as const;
  const to = { scope: "product", ownerId: id } as const;
  await copyTariffRows(tx, author, from, { to, nowMs });
  await copyRoutes(tx, author, from, { to, nowMs });
  return readProduct(tx, id, nowMs);
}
