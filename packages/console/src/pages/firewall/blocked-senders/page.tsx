/** Senders nobody may use, and those that single suppliers must not be sent. */
import { Button, Group } from "@mantine/core";
import { adminPath } from "@switchyard/contract";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useMay } from "../../../api.ts";
import { EditBlockedSenderDrawer, NewBlockedSendersDrawer } from "../../../parts/blocked-senders/form.tsx";
import { BlockedSenderList } from "../../../parts/blocked-senders/list.tsx";
import { CsvLink } from "../../../parts/csv-link.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { FilterBar, SearchFilter, SupplierFilter } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { validQuery } from "../../../parts/valid-query.ts";

const route = getRouteApi("/signed-in/firewall/blocked-senders");

export function BlockedSendersPage() {
  const { q, supplier } = route.useSearch();
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMay("firewall.write");
  const filters = validQuery("exportBlockedSenders", { search: q, supplierId: supplier });
  const create = mayChange && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => <Link {...props} to="/firewall/blocked-senders/new" search={true} />}
    >
      Block senders
    </Button>
  );
  return (
    <>
      <FilterBar
        list={list}
        keys={["q", "supplier"]}
        end={
          <Group gap="xs">
            <CsvLink href={adminPath("exportBlockedSenders", { query: filters })} />
            {create}
          </Group>
        }
      >
        <SearchFilter main list={list} label="Search senders" placeholder="Sender or comment" />
        <SupplierFilter list={list} label="Where" none="Everywhere" />
      </FilterBar>
      <BlockedSenderList
        list={list}
        supplierId={supplier}
        showsOwner
        link={({ id }, label) => (
          <Link
            to="/firewall/blocked-senders/$blockedSenderId"
            params={{ blockedSenderId: String(id) }}
            search={true}
            className="quiet-link"
          >
            {label}
          </Link>
        )}
        onOpen={({ id }) =>
          void navigate({
            to: "/firewall/blocked-senders/$blockedSenderId",
            params: { blockedSenderId: String(id) },
            search: true,
          })
        }
        empty={
          q || supplier ? (
            <EmptyState title="No such sender">Clear the filters to see all of them.</EmptyState>
          ) : (
            <EmptyState title="No sender is blocked" action={create}>
              Block a sender for everybody, or for messages that go to one supplier. bank* blocks all that begin with
              bank.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}

function useClose() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/firewall/blocked-senders", search: true }), [navigate]);
}

export function NewBlockedSenders() {
  return <NewBlockedSendersDrawer onClose={useClose()} />;
}

const one = getRouteApi("/signed-in/firewall/blocked-senders/$blockedSenderId");

export function EditBlockedSender() {
  const { blockedSenderId } = one.useParams();
  return <EditBlockedSenderDrawer blockedSenderId={blockedSenderId} onClose={useClose()} />;
}
