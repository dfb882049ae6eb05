/** The log of incoming messages: of everybody, or of one client. */
import { adminPath, type IncomingRow } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { liveQuery, refreshMs } from "../../api.ts";
import { CsvLink } from "../csv-link.tsx";
import { DataTable } from "../data-table/data-table.tsx";
import { Paging } from "../data-table/paging.tsx";
import { EmptyState } from "../empty-state.tsx";
import { ChoiceFilter, ClientFilter, FilterBar, MomentFilter, SearchFilter } from "../filters.tsx";
import { useListState } from "../list-state.ts";
import { formatMoment } from "../time.tsx";
import { incomingFilterKeys, incomingQuery } from "./address.ts";
import { incomingColumns, type MessageLink } from "./columns.tsx";
import { incomingStatusOptions } from "./looks.tsx";

interface IncomingLogProps {
  /** Left out: everybody's. */
  clientId?: number;
  link: MessageLink;
  onOpen: (message: IncomingRow) => void;
  /** What stands there before anything came. */
  empty: ReactNode;
}

export function IncomingLog({ clientId, link, onOpen, empty }: IncomingLogProps) {
  const list = useListState();
  const { search } = list;
  const isNobodys = search.whose === "nobody";
  const hasClients = clientId === undefined && !isNobodys;
  const columns = useMemo(
    () => incomingColumns({ link, hasClients, hasStates: !isNobodys }),
    [link, hasClients, isNobodys],
  );
  const filters = incomingQuery(search, clientId);
  const messages = useQuery(
    liveQuery(
      "listIncoming",
      { query: { ...filters, ...(search.cursor && { cursor: search.cursor }) } },
      search.cursor ? refreshMs.slow : refreshMs.usual,
    ),
  );
  const isFiltered = incomingFilterKeys.some((key) => search[key]);
  return (
    <>
      <FilterBar
        list={list}
        keys={incomingFilterKeys}
        end={<CsvLink href={adminPath("exportIncoming", { query: filters })} />}
      >
        <SearchFilter main list={list} name="number" label="Number" placeholder="To, whole number" width={160} />
        <SearchFilter list={list} name="sender" label="Handset" placeholder="From, whole number" width={170} />
        {hasClients && <ClientFilter list={list} />}
        {!isNobodys && (
          <ChoiceFilter list={list} name="status" label="State" options={incomingStatusOptions} width={160} />
        )}
        <MomentFilter list={list} name="from" label="From" />
        <MomentFilter list={list} name="to" label="To" />
      </FilterBar>
      <DataTable
        label="Incoming messages"
        columns={columns}
        rows={messages.data?.items}
        error={messages.error}
        rowId={({ id }) => String(id)}
        list={list}
        onOpen={onOpen}
        footer={<Paging list={list} page={messages.data} noun="messages" />}
        empty={isFiltered ? <NothingFits searchedTo={messages.data?.searchedTo} /> : empty}
      />
    </>
  );
}

function NothingFits({ searchedTo }: { searchedTo: string | null | undefined }) {
  return (
    <EmptyState title="No message fits">
      {searchedTo
        ? `Looked back to ${formatMoment(searchedTo)}. Go on with Next, or narrow the search.`
        : "Numbers must be whole, with their country code. Change or clear a filter to see others."}
    </EmptyState>
  );
}
