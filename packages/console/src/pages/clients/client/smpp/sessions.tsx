/** The client's live SMPP sessions. */
import { useQuery } from "@tanstack/react-query";
import { liveQuery, refreshMs } from "../../../../api.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { Section } from "../../../../parts/page.tsx";
import { clientSessionColumns } from "../../../../parts/session-columns.tsx";
import { useClientId } from "../current.ts";

export function ClientSessions() {
  const clientId = useClientId();
  const sessions = useQuery(liveQuery("listClientSessions", { params: { clientId } }, refreshMs.fast));
  return (
    <Section title="Live sessions">
      <DataTable
        label="Live sessions"
        columns={clientSessionColumns}
        rows={sessions.data?.items}
        error={sessions.error}
        rowId={(session) => session.id}
        empty={
          <EmptyState title="Nobody is bound">
            When the client binds, its session stands here within two seconds. If a bind fails, the log below says why.
          </EmptyState>
        }
      />
    </Section>
  );
}
