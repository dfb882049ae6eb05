/** Drawers of a supplier's costs: several new ones at once, or the end of one. */
import { Button, Skeleton } from "@mantine/core";
import { adminEndpoints, type Cost, type Supplier } from "@switchyard/contract";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useMay, useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Money } from "../../../parts/money.tsx";
import { countryName } from "../../../parts/place.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { EndForm } from "../../../parts/tariff/end-form.tsx";
import {
  amountOf,
  blankLine,
  NewRows,
  placeOf,
  type TariffValues,
  tariffFieldOf,
} from "../../../parts/tariff/new-rows.tsx";
import { useCosts } from "./costs.tsx";
import { useSupplier, useSupplierId } from "./page.tsx";

function useCloseToSupplier(): () => void {
  const supplierId = useSupplierId();
  const navigate = useNavigate();
  return useCallback(
    () =>
      void navigate({
        to: "/suppliers/$supplierId",
        params: { supplierId: String(supplierId) },
        search: true,
        resetScroll: false,
      }),
    [supplierId, navigate],
  );
}

export function NewCosts() {
  const close = useCloseToSupplier();
  const { data: supplier } = useSupplier();
  return (
    <RouteDrawer title="Add costs" onClose={close} size="xl">
      {supplier ? <NewCostsForm supplier={supplier} /> : <Skeleton height={120} />}
    </RouteDrawer>
  );
}

function NewCostsForm({ supplier }: { supplier: Supplier }) {
  const { leave } = useDrawer();
  const create = useSend("createCosts");
  const initialValues: TariffValues = { lines: [blankLine()], validFrom: "" };
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.createCosts.body,
    initialValues,
    toBody: ({ lines, validFrom }) => ({
      costs: lines.map((line) => ({ ...placeOf(line, validFrom), cost: amountOf(line) })),
    }),
    fieldOf: tariffFieldOf,
    submit: async (body) => {
      const { items } = await create.mutateAsync({ params: { supplierId: supplier.id }, body });
      said(items.length === 1 ? "The cost is entered." : `${items.length} costs are entered.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && <ProblemNote error={problem} />}
      <NewRows form={form} currency={supplier.currency} noun="cost" />
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working}>
          {form.values.lines.length === 1 ? "Add cost" : `Add ${form.values.lines.length} costs`}
        </Button>
      </DrawerFoot>
    </form>
  );
}

const costRoute = getRouteApi("/signed-in/suppliers/$supplierId/costs/$costId");

export function EditCost() {
  const close = useCloseToSupplier();
  const { costId } = costRoute.useParams();
  const { data } = useCosts();
  const cost = data?.items.find(({ id }) => id === Number(costId));
  return (
    <RouteDrawer title={cost ? `Cost for ${countryName(cost.country)}` : "Cost"} onClose={close}>
      {!data && <Skeleton height={120} />}
      {data && !cost && (
        <EmptyState title="Not on this page of the costs">Close this and look at another page.</EmptyState>
      )}
      {cost && <CostForm cost={cost} />}
    </RouteDrawer>
  );
}

function CostForm({ cost }: { cost: Cost }) {
  const update = useSend("updateCost");
  const remove = useSend("deleteCost");
  const params = { supplierId: cost.supplierId, costId: cost.id };
  return (
    <EndForm
      row={cost}
      noun="cost"
      amount={<Money amount={cost.cost} currency={cost.currency} />}
      mayChange={useMay("suppliers.write")}
      onEnd={(body) => update.mutateAsync({ params, body })}
      onDelete={() => remove.mutateAsync({ params })}
    />
  );
}
