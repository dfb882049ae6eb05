/** The sessions of a link, as many as are bound or on their way. */
import type { LiveConnection } from "@switchyard/contract";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { Section } from "../../../parts/page.tsx";
import { Time } from "../../../parts/time.tsx";
import { spoken } from "../../../parts/tones.ts";

type LinkSession = LiveConnection["sessions"][number];

const column = columnsOf<LinkSession>();

const columns = column.columns([
  column.accessor("id", { header: "Session", cell: ({ getValue }) => <span className="mono">{getValue()}</span> }),
  column.accessor("bindType", { header: "Bind" }),
  column.accessor("state", { header: "State", cell: ({ getValue }) => spoken(getValue()) }),
  column.accessor("windowInUse", {
    header: "Window in use",
    meta: { right: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("since", {
    header: "Since",
    meta: { right: true },
    cell: ({ getValue }) => <Time at={getValue()} as="age" />,
  }),
]);

interface ConnectionSessionsProps {
  sessions: readonly LinkSession[];
  paused: boolean;
}

export function ConnectionSessions({ sessions, paused }: ConnectionSessionsProps) {
  return (
    <Section title="Sessions">
      <DataTable
        label="Sessions"
        columns={columns}
        rows={sessions}
        rowId={(session) => session.id}
        empty={
          <EmptyState title="No session is bound">
            {paused
              ? "The connection is paused; resume it to bind."
              : "The switch keeps trying; the last error says why it failed."}
          </EmptyState>
        }
      />
    </Section>
  );
}
