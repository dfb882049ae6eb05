/** What is changed in messages that go to this supplier: rules for texts, and rules for senders. */
import { Stack } from "@mantine/core";
import { Outlet, useLocation } from "@tanstack/react-router";
import { RulesSection } from "../../../parts/rules/section.tsx";
import { SubTabs } from "../../../parts/sub-tabs.tsx";
import { useSupplierId } from "./current.ts";

export function SupplierRules() {
  const params = { supplierId: String(useSupplierId()) };
  const isSender = useLocation({ select: ({ pathname }) => pathname.split("/")[4] === "sender" });
  return (
    <Stack gap="md">
      <SubTabs
        label="Kinds of replacement rules"
        tabs={[
          { to: "/suppliers/$supplierId/rules", label: "Content", params, active: !isSender },
          { to: "/suppliers/$supplierId/rules/sender", label: "Sender", params, active: isSender },
        ]}
      />
      <Outlet />
    </Stack>
  );
}

export function SupplierContentRules() {
  return <RulesSection owner={{ scope: "supplier", ownerId: useSupplierId() }} kind="content" />;
}

export function SupplierSenderRules() {
  return <RulesSection owner={{ scope: "supplier", ownerId: useSupplierId() }} kind="sender" />;
}
