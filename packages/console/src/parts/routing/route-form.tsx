/** A routing rule: which destination goes to which pool, in which order. */
import { Button, Checkbox, SimpleGrid, Stack, Textarea } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type Route, type RouteCreate, routeCreate } from "@switchyard/contract";
import { useState } from "react";
import { ConfirmByTyping } from "../confirm-by-typing.tsx";
import { useContractForm } from "../contract-form.ts";
import { CountrySelect, NetworkSelect, PoolSelect } from "../library-selects.tsx";
import { MomentInput } from "../moment-input.tsx";
import { numberOf, WholeNumberInput } from "../number-input.tsx";
import { countryName } from "../place.tsx";
import { ProblemNote } from "../problem.tsx";
import { DrawerFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";

interface RouteFormProps {
  /** undefined for a new one. */
  route?: Route;
  mayChange: boolean;
  onSave: (body: RouteCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function valuesOf(route: Route | undefined) {
  return {
    country: route?.country ?? null,
    network: route?.network ?? null,
    poolId: route ? String(route.poolId) : null,
    priority: String(route?.priority ?? 100),
    enabled: route?.enabled ?? true,
    comment: route?.comment ?? "",
    validFrom: route?.validFrom ?? "",
    validTo: route?.validTo ?? "",
  };
}

export function RouteForm({ route, mayChange, onSave, onDelete }: RouteFormProps) {
  const { leave } = useDrawer();
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: routeCreate,
    initialValues: valuesOf(route),
    toBody: (values) => ({
      ...values,
      country: values.country || null,
      network: values.network || null,
      poolId: values.poolId ? Number(values.poolId) : undefined,
      priority: numberOf(values.priority),
      validFrom: values.validFrom || null,
      validTo: values.validTo || null,
    }),
    submit: async (body) => {
      await onSave(body);
      said("The route is saved and counts at once.");
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <RouteFields form={form} />
      </Stack>
      <DrawerFoot>
        {onDelete && (
          <Button
            variant="subtle"
            color="red"
            c="var(--sy-bad)"
            mr="auto"
            disabled={!mayChange}
            onClick={() => setDeleting(true)}
          >
            Delete
          </Button>
        )}
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working} disabled={!mayChange}>
          {route ? "Save" : "Create route"}
        </Button>
      </DrawerFoot>
      {onDelete && route && (
        <DeleteRoute route={route} opened={deleting} onClose={() => setDeleting(false)} onDelete={onDelete} />
      )}
    </form>
  );
}

function RouteFields({ form }: { form: UseFormReturnType<ReturnType<typeof valuesOf>> }) {
  return (
    <>
      <CountrySelect
        label="Country"
        placeholder="Any destination"
        clearable
        data-autofocus
        {...form.getInputProps("country")}
        onChange={(country) => form.setValues({ country, network: null })}
      />
      <NetworkSelect label="Network" country={form.values.country} {...form.getInputProps("network")} />
      <PoolSelect label="Pool" withAsterisk {...form.getInputProps("poolId")} />
      <WholeNumberInput
        label="Priority"
        description="Lower is tried first; of two alike the narrower destination."
        {...form.getInputProps("priority")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <MomentInput label="Valid from" {...form.getInputProps("validFrom")} />
        <MomentInput label="Valid to" {...form.getInputProps("validTo")} />
      </SimpleGrid>
      <Checkbox label="Switched on" {...form.getInputProps("enabled", { type: "checkbox" })} />
      <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
    </>
  );
}

interface DeleteRouteProps {
  route: Route;
  opened: boolean;
  onClose: () => void;
  onDelete: () => Promise<unknown>;
}

function DeleteRoute({ route, opened, onClose, onDelete }: DeleteRouteProps) {
  const { leave } = useDrawer();
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={onClose}
      title="Delete this route"
      phrase={route.poolName}
      action="Delete route"
      onConfirm={async () => {
        await onDelete();
        said("The route is deleted.");
        leave();
      }}
    >
      Messages for {route.country ? countryName(route.country) : "any destination"} no longer go to this pool by this
      route; the next route that fits takes them, or they are blocked for want of one.
    </ConfirmByTyping>
  );
}
