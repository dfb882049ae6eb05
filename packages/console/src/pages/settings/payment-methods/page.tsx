/** The library of payment methods, from which payments say how they were made. */
import { Button } from "@mantine/core";
import type { PaymentMethod } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Page } from "../../../parts/page.tsx";
import { Status } from "../../../parts/status.tsx";

const column = columnsOf<PaymentMethod>();

function columnsFor(mayChange: boolean) {
  return column.columns([
    column.accessor("name", {
      header: "Name",
      meta: { grow: true },
      cell: ({ row: { original } }) => {
        if (!mayChange) return <b>{original.name}</b>;
        return (
          <Link
            to="/settings/payment-methods/$methodId"
            params={{ methodId: String(original.id) }}
            className="quiet-link"
          >
            <b>{original.name}</b>
          </Link>
        );
      },
    }),
    column.accessor("active", {
      header: "Status",
      cell: ({ getValue }) =>
        getValue() ? (
          <Status tone="good">In use</Status>
        ) : (
          <Status tone="idle" says="Payments that have it keep it; no new one is offered it.">
            Not used
          </Status>
        ),
    }),
    column.accessor("payments", {
      header: "Payments",
      meta: { right: true },
      cell: ({ row: { original } }) =>
        original.payments === 0 ? (
          "0"
        ) : (
          <Link to="/finance/payments" search={{ method: String(original.id) }} className="quiet-link">
            {formatCount(original.payments)}
          </Link>
        ),
    }),
  ]);
}

export function PaymentMethodsPage() {
  const mayChange = useMay("finance.settings");
  const navigate = useNavigate();
  const columns = useMemo(() => columnsFor(mayChange), [mayChange]);
  const methods = useQuery(liveQuery("listPaymentMethods", {}, refreshMs.slow));
  const add = mayChange && (
    <Button component={Link} to="/settings/payment-methods/new" leftSection={<IconPlus size={14} />}>
      Add method
    </Button>
  );
  const open = ({ id }: PaymentMethod) =>
    void navigate({ to: "/settings/payment-methods/$methodId", params: { methodId: String(id) } });
  return (
    <Page title="Payment methods" actions={add}>
      <DataTable
        label="Payment methods"
        columns={columns}
        rows={methods.data?.items}
        error={methods.error}
        rowId={({ id }) => String(id)}
        {...(mayChange && { onOpen: open })}
        empty={
          <EmptyState title="No payment methods yet" action={add}>
            Add the ways your clients pay, such as bank transfer or card. Whoever enters a payment chooses one.
          </EmptyState>
        }
      />
      <Outlet />
    </Page>
  );
}
