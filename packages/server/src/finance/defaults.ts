/** There is always exactly one default enterprise and brand: making another the default takes it from the one before. */
import type { Queryable } from "../history/history.ts";
import { invalidField } from "../refusal.ts";

/** Makes a row the default in place of the one before. Two at once come one after the other: the last one counts. */
export async function moveDefault(
  tx: Queryable,
  { table, id }: { readonly table: "brands" | "enterprises"; readonly id: number },
): Promise<void> {
  await tx.query(`lock table ${table} in share row exclusive mode`);
  await tx.query(`update ${table} set is_default = false where is_default and id <> $1`, [id]);
  await tx.query(`update ${table} set is_default = true where id = $1`, [id]);
}

/** The default can only be given to another, never just be taken away. */
export function refuseDefaultGone(isDefault: boolean, what: string): void {
  if (isDefault) throw invalidField("body.isDefault", `must stay: make another ${what} the default instead`);
}
