/** The columns of the message list. */
import type { MessageRow } from "@switchyard/contract";
import { blockedSays, messageStatuses } from "@switchyard/engine";
import { Link } from "@tanstack/react-router";
import { columnsOf } from "../../parts/data-table/features.ts";
import { Money } from "../../parts/money.tsx";
import { Place } from "../../parts/place.tsx";
import { Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { messageTones, spoken } from "../../parts/tones.ts";

const column = columnsOf<MessageRow>();

export const messageColumns = column.columns([
  column.accessor("receivedAt", {
    header: "Received",
    enableHiding: false,
    cell: ({ row: { original } }) => (
      <Link
        to="/messages/$messageId"
        params={{ messageId: String(original.id) }}
        search={true}
        resetScroll={false}
        className="quiet-link"
      >
        <Time at={original.receivedAt} />
      </Link>
    ),
  }),
  column.accessor("status", { header: "Status", cell: ({ row: { original } }) => <MessageStatusMark of={original} /> }),
  column.accessor("recipient", {
    header: "Recipient",
    cell: ({ getValue }) => <span className="figures">{getValue()}</span>,
  }),
  column.accessor("clientLogin", {
    header: "Client",
    meta: { wide: true },
    cell: ({ row: { original } }) => (
      <Link to="/clients/$clientId" params={{ clientId: String(original.clientId) }} className="quiet-link">
        {original.clientLogin}
      </Link>
    ),
  }),
  column.accessor("sender", { header: "Sender", cell: ({ getValue }) => getValue() || "–" }),
  column.accessor("country", {
    header: "Destination",
    meta: { wide: true },
    cell: ({ row: { original } }) => <Place country={original.country} network={original.network} any="–" />,
  }),
  column.accessor("parts", { header: "Parts", meta: { right: true, wide: true } }),
  column.accessor("charged", {
    header: "Charged",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) =>
      original.currency ? <Money amount={original.charged} currency={original.currency} /> : "–",
  }),
  column.accessor("connectionName", {
    header: "Connection",
    meta: { wide: true, grow: true },
    cell: ({ row: { original } }) =>
      original.connectionId === null ? (
        "–"
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
  column.accessor("errorCode", { header: "Error", meta: { extra: true }, cell: ({ getValue }) => getValue() ?? "–" }),
  column.accessor("sentAt", {
    header: "Sent",
    meta: { extra: true },
    cell: ({ getValue }) => <Time at={getValue()} />,
  }),
  column.accessor("doneAt", {
    header: "Finished",
    meta: { extra: true },
    cell: ({ getValue }) => <Time at={getValue()} />,
  }),
  column.accessor("id", { header: "Id", meta: { right: true, extra: true } }),
]);

/** A message's status; a blocked one says why. */
export function MessageStatusMark({ of }: { of: Pick<MessageRow, "status" | "reason" | "rejectedByPerson"> }) {
  return (
    <Status
      tone={messageTones[of.status]}
      says={of.reason ? blockedSays(of.reason, of.rejectedByPerson) : spoken(messageStatuses[of.status].says)}
    >
      {of.reason ? `${spoken(of.status)}: ${of.reason.replaceAll("_", " ")}` : spoken(of.status)}
    </Status>
  );
}
