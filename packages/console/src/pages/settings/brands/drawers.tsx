/** Drawers of a brand: a new one, or one to change. */
import { Skeleton } from "@mantine/core";
import type { Brand } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useMay, useSend } from "../../../api.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { BrandForm } from "./form.tsx";
import type { LogoChange } from "./logo-field.tsx";
import { BrandReadOnly } from "./read-only.tsx";

function useClose() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/settings/brands" }), [navigate]);
}

export function NewBrand() {
  return (
    <RouteDrawer title="Create brand" onClose={useClose()} size="lg">
      <NewForm />
    </RouteDrawer>
  );
}

/** Sends what was chosen for the logo, if anything was. */
function useSaveLogo() {
  const set = useSend("setBrandLogo");
  const remove = useSend("deleteBrandLogo");
  return async (brandId: number, logo: LogoChange) => {
    if (logo.kind === "chosen") await set.mutateAsync({ params: { brandId }, upload: logo.file });
    if (logo.kind === "removed") await remove.mutateAsync({ params: { brandId } });
  };
}

function NewForm() {
  const { leave, setDirty } = useDrawer();
  const navigate = useNavigate();
  const create = useSend("createBrand");
  const saveLogo = useSaveLogo();
  return (
    <BrandForm
      onSave={async (body, logo) => {
        const { id, name } = await create.mutateAsync({ body });
        try {
          await saveLogo(id, logo);
        } catch (error) {
          // The brand is there: what is left to do is another logo.
          said(error instanceof Error ? error : new Error(String(error)));
          setDirty(false);
          await navigate({ to: "/settings/brands/$brandId", params: { brandId: String(id) } });
          return;
        }
        said(`${name} is created.`);
        leave();
      }}
    />
  );
}

const route = getRouteApi("/signed-in/settings/brands/$brandId");

export function EditBrand() {
  const { brandId } = route.useParams();
  const mayChange = useMay("finance.settings");
  const { data, error } = useQuery(query("listBrands"));
  const brand = data?.items.find(({ id }) => String(id) === brandId);
  return (
    <RouteDrawer title={brand?.name ?? "Brand"} onClose={useClose()} size="lg">
      {!data && !error && <Skeleton height={320} />}
      {!data && error && <ProblemNote error={error} />}
      {data && !brand && <EmptyState title="There is no such brand">Look at the list of them.</EmptyState>}
      {brand && (mayChange ? <EditForm brand={brand} /> : <BrandReadOnly brand={brand} />)}
    </RouteDrawer>
  );
}

function EditForm({ brand }: { brand: Brand }) {
  const { leave } = useDrawer();
  const update = useSend("updateBrand");
  const remove = useSend("deleteBrand");
  const saveLogo = useSaveLogo();
  const params = { brandId: brand.id };
  return (
    <BrandForm
      brand={brand}
      onSave={async (body, logo) => {
        // A logo may be refused for what only the switch sees: then nothing else is saved either.
        await saveLogo(brand.id, logo);
        await update.mutateAsync({ params, body });
        said(`${body.name} is saved.`);
        leave();
      }}
      onDelete={async () => {
        await remove.mutateAsync({ params });
        said(`${brand.name} is deleted.`);
        leave();
      }}
    />
  );
}
