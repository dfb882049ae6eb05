/** Numbers nobody writes to. */
import { Button, Group } from "@mantine/core";
import { adminPath, type BlacklistNumber } from "@switchyard/contract";
import { IconFileImport, IconHistory, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, refreshMs, useMay, useSend } from "../../../api.ts";
import { CsvLink } from "../../../parts/csv-link.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ChoiceFilter, FilterBar, SearchFilter } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { said } from "../../../parts/said.ts";
import { Time } from "../../../parts/time.tsx";
import { validQuery } from "../../../parts/valid-query.ts";

const route = getRouteApi("/signed-in/firewall/blacklist");
const column = columnsOf<BlacklistNumber>();

function columnsFor(remove: ((number: string) => void) | undefined) {
  return column.columns([
    column.accessor("number", { header: "Number", cell: ({ getValue }) => <b className="figures">+{getValue()}</b> }),
    column.accessor("comment", { header: "Comment", meta: { grow: true, wide: true } }),
    column.accessor("importName", {
      header: "Import",
      meta: { wide: true },
      cell: ({ row: { original } }) => original.importName ?? "–",
    }),
    column.accessor("enteredBy", { header: "Entered by", meta: { wide: true } }),
    column.accessor("createdAt", { header: "Since", cell: ({ getValue }) => <Time at={getValue()} /> }),
    ...(remove
      ? [
          column.display({
            id: "remove",
            header: "",
            meta: { right: true },
            cell: ({ row: { original } }) => (
              <Button variant="subtle" size="compact-xs" onClick={() => remove(original.number)}>
                Take off
              </Button>
            ),
          }),
        ]
      : []),
  ]);
}

export function BlacklistPage() {
  const { q, import: importId, cursor } = route.useSearch();
  const list = useListState();
  const mayChange = useMay("firewall.write");
  const { mutateAsync: remove } = useSend("removeBlacklistNumbers");
  const filters = validQuery("exportBlacklist", { search: q, importId });
  const numbers = useQuery(
    liveQuery("listBlacklist", { query: { ...filters, ...(cursor && { cursor }) } }, refreshMs.slow),
  );
  const columns = useMemo(() => {
    const takeOff = (number: string) =>
      void remove({ body: { numbers: [number] } }).then(() => said(`+${number} is off the black list.`), said);
    return columnsFor(mayChange ? takeOff : undefined);
  }, [mayChange, remove]);
  return (
    <>
      <BlacklistFilters mayChange={mayChange} csv={adminPath("exportBlacklist", { query: filters })} />
      <DataTable
        label="Black list"
        columns={columns}
        rows={numbers.data?.items}
        error={numbers.error}
        rowId={({ number }) => number}
        list={list}
        footer={<Paging list={list} page={numbers.data} noun="numbers" />}
        empty={
          q || importId ? (
            <EmptyState title="No such number">
              Type a number or how it begins, with its country code: +49 151, 0049151 and 49151 find the same.
            </EmptyState>
          ) : (
            <EmptyState title="The black list is empty" action={mayChange && <AddLink />}>
              Messages to numbers on it are blocked for every client that is not exempt (Edit, Firewall, in its
              profile). Paste a few, or import a file of millions.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}

function BlacklistFilters({ mayChange, csv }: { mayChange: boolean; csv: string }) {
  const list = useListState();
  const imports = useQuery(liveQuery("listBlacklistImports", { query: { limit: 200 } }, refreshMs.slow));
  const options = (imports.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <FilterBar
      list={list}
      keys={["q", "import"]}
      end={
        <Group gap="xs">
          <CsvLink href={csv} />
          {options.length > 0 && (
            <Button
              variant="default"
              leftSection={<IconHistory size={14} />}
              renderRoot={(props) => <Link {...props} to="/firewall/blacklist/imports" search={true} />}
            >
              Imports
            </Button>
          )}
          {mayChange && (
            <>
              <Button
                variant="default"
                renderRoot={(props) => <Link {...props} to="/firewall/blacklist/remove" search={true} />}
              >
                Take off…
              </Button>
              <Button
                variant="default"
                leftSection={<IconFileImport size={14} />}
                renderRoot={(props) => <Link {...props} to="/firewall/blacklist/import" search={true} />}
              >
                Import
              </Button>
              <AddLink />
            </>
          )}
        </Group>
      }
    >
      <SearchFilter main list={list} label="Search numbers" placeholder="Number, or how it begins" />
      {options.length > 0 && (
        <ChoiceFilter list={list} name="import" label="Import" options={options} width={200} searchable />
      )}
    </FilterBar>
  );
}

function AddLink() {
  return (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/firewall/blacklist/add" search={true} />}
    >
      Add numbers
    </Button>
  );
}
