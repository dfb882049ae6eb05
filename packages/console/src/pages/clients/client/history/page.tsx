/** Every change to anything of this client: who, when, from where, and field by field before and after. */
import { Text } from "@mantine/core";
import { type HistoryEntry, historyCategories } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../../api.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { Paging } from "../../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { ChoiceFilter, FilterBar, MomentFilter, SearchFilter } from "../../../../parts/filters.tsx";
import { useListState } from "../../../../parts/list-state.ts";
import { formatMoment, Time } from "../../../../parts/time.tsx";
import { spoken } from "../../../../parts/tones.ts";
import { useClientId } from "../current.ts";
import { categoryOptions, historyFilterKeys, historyQuery } from "./filters.ts";
import classes from "./history.module.css";

const route = getRouteApi("/signed-in/clients/$clientId/history");

const column = columnsOf<HistoryEntry>();

const columns = column.columns([
  column.accessor("at", { header: "When", cell: ({ getValue }) => <Time at={getValue()} /> }),
  column.accessor("actor", {
    header: "Who",
    cell: ({ row: { original } }) => (
      <>
        {original.actor}
        {original.remoteAddress && <div className={classes.from}>{original.remoteAddress}</div>}
      </>
    ),
  }),
  column.accessor("category", {
    header: "About",
    meta: { wide: true },
    cell: ({ getValue }) => historyCategories[getValue()],
  }),
  column.display({
    id: "what",
    header: "What",
    cell: ({ row: { original } }) =>
      `${spoken(original.action)} ${original.entity.replaceAll("_", " ")} ${original.entityId}`,
  }),
  column.accessor("changes", {
    header: "Changes",
    meta: { grow: true },
    cell: ({ getValue }) => <Changes changes={getValue()} />,
  }),
]);

function Changes({ changes }: { changes: HistoryEntry["changes"] }) {
  // On a creation, fields that were left empty say nothing.
  const told = changes.filter(
    ({ before, after }) => shown(before) !== shown(after) && !(before === null && after === ""),
  );
  if (told.length === 0)
    return (
      <Text size="xs" c="dimmed">
        –
      </Text>
    );
  return (
    <dl className={classes.changes}>
      {told.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {before !== null && <del>{shown(before)}</del>}
            {before !== null && after !== null && " → "}
            {after !== null && <ins>{shown(after)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (value === "") return "empty";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return formatMoment(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function HistoryTab() {
  const clientId = useClientId();
  const search = route.useSearch();
  const list = useListState();
  const history = useQuery(
    liveQuery("listClientHistory", { params: { clientId }, query: historyQuery(search) }, refreshMs.usual),
  );
  return (
    <>
      <FilterBar list={list} keys={historyFilterKeys}>
        <ChoiceFilter list={list} name="category" label="Category" options={categoryOptions} width={210} />
        <SearchFilter list={list} name="actor" label="Who" placeholder="Who, login or key" width={150} />
        <MomentFilter list={list} name="from" label="From" />
        <MomentFilter list={list} name="to" label="To" />
      </FilterBar>
      <DataTable
        label="History"
        columns={columns}
        rows={history.data?.items}
        error={history.error}
        rowId={(entry) => String(entry.id)}
        list={list}
        footer={<Paging list={list} page={history.data} noun="changes" />}
        empty={
          <EmptyState title="No change fits">
            Everything anyone changes about this client is written here and can't be removed. Change or clear a filter
            to see other changes.
          </EmptyState>
        }
      />
    </>
  );
}
