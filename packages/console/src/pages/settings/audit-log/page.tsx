/** Every change anyone made on the platform. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../api.ts";
import { historyQuery } from "../../../parts/history/filters.ts";
import { HistoryTable } from "../../../parts/history/history-table.tsx";
import { Page } from "../../../parts/page.tsx";

const route = getRouteApi("/signed-in/settings/audit-log");

export function AuditLogPage() {
  const search = route.useSearch();
  const { data, error } = useQuery(liveQuery("listHistory", { query: historyQuery(search) }, refreshMs.usual));
  return (
    <Page title="Audit log">
      <HistoryTable page={data} error={error} of="all" />
    </Page>
  );
}
