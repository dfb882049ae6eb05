/** The drawer of an owner's routes that the URL opens. */
import { Skeleton } from "@mantine/core";
import { type RouteRef, routeScopeName } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { problemIn, query, useSend } from "../../api.ts";
import type { Ticked } from "../data-table/selection.tsx";
import { EmptyState } from "../empty-state.tsx";
import { ExplainPanel } from "../explain/panel.tsx";
import { ProblemNote } from "../problem.tsx";
import { RouteDrawer } from "../route-drawer.tsx";
import { useRoutesDrawer } from "./address.ts";
import { ChangeRoutes } from "./change.tsx";
import { CopyRoutes } from "./copy.tsx";
import { DeleteRoutes } from "./delete.tsx";
import { RouteForm } from "./form.tsx";
import { scopeParam } from "./owner.ts";

interface RouteDrawersProps {
  owner: RouteRef;
  mayChange: boolean;
  selection: Ticked;
}

export function RouteDrawers({ owner, mayChange, selection }: RouteDrawersProps) {
  const { isNew, routeId, isCopy, several, close } = useRoutesDrawer();
  if (routeId !== undefined) {
    const props = { owner, routeId, mayChange, onClose: close };
    return isCopy ? <CopyRoute {...props} /> : <EditRoute {...props} />;
  }
  if (several === "explain") {
    return (
      <RouteDrawer title="Explain a message" onClose={close} size="xl">
        <ExplainPanel {...(owner.scope === "client" && { clientId: owner.ownerId })} />
      </RouteDrawer>
    );
  }
  if (!mayChange) return null;
  if (isNew) return <NewRoute owner={owner} onClose={close} />;
  if (several === "pool" || several === "priority") {
    return <ChangeRoutes owner={owner} selection={selection} what={several} onClose={close} />;
  }
  if (several === "copy") return <CopyRoutes owner={owner} selection={selection} onClose={close} />;
  if (several === "delete") return <DeleteRoutes owner={owner} selection={selection} onClose={close} />;
  return null;
}

function NewRoute({ owner, onClose }: { owner: RouteRef; onClose: () => void }) {
  const create = useSend("createRoute");
  return (
    <RouteDrawer title="Add route" onClose={onClose} size="lg">
      <RouteForm
        isStored={false}
        mayLookUp={owner.scope === "platform"}
        mayChange
        onSave={(body) => create.mutateAsync({ params: scopeParam(owner), body })}
      />
    </RouteDrawer>
  );
}

interface OneRouteProps {
  owner: RouteRef;
  routeId: number;
  mayChange: boolean;
  onClose: () => void;
}

function useOneRoute({ owner, routeId }: Pick<OneRouteProps, "owner" | "routeId">) {
  return useQuery(query("getRoute", { params: { ...scopeParam(owner), routeId } }));
}

function EditRoute({ owner, routeId, mayChange, onClose }: OneRouteProps) {
  const { data: route, error } = useOneRoute({ owner, routeId });
  const update = useSend("updateRoute");
  const remove = useSend("deleteRoute");
  const params = { scope: routeScopeName(owner), routeId };
  return (
    <RouteDrawer title="Edit route" onClose={onClose} size="lg">
      {route ? (
        <RouteForm
          begin={route}
          isStored
          mayLookUp={owner.scope === "platform"}
          mayChange={mayChange}
          onSave={(body) => update.mutateAsync({ params, body })}
          onDelete={() => remove.mutateAsync({ params })}
        />
      ) : (
        <NotYet error={error} />
      )}
    </RouteDrawer>
  );
}

/** A new route that begins as another is. */
function CopyRoute({ owner, routeId, mayChange, onClose }: OneRouteProps) {
  const { data: route, error } = useOneRoute({ owner, routeId });
  const create = useSend("createRoute");
  return (
    <RouteDrawer title="Copy route" onClose={onClose} size="lg">
      {route ? (
        <RouteForm
          begin={route}
          isStored={false}
          mayLookUp={owner.scope === "platform"}
          mayChange={mayChange}
          onSave={(body) => create.mutateAsync({ params: scopeParam(owner), body })}
        />
      ) : (
        <NotYet error={error} />
      )}
    </RouteDrawer>
  );
}

function NotYet({ error }: { error: unknown }) {
  if (!error) return <Skeleton height={320} />;
  if (problemIn(error)?.code === "not_found") {
    return <EmptyState title="There is no such route">It may have been deleted.</EmptyState>;
  }
  return <ProblemNote error={error} />;
}
