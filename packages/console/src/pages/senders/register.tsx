/** Every sender a client ever used or asked for: looked through, and decided on many at once. */
import { Button, Group } from "@mantine/core";
import { adminPath, type RegisteredSender, senderStatuses } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { CsvLink } from "../../parts/csv-link.tsx";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
import { type Selection, selectColumn, useSelection } from "../../parts/data-table/selection.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ChoiceFilter, ClientFilter, CountryFilter, FilterBar, SearchFilter } from "../../parts/filters.tsx";
import { useListState } from "../../parts/list-state.ts";
import { countryName } from "../../parts/place.tsx";
import { Status, type Tone } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { validQuery } from "../../parts/valid-query.ts";
import { DecideBar } from "./decide-bar.tsx";

const route = getRouteApi("/signed-in/senders/register");
const column = columnsOf<RegisteredSender>();

const tones: Record<RegisteredSender["status"], Tone> = {
  seen: "idle",
  pending: "wait",
  approved: "good",
  denied: "bad",
};
const statusOptions = Object.entries(senderStatuses).map(([value, label]) => ({ value, label }));

function columnsFor(selection: Selection<RegisteredSender> | undefined, page: readonly RegisteredSender[]) {
  return column.columns([
    ...(selection ? [selectColumn(selection, page, ({ sender, clientLogin }) => `${sender} of ${clientLogin}`)] : []),
    column.accessor("sender", { header: "Sender", cell: ({ getValue }) => <b>{getValue()}</b> }),
    column.accessor("clientLogin", {
      header: "Client",
      cell: ({ row: { original } }) => (
        <Link to="/clients/$clientId" params={{ clientId: String(original.clientId) }} className="quiet-link">
          {original.clientLogin}
        </Link>
      ),
    }),
    column.accessor("country", {
      header: "Where",
      cell: ({ row: { original } }) => (original.country ? countryName(original.country) : "Everywhere"),
    }),
    column.accessor("status", {
      header: "Status",
      cell: ({ row: { original } }) => (
        <Status tone={tones[original.status]} says={original.decidedBy ? `By ${original.decidedBy}` : undefined}>
          {senderStatuses[original.status]}
        </Status>
      ),
    }),
    column.accessor("comment", { header: "Comment", meta: { grow: true } }),
    column.accessor("firstUsed", {
      header: "First used",
      meta: { wide: true },
      cell: ({ getValue }) => <Time at={getValue()} as="day" none="Not used" />,
    }),
    column.accessor("lastUsed", {
      header: "Last used",
      cell: ({ getValue }) => <Time at={getValue()} as="age" none="–" />,
    }),
  ]);
}

export function SenderRegisterPage() {
  const { q, client, status, country, cursor } = route.useSearch();
  const list = useListState();
  const mayDecide = useMay("senders.write");
  const selection = useSelection<RegisteredSender>();
  const filters = validQuery("exportSenders", { search: q, clientId: client, status, country });
  const senders = useQuery(
    liveQuery("listSenders", { query: { ...filters, ...(cursor && { cursor }) } }, refreshMs.usual),
  );
  const rows = senders.data?.items;
  const columns = useMemo(
    () => columnsFor(mayDecide ? selection : undefined, rows ?? []),
    [mayDecide, selection, rows],
  );
  return (
    <>
      <RegisterFilters mayCreate={mayDecide} csv={adminPath("exportSenders", { query: filters })} />
      {selection.rows.length > 0 && <DecideBar senders={selection.rows} onDone={selection.clear} />}
      <DataTable
        label="Senders"
        columns={columns}
        rows={rows}
        error={senders.error}
        rowId={({ id }) => String(id)}
        list={list}
        footer={<Paging list={list} page={senders.data} noun="senders" />}
        empty={
          q || client || status || country ? (
            <EmptyState title="No sender fits">Clear the filters to see all of them.</EmptyState>
          ) : (
            <EmptyState title="No senders yet" action={mayDecide && <CreateLink />}>
              As soon as a client sends, its senders stand here as seen. Approve those that clients without a dynamic
              sender may use, deny those that nobody should.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}

function RegisterFilters({ mayCreate, csv }: { mayCreate: boolean; csv: string }) {
  const list = useListState();
  return (
    <FilterBar
      list={list}
      keys={["q", "client", "status", "country"]}
      end={
        <Group gap="xs">
          <CsvLink href={csv} />
          {mayCreate && <CreateLink />}
        </Group>
      }
    >
      <SearchFilter main list={list} label="Search senders" placeholder="Part of the sender" width={200} />
      <ClientFilter list={list} />
      <ChoiceFilter list={list} name="status" label="Status" options={statusOptions} width={130} />
      <CountryFilter list={list} width={170} />
    </FilterBar>
  );
}

function CreateLink() {
  return (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/senders/register/new" search={true} />}
    >
      Register senders
    </Button>
  );
}
