/** Creating a client: who it is and how it pays; the rest is edited on the profile. */
import { Button, Select, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { clientCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useSend } from "../../api.ts";
import { useContractForm } from "../../parts/contract-form.ts";
import { FormSection } from "../../parts/form-section.tsx";
import { CountrySelect, CurrencySelect, TimeZoneSelect } from "../../parts/library-selects.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../parts/route-drawer.tsx";
import { CreditSection, InvoiceSection, PriceSection } from "./finance-fields.tsx";
import { blankFinance, financeBodyOf } from "./finance-values.ts";

export function NewClient() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/clients", search: true }), [navigate]);
  return (
    <RouteDrawer title="Create client" onClose={close} size="lg">
      <NewClientForm onClose={close} />
    </RouteDrawer>
  );
}

const blank = {
  login: "",
  currency: "EUR",
  company: "",
  contactName: "",
  email: "",
  phone: "",
  country: null as string | null,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  managerId: null as string | null,
  ...blankFinance,
};

function NewClientForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { setDirty } = useDrawer();
  const create = useSend("createClient");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: clientCreate,
    initialValues: blank,
    toBody: (values) => ({
      ...values,
      ...financeBodyOf(values),
      managerId: values.managerId ? Number(values.managerId) : null,
    }),
    submit: async (body) => {
      const client = await create.mutateAsync({ body });
      setDirty(false);
      await navigate({ to: "/clients/$clientId", params: { clientId: String(client.id) } });
    },
  });
  const field = form.getInputProps;
  const { currency } = form.values;
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && (
        <Stack mb="sm">
          <ProblemNote error={problem} />
        </Stack>
      )}
      <FormSection title="Account">
        <TextInput
          label="Login"
          description="The client is known by it everywhere."
          withAsterisk
          autoComplete="off"
          data-autofocus
          {...field("login")}
        />
        <CurrencySelect
          label="Currency"
          description="It can never be changed."
          withAsterisk
          {...field("currency")}
          // A product has the currency of its clients.
          onChange={(chosen) => form.setValues({ currency: chosen ?? "", productId: null })}
        />
        <Identity form={form} />
      </FormSection>
      <PriceSection field={field} currency={currency} />
      <CreditSection field={field} currency={currency} />
      <InvoiceSection
        field={field}
        values={form.values}
        onEnterprise={(enterpriseId) => form.setValues({ enterpriseId, taxId: null })}
      />
      <DrawerFoot>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={working}>
          Create client
        </Button>
      </DrawerFoot>
    </form>
  );
}

function Identity({ form }: { form: UseFormReturnType<typeof blank> }) {
  const users = useQuery(query("listUsers"));
  return (
    <>
      <TextInput label="Company" {...form.getInputProps("company")} />
      <TextInput label="Contact" {...form.getInputProps("contactName")} />
      <TextInput label="E-mail" type="email" {...form.getInputProps("email")} />
      <TextInput label="Phone" type="tel" {...form.getInputProps("phone")} />
      <CountrySelect label="Country" clearable {...form.getInputProps("country")} />
      <Select
        label="Manager"
        clearable
        data={(users.data?.items ?? []).map(({ id, login, name }) => ({ value: String(id), label: name || login }))}
        {...form.getInputProps("managerId")}
      />
      <TimeZoneSelect
        label="Time zone"
        description="Of its days: limits, figures, invoices."
        {...form.getInputProps("timeZone")}
      />
    </>
  );
}
