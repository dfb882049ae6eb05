/** Every change to one thing: a supplier, a product. */
import { useQuery } from "@tanstack/react-query";
import { liveQuery, refreshMs } from "../../api.ts";
import { useListState } from "../list-state.ts";
import { historyQuery } from "./filters.ts";
import { HistoryTable } from "./history-table.tsx";

interface ThingHistoryProps {
  /** What the history calls it: "supplier". */
  entity: string;
  entityId: number;
}

export function ThingHistory({ entity, entityId }: ThingHistoryProps) {
  const { search } = useListState();
  const asked = { ...historyQuery(search), entity, entityId: String(entityId) };
  const { data, error } = useQuery(liveQuery("listHistory", { query: asked }, refreshMs.usual));
  return <HistoryTable page={data} error={error} of="thing" />;
}
