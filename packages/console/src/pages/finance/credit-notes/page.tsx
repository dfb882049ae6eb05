/** Credit notes of all clients: the documents of what was taken back or given back. */
import { Anchor } from "@mantine/core";
import { adminPath, type CreditNote } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";
import { formatCalendarDay } from "../../../parts/calendar.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ClientFilter, DayFilter, FilterBar } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { Money } from "../../../parts/money.tsx";
import { Page } from "../../../parts/page.tsx";
import { Corrected } from "./corrected.tsx";
import { creditNoteFilterKeys, creditNotesQuery } from "./filters.ts";

const route = getRouteApi("/signed-in/finance/credit-notes");

const column = columnsOf<CreditNote>();

const columns = column.columns([
  column.accessor("number", {
    header: "Number",
    cell: ({ row: { original } }) => (
      <Link
        to="/finance/credit-notes/$creditNoteId"
        params={{ creditNoteId: String(original.id) }}
        search={true}
        resetScroll={false}
        className="quiet-link"
      >
        <b>{original.number}</b>
      </Link>
    ),
  }),
  column.accessor("date", {
    header: "Date",
    meta: { wide: true },
    cell: ({ getValue }) => formatCalendarDay(getValue()),
  }),
  column.accessor("clientLogin", {
    header: "Client",
    cell: ({ row: { original } }) => (
      <Link to="/clients/$clientId/payments" params={{ clientId: String(original.clientId) }} className="quiet-link">
        {original.clientLogin}
      </Link>
    ),
  }),
  column.display({
    id: "corrects",
    header: "Corrects",
    meta: { wide: true },
    cell: ({ row: { original } }) => <Corrected note={original} />,
  }),
  money("net", "Net", true),
  money("tax", "Tax", true),
  money("total", "Total"),
  column.accessor("reason", { header: "Reason", meta: { wide: true, grow: true } }),
  column.display({
    id: "pdf",
    header: "Document",
    meta: { wide: true },
    cell: ({ row: { original } }) => (
      <Anchor
        href={adminPath("creditNotePdf", { params: { creditNoteId: original.id } })}
        aria-label={`PDF of ${original.number}`}
        inherit
      >
        PDF
      </Anchor>
    ),
  }),
]);

function money(key: "net" | "tax" | "total", header: string, wide = false) {
  return column.accessor(key, {
    header,
    meta: { right: true, wide },
    cell: ({ row: { original } }) => <Money amount={original[key]} currency={original.currency} />,
  });
}

export function CreditNotesPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const notes = useQuery(liveQuery("listCreditNotes", { query: creditNotesQuery(search) }, refreshMs.usual));
  const isFiltered = creditNoteFilterKeys.some((key) => search[key]);
  return (
    <Page title="Credit notes">
      <FilterBar list={list} keys={creditNoteFilterKeys}>
        <ClientFilter list={list} />
        <DayFilter list={list} name="from" label="From" />
        <DayFilter list={list} name="to" label="To" />
      </FilterBar>
      <DataTable
        label="Credit notes"
        columns={columns}
        rows={notes.data?.items}
        error={notes.error}
        rowId={(note) => String(note.id)}
        list={list}
        onOpen={({ id }) =>
          void navigate({
            to: "/finance/credit-notes/$creditNoteId",
            params: { creditNoteId: String(id) },
            search: true,
            resetScroll: false,
          })
        }
        footer={<Paging list={list} page={notes.data} noun="credit notes" />}
        empty={
          isFiltered ? (
            <EmptyState title="No credit note fits these filters">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No credit notes yet">
              One is issued when a payment is taken back, or when an invoice that asked too much is credited from its
              page.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}
