/** What a supplier was paid. */
import { Button } from "@mantine/core";
import type { SupplierPayment } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { Money } from "../../../parts/money.tsx";
import { Section } from "../../../parts/page.tsx";
import { Time } from "../../../parts/time.tsx";
import { SupplierBalance } from "../status.tsx";
import { useSupplier, useSupplierId } from "./current.ts";

const column = columnsOf<SupplierPayment>();

const columns = column.columns([
  column.accessor("payDate", {
    header: "Pay date",
    cell: ({ getValue }) => <span className="figures">{getValue()}</span>,
  }),
  column.accessor("amount", {
    header: "Amount",
    meta: { right: true },
    cell: ({ row: { original } }) => <Money amount={original.amount} currency={original.currency} signed />,
  }),
  column.accessor("comment", { header: "Comment", meta: { grow: true } }),
  column.accessor("enteredBy", { header: "Entered by", meta: { wide: true } }),
  column.accessor("createdAt", {
    header: "Entered",
    meta: { wide: true, right: true },
    cell: ({ getValue }) => <Time at={getValue()} />,
  }),
]);

export function SupplierPayments() {
  const supplierId = useSupplierId();
  const { data: supplier } = useSupplier();
  const list = useListState();
  const mayEnter = useMay("payments.write");
  const { cursor } = list.search;
  const call = { params: { supplierId }, query: { ...(cursor && { cursor }) } };
  const payments = useQuery(liveQuery("listSupplierPayments", call, refreshMs.slow));
  const enter = mayEnter && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link {...props} to="/suppliers/$supplierId/payments/new" params={{ supplierId: String(supplierId) }} />
      )}
    >
      Enter payment
    </Button>
  );
  return (
    <Section
      title="Payments"
      says={
        <>
          What we paid it, newest first. Less what its messages and look-ups cost, the balance is{" "}
          {supplier ? <SupplierBalance of={supplier} /> : "…"}.
        </>
      }
      actions={enter}
    >
      <DataTable
        label="Payments"
        columns={columns}
        rows={payments.data?.items}
        error={payments.error}
        rowId={({ id }) => String(id)}
        list={list}
        footer={<Paging list={list} page={payments.data} noun="payments" />}
        empty={
          <EmptyState title="No payments yet" action={enter}>
            Enter what the supplier was paid, and its balance tells what is left or owed.
          </EmptyState>
        }
      />
      <Outlet />
    </Section>
  );
}
