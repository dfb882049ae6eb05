/** A supplier: how we stand with it, and in its tabs what it does, costs and was paid. */
import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link, Outlet } from "@tanstack/react-router";
import { problemIn, useMay } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { TabLinks } from "../../../parts/tab-links.tsx";
import { BlockButton } from "../block.tsx";
import { SupplierStatus } from "../status.tsx";
import { useSupplier, useSupplierId } from "./current.ts";

const tabs = [
  { to: "/suppliers/$supplierId", label: "Overview" },
  { to: "/suppliers/$supplierId/connections", label: "Connections" },
  { to: "/suppliers/$supplierId/costs", label: "Source prices" },
  { to: "/suppliers/$supplierId/rules", label: "Replacement rules" },
  { to: "/suppliers/$supplierId/blocked-senders", label: "Blocked senders", permission: "firewall.read" },
  { to: "/suppliers/$supplierId/payments", label: "Payments", permission: "payments.read" },
  { to: "/suppliers/$supplierId/history", label: "History", permission: "history.read" },
] as const;

export function SupplierPage() {
  const { data: supplier, error } = useSupplier();
  const supplierId = String(useSupplierId());
  const mayEdit = useMay("suppliers.write");
  const may = {
    "payments.read": useMay("payments.read"),
    "firewall.read": useMay("firewall.read"),
    "history.read": useMay("history.read"),
  };
  const above = <Link to="/suppliers">Suppliers</Link>;
  if (error && !supplier) {
    return (
      <Page title="Supplier" above={above}>
        {problemIn(error)?.status === 404 ? (
          <EmptyState title="There is no such supplier">It may have been deleted.</EmptyState>
        ) : (
          <ProblemNote error={error} />
        )}
      </Page>
    );
  }
  const edit = mayEdit && (
    <Button
      variant="default"
      leftSection={<IconPencil size={14} />}
      renderRoot={(props) => <Link {...props} to="/suppliers/$supplierId/edit" params={{ supplierId }} />}
    >
      Edit
    </Button>
  );
  return (
    <Page
      title={supplier?.name ?? "…"}
      above={above}
      aside={supplier && <SupplierStatus blocked={supplier.blocked} />}
      actions={
        supplier && (
          <>
            <BlockButton supplier={supplier} />
            {edit}
          </>
        )
      }
    >
      <TabLinks
        label="Parts of the supplier"
        tabs={tabs
          .filter((tab) => !("permission" in tab) || may[tab.permission])
          .map(({ to, label }) => ({ to, label, params: { supplierId } }))}
      />
      <Outlet />
    </Page>
  );
}
