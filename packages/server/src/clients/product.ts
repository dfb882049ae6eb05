/** One product given to many clients at once. */
import { type Author, type Queryable, recordChange } from "../history/history.ts";
import { invalidField, notFound } from "../refusal.ts";

interface Holder {
  readonly id: number;
  readonly currency: string;
  readonly product_id: number | null;
  readonly product: string | null;
}

/**
 * Gives these clients the product, or none of them when one can't have it; answers how many did not have it before.
 * Each that did not has it in its history and is announced, as by a change of its profile.
 */
export async function giveProduct(
  tx: Queryable,
  author: Author,
  { productId, clientIds }: { readonly productId: number; readonly clientIds: readonly number[] },
): Promise<number> {
  const { rows } = await tx.query<{ name: string; currency: string }>(
    "select name, currency from products where id = $1 for key share",
    [productId],
  );
  const [product] = rows;
  if (!product) throw notFound("product", productId);
  const holders = await lockHolders(tx, clientIds);
  for (const [index, clientId] of clientIds.entries()) {
    const path = `body.clientIds.${index}`;
    const holder = holders.get(clientId);
    if (!holder) throw invalidField(path, "names no client");
    if (holder.currency === product.currency) continue;
    const currencies = `the product is in ${product.currency}, the client in ${holder.currency}`;
    throw invalidField(path, `names a client of another currency: ${currencies}`);
  }
  const changed = [...holders.values()].filter((holder) => holder.product_id !== productId);
  await tx.query("update clients set product_id = $2 where id = any($1::int[])", [
    changed.map(({ id }) => id),
    productId,
  ]);
  for (const { id, product: before } of changed) {
    await recordChange(tx, author, {
      clientId: id,
      category: "client",
      entity: "client",
      entityId: id,
      action: "update",
      before: { product: before },
      after: { product: product.name },
      announce: [`client:${id}`],
    });
  }
  return changed.length;
}

async function lockHolders(tx: Queryable, clientIds: readonly number[]): Promise<ReadonlyMap<number, Holder>> {
  const { rows } = await tx.query<Holder>(
    `select c.id, c.currency, c.product_id, p.name as product
     from clients c left join products p on p.id = c.product_id
     where c.id = any($1::int[]) order by c.id for update of c`,
    [clientIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
