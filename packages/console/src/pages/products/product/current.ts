/** The product whose page is shown. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { liveQuery, refreshMs } from "../../../api.ts";

const route = getRouteApi("/signed-in/products/$productId");

export function useProductId(): number {
  return Number(route.useParams().productId);
}

export function useProduct() {
  return useQuery(liveQuery("getProduct", { params: { productId: useProductId() } }, refreshMs.slow));
}

/** The way from a drawer back to the product's page. */
export function useCloseProductDrawer(): () => void {
  const { productId } = route.useParams();
  const navigate = useNavigate();
  return useCallback(
    () => void navigate({ to: "/products/$productId", params: { productId }, search: true }),
    [navigate, productId],
  );
}
