/** What came for the client. */
import type { IncomingRow } from "@switchyard/contract";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { IncomingLog } from "../../../../parts/incoming/log.tsx";
import { IncomingDrawer } from "../../../../parts/incoming/message.tsx";
import { useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/incoming/log/$messageId");

export function ClientIncomingLog() {
  const clientId = useClientId();
  const navigate = useNavigate();
  const params = { clientId: String(clientId) };
  const open = ({ id }: IncomingRow) =>
    void navigate({
      to: "/clients/$clientId/incoming/log/$messageId",
      params: { ...params, messageId: String(id) },
      search: true,
      resetScroll: false,
    });
  return (
    <>
      <IncomingLog
        clientId={clientId}
        link={link}
        onOpen={open}
        empty={
          <EmptyState title="Nothing came yet">
            As soon as a handset writes to one of the client's numbers, the message stands here.
          </EmptyState>
        }
      />
      <Outlet />
    </>
  );
}

const link = ({ id, clientId }: IncomingRow, children: ReactNode) => (
  <Link
    to="/clients/$clientId/incoming/log/$messageId"
    params={{ clientId: String(clientId), messageId: String(id) }}
    search={true}
    resetScroll={false}
    className="quiet-link"
  >
    {children}
  </Link>
);

export function ClientIncomingMessage() {
  const { messageId } = route.useParams();
  const clientId = useClientId();
  const navigate = useNavigate();
  const close = useCallback(
    () =>
      void navigate({
        to: "/clients/$clientId/incoming/log",
        params: { clientId: String(clientId) },
        search: true,
        resetScroll: false,
      }),
    [navigate, clientId],
  );
  return <IncomingDrawer messageId={messageId} onClose={close} />;
}
