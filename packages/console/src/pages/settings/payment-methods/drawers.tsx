/** Drawers of a payment method: a new one, or the name and use of one. */
import { Checkbox, Skeleton, Stack, TextInput } from "@mantine/core";
import { adminEndpoints, type PaymentMethod } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";

function useClose() {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: "/settings/payment-methods" }), [navigate]);
}

export function NewPaymentMethod() {
  return (
    <RouteDrawer title="Add payment method" onClose={useClose()}>
      <NewForm />
    </RouteDrawer>
  );
}

function NewForm() {
  const { leave } = useDrawer();
  const create = useSend("createPaymentMethod");
  return (
    <MethodForm
      onSave={async (body) => {
        await create.mutateAsync({ body });
        said(`${body.name} is added.`);
        leave();
      }}
    />
  );
}

const route = getRouteApi("/signed-in/settings/payment-methods/$methodId");

export function EditPaymentMethod() {
  const { methodId } = route.useParams();
  const { data, error } = useQuery(query("listPaymentMethods"));
  const method = data?.items.find(({ id }) => String(id) === methodId);
  return (
    <RouteDrawer title={method ? `Edit ${method.name}` : "Payment method"} onClose={useClose()}>
      {!data && !error && <Skeleton height={160} />}
      {!data && error && <ProblemNote error={error} />}
      {data && !method && <EmptyState title="There is no such payment method">Look at the list of them.</EmptyState>}
      {method && <EditForm method={method} />}
    </RouteDrawer>
  );
}

function EditForm({ method }: { method: PaymentMethod }) {
  const { leave } = useDrawer();
  const update = useSend("updatePaymentMethod");
  return (
    <MethodForm
      method={method}
      onSave={async (body) => {
        await update.mutateAsync({ params: { methodId: method.id }, body });
        said(`${body.name} is saved.`);
        leave();
      }}
    />
  );
}

interface MethodFormProps {
  method?: PaymentMethod;
  onSave: (body: { name: string; active?: boolean | undefined }) => Promise<unknown>;
}

function MethodForm({ method, onSave }: MethodFormProps) {
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.createPaymentMethod.body,
    initialValues: { name: method?.name ?? "", active: method?.active ?? true },
    toBody: (values) => values,
    submit: onSave,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput label="Name" withAsterisk data-autofocus autoComplete="off" {...form.getInputProps("name")} />
        <Checkbox
          label="In use"
          description="Offered for new payments. Payments that have it keep it either way."
          {...form.getInputProps("active", { type: "checkbox" })}
        />
      </Stack>
      <SaveFoot action={method ? "Save" : "Add method"} working={working} />
    </form>
  );
}
