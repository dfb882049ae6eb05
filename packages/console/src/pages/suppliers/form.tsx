/** Drawers of a supplier: a new one, or the settings of one. */
import { Button, Checkbox, Skeleton, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type Supplier, type SupplierCreate, supplierCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useSend } from "../../api.ts";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { CurrencySelect } from "../../parts/library-selects.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";

export function NewSupplier() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/suppliers", search: true }), [navigate]);
  return (
    <RouteDrawer title="Create supplier" onClose={close}>
      <NewForm />
    </RouteDrawer>
  );
}

function NewForm() {
  const navigate = useNavigate();
  const { setDirty } = useDrawer();
  const create = useSend("createSupplier");
  return (
    <SupplierForm
      onSave={async (body) => {
        const supplier = await create.mutateAsync({ body });
        setDirty(false);
        await navigate({ to: "/suppliers/$supplierId", params: { supplierId: String(supplier.id) } });
      }}
    />
  );
}

const route = getRouteApi("/signed-in/suppliers/$supplierId/edit");

export function EditSupplier() {
  const { supplierId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/suppliers/$supplierId", params: { supplierId }, search: true }),
    [navigate, supplierId],
  );
  const { data: supplier } = useQuery(query("getSupplier", { params: { supplierId } }));
  return (
    <RouteDrawer title={`Edit ${supplier?.name ?? ""}`} onClose={close}>
      {supplier ? <EditForm supplier={supplier} /> : <Skeleton height={240} />}
    </RouteDrawer>
  );
}

function EditForm({ supplier }: { supplier: Supplier }) {
  const { leave, setDirty } = useDrawer();
  const navigate = useNavigate();
  const update = useSend("updateSupplier");
  const remove = useSend("deleteSupplier");
  const params = { supplierId: supplier.id };
  return (
    <SupplierForm
      supplier={supplier}
      onSave={async ({ currency: _, ...body }) => {
        await update.mutateAsync({ params, body });
        said(`${supplier.name} is saved.`);
        leave();
      }}
      onDelete={async () => {
        await remove.mutateAsync({ params });
        said(`${supplier.name} is deleted.`);
        setDirty(false);
        await navigate({ to: "/suppliers" });
      }}
    />
  );
}

interface SupplierFormProps {
  supplier?: Supplier;
  onSave: (body: SupplierCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function SupplierForm({ supplier, onSave, onDelete }: SupplierFormProps) {
  const { leave } = useDrawer();
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: supplierCreate,
    initialValues: {
      name: supplier?.name ?? "",
      currency: supplier?.currency ?? "EUR",
      email: supplier?.email ?? "",
      comment: supplier?.comment ?? "",
      blocked: supplier?.blocked ?? false,
    },
    toBody: (values) => values,
    submit: onSave,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps("name")} />
        <CurrencySelect
          label="Currency"
          description={supplier ? "It can't be changed." : "Its costs are kept in it. It can never be changed."}
          withAsterisk
          disabled={supplier !== undefined}
          {...form.getInputProps("currency")}
        />
        <TextInput label="E-mail" type="email" {...form.getInputProps("email")} />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
        <Checkbox
          label="Blocked"
          description="A soft stop: its messages wait, or move to the next member of their pool."
          {...form.getInputProps("blocked", { type: "checkbox" })}
        />
      </Stack>
      <DrawerFoot>
        {onDelete && (
          <Button variant="subtle" color="red" c="var(--sy-bad)" mr="auto" onClick={() => setDeleting(true)}>
            Delete
          </Button>
        )}
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working}>
          {supplier ? "Save" : "Create supplier"}
        </Button>
      </DrawerFoot>
      {onDelete && supplier && (
        <ConfirmByTyping
          opened={deleting}
          onClose={() => setDeleting(false)}
          title={`Delete ${supplier.name}`}
          phrase={supplier.name}
          action="Delete supplier"
          onConfirm={onDelete}
        >
          <Text size="sm">The supplier and its costs go. It must have no connection any more.</Text>
        </ConfirmByTyping>
      )}
    </form>
  );
}
