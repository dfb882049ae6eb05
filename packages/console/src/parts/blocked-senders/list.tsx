/** Senders that are blocked: the platform's and suppliers', or one supplier's own; unblocked singly or many at once. */
import { Button, Code } from "@mantine/core";
import type { BlockedSender } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { liveQuery, refreshMs, useMay, useSend } from "../../api.ts";
import { ConfirmByTyping } from "../confirm-by-typing.tsx";
import { DataTable } from "../data-table/data-table.tsx";
import { columnsOf } from "../data-table/features.ts";
import { Paging } from "../data-table/paging.tsx";
import { type Selection, SelectionBar, selectColumn, useSelection } from "../data-table/selection.tsx";
import { formatCount } from "../figures.ts";
import type { ListState } from "../list-state.ts";
import { said } from "../said.ts";
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
  const mayChange = useMay("firewall.write");
  const selection = useSelection<BlockedSender>();
  const nameOf = ({ pattern, supplierName }: BlockedSender) =>
    showsOwner && supplierName ? `${pattern} of ${supplierName}` : pattern;
  const columns = column.columns([
    ...(mayChange ? [selectColumn(selection, blocked.data?.items ?? [], nameOf)] : []),
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
    <>
      {selection.rows.length > 0 && <UnblockBar selection={selection} />}
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
    </>
  );
}

/** `1 sender`, `2,000 senders` */
const counted = (count: number): string => `${formatCount(count)} ${count === 1 ? "sender" : "senders"}`;

function UnblockBar({ selection: { rows, clear } }: { selection: Selection<BlockedSender> }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync: remove } = useSend("deleteBlockedSenders");
  const many = counted(rows.length);
  return (
    <>
      <SelectionBar label="Selected senders" many={many} onClear={clear}>
        <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
          Unblock…
        </Button>
      </SelectionBar>
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Unblock ${many}?`}
        phrase="unblock"
        action="Unblock"
        onConfirm={async () => {
          const { removed } = await remove({ body: { blockedSenderIds: rows.map(({ id }) => id) } });
          said(`${counted(removed)} may be used again.`);
          clear();
        }}
      >
        Messages with these senders pass again at once.
      </ConfirmByTyping>
    </>
  );
}
