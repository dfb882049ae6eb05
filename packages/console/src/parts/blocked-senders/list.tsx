/** Senders that are blocked: the platform's and suppliers', or one supplier's own. */
import { Code } from "@mantine/core";
import type { BlockedSender } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { liveQuery, refreshMs } from "../../api.ts";
import { DataTable } from "../data-table/data-table.tsx";
import { columnsOf } from "../data-table/features.ts";
import { Paging } from "../data-table/paging.tsx";
import type { ListState } from "../list-state.ts";
import { Time } from "../time.tsx";
import { validQuery } from "../valid-query.ts";

const column = columnsOf<BlockedSender>();

interface BlockedSenderListProps {
  list: ListState;
  /** Whose: a supplier's id, `none` for the platform's; left out, all. */
  supplierId: string | undefined;
  /** The link that opens one. */
  link: (blocked: BlockedSender, label: ReactNode) => ReactNode;
  onOpen: (blocked: BlockedSender) => void;
  /** Whether to say whose they are. */
  showsOwner?: boolean;
  empty: ReactNode;
}

export function BlockedSenderList({
  list,
  supplierId,
  link,
  onOpen,
  showsOwner = false,
  empty,
}: BlockedSenderListProps) {
  const { q, cursor } = list.search;
  const asked = validQuery("listBlockedSenders", { search: q, supplierId, cursor });
  const blocked = useQuery(liveQuery("listBlockedSenders", { query: asked }, refreshMs.slow));
  const columns = column.columns([
    column.accessor("pattern", {
      header: "Sender",
      cell: ({ row: { original } }) => link(original, <Code>{original.pattern}</Code>),
    }),
    ...(showsOwner
      ? [
          column.accessor("supplierName", {
            header: "Where",
            cell: ({ row: { original } }) => original.supplierName ?? "Everywhere",
          }),
        ]
      : []),
    column.accessor("comment", { header: "Comment", meta: { grow: true } }),
    column.accessor("createdAt", { header: "Since", cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
  return (
    <DataTable
      label="Blocked senders"
      columns={columns}
      rows={blocked.data?.items}
      error={blocked.error}
      rowId={({ id }) => String(id)}
      list={list}
      onOpen={onOpen}
      footer={<Paging list={list} page={blocked.data} noun="senders" />}
      empty={empty}
    />
  );
}
