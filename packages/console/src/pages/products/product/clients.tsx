/** The drawer that gives the product to many clients at once. */
import { Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ClientRow, contractLimits, type Product } from "@switchyard/contract";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { query, useSend } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { type Selection, selectColumn, useSelection } from "../../../parts/data-table/selection.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { useCloseProductDrawer, useProduct } from "./current.ts";

export function GiveProduct() {
  const { data: product } = useProduct();
  return (
    <RouteDrawer title={`Apply ${product?.name ?? "product"} to clients`} onClose={useCloseProductDrawer()} size="lg">
      {product && <GiveForm product={product} />}
    </RouteDrawer>
  );
}

function GiveForm({ product }: { product: Product }) {
  const { leave } = useDrawer();
  const give = useSend("giveProduct");
  const selection = useSelection<ClientRow>();
  const { ids } = selection;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate(
          { params: { productId: product.id }, body: { clientIds: [...ids] } },
          {
            onSuccess: ({ changed }) => {
              said(`${product.name} is now the product of ${countedClients(changed)} more.`);
              leave();
            },
          },
        );
      }}
    >
      <Stack gap="sm">
        {give.error && <ProblemNote error={give.error} />}
        <Text size="sm">
          The product takes the place of the one they have: its prices and routes count for their next message. Only
          clients in {product.currency} can have it.
        </Text>
        <ClientPicker product={product} selection={selection} />
      </Stack>
      <SaveFoot
        action={ids.length === 0 ? "Apply" : `Apply to ${countedClients(ids.length)}`}
        working={give.isPending}
        disabled={ids.length === 0}
      />
    </form>
  );
}

function countedClients(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "client" : "clients"}`;
}

const column = columnsOf<ClientRow>();

const noRows: readonly ClientRow[] = [];

/** Finds clients of the product's currency and ticks them; what is ticked stays while others are looked for. */
function ClientPicker({ product, selection }: { product: Product; selection: Selection<ClientRow> }) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const [present, setPresent] = useState<string | null>(null);
  const asked = {
    currency: product.currency,
    limit: contractLimits.pageSizeMax,
    ...(search !== "" && { search }),
    ...(present !== null && { productId: present === "none" ? present : Number(present) }),
  } as const;
  const found = useQuery({ ...query("listClients", { query: asked }), placeholderData: keepPreviousData });
  const rows = found.data?.items;
  const columns = useMemo(
    () =>
      column.columns([
        selectColumn(selection, rows ?? noRows, ({ login }) => login),
        column.accessor("login", { header: "Login" }),
        column.accessor("company", { header: "Company", meta: { grow: true, wide: true } }),
        column.accessor("product", { header: "Product now", cell: ({ getValue }) => getValue() ?? "–" }),
      ]),
    [selection, rows],
  );
  const more = (found.data?.total ?? 0) - (rows?.length ?? 0);
  return (
    <>
      <Group gap="xs" grow>
        <TextInput
          size="xs"
          aria-label="Search clients"
          placeholder="Login, company, e-mail"
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <PresentProduct product={product} value={present} onChange={setPresent} />
      </Group>
      <DataTable
        label="Clients"
        columns={columns}
        rows={rows}
        error={found.error}
        rowId={({ id }) => String(id)}
        empty={<EmptyState title="No such clients">None in {product.currency} fits the search.</EmptyState>}
      />
      {more > 0 && (
        <Text size="xs" c="dimmed">
          {countedClients(more)} more. Search to see them; what is ticked stays.
        </Text>
      )}
    </>
  );
}

interface PresentProductProps {
  product: Product;
  value: string | null;
  onChange: (value: string | null) => void;
}

/** Which product the clients looked for have now. */
function PresentProduct({ product, value, onChange }: PresentProductProps) {
  const { data } = useQuery(query("listProducts"));
  const others = (data?.items ?? []).filter(({ id, currency }) => id !== product.id && currency === product.currency);
  return (
    <Select
      size="xs"
      aria-label="Product now"
      placeholder="Any product"
      clearable
      data={[
        { value: "none", label: "No product" },
        ...others.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
