/** From when on a draft's rows may hold: never before now, for that would price anew what was sent already. */

import type { TariffRef } from "@switchyard/contract";
import type { Queryable } from "../../history/history.ts";
import { invalidField } from "../../refusal.ts";

/** The zone in which the owner of a tariff reads a calendar; products and suppliers have none of their own. */
export async function tariffZone(db: Queryable, { scope, ownerId }: TariffRef): Promise<string> {
  if (scope !== "client") return "UTC";
  const { rows } = await db.query<{ zone: string }>("select time_zone as zone from clients where id = $1", [ownerId]);
  return rows[0]?.zone ?? "UTC";
}

/** The moment at which today began in a time zone. */
export async function startOfDay(db: Queryable, nowMs: number, timeZone: string): Promise<Date> {
  const { rows } = await db.query<{ start: Date }>("select date_trunc('day', $1::timestamptz, $2) as start", [
    new Date(nowMs),
    timeZone,
  ]);
  return rows[0]?.start ?? new Date(nowMs);
}

/**
 * A start or end that a request asks for: null for the moment of saving, which is also meant by an earlier moment of
 * today. Refuses one of an earlier day.
 */
export async function momentAsked(
  db: Queryable,
  ref: TariffRef,
  { moment, path, nowMs }: { readonly moment: string | undefined; readonly path: string; readonly nowMs: number },
): Promise<Date | null> {
  if (moment === undefined) return null;
  const askedMs = Date.parse(moment);
  if (askedMs > nowMs) return new Date(askedMs);
  const today = await startOfDay(db, nowMs, await tariffZone(db, ref));
  if (askedMs < today.getTime()) throw invalidField(path, "is in the past, where messages have their prices already");
  return null;
}
