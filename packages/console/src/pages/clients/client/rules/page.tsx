/** What is changed in the client's messages before they leave: rules for texts, and rules for senders. */
import { Stack } from "@mantine/core";
import { Outlet, useLocation } from "@tanstack/react-router";
import { RulesSection } from "../../../../parts/rules/section.tsx";
import { SubTabs } from "../../../../parts/sub-tabs.tsx";
import { useClientId } from "../current.ts";

export function RulesTab() {
  const params = { clientId: String(useClientId()) };
  const isSender = useLocation({ select: ({ pathname }) => pathname.split("/")[4] === "sender" });
  return (
    <Stack gap="md">
      <SubTabs
        label="Kinds of replacement rules"
        tabs={[
          { to: "/clients/$clientId/rules", label: "Content", params, active: !isSender },
          { to: "/clients/$clientId/rules/sender", label: "Sender", params, active: isSender },
        ]}
      />
      <Outlet />
    </Stack>
  );
}

export function ClientContentRules() {
  return <RulesSection owner={{ scope: "client", ownerId: useClientId() }} kind="content" />;
}

export function ClientSenderRules() {
  return <RulesSection owner={{ scope: "client", ownerId: useClientId() }} kind="sender" />;
}
