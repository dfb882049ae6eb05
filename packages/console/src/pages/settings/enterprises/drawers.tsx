/** Drawers of an enterprise: a new one, or one with its details and taxes behind two tabs. */
import { Skeleton, Stack } from "@mantine/core";
import type { Enterprise } from "@switchyard/contract";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useMay, useSend } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { SubTabs } from "../../../parts/sub-tabs.tsx";
import { useCloseEnterprise, useEnterprise } from "./current.ts";
import { EnterpriseForm } from "./form.tsx";
import { EnterpriseReadOnly } from "./read-only.tsx";

export function NewEnterprise() {
  return (
    <RouteDrawer title="Create enterprise" onClose={useCloseEnterprise()} size="lg">
      <NewForm />
    </RouteDrawer>
  );
}

/** What is missing then are the taxes, so that their tab follows. */
function NewForm() {
  const { setDirty } = useDrawer();
  const navigate = useNavigate();
  const create = useSend("createEnterprise");
  return (
    <EnterpriseForm
      onSave={async (body) => {
        const { id, name } = await create.mutateAsync({ body });
        said(`${name} is created.`);
        setDirty(false);
        await navigate({
          to: "/settings/enterprises/$enterpriseId/taxes",
          params: { enterpriseId: String(id) },
        });
      }}
    />
  );
}

export function EnterpriseDrawer() {
  const { enterprise, isKnown, error } = useEnterprise();
  const path = useLocation({ select: (location) => location.pathname });
  const params = { enterpriseId: String(enterprise?.id ?? "") };
  const isTaxes = /\/taxes(\/|$)/.test(path);
  return (
    <RouteDrawer title={enterprise?.name ?? "Enterprise"} onClose={useCloseEnterprise()} size="lg">
      {!isKnown && !error && <Skeleton height={320} />}
      {!isKnown && error && <ProblemNote error={error} />}
      {isKnown && !enterprise && <EmptyState title="There is no such enterprise">Look at the list of them.</EmptyState>}
      {enterprise && (
        <Stack gap="md">
          <SubTabs
            label="Enterprise"
            tabs={[
              { to: "/settings/enterprises/$enterpriseId", label: "Details", params, active: !isTaxes },
              { to: "/settings/enterprises/$enterpriseId/taxes", label: "Taxes", params, active: isTaxes },
            ]}
          />
          <Outlet />
        </Stack>
      )}
    </RouteDrawer>
  );
}

export function EditEnterprise() {
  const { enterprise } = useEnterprise();
  const mayChange = useMay("finance.settings");
  if (!enterprise) return null;
  return mayChange ? <EditForm enterprise={enterprise} /> : <EnterpriseReadOnly enterprise={enterprise} />;
}

function EditForm({ enterprise }: { enterprise: Enterprise }) {
  const { leave } = useDrawer();
  const update = useSend("updateEnterprise");
  const remove = useSend("deleteEnterprise");
  const params = { enterpriseId: enterprise.id };
  return (
    <EnterpriseForm
      enterprise={enterprise}
      onSave={async (body) => {
        await update.mutateAsync({ params, body });
        said(`${body.name} is saved.`);
        leave();
      }}
      onDelete={async () => {
        await remove.mutateAsync({ params });
        said(`${enterprise.name} is deleted.`);
        leave();
      }}
    />
  );
}
