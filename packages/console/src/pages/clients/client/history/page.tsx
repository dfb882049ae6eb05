/** Every change to anything of this client. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { liveQuery, refreshMs } from "../../../../api.ts";
import { historyQuery } from "../../../../parts/history/filters.ts";
import { HistoryTable } from "../../../../parts/history/history-table.tsx";
import { useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/history");

export function HistoryTab() {
  const clientId = useClientId();
  const search = route.useSearch();
  const { data, error } = useQuery(
    liveQuery("listClientHistory", { params: { clientId }, query: historyQuery(search) }, refreshMs.usual),
  );
  return <HistoryTable page={data} error={error} of="client" />;
}
