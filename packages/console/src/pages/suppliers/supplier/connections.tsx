/** The connections to a supplier, live. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { connectionColumns } from "../../../parts/connection-columns.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Section } from "../../../parts/page.tsx";
import { useSupplierId } from "./current.ts";

export function SupplierConnections() {
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
            A connection is the link over which messages reach this supplier.
          </EmptyState>
        }
      />
    </Section>
  );
}
