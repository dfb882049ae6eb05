/** The numbers on which the client receives. */
import { Button } from "@mantine/core";
import type { ReceptionNumber } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { query, useMay } from "../../../../api.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { Paging } from "../../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { FilterBar, SearchFilter } from "../../../../parts/filters.tsx";
import { useListState } from "../../../../parts/list-state.ts";
import { Money } from "../../../../parts/money.tsx";
import { Note } from "../../../../parts/note.tsx";
import { Status } from "../../../../parts/status.tsx";
import { validQuery } from "../../../../parts/valid-query.ts";
import { useClient, useClientId } from "../current.ts";

const column = columnsOf<ReceptionNumber>();

const columns = column.columns([
  column.accessor("number", {
    header: "Number",
    cell: ({ row: { original } }) => (
      <Link
        to="/clients/$clientId/incoming/$numberId"
        params={{ clientId: String(original.clientId), numberId: String(original.id) }}
        search={true}
        resetScroll={false}
        className="quiet-link"
      >
        <b className="figures">{original.number}</b>
      </Link>
    ),
  }),
  column.accessor("keyword", { header: "Keyword", cell: ({ getValue }) => getValue() || "–" }),
  column.accessor("forward", {
    header: "Handed over",
    cell: ({ getValue }) => (getValue() === "smpp" ? "by SMPP" : "only kept"),
  }),
  column.accessor("price", {
    header: "Price per part",
    meta: { right: true },
    cell: ({ row: { original } }) =>
      original.price === null ? "client's prices" : <Money amount={original.price} currency={original.currency} />,
  }),
  column.accessor("enabled", {
    header: "State",
    cell: ({ getValue }) => <Status tone={getValue() ? "good" : "idle"}>{getValue() ? "On" : "Off"}</Status>,
  }),
  column.accessor("comment", { header: "Comment", meta: { grow: true, wide: true } }),
]);

export function ReceptionNumbers() {
  const clientId = useClientId();
  const { data: client } = useClient();
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMay("incoming.write");
  const { q, cursor } = list.search;
  const filters = validQuery("listReceptionNumbers", { clientId: String(clientId), search: q, cursor });
  const numbers = useQuery(query("listReceptionNumbers", { query: filters }));
  const open = ({ id }: ReceptionNumber) =>
    void navigate({
      to: "/clients/$clientId/incoming/$numberId",
      params: { clientId: String(clientId), numberId: String(id) },
      search: true,
      resetScroll: false,
    });
  return (
    <>
      {client && !client.incomingSmpp && (
        <Note tone="wait">The client's profile has “Send MO via SMPP” off: what comes is only kept.</Note>
      )}
      <FilterBar list={list} keys={["q"]} end={mayChange && <AddLink clientId={clientId} />}>
        <SearchFilter main list={list} label="Search numbers" placeholder="Number, or how it begins" />
      </FilterBar>
      <DataTable
        label="Reception numbers"
        columns={columns}
        rows={numbers.data?.items}
        error={numbers.error}
        rowId={({ id }) => String(id)}
        list={list}
        onOpen={open}
        footer={<Paging list={list} page={numbers.data} noun="numbers" />}
        empty={
          q ? (
            <EmptyState title="No such number">Type a number or how it begins.</EmptyState>
          ) : (
            <EmptyState title="No reception numbers yet" action={mayChange && <AddLink clientId={clientId} />}>
              Messages that handsets write to the client's numbers are kept here and handed to its receivers. Several
              clients may share a number, each with a keyword of its own.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}

function AddLink({ clientId }: { clientId: number }) {
  return (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link {...props} to="/clients/$clientId/incoming/new" params={{ clientId: String(clientId) }} search={true} />
      )}
    >
      Add numbers
    </Button>
  );
}
