/** Every route in the order they are tried: which wins, and why the others do not. */
import { Text } from "@mantine/core";
import type { ExplainedRoute, Explanation } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { DataTable } from "../data-table/data-table.tsx";
import { columnsOf } from "../data-table/features.ts";
import { EmptyState } from "../empty-state.tsx";
import { formatCount } from "../figures.ts";
import { Place } from "../place.tsx";
import { ownerPage } from "../routing/owner.ts";
import { Status } from "../status.tsx";

const column = columnsOf<ExplainedRoute>();

const scopes = { client: "Client's own", product: "Product's", platform: "Platform's" } as const;

const verdicts = {
  chosen: { tone: "good", word: null },
  set_aside: { tone: "wait", word: "Set aside" },
  not_reached: { tone: "idle", word: "Not reached" },
  does_not_fit: { tone: "idle", word: "Does not fit" },
} as const;

/** The one that wins does so, or would if the message were not stopped. */
const columnsWith = (wins: string) =>
  column.columns([
    column.accessor("verdict", {
      header: "Verdict",
      cell: ({ getValue }) => {
        const { tone, word } = verdicts[getValue()];
        return <Status tone={tone}>{word ?? wins}</Status>;
      },
    }),
    column.accessor("why", { header: "Why", meta: { grow: true } }),
    column.accessor("scope", {
      header: "Whose",
      cell: ({ row: { original } }) => (
        <Link {...ownerPage(original)} className="quiet-link">
          {scopes[original.scope]}
        </Link>
      ),
    }),
    column.accessor("priority", { header: "Priority", meta: { right: true } }),
    column.accessor("country", {
      header: "Destination",
      cell: ({ row: { original } }) => <Place country={original.country} network={original.network} />,
    }),
    column.accessor("poolName", {
      header: "Pool",
      cell: ({ row: { original } }) => (
        <Link to="/pools/$poolId" params={{ poolId: String(original.poolId) }} className="quiet-link">
          {original.poolName}
        </Link>
      ),
    }),
  ]);

const columns = { accepted: columnsWith("Wins"), blocked: columnsWith("Would win") };

export function ExplainedRoutes({
  outcome,
  routes,
  routesLeftOut,
}: Pick<Explanation, "outcome" | "routes" | "routesLeftOut">) {
  return (
    <>
      <DataTable
        label="Routes tried"
        columns={columns[outcome]}
        rows={routes}
        rowId={({ id }) => String(id)}
        empty={
          <EmptyState title="No route was looked at">
            The message is stopped before, or neither the client, its product nor the platform has a route.
          </EmptyState>
        }
      />
      {routesLeftOut > 0 && (
        <Text size="xs" c="dimmed">
          {formatCount(routesLeftOut)} more that do not fit are not shown.
        </Text>
      )}
    </>
  );
}
