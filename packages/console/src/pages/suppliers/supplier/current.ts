/** The supplier whose page is shown. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";

const route = getRouteApi("/signed-in/suppliers/$supplierId");

export function useSupplierId(): number {
  return Number(route.useParams().supplierId);
}

export function useSupplier() {
  return useQuery(liveQuery("getSupplier", { params: { supplierId: useSupplierId() } }, refreshMs.slow));
}
