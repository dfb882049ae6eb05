/** What handsets wrote: first what is nobody's yet, then all of it. */
import { SegmentedControl } from "@mantine/core";
import type { IncomingRow } from "@switchyard/contract";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import { EmptyState } from "../../parts/empty-state.tsx";
import { IncomingLog } from "../../parts/incoming/log.tsx";
import { IncomingDrawer } from "../../parts/incoming/message.tsx";
import { useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";

const route = getRouteApi("/signed-in/incoming");
const messageRoute = getRouteApi("/signed-in/incoming/$messageId");

const whose = [
  { value: "nobody", label: "Unassigned" },
  { value: "all", label: "All" },
];

export function IncomingPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const open = ({ id }: IncomingRow) =>
    void navigate({ to: "/incoming/$messageId", params: { messageId: String(id) }, search: true, resetScroll: false });
  return (
    <Page title="Incoming SMS">
      <SegmentedControl
        size="xs"
        aria-label="Whose messages"
        data={whose}
        value={search.whose ?? "nobody"}
        onChange={(value) => list.filter({ whose: value, client: undefined, status: undefined })}
        style={{ alignSelf: "flex-start" }}
      />
      <IncomingLog
        link={link}
        onOpen={open}
        empty={
          search.whose === "nobody" ? (
            <EmptyState title="Nothing is unassigned">
              A message to a number that no client has, or with a text no keyword of the number fits, is kept here until
              it is given to a client.
            </EmptyState>
          ) : (
            <EmptyState title="No messages yet">
              Messages from handsets stand here as suppliers deliver them. Reception numbers are given to clients in
              their profile, under <i>Incoming SMS</i>.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}

const link = ({ id }: IncomingRow, children: ReactNode) => (
  <Link
    to="/incoming/$messageId"
    params={{ messageId: String(id) }}
    search={true}
    resetScroll={false}
    className="quiet-link"
  >
    {children}
  </Link>
);

export function IncomingMessageDrawer() {
  const { messageId } = messageRoute.useParams();
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/incoming", search: true, resetScroll: false }), [navigate]);
  return <IncomingDrawer messageId={messageId} onClose={close} />;
}
