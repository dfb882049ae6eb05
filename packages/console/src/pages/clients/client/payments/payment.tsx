/** A payment of this client, over its log. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { PaymentDrawer } from "../../../../parts/payments/payment-drawer.tsx";
import { useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/payments/log/$paymentId");

export function ClientPayment() {
  const clientId = useClientId();
  const { paymentId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(
    () =>
      void navigate({
        to: "/clients/$clientId/payments",
        params: { clientId: String(clientId) },
        search: true,
        resetScroll: false,
      }),
    [clientId, navigate],
  );
  return <PaymentDrawer clientId={clientId} paymentId={Number(paymentId)} onClose={close} />;
}
