import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useClientId } from "../current.ts";

/** Closes a drawer over the tab, its filters kept. */
export function useCloseToDestinations(): () => void {
  const clientId = useClientId();
  const navigate = useNavigate();
  return useCallback(
    () =>
      void navigate({
        to: "/clients/$clientId/destinations",
        params: { clientId: String(clientId) },
        search: true,
        resetScroll: false,
      }),
    [clientId, navigate],
  );
}
