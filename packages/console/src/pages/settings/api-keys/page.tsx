/** Keys for the admin API: for scripts and other systems, in place of a person's password. */
import { Anchor, Button } from "@mantine/core";
import type { AdminKey } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { liveQuery, refreshMs, useMay, useSend } from "../../../api.ts";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Page } from "../../../parts/page.tsx";
import { said } from "../../../parts/said.ts";
import { Status } from "../../../parts/status.tsx";
import { Time } from "../../../parts/time.tsx";

const column = columnsOf<AdminKey>();

const columns = column.columns([
  column.accessor("name", { header: "Name", cell: ({ getValue }) => <b>{getValue()}</b> }),
  column.accessor("prefix", {
    header: "Begins with",
    cell: ({ getValue }) => <span className="mono">{getValue()}…</span>,
  }),
  column.accessor("revokedAt", {
    header: "Status",
    cell: ({ getValue }) => (getValue() ? <Status tone="idle">Revoked</Status> : <Status tone="good">Active</Status>),
  }),
  column.accessor("lastUsed", {
    header: "Last used",
    meta: { wide: true },
    cell: ({ getValue }) => <Time at={getValue()} as="age" none="never" />,
  }),
  column.accessor("createdAt", {
    header: "Created",
    meta: { wide: true, grow: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" />,
  }),
  column.display({
    id: "actions",
    header: "",
    meta: { right: true },
    cell: ({ row: { original } }) => (original.revokedAt ? null : <Revoke apiKey={original} />),
  }),
]);

function Revoke({ apiKey }: { apiKey: AdminKey }) {
  const revoke = useSend("revokeAdminKey");
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAsking(true)}>
        Revoke
      </Button>
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Revoke ${apiKey.name}`}
        phrase={apiKey.name}
        action="Revoke key"
        onConfirm={async () => {
          await revoke.mutateAsync({ params: { keyId: apiKey.id } });
          said(`${apiKey.name} is revoked.`);
        }}
      >
        Whatever uses this key is refused at once. A revoked key can't be brought back.
      </ConfirmByTyping>
    </>
  );
}

export function ApiKeysPage() {
  const mayManage = useMay("keys.manage");
  const keys = useQuery(liveQuery("listAdminKeys", {}, refreshMs.slow));
  const create = mayManage && (
    <Button component={Link} to="/settings/api-keys/new" leftSection={<IconPlus size={14} />}>
      Create key
    </Button>
  );
  return (
    <Page
      title="API keys"
      actions={
        <>
          <Anchor href="/api/admin/v1/openapi.json" target="_blank" size="sm" style={{ alignSelf: "center" }}>
            OpenAPI document
          </Anchor>
          {create}
        </>
      }
    >
      <DataTable
        label="API keys"
        columns={columns}
        rows={keys.data?.items}
        error={keys.error}
        rowId={(key) => String(key.id)}
        empty={
          <EmptyState title="No keys yet" action={create}>
            Everything this console does, the admin API does too. A key lets a script or another system use it.
          </EmptyState>
        }
      />
      <Outlet />
    </Page>
  );
}
