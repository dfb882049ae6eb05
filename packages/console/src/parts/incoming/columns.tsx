/** The columns of the log of incoming messages. */
import type { IncomingRow } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { columnsOf } from "../data-table/features.ts";
import { Money } from "../money.tsx";
import { Time } from "../time.tsx";
import { IncomingStatusMark } from "./looks.tsx";

const column = columnsOf<IncomingRow>();

export type MessageLink = (message: IncomingRow, children: ReactNode) => ReactNode;

export interface IncomingColumnsOptions {
  /** Leads to a message's drawer over the list. */
  readonly link: MessageLink;
  /** Left out where the list is of one client, or of nobody. */
  readonly hasClients: boolean;
  /** Left out where all are unassigned. */
  readonly hasStates: boolean;
}

export function incomingColumns({ link, hasClients, hasStates }: IncomingColumnsOptions) {
  return column.columns([
    column.accessor("receivedAt", {
      header: "Received",
      enableHiding: false,
      cell: ({ row: { original } }) => link(original, <Time at={original.receivedAt} />),
    }),
    ...(hasStates ? [stateColumn] : []),
    column.accessor("sender", {
      header: "From",
      cell: ({ getValue }) => <span className="figures">{withPlus(getValue())}</span>,
    }),
    column.accessor("number", {
      header: "To",
      cell: ({ row: { original } }) => (
        <span className="figures">
          {original.number}
          {original.keyword ? ` ${original.keyword}` : ""}
        </span>
      ),
    }),
    ...(hasClients ? [clientColumn] : []),
    column.accessor("text", {
      header: "Text",
      meta: { grow: true },
      cell: ({ getValue }) => getValue() ?? <span className="quiet">no text</span>,
    }),
    column.accessor("charged", {
      header: "Charged",
      meta: { right: true, wide: true },
      cell: ({ row: { original } }) =>
        original.currency ? <Money amount={original.charged} currency={original.currency} /> : "–",
    }),
  ]);
}

const stateColumn = column.accessor("status", {
  header: "State",
  cell: ({ getValue }) => <IncomingStatusMark status={getValue()} />,
});

const clientColumn = column.accessor("clientLogin", {
  header: "Client",
  cell: ({ row: { original } }) =>
    original.clientId === null ? (
      "–"
    ) : (
      <Link to="/clients/$clientId" params={{ clientId: String(original.clientId) }} className="quiet-link">
        {original.clientLogin ?? `#${original.clientId}`}
      </Link>
    ),
});

/** A handset's number as it is dialled; a name stays one. */
export const withPlus = (sender: string): string => (/^\d{7,}$/.test(sender) ? `+${sender}` : sender || "–");
