/** The columns of the clients list. */
import type { ClientRow } from "@switchyard/contract";
import { Link } from "@tanstack/react-router";
import { columnsOf } from "../../parts/data-table/features.ts";
import { formatCount } from "../../parts/figures.ts";
import { Money } from "../../parts/money.tsx";
import { Share } from "../../parts/share.tsx";
import { Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { clientBlockLooks } from "../../parts/tones.ts";

const column = columnsOf<ClientRow>();

export const clientColumns = column.columns([
  column.accessor("login", {
    header: "Login",
    enableHiding: false,
    meta: { sort: "login" },
    cell: ({ row: { original } }) => (
      <Link to="/clients/$clientId" params={{ clientId: String(original.id) }} className="quiet-link">
        <b>{original.login}</b>
      </Link>
    ),
  }),
  column.accessor("company", { header: "Company", meta: { sort: "company", grow: true, wide: true } }),
  column.accessor("block", {
    header: "Status",
    cell: ({ getValue }) => {
      const look = clientBlockLooks[getValue()];
      return (
        <Status tone={look.tone} says={look.says}>
          {look.word}
        </Status>
      );
    },
  }),
  column.accessor("managerLogin", {
    header: "Manager",
    meta: { wide: true },
    cell: ({ getValue }) => getValue() ?? "–",
  }),
  column.accessor("product", {
    header: "Product",
    meta: { wide: true },
    cell: ({ row: { original } }) =>
      original.productId === null ? (
        "–"
      ) : (
        <Link to="/products/$productId" params={{ productId: String(original.productId) }} className="quiet-link">
          {original.product}
        </Link>
      ),
  }),
  column.accessor("balance", {
    header: "Balance",
    meta: { right: true, sort: "balance", descendingFirst: true },
    cell: ({ row: { original } }) => <Money amount={original.balance} currency={original.currency} signed />,
  }),
  column.accessor("available", {
    header: "Available",
    meta: { right: true, wide: true },
    cell: ({ row: { original } }) => <Money amount={original.available} currency={original.currency} signed />,
  }),
  column.accessor("currency", { header: "Currency", meta: { extra: true } }),
  column.accessor("liveSessions", {
    header: "Sessions",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("messagesToday", {
    header: "Messages today",
    meta: { right: true, sort: "messages_today", descendingFirst: true, wide: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("deliveryRateToday", {
    header: "Delivered",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => <Share of={getValue()} />,
  }),
  column.accessor("lastActivity", {
    header: "Last activity",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => <Time at={getValue()} as="age" none="never" />,
  }),
  column.accessor("createdAt", {
    header: "Registered",
    meta: { right: true, sort: "created", descendingFirst: true, extra: true },
    cell: ({ getValue }) => <Time at={getValue()} as="day" />,
  }),
  column.accessor("id", { header: "Id", meta: { right: true, extra: true } }),
]);
