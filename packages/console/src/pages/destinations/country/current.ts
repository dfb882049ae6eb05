/** The country whose page is shown. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";

const route = getRouteApi("/signed-in/destinations/$country");

export function useCountryCode(): string {
  return route.useParams().country;
}

export function useDestination() {
  return useQuery(liveQuery("getDestination", { params: { country: useCountryCode() } }, refreshMs.slow));
}
