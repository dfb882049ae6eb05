/**
 * The list of the console: server-side sort and cursor paging through the URL, choice of columns, skeletons while
 * loading, the row's page on a click or Enter. Columns with a footer make a last line, of totals.
 */
import { Skeleton, Table, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type Header, type Row, useTable } from "@tanstack/react-table";
import { type MouseEvent, type ReactNode, useMemo } from "react";
import type { ListState } from "../list-state.ts";
import { ProblemNote } from "../problem.tsx";
import classes from "./data-table.module.css";
import { type Columns, features } from "./features.ts";

interface DataTableProps<T extends object> {
  /** What the rows are, for the screen reader: "Clients". */
  label: string;
  columns: Columns<T>;
  rows: readonly T[] | undefined;
  /** Why the rows could not be fetched. */
  error?: unknown;
  rowId: (row: T) => string;
  /** Ids of the columns shown; all but the extra ones when undefined. */
  shown?: readonly string[] | undefined;
  list?: ListState | undefined;
  onOpen?: (row: T) => void;
  empty: ReactNode;
  footer?: ReactNode;
}

const noRows: never[] = [];

export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { columns, rows, rowId, shown } = props;
  const data = useMemo(() => (rows ? [...rows] : noRows), [rows]);
  const columnVisibility = useMemo(() => visibility(columns, shown), [columns, shown]);
  const table = useTable({ features, columns, data, getRowId: rowId, state: { columnVisibility } });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const hasTotals = rows !== undefined && headers.some((header) => header.column.columnDef.footer !== undefined);
  if (props.error && !rows) return <ProblemNote error={props.error} />;
  if (rows && rows.length === 0) {
    return (
      <div className={classes.frame}>
        {props.empty}
        {props.list?.search.cursor ? props.footer : null}
      </div>
    );
  }
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label={props.label} tabIndex={0}>
        <Table className={classes.table} aria-busy={!rows}>
          <Table.Thead>
            <Table.Tr>
              {headers.map((header) => (
                <HeadCell key={header.id} header={header} list={props.list}>
                  <table.FlexRender header={header} />
                </HeadCell>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows
              ? table.getRowModel().rows.map((row) => (
                  <BodyRow key={row.id} row={row} onOpen={props.onOpen}>
                    {row.getVisibleCells().map((cell) => (
                      <Table.Td key={cell.id} {...layout(cell.column.columnDef.meta)}>
                        <table.FlexRender cell={cell} />
                      </Table.Td>
                    ))}
                  </BodyRow>
                ))
              : skeletonRows(headers.map((header) => header.column.columnDef.meta))}
          </Table.Tbody>
          {hasTotals && (
            <Table.Tfoot>
              <Table.Tr>
                {headers.map((header) => (
                  <Table.Td key={header.id} {...layout(header.column.columnDef.meta)}>
                    <table.FlexRender footer={header} />
                  </Table.Td>
                ))}
              </Table.Tr>
            </Table.Tfoot>
          )}
        </Table>
      </section>
      {props.footer}
    </div>
  );
}

type Layout = NonNullable<Columns<object>[number]["meta"]>;

function layout(meta: Layout | undefined) {
  return {
    "data-right": meta?.right || undefined,
    "data-wide": meta?.wide || undefined,
    "data-grow": meta?.grow || undefined,
  };
}

interface HeadCellProps<T extends object> {
  header: Header<typeof features, T>;
  list: ListState | undefined;
  children: ReactNode;
}

function HeadCell<T extends object>({ header, list, children }: HeadCellProps<T>) {
  const meta = header.column.columnDef.meta;
  const sort = list && meta?.sort;
  if (!sort) {
    return (
      <Table.Th scope="col" {...layout(meta)}>
        {children}
      </Table.Th>
    );
  }
  const now = list.search.sort;
  const direction = now === sort ? "ascending" : now === `-${sort}` ? "descending" : "none";
  const first = meta?.descendingFirst ? `-${sort}` : sort;
  const second = meta?.descendingFirst ? sort : `-${sort}`;
  const next = direction === "none" ? first : now === first ? second : undefined;
  const Arrow = direction === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <Table.Th scope="col" aria-sort={direction} {...layout(meta)}>
      <UnstyledButton className={classes.sort} onClick={() => list.filter({ sort: next })}>
        {children}
        <Arrow size={12} className={classes.arrow} data-on={direction !== "none" || undefined} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}

interface BodyRowProps<T extends object> {
  row: Row<typeof features, T>;
  onOpen: ((row: T) => void) | undefined;
  children: ReactNode;
}

function BodyRow<T extends object>({ row, onOpen, children }: BodyRowProps<T>) {
  if (!onOpen) return <Table.Tr>{children}</Table.Tr>;
  // The row's own link serves keyboard and screen reader; a click anywhere on the row is a wider target for the mouse.
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (!(event.target instanceof Element) || event.target.closest("a, button, input, label")) return;
    // What a row opens over the page, a menu or a dialog, is not within it, though its clicks come here too.
    if (!event.currentTarget.contains(event.target)) return;
    if (window.getSelection()?.toString()) return;
    onOpen(row.original);
  };
  return (
    <Table.Tr className={classes.opens} onClick={open}>
      {children}
    </Table.Tr>
  );
}

function visibility<T extends object>(columns: Columns<T>, shown: readonly string[] | undefined) {
  const visible: Record<string, boolean> = {};
  for (const column of columns) {
    const id = columnId(column);
    visible[id] = shown ? shown.includes(id) || column.enableHiding === false : !column.meta?.extra;
  }
  return visible;
}

/** The id a column has: given, or the key it reads. */
export function columnId<T extends object>(column: Columns<T>[number]): string {
  if (column.id) return column.id;
  return "accessorKey" in column ? String(column.accessorKey) : "";
}

function skeletonRows(columns: (Layout | undefined)[]) {
  return Array.from({ length: 8 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: eight rows that never change places
    <Table.Tr key={row}>
      {columns.map((meta, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Table.Td key={column} {...layout(meta)}>
          <Skeleton height={10} width={`${48 + ((row * 29 + column * 17) % 40)}%`} my={4} display="inline-block" />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}
