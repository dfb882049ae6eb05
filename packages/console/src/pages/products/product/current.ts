/** The product whose page is shown. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";

const route = getRouteApi("/signed-in/products/$productId");

export function useProductId(): number {
  return Number(route.useParams().productId);
}

export function useProduct() {
  return useQuery(liveQuery("getProduct", { params: { productId: useProductId() } }, refreshMs.slow));
}
