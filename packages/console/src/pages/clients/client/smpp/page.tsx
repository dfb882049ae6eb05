/** How the client binds: credentials, addresses, live sessions, the bind log, and the card for its engineer. */
import { SimpleGrid } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";
import { Addresses } from "./addresses.tsx";
import { BindLog } from "./bind-log.tsx";
import { ConnectionCard } from "./card.tsx";
import { Credentials } from "./credentials.tsx";
import { ClientSessions } from "./sessions.tsx";

export function SmppTab() {
  return (
    <>
      <Credentials />
      <ClientSessions />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" verticalSpacing="lg">
        <Addresses />
        <ConnectionCard />
      </SimpleGrid>
      <BindLog />
      <Outlet />
    </>
  );
}
