/** Drawers of a connection: a new one, a copy, or the settings of one. */
import { Skeleton } from "@mantine/core";
import type { Connection } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useSend } from "../../api.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { RouteDrawer, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";
import { EditConnectionForm, NewConnectionForm } from "./form.tsx";

const newRoute = getRouteApi("/signed-in/connections/new");

export function NewConnection() {
  const { supplier, copy } = newRoute.useSearch();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/connections", search: ({ copy: _, ...rest }) => rest }),
    [navigate],
  );
  return (
    <RouteDrawer title={copy ? "Copy connection" : "Create connection"} onClose={close} size="xl">
      {copy ? <Copy connectionId={copy} /> : <Create supplierId={supplier} />}
    </RouteDrawer>
  );
}

function Copy({ connectionId }: { connectionId: string }) {
  const { data, error } = useQuery(query("getConnection", { params: { connectionId } }));
  if (data) return <Create of={data} supplierId={String(data.supplierId)} />;
  return error ? <ProblemNote error={error} /> : <Skeleton height={300} />;
}

interface CreateProps {
  supplierId: string | undefined;
  /** What the new one begins as. */
  of?: Connection;
}

function Create({ supplierId, of }: CreateProps) {
  const navigate = useNavigate();
  const { setDirty } = useDrawer();
  const create = useSend("createConnection");
  return (
    <NewConnectionForm
      supplierId={supplierId}
      of={of}
      onSave={async (body) => {
        const { id } = await create.mutateAsync({ body });
        setDirty(false);
        await navigate({ to: "/connections/$connectionId", params: { connectionId: String(id) } });
      }}
    />
  );
}

const editRoute = getRouteApi("/signed-in/connections/$connectionId/edit");

export function EditConnection() {
  const { connectionId } = editRoute.useParams();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/connections/$connectionId", params: { connectionId } }),
    [connectionId, navigate],
  );
  const { data } = useQuery(query("getConnection", { params: { connectionId } }));
  return (
    <RouteDrawer title={`Edit ${data?.name ?? ""}`} onClose={close} size="xl">
      {data ? <Edit connection={data} /> : <Skeleton height={300} />}
    </RouteDrawer>
  );
}

function Edit({ connection }: { connection: Connection }) {
  const { leave } = useDrawer();
  const update = useSend("updateConnection");
  return (
    <EditConnectionForm
      connection={connection}
      onSave={async (body) => {
        await update.mutateAsync({ params: { connectionId: connection.id }, body });
        said(`${connection.name} is saved.`);
        leave();
      }}
    />
  );
}
