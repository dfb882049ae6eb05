/** Who sends most today. */
import type { Dashboard } from "@switchyard/contract";
import { Link, useNavigate } from "@tanstack/react-router";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { formatCount } from "../../parts/figures.ts";
import { Money } from "../../parts/money.tsx";
import { Section } from "../../parts/page.tsx";
import { Share } from "../../parts/share.tsx";

type TopClient = Dashboard["topClients"][number];

const column = columnsOf<TopClient>();

const columns = column.columns([
  column.accessor("login", {
    header: "Client",
    cell: ({ row: { original } }) => (
      <Link to="/clients/$clientId" params={{ clientId: String(original.clientId) }} className="quiet-link">
        <b>{original.login}</b>
      </Link>
    ),
  }),
  column.accessor("company", { header: "Company", meta: { grow: true, wide: true } }),
  column.accessor("messages", {
    header: "Messages",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("delivered", {
    header: "Delivered",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("deliveryRate", {
    header: "Rate",
    meta: { right: true },
    cell: ({ getValue }) => <Share of={getValue()} />,
  }),
  column.accessor("revenue", {
    header: "Revenue",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.revenue} currency={original.currency} />,
  }),
]);

export function TopClients({ dashboard }: { dashboard: Dashboard | undefined }) {
  const navigate = useNavigate();
  return (
    <Section title="Top clients today">
      <DataTable
        label="Top clients today"
        columns={columns}
        rows={dashboard?.topClients}
        rowId={(client) => String(client.clientId)}
        onOpen={({ clientId }) => void navigate({ to: "/clients/$clientId", params: { clientId: String(clientId) } })}
        empty={<EmptyState title="Nobody has sent today">The clients that send most stand here.</EmptyState>}
      />
    </Section>
  );
}
