/** The columns of the look-ups made. */
import type { MadeLookup } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Money } from "../../../parts/money.tsx";
import { Status } from "../../../parts/status.tsx";
import { Time } from "../../../parts/time.tsx";
import { networkWords } from "../find-number.tsx";
import { outcomes } from "./outcomes.ts";

const column = columnsOf<MadeLookup>();

export const madeColumns = column.columns([
  column.accessor("at", { header: "When", cell: ({ getValue }) => <Time at={getValue()} /> }),
  column.accessor("number", {
    header: "Number",
    cell: ({ getValue }) => <span className="figures">+{getValue()}</span>,
  }),
  column.accessor("outcome", {
    header: "Outcome",
    cell: ({ row: { original } }) => (
      <Status tone={outcomes[original.outcome].tone} says={original.detail || undefined}>
        {outcomes[original.outcome].word}
      </Status>
    ),
  }),
  column.accessor("network", {
    header: "Network",
    meta: { grow: true },
    cell: ({ row: { original } }) =>
      original.network === null ? "–" : networkWords(original.network, original.networkName),
  }),
  column.accessor("clientLogin", {
    header: "Client",
    cell: ({ row: { original } }) =>
      original.clientId === null ? (
        "–"
      ) : (
        <Link to="/clients/$clientId" params={{ clientId: String(original.clientId) }} className="quiet-link">
          {original.clientLogin ?? `#${original.clientId}`}
        </Link>
      ),
  }),
  column.accessor("charged", {
    header: "Charged",
    meta: { right: true },
    cell: ({ row: { original } }) =>
      original.currency ? <Money amount={original.charged} currency={original.currency} /> : "–",
  }),
  column.accessor("connectionName", {
    header: "Connection",
    meta: { wide: true },
    cell: ({ row: { original } }) =>
      original.connectionName === null ? (
        `#${original.connectionId}`
      ) : (
        <Link
          to="/connections/$connectionId"
          params={{ connectionId: String(original.connectionId) }}
          className="quiet-link"
        >
          {original.connectionName}
        </Link>
      ),
  }),
  column.accessor("cost", {
    header: "Cost",
    meta: { right: true },
    cell: ({ row: { original } }) =>
      original.costCurrency ? <Money amount={original.cost} currency={original.costCurrency} /> : "–",
  }),
]);
