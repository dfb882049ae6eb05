/** Personal routing: the client's own routes, tried before the platform's, and their drawers. */
import { Button, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { liveQuery, refreshMs, useMay, useSend } from "../../../../api.ts";
import { DataTable } from "../../../../parts/data-table/data-table.tsx";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { Section } from "../../../../parts/page.tsx";
import { RouteDrawer } from "../../../../parts/route-drawer.tsx";
import { routeColumns } from "../../../../parts/routing/route-columns.tsx";
import { RouteForm } from "../../../../parts/routing/route-form.tsx";
import { useClientId } from "../current.ts";
import { useCloseToDestinations } from "./close.ts";

const columns = routeColumns((route, children) => (
  <Link
    to="/clients/$clientId/destinations/routes/$routeId"
    params={{ clientId: String(route.clientId), routeId: String(route.id) }}
    search={true}
    resetScroll={false}
    className="quiet-link"
  >
    {children}
  </Link>
));

function useClientRoutes() {
  const clientId = useClientId();
  return useQuery(liveQuery("listClientRoutes", { params: { clientId }, query: { limit: 200 } }, refreshMs.slow));
}

export function ClientRoutes() {
  const clientId = useClientId();
  const mayRoute = useMay("routing.write");
  const routes = useClientRoutes();
  const add = mayRoute && (
    <Button
      variant="default"
      leftSection={<IconPlus size={14} />}
      renderRoot={(props) => (
        <Link
          {...props}
          to="/clients/$clientId/destinations/routes/new"
          params={{ clientId: String(clientId) }}
          search={true}
          resetScroll={false}
        />
      )}
    >
      Add route
    </Button>
  );
  return (
    <Section
      title="Personal routing"
      says="Routes of this client alone. They are tried first, by priority, and then the platform's."
      actions={add}
    >
      <DataTable
        label="Personal routes"
        columns={columns}
        rows={routes.data?.items}
        error={routes.error}
        rowId={(route) => String(route.id)}
        empty={
          <EmptyState title="No personal routes" action={add}>
            The platform's routes serve this client. Add one here to send a destination elsewhere for this client only.
          </EmptyState>
        }
      />
    </Section>
  );
}

export function NewClientRoute() {
  const clientId = useClientId();
  const close = useCloseToDestinations();
  const create = useSend("createClientRoute");
  const mayChange = useMay("routing.write");
  return (
    <RouteDrawer title="Add personal route" onClose={close}>
      <RouteForm mayChange={mayChange} onSave={(body) => create.mutateAsync({ params: { clientId }, body })} />
    </RouteDrawer>
  );
}

const editRoute = getRouteApi("/signed-in/clients/$clientId/destinations/routes/$routeId");

export function EditClientRoute() {
  const clientId = useClientId();
  const routeId = Number(editRoute.useParams().routeId);
  const close = useCloseToDestinations();
  const { data } = useClientRoutes();
  const update = useSend("updateClientRoute");
  const remove = useSend("deleteClientRoute");
  const mayChange = useMay("routing.write");
  const route = data?.items.find(({ id }) => id === routeId);
  const params = { clientId, routeId };
  return (
    <RouteDrawer title="Edit personal route" onClose={close}>
      {!data && <Skeleton height={200} />}
      {data && !route && <EmptyState title="There is no such route">It may have been deleted.</EmptyState>}
      {route && (
        <RouteForm
          route={route}
          mayChange={mayChange}
          onSave={(body) => update.mutateAsync({ params, body })}
          onDelete={() => remove.mutateAsync({ params })}
        />
      )}
    </RouteDrawer>
  );
}
