/** All that is paid, invoiced and given back: four lists under one tab, each with its own address. */
import { Stack } from "@mantine/core";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useMay } from "../../../../api.ts";
import { SubTabs } from "../../../../parts/sub-tabs.tsx";
import { useClientId } from "../current.ts";

const sections = [
  { to: "/clients/$clientId/payments", label: "Payments", below: "" },
  { to: "/clients/$clientId/payments/invoices", label: "Invoices", below: "invoices", permission: "invoices.read" },
  { to: "/clients/$clientId/payments/refunds", label: "Refunds", below: "refunds" },
  { to: "/clients/$clientId/payments/statement", label: "Statement", below: "statement" },
] as const;

export function PaymentsTab() {
  const params = { clientId: String(useClientId()) };
  const mayInvoices = useMay("invoices.read");
  const place = useLocation({ select: ({ pathname }) => pathname.split("/")[4] ?? "" });
  const shown = sections.find(({ below }) => below === place) ?? sections[0];
  return (
    <Stack gap="md">
      <SubTabs
        label="Payments and invoices"
        tabs={sections
          .filter((section) => !("permission" in section) || mayInvoices)
          .map((section) => ({ to: section.to, label: section.label, params, active: section === shown }))}
      />
      <Outlet />
    </Stack>
  );
}
