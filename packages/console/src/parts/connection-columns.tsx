/** The columns of connections with their live state, and what can be done to one at once. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import type { Connection } from "@switchyard/contract";
import { IconCopy, IconDots, IconPlayerPause, IconPlayerPlay, IconRefresh } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMay, useSend } from "../api.ts";
import { columnsOf } from "./data-table/features.ts";
import { formatCount, formatRate } from "./figures.ts";
import { said } from "./said.ts";
import { Share } from "./share.tsx";
import { Status } from "./status.tsx";
import { connectionLooks } from "./tones.ts";

const column = columnsOf<Connection>();

export const connectionColumns = column.columns([
  column.accessor("name", {
    header: "Connection",
    enableHiding: false,
    cell: ({ row: { original } }) => (
      <Link to="/connections/$connectionId" params={{ connectionId: String(original.id) }} className="quiet-link">
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("kind", {
    header: "Speaks",
    meta: { wide: true },
    cell: ({ getValue }) => (getValue() === "http" ? "HTTP" : "SMPP"),
  }),
  column.display({ id: "state", header: "State", cell: ({ row: { original } }) => <ConnectionStatus of={original} /> }),
  column.accessor("supplierName", {
    header: "Supplier",
    meta: { wide: true },
    cell: ({ row: { original } }) => (
      <Link to="/suppliers/$supplierId" params={{ supplierId: String(original.supplierId) }} className="quiet-link">
        {original.supplierName}
      </Link>
    ),
  }),
  column.display({
    id: "sessions",
    header: "Sessions",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) =>
      original.kind === "http" ? "–" : `${original.live?.sessions.length ?? 0} of ${original.sessions}`,
  }),
  column.display({
    id: "tps",
    header: "TPS",
    meta: { right: true },
    cell: ({ row: { original } }) => `${formatRate(original.live?.tps ?? 0)} of ${formatCount(original.tps)}`,
  }),
  column.display({
    id: "window",
    header: "Window",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => formatCount(original.live?.windowInUse ?? 0),
  }),
  column.display({
    id: "queued",
    header: "Queue",
    meta: { right: true },
    cell: ({ row: { original } }) => formatCount(original.live?.queued ?? 0),
  }),
  column.display({
    id: "today",
    header: "Today",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => submittedToday(original),
  }),
  column.display({
    id: "latency",
    header: "Latency",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => latency(original.live?.latencyMs),
  }),
  column.accessor("deliveryRateToday", {
    header: "Delivered today",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => <Share of={getValue()} />,
  }),
  column.display({
    id: "lastError",
    header: "Last error",
    meta: { wide: true, grow: true },
    cell: ({ row: { original } }) => original.live?.lastError ?? "–",
  }),
  column.display({
    id: "actions",
    header: "",
    meta: { right: true },
    cell: ({ row: { original } }) => <ConnectionMenu connection={original} />,
  }),
]);

/** Parts submitted since the supplier's midnight, beside the limit where there is one. */
function submittedToday({ live, dailyLimit }: Connection): string {
  const { submittedToday: parts = null } = live ?? {};
  if (parts === null) return "–";
  return dailyLimit === null ? formatCount(parts) : `${formatCount(parts)} of ${formatCount(dailyLimit)}`;
}

/** Milliseconds for people: whole ones, or a decimal below ten. */
export function latency(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return "–";
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

export function ConnectionStatus({ of }: { of: Connection }) {
  const look = connectionLooks[of.live?.state ?? (of.paused ? "paused" : "connecting")];
  return (
    <Status tone={look.tone} says={look.says}>
      {look.word}
    </Status>
  );
}

/** Pause, resume and reconnect; each acts at once and says so. */
export function useConnectionActs(connection: Connection) {
  const pause = useSend("pauseConnection");
  const resume = useSend("resumeConnection");
  const reconnect = useSend("reconnectConnection");
  const call = { params: { connectionId: connection.id } };
  const { name } = connection;
  return {
    pause: () => pause.mutate(call, { onSuccess: () => said(`${name} is paused.`), onError: said }),
    resume: () => resume.mutate(call, { onSuccess: () => said(`${name} sends again.`), onError: said }),
    reconnect: () => reconnect.mutate(call, { onSuccess: () => said(`${name} reconnects.`), onError: said }),
    working: pause.isPending || resume.isPending || reconnect.isPending,
  };
}

function ConnectionMenu({ connection }: { connection: Connection }) {
  const mayOperate = useMay("connections.operate");
  const mayCopy = useMay("suppliers.write");
  const acts = useConnectionActs(connection);
  if (!mayOperate && !mayCopy) return null;
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Pause, reconnect, copy">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Actions for ${connection.name}`}
            loading={acts.working}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {mayOperate && connection.paused && (
          <Menu.Item leftSection={<IconPlayerPlay size={14} />} onClick={acts.resume}>
            Resume
          </Menu.Item>
        )}
        {mayOperate && !connection.paused && (
          <Menu.Item leftSection={<IconPlayerPause size={14} />} onClick={acts.pause}>
            Pause
          </Menu.Item>
        )}
        {mayOperate && (
          <Menu.Item leftSection={<IconRefresh size={14} />} disabled={connection.paused} onClick={acts.reconnect}>
            Reconnect
          </Menu.Item>
        )}
        {mayCopy && (
          <Menu.Item
            leftSection={<IconCopy size={14} />}
            renderRoot={(props) => <Link {...props} to="/connections/new" search={{ copy: String(connection.id) }} />}
          >
            Copy
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
