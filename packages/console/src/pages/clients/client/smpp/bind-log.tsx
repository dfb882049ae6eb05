/** The last binds and refusals of the client, with the reason in words. */
import { SegmentedControl } from "@mantine/core";
import type { BindLogEntry } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { liveQuery, refreshMs } from "../../../../api.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../../parts/data-table/features.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { Section } from "../../../../parts/page.tsx";
import { Status } from "../../../../parts/status.tsx";
import { Time } from "../../../../parts/time.tsx";
import { useClientId } from "../current.ts";

/** Enough to see what an engineer just tried. */
const SHOWN = 25;

const column = columnsOf<BindLogEntry>();

const columns = column.columns([
  column.accessor("at", { header: "When", cell: ({ getValue }) => <Time at={getValue()} /> }),
  column.accessor("systemId", { header: "system_id" }),
  column.accessor("accepted", {
    header: "Outcome",
    cell: ({ row: { original } }) =>
      original.accepted ? (
        <Status tone="good">Bound</Status>
      ) : (
        <Status tone="bad" says={`Answered with ${original.commandStatusName}`}>
          Refused
        </Status>
      ),
  }),
  column.accessor("bindType", { header: "Bind", meta: { wide: true } }),
  column.accessor("remoteAddress", {
    header: "From",
    meta: { wide: true },
    cell: ({ getValue }) => <span className="mono">{getValue()}</span>,
  }),
  column.accessor("reason", { header: "Reason", meta: { grow: true }, cell: ({ getValue }) => getValue() || "–" }),
]);

export function BindLog() {
  const clientId = useClientId();
  const [refused, setRefused] = useState(false);
  const binds = useQuery(
    liveQuery(
      "listClientBinds",
      { params: { clientId }, query: { limit: SHOWN, ...(refused && { refused }) } },
      refreshMs.usual,
    ),
  );
  return (
    <Section
      title="Bind log"
      says={`The last ${SHOWN} binds and refusals.`}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which binds"
          value={refused ? "refused" : "all"}
          onChange={(value) => setRefused(value === "refused")}
          data={[
            { value: "all", label: "All" },
            { value: "refused", label: "Refused" },
          ]}
        />
      }
    >
      <DataTable
        label="Bind log"
        columns={columns}
        rows={binds.data?.items}
        error={binds.error}
        rowId={(bind) => String(bind.id)}
        empty={
          <EmptyState title={refused ? "No bind was refused" : "Nobody has tried to bind yet"}>
            Every bind with one of the client's system_ids is written here, with the reason if it was refused.
          </EmptyState>
        }
      />
    </Section>
  );
}
