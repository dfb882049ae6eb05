/** Changes: who, when, from where, and field by field before and after; of one thing, one client or everybody. */
import { type HistoryEntry, historyCategories } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { DataTable } from "../data-table/data-table.tsx";
import { columnsOf } from "../data-table/features.ts";
import { Paging } from "../data-table/paging.tsx";
import { EmptyState } from "../empty-state.tsx";
import { ChoiceFilter, FilterBar, MomentFilter, SearchFilter } from "../filters.tsx";
import { useListState } from "../list-state.ts";
import { formatMoment, Time } from "../time.tsx";
import { spoken } from "../tones.ts";
import { categoryOptions, historyFilterKeys } from "./filters.ts";
import classes from "./history-table.module.css";

const column = columnsOf<HistoryEntry>();

const clientColumn = column.accessor("clientId", {
  header: "Client",
  meta: { wide: true },
  cell: ({ getValue }) => {
    const clientId = getValue();
    if (clientId === null) return "–";
    return (
      <Link to="/clients/$clientId/history" params={{ clientId: String(clientId) }} className="quiet-link">
        {clientId}
      </Link>
    );
  },
});

const when = [
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
] as const;

const categoryColumn = column.accessor("category", {
  header: "About",
  meta: { wide: true },
  cell: ({ getValue }) => historyCategories[getValue()],
});

const what = [
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
] as const;

/** What of each change is told, by whose changes are shown. */
const columns = {
  thing: column.columns([...when, ...what]),
  client: column.columns([...when, categoryColumn, ...what]),
  all: column.columns([clientColumn, ...when, categoryColumn, ...what]),
};

interface HistoryTableProps {
  page: { items: HistoryEntry[]; nextCursor: string | null; total?: number | undefined } | undefined;
  error: unknown;
  /** Whose changes: of one thing alone, of a client and all that is its, or of all clients and the platform. */
  of: keyof typeof columns;
}

export function HistoryTable({ page, error, of }: HistoryTableProps) {
  const list = useListState();
  return (
    <>
      <FilterBar list={list} keys={historyFilterKeys}>
        {of !== "thing" && (
          <ChoiceFilter list={list} name="category" label="Category" options={categoryOptions} width={210} />
        )}
        <SearchFilter list={list} name="actor" label="Who" placeholder="Who, login or key" width={150} />
        <MomentFilter list={list} name="from" label="From" />
        <MomentFilter list={list} name="to" label="To" />
      </FilterBar>
      <DataTable
        label="History"
        columns={columns[of]}
        rows={page?.items}
        error={error}
        rowId={(entry) => String(entry.id)}
        list={list}
        footer={<Paging list={list} page={page} noun="changes" />}
        empty={
          <EmptyState title="No change fits">
            Everything anyone changes is written here and can't be removed. Change or clear a filter to see other
            changes.
          </EmptyState>
        }
      />
    </>
  );
}

function Changes({ changes }: { changes: HistoryEntry["changes"] }) {
  // On a creation, fields that were left empty say nothing.
  const told = changes.filter(
    ({ before, after }) => shown(before) !== shown(after) && !(before === null && after === ""),
  );
  if (told.length === 0) return <span className={classes.from}>–</span>;
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
