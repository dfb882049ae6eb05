/** Drawers of the platform's routes. */
import { Skeleton } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useMay, useSend } from "../../api.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { RouteDrawer } from "../../parts/route-drawer.tsx";
import { RouteForm } from "../../parts/routing/route-form.tsx";
import { usePlatformRoutes } from "./page.tsx";

function useCloseToRoutes() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/routes", search: true }), [navigate]);
}

export function NewRoute() {
  const close = useCloseToRoutes();
  const create = useSend("createRoute");
  const mayChange = useMay("routing.write");
  return (
    <RouteDrawer title="Create route" onClose={close}>
      <RouteForm mayChange={mayChange} onSave={(body) => create.mutateAsync({ body })} />
    </RouteDrawer>
  );
}

const page = getRouteApi("/signed-in/routes/$routeId");

export function EditRoute() {
  const { routeId } = page.useParams();
  const close = useCloseToRoutes();
  const { data } = usePlatformRoutes();
  const update = useSend("updateRoute");
  const remove = useSend("deleteRoute");
  const mayChange = useMay("routing.write");
  const route = data?.items.find(({ id }) => id === Number(routeId));
  return (
    <RouteDrawer title="Edit route" onClose={close}>
      {!data && <Skeleton height={240} />}
      {data && !route && (
        <EmptyState title="Not on this page of the routes">Close this and look at another page.</EmptyState>
      )}
      {route && (
        <RouteForm
          route={route}
          mayChange={mayChange}
          onSave={(body) => update.mutateAsync({ params: { routeId }, body })}
          onDelete={() => remove.mutateAsync({ params: { routeId } })}
        />
      )}
    </RouteDrawer>
  );
}
