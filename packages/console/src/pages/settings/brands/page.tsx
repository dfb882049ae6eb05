/** Brands: under which logo, sender and words mails and documents go out. */
import { Button } from "@mantine/core";
import type { Brand } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Page } from "../../../parts/page.tsx";
import { Status } from "../../../parts/status.tsx";
import { Time } from "../../../parts/time.tsx";
import { StoredLogo } from "./stored-logo.tsx";
import { mailTexts } from "./texts.tsx";

const column = columnsOf<Brand>();

const columns = column.columns([
  column.display({
    id: "logo",
    header: "Logo",
    meta: { wide: true },
    cell: ({ row: { original } }) => (original.hasLogo ? <StoredLogo brand={original} size="small" /> : "–"),
  }),
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <Link to="/settings/brands/$brandId" params={{ brandId: String(original.id) }} className="quiet-link">
        <b>{original.name}</b>
      </Link>
    ),
  }),
  column.accessor("isDefault", {
    header: "Default",
    cell: ({ getValue }) =>
      getValue() ? (
        <Status tone="good" says="Of clients that have no other.">
          Default
        </Status>
      ) : (
        "–"
      ),
  }),
  column.accessor("mailFrom", {
    header: "Mail from",
    meta: { wide: true },
    cell: ({ getValue }) => getValue() || "The platform's own sender",
  }),
  column.display({
    id: "words",
    header: "Own words in",
    meta: { wide: true, grow: true },
    cell: ({ row: { original } }) =>
      mailTexts
        .filter(({ subject, text }) => original[subject] || original[text])
        .map(({ title }) => title)
        .join(", ") || "–",
  }),
  column.accessor("createdAt", {
    header: "Created",
    meta: { wide: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" />,
  }),
]);

export function BrandsPage() {
  const navigate = useNavigate();
  const mayChange = useMay("finance.settings");
  const brands = useQuery(liveQuery("listBrands", {}, refreshMs.slow));
  const create = mayChange && (
    <Button component={Link} to="/settings/brands/new" leftSection={<IconPlus size={14} />}>
      Create brand
    </Button>
  );
  return (
    <Page title="Brands" actions={create}>
      <DataTable
        label="Brands"
        columns={columns}
        rows={brands.data?.items}
        error={brands.error}
        rowId={({ id }) => String(id)}
        onOpen={({ id }) => void navigate({ to: "/settings/brands/$brandId", params: { brandId: String(id) } })}
        empty={
          <EmptyState title="No brand yet" action={create}>
            A brand is the face clients see: the logo on documents, the sender and the words of mails.
          </EmptyState>
        }
      />
      <Outlet />
    </Page>
  );
}
