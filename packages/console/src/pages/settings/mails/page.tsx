/** Outgoing mail: what went out, what waits, and what failed and why. */
import { Button } from "@mantine/core";
import { type MailRow, mailKinds, mailStatuses } from "@switchyard/contract";
import { IconMailForward } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { liveQuery, query, refreshMs, useMay } from "../../../api.ts";
import { DataTable } from "../../../parts/data-table/data-table.tsx";
import { columnsOf } from "../../../parts/data-table/features.ts";
import { Paging } from "../../../parts/data-table/paging.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { formatCount } from "../../../parts/figures.ts";
import { ChoiceFilter, ClientFilter, FilterBar } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { Note } from "../../../parts/note.tsx";
import { Page } from "../../../parts/page.tsx";
import { Time } from "../../../parts/time.tsx";
import { mailFilterKeys, mailsQuery } from "./filters.ts";
import { MailStatusMark } from "./mail-status.tsx";
import classes from "./mails.module.css";

const route = getRouteApi("/signed-in/settings/mails");

const column = columnsOf<MailRow>();

const columns = column.columns([
  column.accessor("createdAt", {
    header: "Written",
    meta: { wide: true },
    cell: ({ getValue }) => <Time at={getValue()} />,
  }),
  column.accessor("status", {
    header: "Status",
    cell: ({ row: { original } }) => <MailStatusMark mail={original} />,
  }),
  column.accessor("kind", { header: "Kind", meta: { wide: true }, cell: ({ getValue }) => mailKinds[getValue()] }),
  column.accessor("subject", {
    header: "Subject",
    meta: { grow: true },
    cell: ({ row: { original } }) => (
      <Link
        to="/settings/mails/$mailId"
        params={{ mailId: String(original.id) }}
        search={true}
        resetScroll={false}
        className="quiet-link"
      >
        <b>{original.subject}</b>
      </Link>
    ),
  }),
  column.accessor("recipients", {
    header: "To",
    meta: { wide: true },
    cell: ({ getValue }) => <Recipients recipients={getValue()} />,
  }),
  column.accessor("tries", {
    header: "Tries",
    meta: { right: true, wide: true },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("nextTryAt", {
    header: "Next try",
    meta: { wide: true },
    cell: ({ getValue }) => <Time at={getValue()} />,
  }),
  column.accessor("sentAt", { header: "Sent", meta: { wide: true }, cell: ({ getValue }) => <Time at={getValue()} /> }),
]);

function Recipients({ recipients }: { recipients: readonly string[] }) {
  const [first, ...others] = recipients;
  return (
    <>
      {first}
      {others.length > 0 && <span className={classes.quiet}> and {others.length} more</span>}
    </>
  );
}

export function MailsPage() {
  const search = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const maySend = useMay("mails.write");
  const mails = useQuery(liveQuery("listMails", { query: mailsQuery(search) }, refreshMs.usual));
  const isFiltered = mailFilterKeys.some((key) => search[key]);
  const test = maySend && (
    <Button
      variant="default"
      leftSection={<IconMailForward size={14} />}
      renderRoot={(props) => <Link {...props} to="/settings/mails/test" search={true} resetScroll={false} />}
    >
      Send a test mail
    </Button>
  );
  return (
    <Page title="Mail" actions={test}>
      <ServerNote />
      <FilterBar list={list} keys={mailFilterKeys}>
        <ChoiceFilter list={list} name="status" label="Status" options={optionsOf(mailStatuses)} />
        <ChoiceFilter list={list} name="kind" label="Kind" options={optionsOf(mailKinds)} />
        <ClientFilter list={list} />
      </FilterBar>
      <DataTable
        label="Mails"
        columns={columns}
        rows={mails.data?.items}
        error={mails.error}
        rowId={({ id }) => String(id)}
        list={list}
        onOpen={({ id }) =>
          void navigate({
            to: "/settings/mails/$mailId",
            params: { mailId: String(id) },
            search: true,
            resetScroll: false,
          })
        }
        footer={<Paging list={list} page={mails.data} noun="mails" />}
        empty={
          isFiltered ? (
            <EmptyState title="No mail fits these filters">Change or clear a filter to see others.</EmptyState>
          ) : (
            <EmptyState title="No mail yet" action={test}>
              Invoices, credit notes, new prices and low balances are told to clients by mail, and stand here with what
              became of them.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </Page>
  );
}

/** Where mail leaves; without a server, what to do. */
function ServerNote() {
  const { data: server } = useQuery(query("getMailServer"));
  if (!server) return null;
  if (server.address === null) {
    return (
      <Note tone="wait">
        No mail server is configured: mails wait here. Set <code className="mono">SWITCHYARD_SMTP_URL</code> and restart
        the switch; what waits leaves then.
      </Note>
    );
  }
  return (
    <p className={classes.server}>
      Mail leaves through <b>{server.address}</b>, from <b>{server.sender}</b> where a brand names no other sender.
    </p>
  );
}

function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
