/** Numbers that want nothing more from a client, or from anybody. */
import { Button, Group, Select } from "@mantine/core";
import { adminPath, type OptOut } from "@switchyard/contract";
import { IconFileImport, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { liveQuery, refreshMs, useMay, useSend } from "../../../api.ts";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { CsvLink } from "../../../parts/csv-link.tsx";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { type Selection, SelectionBar, selectColumn, useSelection } from "../../../parts/data-table/selection.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ClientFilter, FilterBar, SearchFilter } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { said } from "../../../parts/said.ts";
import { Time } from "../../../parts/time.tsx";
import { validQuery } from "../../../parts/valid-query.ts";
import { counted } from "../numbers/words.ts";

const route = getRouteApi("/signed-in/firewall/opt-outs");
const column = columnsOf<OptOut>();
const nameOf = ({ number, clientLogin }: OptOut) => `+${number} from ${clientLogin ?? "everybody"}`;

function columnsFor(
  remove: ((optOut: OptOut) => void) | undefined,
  selection: Selection<OptOut>,
  page: readonly OptOut[],
) {
  return column.columns([
    ...(remove ? [selectColumn(selection, page, nameOf)] : []),
    column.accessor("number", { header: "Number", cell: ({ getValue }) => <b className="figures">+{getValue()}</b> }),
    column.accessor("clientLogin", {
      header: "From",
      cell: ({ row: { original } }) =>
        original.clientId === null ? (
          "Everybody"
        ) : (
          <Link to="/clients/$clientId" params={{ clientId: String(original.clientId) }} className="quiet-link">
            {original.clientLogin}
          </Link>
        ),
    }),
    column.accessor("comment", { header: "Comment", meta: { grow: true, wide: true } }),
    column.accessor("enteredBy", { header: "Entered by", meta: { wide: true } }),
    column.accessor("createdAt", { header: "Since", cell: ({ getValue }) => <Time at={getValue()} /> }),
    ...(remove
      ? [
          column.display({
            id: "remove",
            header: "",
            meta: { right: true },
            cell: ({ row: { original } }) => (
              <Button variant="subtle" size="compact-xs" onClick={() => remove(original)}>
                Take off
              </Button>
            ),
          }),
        ]
      : []),
  ]);
}

export function OptOutsPage() {
  const { q, client, cursor } = route.useSearch();
  const list = useListState();
  const mayChange = useMay("firewall.write");
  const { mutateAsync: remove } = useSend("removeOptOuts");
  const filters = validQuery("exportOptOuts", { search: q, clientId: client });
  const optOuts = useQuery(
    liveQuery("listOptOuts", { query: { ...filters, ...(cursor && { cursor }) } }, refreshMs.slow),
  );
  const rows = optOuts.data?.items;
  const selection = useSelection<OptOut>();
  const columns = useMemo(() => {
    const takeOff = ({ clientId, number }: OptOut) =>
      void remove({ body: { clientId, numbers: [number] } }).then(
        () => said(`+${number} may be written to again.`),
        said,
      );
    return columnsFor(mayChange ? takeOff : undefined, selection, rows ?? []);
  }, [mayChange, remove, selection, rows]);
  return (
    <>
      <FilterBar
        list={list}
        keys={["q", "client"]}
        end={<Actions mayChange={mayChange} csv={adminPath("exportOptOuts", { query: filters })} />}
      >
        <SearchFilter main list={list} label="Search numbers" placeholder="Number, or how it begins" />
        <Select
          size="xs"
          aria-label="From whom"
          placeholder="From anybody"
          data={[{ value: "everybody", label: "For all clients" }]}
          value={client === "everybody" ? client : null}
          onChange={(value) => list.filter({ client: value ?? undefined })}
          clearable
          w={150}
        />
        {client !== "everybody" && <ClientFilter list={list} />}
      </FilterBar>
      {selection.rows.length > 0 && <TakeOffBar selection={selection} />}
      <DataTable
        label="Opt-outs"
        columns={columns}
        rows={rows}
        error={optOuts.error}
        rowId={({ id }) => String(id)}
        list={list}
        footer={<Paging list={list} page={optOuts.data} noun="numbers" />}
        empty={
          q || client ? (
            <EmptyState title="No such opt-out">Type a number or how it begins, with its country code.</EmptyState>
          ) : (
            <EmptyState title="Nobody opted out yet" action={mayChange && <AddLink />}>
              Numbers here get no more messages from the client they opted out of, or from anybody. A client that is
              exempt from the black list is not exempt from these.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}

function TakeOffBar({ selection: { rows, clear } }: { selection: Selection<OptOut> }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync: remove } = useSend("removeOptOuts");
  const takeOff = async () => {
    // What a request takes off is one client's, or everybody's.
    let removed = 0;
    for (const owner of new Set(rows.map(({ clientId }) => clientId))) {
      const numbers = rows.filter(({ clientId }) => clientId === owner).map(({ number }) => number);
      removed += (await remove({ body: { clientId: owner, numbers } })).removed;
    }
    said(`${counted(removed)} taken off.`);
    clear();
  };
  return (
    <>
      <SelectionBar label="Selected opt-outs" many={counted(rows.length)} onClear={clear}>
        <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
          Take off…
        </Button>
      </SelectionBar>
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Take off ${counted(rows.length)}?`}
        phrase="take off"
        action="Take off"
        onConfirm={takeOff}
      >
        Who opted out is written to again. Take off only whom you know to want that.
      </ConfirmByTyping>
    </>
  );
}

function Actions({ mayChange, csv }: { mayChange: boolean; csv: string }) {
  return (
    <Group gap="xs">
      <CsvLink href={csv} />
      {mayChange && (
        <>
          <Button
            variant="default"
            leftSection={<IconFileImport size={14} />}
            renderRoot={(props) => <Link {...props} to="/firewall/opt-outs/import" search={true} />}
          >
            Import
          </Button>
          <AddLink />
        </>
      )}
    </Group>
  );
}

function AddLink() {
  return (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/firewall/opt-outs/add" search={true} />}
    >
      Add opt-outs
    </Button>
  );
}
