/** The profile of a client: who it is and how it stands, what can be done, and its tabs. */
import { Skeleton } from "@mantine/core";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { problemIn } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { Status } from "../../../parts/status.tsx";
import { TabLinks } from "../../../parts/tab-links.tsx";
import { clientBlockLooks } from "../../../parts/tones.ts";
import { BlockDrawer } from "./actions/block.tsx";
import { EditClientDrawer } from "./actions/edit.tsx";
import { ClientActions } from "./actions/panel.tsx";
import { TakeBackDrawer } from "./actions/take-back.tsx";
import { TopUpDrawer } from "./actions/top-up.tsx";
import { useClient, useClientId } from "./current.ts";
import { ClientHeader } from "./header.tsx";

const route = getRouteApi("/signed-in/clients/$clientId");

const tabs = [
  { to: "/clients/$clientId", label: "Overview" },
  { to: "/clients/$clientId/destinations", label: "Destinations" },
  { to: "/clients/$clientId/payments", label: "Payments" },
  { to: "/clients/$clientId/rules", label: "Replacement rules" },
  { to: "/clients/$clientId/smpp", label: "SMPP config" },
  { to: "/clients/$clientId/incoming", label: "Incoming SMS" },
  { to: "/clients/$clientId/history", label: "History" },
] as const;

export function ClientPage() {
  const { data: client, error, refetch } = useClient();
  const { drawer, payment, invoice } = route.useSearch();
  const navigate = useNavigate();
  const close = useCallback(
    () =>
      void navigate({
        to: ".",
        search: ({ drawer: _, payment: __, invoice: ___, ...rest }: Record<string, unknown>) => rest,
        resetScroll: false,
      }),
    [navigate],
  );
  const clientId = useClientId();
  const above = <Link to="/clients">Clients</Link>;
  if (error && !client) {
    return (
      <Page title="Client" above={above}>
        {problemIn(error)?.status === 404 || Number.isNaN(clientId) ? (
          <EmptyState title="There is no such client">
            It may have been deleted. Search for it by login or company.
          </EmptyState>
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  const look = client && clientBlockLooks[client.block];
  return (
    <Page
      title={client?.login ?? "…"}
      above={above}
      aside={
        look ? (
          <Status tone={look.tone} says={client.blockReason || look.says}>
            {look.word}
          </Status>
        ) : (
          <Skeleton width={70} height={20} />
        )
      }
      actions={client && <ClientActions client={client} />}
    >
      <ClientHeader client={client} />
      <TabLinks
        label="Parts of the profile"
        tabs={tabs.map(({ to, label }) => ({ to, label, params: { clientId: String(clientId) } }))}
      />
      <Outlet />
      {client && drawer === "edit" && <EditClientDrawer client={client} onClose={close} />}
      {client && drawer === "top-up" && <TopUpDrawer client={client} invoiceId={idOf(invoice)} onClose={close} />}
      {client && drawer === "take-back" && (
        <TakeBackDrawer client={client} paymentId={idOf(payment)} invoiceId={idOf(invoice)} onClose={close} />
      )}
      {client && drawer === "block" && <BlockDrawer client={client} onClose={close} />}
    </Page>
  );
}

function idOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
