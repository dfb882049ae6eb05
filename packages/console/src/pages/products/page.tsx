/** Products: named sets of prices and routes that many clients share. */
import { Button } from "@mantine/core";
import type { Product } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { formatCount } from "../../parts/figures.ts";
import { Page } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";
import { ClientsOf } from "./clients-of.tsx";

const column = columnsOf<Product>();

const columns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <Link to="/products/$productId" params={{ productId: String(original.id) }} className="quiet-link">
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("currency", { header: "Currency" }),
  column.accessor("clients", {
    header: "Clients",
    meta: { right: true },
    cell: ({ row: { original } }) => <ClientsOf product={original} />,
  }),
  column.accessor("prices", {
    header: "Prices",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("routes", {
    header: "Routes",
    meta: { right: true },
    cell: ({ row: { original } }) => (
      <Link to="/products/$productId/routes" params={{ productId: String(original.id) }} className="quiet-link">
        {formatCount(original.routes)}
      </Link>
    ),
  }),
  column.accessor("createdAt", {
    header: "Created",
    meta: { wide: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" />,
  }),
  column.accessor("comment", { header: "Comment", meta: { wide: true, grow: true } }),
]);

export function ProductsPage() {
  const navigate = useNavigate();
  const mayCreate = useMay("prices.write");
  const products = useQuery(liveQuery("listProducts", {}, refreshMs.slow));
  const create = mayCreate && (
    <Button component={Link} to="/products/new" leftSection={<IconPlus size={14} />}>
      Create product
    </Button>
  );
  return (
    <Page title="Products" actions={create}>
      <DataTable
        label="Products"
        columns={columns}
        rows={products.data?.items}
        error={products.error}
        rowId={(product) => String(product.id)}
        onOpen={({ id }) => void navigate({ to: "/products/$productId", params: { productId: String(id) } })}
        empty={
          <EmptyState title="No products yet" action={create}>
            A product is a price list that many clients share, and routes if you like. A client's own price for a
            destination beats its product's.
          </EmptyState>
        }
      />
      <Outlet />
    </Page>
  );
}
