/** Drawers of the client's prices: several new ones at once, or the end of one. */
import { Button, Skeleton } from "@mantine/core";
import { adminEndpoints, type Client, type Price } from "@switchyard/contract";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useMay, useSend } from "../../../../api.ts";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { Money } from "../../../../parts/money.tsx";
import { countryName } from "../../../../parts/place.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import { EndForm } from "../../../../parts/tariff/end-form.tsx";
import {
  amountOf,
  blankLine,
  NewRows,
  placeOf,
  type TariffValues,
  tariffFieldOf,
} from "../../../../parts/tariff/new-rows.tsx";
import { useClient, useClientId } from "../current.ts";
import { usePrices } from "./prices.tsx";

/** Closes a drawer over the tab, its filters kept. */
export function useCloseToDestinations(): () => void {
  const clientId = useClientId();
  const navigate = useNavigate();
  return useCallback(
    () =>
      void navigate({
        to: "/clients/$clientId/destinations",
        params: { clientId: String(clientId) },
        search: true,
        resetScroll: false,
      }),
    [clientId, navigate],
  );
}

export function NewPrices() {
  const close = useCloseToDestinations();
  const { data: client } = useClient();
  return (
    <RouteDrawer title="Add prices" onClose={close} size="xl">
      {client ? <NewPricesForm client={client} /> : <Skeleton height={120} />}
    </RouteDrawer>
  );
}

function NewPricesForm({ client }: { client: Client }) {
  const { leave } = useDrawer();
  const create = useSend("createPrices");
  const initialValues: TariffValues = { lines: [blankLine()], validFrom: "" };
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.createPrices.body,
    initialValues,
    toBody: ({ lines, validFrom }) => ({
      prices: lines.map((line) => ({ ...placeOf(line, validFrom), billing: line.billing, price: amountOf(line) })),
    }),
    fieldOf: tariffFieldOf,
    submit: async (body) => {
      const { items } = await create.mutateAsync({ params: { clientId: client.id }, body });
      said(items.length === 1 ? "The price is entered." : `${items.length} prices are entered.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && <ProblemNote error={problem} />}
      <NewRows form={form} currency={client.currency} noun="price" />
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working}>
          {form.values.lines.length === 1 ? "Add price" : `Add ${form.values.lines.length} prices`}
        </Button>
      </DrawerFoot>
    </form>
  );
}

const priceRoute = getRouteApi("/signed-in/clients/$clientId/destinations/prices/$priceId");

export function EditPrice() {
  const close = useCloseToDestinations();
  const { priceId } = priceRoute.useParams();
  const { data } = usePrices();
  const price = data?.items.find(({ id }) => id === Number(priceId));
  return (
    <RouteDrawer title={price ? `Price for ${countryName(price.country)}` : "Price"} onClose={close}>
      {!data && <Skeleton height={120} />}
      {data && !price && (
        <EmptyState title="Not on this page of the prices">Close this and look at another page.</EmptyState>
      )}
      {price && <PriceForm price={price} />}
    </RouteDrawer>
  );
}

function PriceForm({ price }: { price: Price }) {
  const update = useSend("updatePrice");
  const remove = useSend("deletePrice");
  const params = { clientId: price.clientId, priceId: price.id };
  return (
    <EndForm
      row={price}
      noun="price"
      amount={<Money amount={price.price} currency={price.currency} />}
      mayChange={useMay("prices.write")}
      onEnd={(body) => update.mutateAsync({ params, body })}
      onDelete={() => remove.mutateAsync({ params })}
    />
  );
}
