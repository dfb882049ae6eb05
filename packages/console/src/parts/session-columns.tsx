/** The columns of live SMPP sessions, of one client or of all, and the way to end one. */
import { Button } from "@mantine/core";
import type { ClientSession } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay, useSend } from "../api.ts";
import { ConfirmByTyping } from "./confirm-by-typing.tsx";
import { columnsOf } from "./data-table/features.ts";
import { formatCount, formatRate } from "./figures.ts";
import { said } from "./said.ts";
import { Time } from "./time.tsx";

const column = columnsOf<ClientSession>();

const ownColumns = [
  column.accessor("bindType", { header: "Bind", cell: ({ getValue }) => getValue() }),
  column.accessor("remoteAddress", {
    header: "From",
    meta: { wide: true },
    cell: ({ row: { original } }) => (
      <span className="mono">
        {original.remoteAddress}
        {original.tls && " · TLS"}
      </span>
    ),
  }),
  column.accessor("since", {
    header: "Since",
    meta: { wide: true },
    cell: ({ getValue }) => <Time at={getValue()} as="age" />,
  }),
  column.accessor("tps", { header: "TPS now", meta: { right: true }, cell: ({ getValue }) => formatRate(getValue()) }),
  column.accessor("windowInUse", {
    header: "Window",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => `${original.windowInUse} of ${formatCount(original.windowMax)}`,
  }),
  column.accessor("submitted", {
    header: "Submitted",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("receiptsPending", {
    header: "Receipts pending",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("lastError", {
    header: "Last error",
    meta: { wide: true, grow: true },
    cell: ({ getValue }) => getValue() ?? "–",
  }),
  column.display({
    id: "actions",
    header: "",
    meta: { right: true },
    cell: ({ row: { original } }) => <Disconnect session={original} />,
  }),
] as const;

const systemId = column.accessor("systemId", {
  header: "system_id",
  enableHiding: false,
  cell: ({ getValue }) => <b>{getValue()}</b>,
});

const clientLogin = column.accessor("clientLogin", {
  header: "Client",
  cell: ({ row: { original } }) => (
    <Link to="/clients/$clientId/smpp" params={{ clientId: String(original.clientId) }} className="quiet-link">
      {original.clientLogin}
    </Link>
  ),
});

export const clientSessionColumns = column.columns([systemId, ...ownColumns]);
export const allSessionColumns = column.columns([systemId, clientLogin, ...ownColumns]);

function Disconnect({ session }: { session: ClientSession }) {
  const mayEnd = useMay("smpp.write");
  const end = useSend("disconnectSession");
  const [asking, setAsking] = useState(false);
  if (!mayEnd) return null;
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAsking(true)}>
        Disconnect
      </Button>
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title="Disconnect this session"
        phrase={session.systemId}
        action="Disconnect"
        onConfirm={async () => {
          await end.mutateAsync({ params: { clientId: session.clientId, sessionId: session.id } });
          said(`The session of ${session.systemId} was unbound.`);
        }}
      >
        The session from {session.remoteAddress} is unbound and closed. The client may bind again at once; to keep it
        out, switch its credential off or block the client.
      </ConfirmByTyping>
    </>
  );
}
