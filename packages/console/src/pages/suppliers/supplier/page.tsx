/** A supplier: its connections, live, and its costs by destination. */
import { Button, Skeleton } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, problemIn, refreshMs, useMay } from "../../../api.ts";
import { connectionColumns } from "../../../parts/connection-columns.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Page, Section } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { TariffSection } from "../../../parts/tariff/section.tsx";
import { Time } from "../../../parts/time.tsx";
import { SupplierStatus } from "../page.tsx";

const route = getRouteApi("/signed-in/suppliers/$supplierId");

export function useSupplierId(): number {
  return Number(route.useParams().supplierId);
}

export function useSupplier() {
  return useQuery(liveQuery("getSupplier", { params: { supplierId: useSupplierId() } }, refreshMs.slow));
}

export function SupplierPage() {
  const { data: supplier, error } = useSupplier();
  const mayEdit = useMay("suppliers.write");
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
  return (
    <Page
      title={supplier?.name ?? "…"}
      above={above}
      aside={supplier && <SupplierStatus blocked={supplier.blocked} />}
      actions={
        mayEdit &&
        supplier && (
          <Button
            variant="default"
            leftSection={<IconPencil size={14} />}
            renderRoot={(props) => (
              <Link
                {...props}
                to="/suppliers/$supplierId/edit"
                params={{ supplierId: String(supplier.id) }}
                search={true}
              />
            )}
          >
            Edit
          </Button>
        )
      }
    >
      {supplier ? (
        <Facts>
          <Fact name="Currency">{supplier.currency}</Fact>
          <Fact name="E-mail">{supplier.email || "–"}</Fact>
          <Fact name="Since">
            <Time at={supplier.createdAt} as="day" />
          </Fact>
          <Fact name="Comment">{supplier.comment || "–"}</Fact>
        </Facts>
      ) : (
        <Skeleton height={40} />
      )}
      <SupplierConnections />
      {supplier && (
        <TariffSection
          tariff={{ scope: "supplier", ownerId: supplier.id }}
          currency={supplier.currency}
          noun="cost"
          says="Per part, in the supplier's currency. A network's cost beats its country's. A connection without a cost for a destination is skipped."
        />
      )}
      <Outlet />
    </Page>
  );
}

function SupplierConnections() {
  const supplierId = useSupplierId();
  const navigate = useNavigate();
  const mayAdd = useMay("suppliers.write");
  const connections = useQuery(liveQuery("listConnections", { query: { supplierId, limit: 200 } }, refreshMs.fast));
  const add = mayAdd && (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/connections/new" search={{ supplier: String(supplierId) }} />}
    >
      Add connection
    </Button>
  );
  return (
    <Section title="Connections" actions={add}>
      <DataTable
        label="Connections"
        columns={connectionColumns}
        rows={connections.data?.items}
        error={connections.error}
        rowId={(connection) => String(connection.id)}
        onOpen={({ id }) => void navigate({ to: "/connections/$connectionId", params: { connectionId: String(id) } })}
        empty={
          <EmptyState title="No connections yet" action={add}>
            A connection is the SMPP link over which messages reach this supplier.
          </EmptyState>
        }
      />
    </Section>
  );
}
