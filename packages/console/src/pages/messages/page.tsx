/** Finding messages, newest first; a row opens the message with its whole timeline. */
import type { MessageRow } from "@switchyard/contract";
import { blockReasonNames, messageStatusNames } from "@switchyard/engine";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../api.ts";
import { ColumnChoice, useShownColumns } from "../../parts/data-table/column-choice.tsx";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { Paging } from "../../parts/data-table/paging.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import {
  ChoiceFilter,
  ClientFilter,
  ConnectionFilter,
  CountryFilter,
  FilterBar,
  MomentFilter,
  SearchFilter,
} from "../../parts/filters.tsx";
import { type ListState, useListState } from "../../parts/list-state.ts";
import { Page } from "../../parts/page.tsx";
import { formatMoment } from "../../parts/time.tsx";
import { spoken } from "../../parts/tones.ts";
import { messageColumns } from "./columns.tsx";
import { messageFilterKeys, messagesQuery } from "./filters.ts";

const route = getRouteApi("/signed-in/messages");

const statusOptions = messageStatusNames.map((value) => ({ value, label: spoken(value) }));
const reasonOptions = blockReasonNames.map((value) => ({ value, label: spoken(value) }));

export function MessagesPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const shown = useShownColumns(list, "messages");
  // Only the newest page moves by itself; further back a person reads in peace.
  const messages = useQuery(
    liveQuery("searchMessages", { query: messagesQuery(search) }, search.cursor ? refreshMs.slow : refreshMs.usual),
  );
  const filtered = messageFilterKeys.some((key) => search[key]);
  const open = ({ id }: MessageRow) =>
    void navigate({ to: "/messages/$messageId", params: { messageId: String(id) }, search: true, resetScroll: false });
  return (
    <Page title="Messages">
      <MessageFilters list={list} />
      <DataTable
        label="Messages"
        columns={messageColumns}
        rows={messages.data?.items}
        error={messages.error}
        rowId={(message) => String(message.id)}
        shown={shown}
        list={list}
        onOpen={open}
        footer={<Paging list={list} page={messages.data} noun="messages" />}
        empty={
          filtered ? (
            <NothingFits searchedTo={messages.data?.searchedTo} more={Boolean(messages.data?.nextCursor)} />
          ) : (
            <EmptyState title="No messages yet">
              As soon as a client sends, its messages stand here, newest first. A client needs money or credit, a price,
              a credential and a route.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}

function NothingFits({ searchedTo, more }: { searchedTo: string | null | undefined; more: boolean }) {
  return (
    <EmptyState title="No message fits">
      {searchedTo ? `Looked back to ${formatMoment(searchedTo)}. ` : ""}
      {more ? "Go on with Next, or narrow the search." : "Recipient and sender must be whole and exact."}
    </EmptyState>
  );
}

function MessageFilters({ list }: { list: ListState }) {
  return (
    <FilterBar
      list={list}
      keys={messageFilterKeys}
      end={<ColumnChoice name="messages" columns={messageColumns} list={list} />}
    >
      <SearchFilter
        main
        list={list}
        name="recipient"
        label="Recipient"
        placeholder="Recipient, whole number"
        width={190}
      />
      <SearchFilter list={list} name="sender" label="Sender" placeholder="Sender, exact" width={130} />
      <SearchFilter list={list} name="id" label="Message id" width={150} />
      <SearchFilter list={list} name="supplierMessageId" label="Supplier's id" width={150} />
      <ClientFilter list={list} />
      <ChoiceFilter list={list} name="status" label="Status" options={statusOptions} width={130} />
      <ChoiceFilter list={list} name="reason" label="Block reason" options={reasonOptions} width={160} searchable />
      <ConnectionFilter list={list} />
      <CountryFilter list={list} width={150} />
      <MomentFilter list={list} name="from" label="From" />
      <MomentFilter list={list} name="to" label="To" />
    </FilterBar>
  );
}
