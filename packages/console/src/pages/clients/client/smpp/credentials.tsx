/** The client's SMPP credentials: who may bind how, and how fast. */
import { ActionIcon, Button, Group, Menu, Text } from "@mantine/core";
import type { Credential } from "@switchyard/contract";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { liveQuery, refreshMs, useMay, useSend } from "../../../../api.ts";
import { ConfirmByTyping } from "../../../../parts/confirm-by-typing.tsx";
import { CopyButton } from "../../../../parts/copy-button.tsx";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { formatCount } from "../../../../parts/figures.ts";
import { Section } from "../../../../parts/page.tsx";
import { said } from "../../../../parts/said.ts";
import { Status } from "../../../../parts/status.tsx";
import { formatMoment } from "../../../../parts/time.tsx";
import { useClientId } from "../current.ts";

const column = columnsOf<Credential>();

const columns = column.columns([
  column.accessor("systemId", {
    header: "system_id",
    cell: ({ row: { original } }) => (
      <Group gap={4} wrap="nowrap">
        <Link
          to="/clients/$clientId/smpp/credentials/$credentialId"
          params={paramsOf(original)}
          resetScroll={false}
          className="quiet-link"
        >
          <b>{original.systemId}</b>
        </Link>
        <CopyButton value={original.systemId} label="Copy system_id" />
      </Group>
    ),
  }),
  column.accessor("enabled", { header: "Status", cell: ({ row: { original } }) => <CredentialStatus of={original} /> }),
  column.display({
    id: "binds",
    header: "May bind as",
    meta: { wide: true },
    cell: ({ row: { original } }) => bindTypes(original),
  }),
  column.accessor("liveSessions", {
    header: "Sessions",
    meta: { right: true },
    cell: ({ row: { original } }) => `${formatCount(original.liveSessions)} of ${formatCount(original.sessionsMax)}`,
  }),
  column.accessor("tps", {
    header: "TPS",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("windowMax", {
    header: "Window",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("comment", { header: "Comment", meta: { grow: true, wide: true } }),
  column.display({
    id: "actions",
    header: "",
    meta: { right: true },
    cell: ({ row: { original } }) => <CredentialMenu credential={original} />,
  }),
]);

function paramsOf({ clientId, id }: Credential) {
  return { clientId: String(clientId), credentialId: String(id) };
}

function bindTypes(credential: Credential): string {
  const { allowTransmitter, allowReceiver, allowTransceiver } = credential;
  const types = [allowTransceiver && "TRX", allowTransmitter && "TX", allowReceiver && "RX"].filter(Boolean);
  return types.length > 0 ? types.join(", ") : "nothing";
}

function CredentialStatus({ of }: { of: Credential }) {
  if (!of.enabled) return <Status tone="idle">Off</Status>;
  if (of.oldPasswordUntil && Date.parse(of.oldPasswordUntil) > Date.now()) {
    return (
      <Status
        tone="info"
        says={`The password before the last rotation is good until ${formatMoment(of.oldPasswordUntil)}.`}
      >
        Rotating
      </Status>
    );
  }
  return <Status tone="good">On</Status>;
}

function CredentialMenu({ credential }: { credential: Credential }) {
  const mayChange = useMay("smpp.write");
  const remove = useSend("deleteCredential");
  const [deleting, setDeleting] = useState(false);
  const params = paramsOf(credential);
  if (!mayChange) return null;
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Actions for ${credential.systemId}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            renderRoot={(props) => (
              <Link
                {...props}
                to="/clients/$clientId/smpp/credentials/$credentialId"
                params={params}
                resetScroll={false}
              />
            )}
          >
            Edit
          </Menu.Item>
          <Menu.Item
            renderRoot={(props) => (
              <Link
                {...props}
                to="/clients/$clientId/smpp/credentials/$credentialId/rotate"
                params={params}
                resetScroll={false}
              />
            )}
          >
            New password
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="var(--sy-bad)" onClick={() => setDeleting(true)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmByTyping
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={`Delete the credential ${credential.systemId}`}
        phrase={credential.systemId}
        action="Delete credential"
        onConfirm={async () => {
          await remove.mutateAsync({ params: { clientId: credential.clientId, credentialId: credential.id } });
          said(`${credential.systemId} is deleted.`);
        }}
      >
        <Text size="sm" style={{ whiteSpace: "normal" }}>
          Its live sessions end at once and nobody can bind with it any more. This can't be undone; the password is
          gone.
        </Text>
      </ConfirmByTyping>
    </>
  );
}

export function useCredentials() {
  const clientId = useClientId();
  return useQuery(liveQuery("listCredentials", { params: { clientId } }, refreshMs.usual));
}

export function Credentials() {
  const clientId = String(useClientId());
  const mayChange = useMay("smpp.write");
  const credentials = useCredentials();
  const add = mayChange && (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link {...props} to="/clients/$clientId/smpp/credentials/new" params={{ clientId }} resetScroll={false} />
      )}
    >
      Add credential
    </Button>
  );
  return (
    <Section
      title="Credentials"
      says="A system_id and its password, with limits over all of its sessions."
      actions={add}
    >
      <DataTable
        label="Credentials"
        columns={columns}
        rows={credentials.data?.items}
        error={credentials.error}
        rowId={(credential) => String(credential.id)}
        empty={
          <EmptyState title="No credentials yet" action={add}>
            The client needs one to bind. Its password is shown once, when it is made.
          </EmptyState>
        }
      />
    </Section>
  );
}
