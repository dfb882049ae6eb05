import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useCallback } from "react";
import { query } from "../../../api.ts";

/** The enterprise of the URL; `enterprise` is undefined while the list is fetched, and for good where none has this id. */
export function useEnterprise() {
  const { enterpriseId } = useParams({ from: "/signed-in/settings/enterprises/$enterpriseId" });
  const { data, error } = useQuery(query("listEnterprises"));
  return { enterprise: data?.items.find(({ id }) => String(id) === enterpriseId), isKnown: data !== undefined, error };
}

export function useCloseEnterprise() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/settings/enterprises" }), [navigate]);
}
