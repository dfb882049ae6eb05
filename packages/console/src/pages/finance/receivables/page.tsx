/** What clients owe, by how long it is due; every currency for itself, since nothing is converted. */
import { Button } from "@mantine/core";
import { adminPath, type Receivable } from "@switchyard/contract";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, refreshMs } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { CurrencyFilter, FilterBar } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { Page, Section } from "../../../parts/page.tsx";
import { validQuery } from "../../../parts/valid-query.ts";
import { receivableColumns } from "./columns.tsx";

const route = getRouteApi("/signed-in/finance/receivables");

export function ReceivablesPage() {
  const { currency } = route.useSearch();
  const list = useListState();
  const asked = validQuery("listReceivables", { currency });
  const receivables = useQuery(liveQuery("listReceivables", { query: asked }, refreshMs.slow));
  const groups = receivables.data && byCurrency(receivables.data.items);
  return (
    <Page title="Receivables">
      <FilterBar
        list={list}
        keys={["currency"]}
        end={
          <Button
            component="a"
            variant="default"
            leftSection={<IconDownload size={14} />}
            href={adminPath("exportReceivables", { query: asked })}
            download
          >
            CSV
          </Button>
        }
      >
        <CurrencyFilter list={list} />
      </FilterBar>
      {groups && groups.length > 0 ? (
        groups.map((group) => <CurrencySection key={group.currency} {...group} />)
      ) : (
        <DataTable
          label="Receivables"
          columns={receivableColumns("", [])}
          rows={groups && []}
          error={receivables.error}
          rowId={() => ""}
          empty={
            <EmptyState title={currency ? `Nobody owes anything in ${currency}` : "Nobody owes anything"}>
              Issued invoices stand here until they are paid, and payments that were entered as unpaid.
            </EmptyState>
          }
        />
      )}
    </Page>
  );
}

interface CurrencyGroup {
  currency: string;
  rows: Receivable[];
}

function byCurrency(rows: readonly Receivable[]): CurrencyGroup[] {
  const groups = new Map<string, Receivable[]>();
  for (const row of rows) groups.set(row.currency, [...(groups.get(row.currency) ?? []), row]);
  return [...groups].map(([currency, ofCurrency]) => ({ currency, rows: ofCurrency }));
}

function CurrencySection({ currency, rows }: CurrencyGroup) {
  const navigate = useNavigate();
  const columns = useMemo(() => receivableColumns(currency, rows), [currency, rows]);
  return (
    <Section
      title={currency}
      says={`${rows.length === 1 ? "One client owes" : `${formatCount(rows.length)} clients owe`} in ${currency}. Days are counted from when an invoice was due.`}
    >
      <DataTable
        label={`Receivables in ${currency}`}
        columns={columns}
        rows={rows}
        rowId={({ clientId }) => String(clientId)}
        onOpen={({ clientId }) =>
          void navigate({ to: "/clients/$clientId/payments", params: { clientId: String(clientId) } })
        }
        empty={null}
      />
    </Section>
  );
}
