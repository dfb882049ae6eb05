import { country } from "@switchyard/contract";
import { type ListSearch, listSearch } from "../../parts/list-state.ts";

export const routeFilterKeys = ["country", "pool"] as const;
export const routesSearch = listSearch(...routeFilterKeys);

/** What the URL asks for; a value the API would refuse is left out. */
export function routesQuery({ country: place, pool, cursor }: ListSearch<(typeof routeFilterKeys)[number]>) {
  return {
    ...(country.safeParse(place).success && { country: place }),
    ...(pool && /^\d+$/.test(pool) && { poolId: pool }),
    ...(cursor && { cursor }),
  };
}
