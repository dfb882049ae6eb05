/** Drawers of a supplier: a new one, or the settings of one. */
import { Checkbox, SimpleGrid, Skeleton, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type Supplier, type SupplierCreate, supplierCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { query, useSend } from "../../api.ts";
import { AmountInput, decimalOf } from "../../parts/amount-input.tsx";
import { ConfirmByTyping } from "../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { FormSection } from "../../parts/form-section.tsx";
import { CurrencySelect, TimeZoneSelect } from "../../parts/library-selects.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { AskDelete, RouteDrawer, SaveFoot, useDrawer } from "../../parts/route-drawer.tsx";
import { said } from "../../parts/said.ts";

export function NewSupplier() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/suppliers", search: true }), [navigate]);
  return (
    <RouteDrawer title="Create supplier" onClose={close} size="lg">
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

const route = getRouteApi("/signed-in/suppliers/$supplierId/overview/edit");

export function EditSupplier() {
  const { supplierId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/suppliers/$supplierId", params: { supplierId }, search: true }),
    [navigate, supplierId],
  );
  const { data: supplier } = useQuery(query("getSupplier", { params: { supplierId } }));
  return (
    <RouteDrawer title={`Edit ${supplier?.name ?? ""}`} onClose={close} size="lg">
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

function valuesOf(supplier: Supplier | undefined) {
  return {
    name: supplier?.name ?? "",
    currency: supplier?.currency ?? "EUR",
    email: supplier?.email ?? "",
    contact: supplier?.contact ?? "",
    labels: supplier?.labels ?? ([] as string[]),
    timeZone: supplier?.timeZone ?? "UTC",
    prepaid: supplier?.prepaid ?? false,
    balanceNotice: supplier?.balanceNotice ?? "",
    noticeEmail: supplier?.noticeEmail ?? "",
    comment: supplier?.comment ?? "",
  };
}

type SupplierValues = ReturnType<typeof valuesOf>;

interface SupplierFormProps {
  supplier?: Supplier;
  onSave: (body: SupplierCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function SupplierForm({ supplier, onSave, onDelete }: SupplierFormProps) {
  const [deleting, setDeleting] = useState(false);
  const { form, onSubmit, working, problem } = useContractForm<SupplierValues, typeof supplierCreate>({
    schema: supplierCreate,
    initialValues: valuesOf(supplier),
    toBody: (values) => ({
      ...values,
      balanceNotice: values.balanceNotice.trim() === "" ? null : decimalOf(values.balanceNotice),
    }),
    fieldOf: (path) => path.replace(/^labels\..*/, "labels"),
    submit: onSave,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <WhoItIs form={form} isStored={supplier !== undefined} />
        <Balance form={form} />
      </Stack>
      <SaveFoot
        action={supplier ? "Save" : "Create supplier"}
        working={working}
        start={onDelete && <AskDelete onAsk={() => setDeleting(true)} />}
      />
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

interface FieldsProps {
  form: UseFormReturnType<SupplierValues>;
}

function WhoItIs({ form, isStored }: FieldsProps & { isStored: boolean }) {
  const { data } = useQuery(query("listSupplierLabels"));
  return (
    <FormSection
      title="Supplier"
      below={
        <Stack gap="sm">
          <TagsInput
            label="Labels"
            description="What kind it is; Enter adds one."
            data={(data?.items ?? []).map(({ label }) => label)}
            {...form.getInputProps("labels")}
          />
          <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
        </Stack>
      }
    >
      <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps("name")} />
      <CurrencySelect
        label="Currency"
        description={isStored ? "It can't be changed." : "Its costs are kept in it. It can never be changed."}
        withAsterisk
        disabled={isStored}
        {...form.getInputProps("currency")}
      />
      <TextInput label="Contact" description="Whom to ask." {...form.getInputProps("contact")} />
      <TextInput label="E-mail" type="email" description="Of the supplier." {...form.getInputProps("email")} />
      <TimeZoneSelect
        label="Time zone"
        description="Whose day its daily limits and statistics count."
        allowDeselect={false}
        {...form.getInputProps("timeZone")}
      />
    </FormSection>
  );
}

function Balance({ form }: FieldsProps) {
  const { prepaid, currency } = form.values;
  return (
    <FormSection
      title="Balance"
      below={
        <Stack gap="sm">
          <Checkbox
            label="Paid in advance"
            description="Its balance is watched: what it was paid less what its messages and look-ups cost."
            {...form.getInputProps("prepaid", { type: "checkbox" })}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <AmountInput
              label="Tell at"
              description="An alert and a mail once the balance falls to this. Empty: never."
              currency={currency}
              disabled={!prepaid}
              {...form.getInputProps("balanceNotice")}
            />
            <TextInput
              label="Tell whom"
              description="Addresses separated by commas. Empty: only the dashboard."
              disabled={!prepaid}
              {...form.getInputProps("noticeEmail")}
            />
          </SimpleGrid>
        </Stack>
      }
    />
  );
}
