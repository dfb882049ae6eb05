/** The client of the profile that is shown. */
import type { Client } from "@switchyard/contract";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";

const route = getRouteApi("/signed-in/clients/$clientId");

export function useClientId(): number {
  return Number(route.useParams().clientId);
}

/** The profile with its figures of the moment; asked for again while it is seen. */
export function useClient(): UseQueryResult<Client> {
  return useQuery(liveQuery("getClient", { params: { clientId: useClientId() } }, refreshMs.fast));
}
