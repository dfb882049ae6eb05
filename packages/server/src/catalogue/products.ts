/** Products: named sets of prices and routes that many clients share. A client's own go before its product's. */
import type { AdminParsed, Product } from "@switchyard/contract";
import { type Columns, insertRow, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { notFound, Refusal } from "../refusal.ts";
import { tariffAnnouncement } from "./tariff.ts";

type ProductCreate = AdminParsed<"createProduct">["body"];
type ProductPatch = AdminParsed<"updateProduct">["body"];

const columns: Columns<keyof ProductCreate> = { name: "name", currency: "currency", comment: "comment" };

export const listProducts = (db: Queryable, nowMs: number): Promise<Product[]> =>
  select(db, "order by p.name", [new Date(nowMs)]);

export async function createProduct(
  tx: Queryable,
  author: Author,
  { nowMs, ...given }: ProductCreate & { readonly nowMs: number },
): Promise<Product> {
  const productId = await insertRow(tx, "products", written(columns, given).set("created_at", new Date(nowMs)));
  const product = await readProduct(tx, productId, nowMs);
  await record(tx, author, { action: "create", before: null, after: product, announce: [] });
  return product;
}

export async function updateProduct(
  tx: Queryable,
  author: Author,
  { productId, nowMs, ...given }: ProductPatch & { readonly productId: number; readonly nowMs: number },
): Promise<Product> {
  const before = await readProduct(tx, productId, nowMs, "for update of p");
  await updateRow(tx, "products", productId, written(columns, given));
  const after = await readProduct(tx, productId, nowMs);
  if (!isSame(factsOf(before), factsOf(after))) {
    await record(tx, author, { action: "update", before, after, announce: [] });
  }
  return after;
}

/** Deletes a product with its prices and routes; refused while clients have it. */
export async function deleteProduct(
  tx: Queryable,
  author: Author,
  { productId, nowMs }: { readonly productId: number; readonly nowMs: number },
): Promise<void> {
  const before = await readProduct(tx, productId, nowMs, "for update of p");
  if (before.clients > 0) {
    const have = before.clients === 1 ? "1 client has" : `${before.clients} clients have`;
    throw new Refusal("in_use", `${have} the product ${before.name}. Give them another one first.`);
  }
  await tx.query("delete from products where id = $1", [productId]);
  const announce = [tariffAnnouncement({ scope: "product", ownerId: productId }), `routes:product:${productId}`];
  await record(tx, author, { action: "delete", before, after: null, announce });
}

/** Refuses with not_found when there is no such product. */
export async function readProduct(db: Queryable, productId: number, nowMs: number, lock = ""): Promise<Product> {
  const [found] = await select(db, `where p.id = $2 ${lock}`, [new Date(nowMs), productId]);
  if (!found) throw notFound("product", productId);
  return found;
}

interface ProductRow {
  readonly id: number;
  readonly name: string;
  readonly currency: string;
  readonly comment: string;
  readonly clients: bigint;
  readonly prices: bigint;
  readonly routes: bigint;
  readonly created_at: Date;
}

/** With its clients, by clients_product, and what has not ended at $1: prices by tariff_rows_product, routes by routes_product. */
async function select(db: Queryable, tail: string, values: readonly unknown[]): Promise<Product[]> {
  const { rows } = await db.query<ProductRow>(
    `select p.*, (select count(*) from clients where product_id = p.id) as clients,
            (select count(*) from tariff_rows r
             where r.product_id = p.id and (r.valid_to is null or r.valid_to > $1)) as prices,
            (select count(*) from routes r
             where r.product_id = p.id and (r.valid_to is null or r.valid_to > $1)) as routes
     from products p ${tail}`,
    [...values],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    currency: row.currency,
    comment: row.comment,
    clients: Number(row.clients),
    prices: Number(row.prices),
    routes: Number(row.routes),
    createdAt: row.created_at.toISOString(),
  }));
}

async function record(
  tx: Queryable,
  author: Author,
  change: { action: string; before: Product | null; after: Product | null; announce: readonly string[] },
): Promise<void> {
  await recordChange(tx, author, {
    clientId: null,
    category: "prices",
    entity: "product",
    entityId: (change.after ?? change.before)?.id ?? 0,
    action: change.action,
    before: change.before && factsOf(change.before),
    after: change.after && factsOf(change.after),
    announce: change.announce,
  });
}

function factsOf({ name, currency, comment }: Product) {
  return { name, currency, comment };
}
