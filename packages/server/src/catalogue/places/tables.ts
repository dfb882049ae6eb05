/** Countries and networks as edited, in the form that threads reading sheets take (paperwork/places.ts). */
import type { Queryable } from "../../history/history.ts";

/** One text, put together by PostgreSQL: it crosses to a thread at once, where thousands of rows would be copied. */
export async function readPlacesJson(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ places: string }>(
    `select json_build_object(
       'countries', (select json_agg(json_build_array(code, name, mcc) order by code) from countries),
       'networks', (select json_agg(json_build_array(id, country, name, operational) order by id) from networks)
     )::text as places`,
  );
  return rows[0]?.places ?? "";
}
