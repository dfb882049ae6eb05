/** Every sender a client ever used or asked for: looked through, and decided on many at once. */
import { Button, Checkbox, Group } from "@mantine/core";
import { adminPath, contractLimits, type RegisteredSender, senderStatuses } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { liveQuery, refreshMs, useMay } from "../../api.ts";
import { CsvLink } from "../../parts/csv-link.tsx";
import { DataTable } from "../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Paging } from "../../parts/data-table/paging.tsx";
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

interface Ticks {
  has: (id: number) => boolean;
  set: (rows: readonly RegisteredSender[], isTicked: boolean) => void;
  rows: readonly RegisteredSender[];
}

function columnsFor(ticks: Ticks | undefined) {
  return column.columns([
    ...(ticks
      ? [
          column.display({
            id: "tick",
            header: () => (
              <Checkbox
                size="xs"
                aria-label="Select all on this page"
                checked={ticks.rows.length > 0 && ticks.rows.every(({ id }) => ticks.has(id))}
                onChange={(event) => ticks.set(ticks.rows, event.currentTarget.checked)}
              />
            ),
            cell: ({ row: { original } }) => (
              <Checkbox
                size="xs"
                aria-label={`Select ${original.sender} of ${original.clientLogin}`}
                checked={ticks.has(original.id)}
                onChange={(event) => ticks.set([original], event.currentTarget.checked)}
              />
            ),
          }),
        ]
      : []),
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

const noTicks: ReadonlyMap<number, RegisteredSender> = new Map();

export function SenderRegisterPage() {
  const { q, client, status, country, cursor } = route.useSearch();
  const list = useListState();
  const mayDecide = useMay("senders.write");
  const [ticked, setTicked] = useState(noTicks);
  const filters = validQuery("exportSenders", { search: q, clientId: client, status, country });
  const senders = useQuery(
    liveQuery("listSenders", { query: { ...filters, ...(cursor && { cursor }) } }, refreshMs.usual),
  );
  const rows = senders.data?.items;
  const columns = useMemo(() => {
    const set = (changed: readonly RegisteredSender[], isTicked: boolean) =>
      setTicked((before) => {
        const after = new Map(before);
        for (const row of changed) {
          if (!isTicked) after.delete(row.id);
          else if (after.size < contractLimits.selectionMax) after.set(row.id, row);
        }
        return after;
      });
    return columnsFor(mayDecide ? { has: (id) => ticked.has(id), set, rows: rows ?? [] } : undefined);
  }, [mayDecide, ticked, rows]);
  return (
    <>
      <RegisterFilters mayCreate={mayDecide} csv={adminPath("exportSenders", { query: filters })} />
      {ticked.size > 0 && <DecideBar senders={[...ticked.values()]} onDone={() => setTicked(noTicks)} />}
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
