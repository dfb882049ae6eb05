/** Exchange rates: what one unit of a currency is worth in the reference currency, from a day on. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ExchangeRate } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { liveQuery, query, refreshMs, useMay, useSend } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { groupDecimal } from "../../../parts/figures.ts";
import { CurrencyFilter, FilterBar } from "../../../parts/filters.tsx";
import { CurrencySelect } from "../../../parts/library-selects.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { Page } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { said } from "../../../parts/said.ts";
import { formatDay } from "../../../parts/time.tsx";
import { DeleteRate } from "./delete.tsx";

const route = getRouteApi("/signed-in/finance/exchange-rates");

const column = columnsOf<ExchangeRate>();

function columnsFor(reference: string, mayChange: boolean) {
  return column.columns([
    column.accessor("currency", { header: "Currency", cell: ({ getValue }) => <b>{getValue()}</b> }),
    column.accessor("day", { header: "From", cell: ({ getValue }) => formatDay(`${getValue()}T12:00:00Z`) }),
    column.accessor("rate", {
      header: "One unit is worth",
      meta: { right: true },
      cell: ({ getValue }) => (
        <>
          {groupDecimal(getValue(), 4)} <span style={{ color: "var(--mantine-color-dimmed)" }}>{reference}</span>
        </>
      ),
    }),
    column.display({
      id: "actions",
      header: "",
      meta: { right: true, grow: true },
      cell: ({ row: { original } }) => mayChange && <DeleteRate rate={original} />,
    }),
  ]);
}

export function useReferenceCurrency(): string | undefined {
  return useQuery(query("getReferenceCurrency")).data?.currency;
}

export function ExchangeRatesPage() {
  const { currency, cursor } = route.useSearch();
  const list = useListState();
  const mayChange = useMay("finance.settings");
  const reference = useReferenceCurrency();
  const rates = useQuery(
    liveQuery(
      "listExchangeRates",
      { query: { ...(currency && { currency }), ...(cursor && { cursor }) } },
      refreshMs.slow,
    ),
  );
  const isEmpty = rates.data?.items.length === 0 && !currency && !cursor;
  const add = mayChange && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/finance/exchange-rates/new" search={true} />}
    >
      Add rates
    </Button>
  );
  return (
    <Page title="Exchange rates" actions={add}>
      <Text size="sm" c="dimmed" maw="90ch">
        They compare prices with costs in other currencies: margins, and prices made from costs. No balance or invoice
        is ever converted. The latest rate on or before a day counts.
      </Text>
      <Reference currency={reference} mayChange={mayChange} isFree={isEmpty} />
      <FilterBar list={list} keys={["currency"]}>
        <CurrencyFilter list={list} />
      </FilterBar>
      <DataTable
        label="Exchange rates"
        columns={columnsFor(reference ?? "", mayChange)}
        rows={rates.data?.items}
        error={rates.error}
        rowId={(rate) => `${rate.currency} ${rate.day}`}
        list={list}
        footer={<Paging list={list} page={rates.data} noun="rates" />}
        empty={
          <EmptyState title={currency ? `No rate of ${currency}` : "No rates yet"} action={add}>
            Without the rate of a currency, margins over costs in it are not known, and prices can't be made from them.
          </EmptyState>
        }
      />
      <Outlet />
    </Page>
  );
}

interface ReferenceProps {
  currency: string | undefined;
  mayChange: boolean;
  /** It may change only while there are no rates. */
  isFree: boolean;
}

function Reference({ currency, mayChange, isFree }: ReferenceProps) {
  const [choosing, setChoosing] = useState(false);
  if (!currency) return null;
  return (
    <Group gap="xs">
      <Text size="sm">
        Reference currency <b>{currency}</b>
      </Text>
      {mayChange && isFree && (
        <Button variant="default" size="compact-xs" onClick={() => setChoosing(true)}>
          Change
        </Button>
      )}
      {mayChange && !isFree && (
        <Text size="xs" c="dimmed">
          fixed while there are rates
        </Text>
      )}
      <Modal opened={choosing} onClose={() => setChoosing(false)} title="Reference currency">
        <ChooseReference current={currency} onDone={() => setChoosing(false)} />
      </Modal>
    </Group>
  );
}

function ChooseReference({ current, onDone }: { current: string; onDone: () => void }) {
  const [currency, setCurrency] = useState<string | null>(current);
  const send = useSend("setReferenceCurrency");
  const save = async () => {
    if (!currency) return;
    await send.mutateAsync({ body: { currency } });
    said(`Rates are stated in ${currency}.`);
    onDone();
  };
  return (
    <Stack gap="md">
      <CurrencySelect
        label="Currency"
        description="Rates say what one unit of another currency is worth in it."
        data-autofocus
        value={currency}
        onChange={setCurrency}
      />
      {send.error && <ProblemNote error={send.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button loading={send.isPending} disabled={!currency} onClick={() => void save().catch(() => {})}>
          Save
        </Button>
      </Group>
    </Stack>
  );
}
