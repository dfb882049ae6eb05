/** What can be done with a client, from any of its tabs. */
import { Button } from "@mantine/core";
import type { Client } from "@switchyard/contract";
import { IconBan, IconCoins, IconHistory, IconListSearch, IconPencil, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMay, useSend } from "../../../../api.ts";
import { said } from "../../../../parts/said.ts";
import type { ClientDrawer } from "../search.ts";

export function ClientActions({ client }: { client: Client }) {
  const mayEdit = useMay("clients.write");
  const mayBlock = useMay("clients.block");
  const mayPay = useMay("payments.write");
  const unblock = useSend("unblockClient");
  const letGo = () =>
    unblock.mutate(
      { params: { clientId: client.id } },
      { onSuccess: () => said(`${client.login} is unblocked; what was held goes on.`), onError: said },
    );
  return (
    <>
      {mayPay && (
        <DrawerButton drawer="top-up" icon={<IconCoins size={14} />} primary>
          Top up
        </DrawerButton>
      )}
      {mayEdit && (
        <DrawerButton drawer="edit" icon={<IconPencil size={14} />}>
          Edit
        </DrawerButton>
      )}
      {mayBlock && client.block === "none" && (
        <DrawerButton drawer="block" icon={<IconBan size={14} />}>
          Block
        </DrawerButton>
      )}
      {mayBlock && client.block !== "none" && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={14} />}
          loading={unblock.isPending}
          onClick={letGo}
        >
          Unblock
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconListSearch size={14} />}
        renderRoot={(props) => <Link {...props} to="/messages" search={{ client: String(client.id) }} />}
      >
        Messages
      </Button>
      <Button
        component={Link}
        variant="default"
        leftSection={<IconHistory size={14} />}
        to={`/clients/${client.id}/history`}
        resetScroll={false}
      >
        History
      </Button>
    </>
  );
}

interface DrawerButtonProps {
  drawer: ClientDrawer;
  icon: React.ReactNode;
  primary?: boolean;
  children: string;
}

function DrawerButton({ drawer, icon, primary = false, children }: DrawerButtonProps) {
  return (
    <Button
      variant={primary ? "filled" : "default"}
      leftSection={icon}
      renderRoot={(props) => (
        <Link {...props} to="." search={(now: Record<string, unknown>) => ({ ...now, drawer })} resetScroll={false} />
      )}
    >
      {children}
    </Button>
  );
}
