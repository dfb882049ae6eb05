/** Senders that no message to this supplier may have. */
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
import { FilterBar, SearchFilter } from "../../../parts/filters.tsx";
import { useListState } from "../../../parts/list-state.ts";
import { validQuery } from "../../../parts/valid-query.ts";
import { useSupplierId } from "./current.ts";

export function SupplierBlockedSenders() {
  const supplierId = String(useSupplierId());
  const list = useListState();
  const navigate = useNavigate();
  const mayChange = useMay("firewall.write");
  const filters = validQuery("exportBlockedSenders", { search: list.search.q, supplierId });
  const create = mayChange && (
    <Button
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link {...props} to="/suppliers/$supplierId/blocked-senders/new" params={{ supplierId }} search={true} />
      )}
    >
      Block senders
    </Button>
  );
  return (
    <>
      <FilterBar
        list={list}
        keys={["q"]}
        end={
          <Group gap="xs">
            <CsvLink href={adminPath("exportBlockedSenders", { query: filters })} />
            {create}
          </Group>
        }
      >
        <SearchFilter main list={list} label="Search senders" placeholder="Sender or comment" />
      </FilterBar>
      <BlockedSenderList
        list={list}
        supplierId={supplierId}
        link={({ id }, label) => (
          <Link
            to="/suppliers/$supplierId/blocked-senders/$blockedSenderId"
            params={{ supplierId, blockedSenderId: String(id) }}
            search={true}
            className="quiet-link"
          >
            {label}
          </Link>
        )}
        onOpen={({ id }) =>
          void navigate({
            to: "/suppliers/$supplierId/blocked-senders/$blockedSenderId",
            params: { supplierId, blockedSenderId: String(id) },
            search: true,
          })
        }
        empty={
          list.search.q ? (
            <EmptyState title="No such sender">Clear the search to see all of them.</EmptyState>
          ) : (
            <EmptyState title="No sender is blocked here" action={create}>
              Pools pass this supplier over for messages whose sender it must not be sent, as it leaves after all rules.
            </EmptyState>
          )
        }
      />
      <Outlet />
    </>
  );
}

function useClose() {
  const supplierId = String(useSupplierId());
  const navigate = useNavigate();
  return useCallback(
    () => void navigate({ to: "/suppliers/$supplierId/blocked-senders", params: { supplierId }, search: true }),
    [navigate, supplierId],
  );
}

export function NewSupplierBlockedSenders() {
  return <NewBlockedSendersDrawer supplierId={useSupplierId()} onClose={useClose()} />;
}

const one = getRouteApi("/signed-in/suppliers/$supplierId/blocked-senders/$blockedSenderId");

export function EditSupplierBlockedSender() {
  const { blockedSenderId } = one.useParams();
  return <EditBlockedSenderDrawer blockedSenderId={blockedSenderId} onClose={useClose()} />;
}
