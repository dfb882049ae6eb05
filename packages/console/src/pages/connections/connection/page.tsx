/** One link to a supplier: its live state, its sessions, its settings. */
import { Button, Skeleton, Text } from "@mantine/core";
import type { Connection } from "@switchyard/contract";
import { IconCopy, IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { liveQuery, problemIn, refreshMs, useMay, useSend } from "../../../api.ts";
import { useLive } from "../../../live.ts";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { ConnectionStatus, latency, useConnectionActs } from "../../../parts/connection-columns.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Figure, FigureStrip } from "../../../parts/figure.tsx";
import { formatCount, formatRate } from "../../../parts/figures.ts";
import { Note } from "../../../parts/note.tsx";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { Share } from "../../../parts/share.tsx";
import { withLive } from "../with-live.ts";
import { ConnectionSessions } from "./sessions.tsx";
import { ConnectionSettings } from "./settings.tsx";
import { TestSendButton } from "./test-send.tsx";

const route = getRouteApi("/signed-in/connections/$connectionId");

export function ConnectionPage() {
  const { connectionId } = route.useParams();
  const { data, error } = useQuery(liveQuery("getConnection", { params: { connectionId } }, refreshMs.usual));
  const live = useLive();
  const connection = data && withLive(data, live);
  const above = <Link to="/connections">Connections</Link>;
  if (error && !connection) {
    return (
      <Page title="Connection" above={above}>
        {problemIn(error)?.status === 404 ? (
          <EmptyState title="There is no such connection">It may have been deleted.</EmptyState>
        ) : (
          <ProblemNote error={error} />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={connection?.name ?? "…"}
      above={above}
      aside={connection && <ConnectionStatus of={connection} />}
      actions={connection && <Actions connection={connection} />}
    >
      <LiveFigures connection={connection} />
      {connection?.live?.lastError && !["bound", "ready"].includes(connection.live.state) && (
        <Note tone="wait">Last error: {connection.live.lastError}</Note>
      )}
      {connection?.live?.state === "limit" && (
        <Note tone="wait">
          Its daily limit is reached: it sends again after midnight in {connection.supplierTimeZone}. Until then
          messages wait, or go to other connections of their pool.
        </Note>
      )}
      {connection?.kind === "smpp" && (
        <ConnectionSessions sessions={connection.live?.sessions ?? []} paused={connection.paused} />
      )}
      {connection ? <ConnectionSettings connection={connection} /> : <Skeleton height={240} />}
      <Outlet />
    </Page>
  );
}

function LiveFigures({ connection }: { connection: Connection | undefined }) {
  const live = connection?.live;
  const known = connection !== undefined;
  const isHttp = connection?.kind === "http";
  return (
    <FigureStrip>
      <Figure label="TPS now" note={connection && `of ${formatCount(connection.tps)}`}>
        {known && formatRate(live?.tps ?? 0)}
      </Figure>
      <Figure label="Queue" note="messages">
        {known && formatCount(live?.queued ?? 0)}
      </Figure>
      <Figure
        label={isHttp ? "Requests under way" : "Window in use"}
        note={connection && `of ${formatCount(connection.windowMax)}${isHttp ? "" : " a session"}`}
      >
        {known && formatCount(live?.windowInUse ?? 0)}
      </Figure>
      <Figure label="Latency" note="median, submit to answer">
        {known && latency(live?.latencyMs)}
      </Figure>
      <Figure
        label="Submitted today"
        note={
          connection && (connection.dailyLimit === null ? "parts" : `of ${formatCount(connection.dailyLimit)} parts`)
        }
      >
        {known && (typeof live?.submittedToday === "number" ? formatCount(live.submittedToday) : "–")}
      </Figure>
      <Figure label="Delivered today" note="of finished messages">
        {connection && <Share of={connection.deliveryRateToday} />}
      </Figure>
    </FigureStrip>
  );
}

function Actions({ connection }: { connection: Connection }) {
  const mayOperate = useMay("connections.operate");
  const mayChange = useMay("suppliers.write");
  const acts = useConnectionActs(connection);
  return (
    <>
      {mayOperate &&
        (connection.paused ? (
          <Button leftSection={<IconPlayerPlay size={14} />} loading={acts.working} onClick={acts.resume}>
            Resume
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={14} />}
            loading={acts.working}
            onClick={acts.pause}
          >
            Pause
          </Button>
        ))}
      {mayOperate && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          disabled={connection.paused}
          onClick={acts.reconnect}
        >
          Reconnect
        </Button>
      )}
      {mayOperate && <TestSendButton connection={connection} />}
      {mayChange && (
        <Button
          variant="default"
          leftSection={<IconPencil size={14} />}
          renderRoot={(props) => (
            <Link {...props} to="/connections/$connectionId/edit" params={{ connectionId: String(connection.id) }} />
          )}
        >
          Edit
        </Button>
      )}
      {mayChange && (
        <Button
          variant="default"
          leftSection={<IconCopy size={14} />}
          renderRoot={(props) => <Link {...props} to="/connections/new" search={{ copy: String(connection.id) }} />}
        >
          Copy
        </Button>
      )}
      {mayChange && <Delete connection={connection} />}
    </>
  );
}

function Delete({ connection }: { connection: Connection }) {
  const remove = useSend("deleteConnection");
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={14} />} onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${connection.name}`}
        phrase={connection.name}
        action="Delete connection"
        onConfirm={async () => {
          await remove.mutateAsync({ params: { connectionId: connection.id } });
          await navigate({ to: "/connections" });
        }}
      >
        <Text size="sm">Its sessions end. It must be in no pool, and nothing may wait in its queue.</Text>
      </ConfirmByTyping>
    </>
  );
}
