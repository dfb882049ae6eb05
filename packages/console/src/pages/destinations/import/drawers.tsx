/** Drawers that bring in a numbering plan: for any countries, or with a country's page under them. */
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { useCountryCode } from "../country/current.ts";
import { PlanForm } from "./form.tsx";

export function ImportPrefixes() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/destinations", search: true }), [navigate]);
  return (
    <RouteDrawer title="Import prefixes" onClose={close} size="xl">
      <PlanForm />
    </RouteDrawer>
  );
}

export function ImportCountryPrefixes() {
  const country = useCountryCode();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/destinations/$country/prefixes", params: { country }, search: true }),
    [navigate, country],
  );
  return (
    <RouteDrawer title="Import prefixes" onClose={close} size="xl">
      <PlanForm country={country} />
    </RouteDrawer>
  );
}
