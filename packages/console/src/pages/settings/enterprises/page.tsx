/** Enterprises: the legal entities that invoice, each with its numbers, bank accounts and taxes. */
import { Button } from "@mantine/core";
import { documentNumber, type Enterprise } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { today } from "../../../parts/calendar.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Page } from "../../../parts/page.tsx";
import { Status } from "../../../parts/status.tsx";

const column = columnsOf<Enterprise>();

const columns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <Link
        to="/settings/enterprises/$enterpriseId"
        params={{ enterpriseId: String(original.id) }}
        className="quiet-link"
      >
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("isDefault", {
    header: "Default",
    cell: ({ getValue }) =>
      getValue() ? (
        <Status tone="good" says="Invoices clients that have no other.">
          Default
        </Status>
      ) : (
        "–"
      ),
  }),
  column.accessor("country", { header: "Country", meta: { wide: true }, cell: ({ getValue }) => getValue() ?? "–" }),
  column.accessor("taxId", { header: "Tax number", meta: { wide: true }, cell: ({ getValue }) => getValue() || "–" }),
  column.accessor("taxes", {
    header: "Taxes",
    meta: { wide: true },
    cell: ({ getValue }) =>
      getValue()
        .map(({ name, percent }) => `${name} ${percent}%`)
        .join(", ") || "None",
  }),
  column.accessor("banks", {
    header: "Bank accounts",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => getValue().length,
  }),
  column.accessor("dueDays", {
    header: "Due after",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => `${getValue()} ${getValue() === 1 ? "day" : "days"}`,
  }),
  column.accessor("invoicePattern", {
    header: "Invoice numbers like",
    meta: { wide: true, grow: true },
    cell: ({ getValue }) => documentNumber(getValue(), 1, today()),
  }),
]);

export function EnterprisesPage() {
  const navigate = useNavigate();
  const mayChange = useMay("finance.settings");
  const enterprises = useQuery(liveQuery("listEnterprises", {}, refreshMs.slow));
  const create = mayChange && (
    <Button component={Link} to="/settings/enterprises/new" leftSection={<IconPlus size={14} />}>
      Create enterprise
    </Button>
  );
  return (
    <Page title="Enterprises" actions={create}>
      <DataTable
        label="Enterprises"
        columns={columns}
        rows={enterprises.data?.items}
        error={enterprises.error}
        rowId={({ id }) => String(id)}
        onOpen={({ id }) =>
          void navigate({ to: "/settings/enterprises/$enterpriseId", params: { enterpriseId: String(id) } })
        }
        empty={
          <EmptyState title="No enterprise yet" action={create}>
            An enterprise is a legal entity that invoices: its name, address, bank accounts, taxes and invoice numbers.
          </EmptyState>
        }
      />
      <Outlet />
    </Page>
  );
}
