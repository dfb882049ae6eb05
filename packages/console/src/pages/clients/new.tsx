/** Creating a client: what is needed first; the rest is edited on the profile. */
import { Button, Select, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { clientCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useSend } from "../../api.ts";
import { AmountInput, decimalOf } from "../../parts/amount-input.tsx";
import { useContractForm } from "../../parts/contract-form.ts";
import { CountrySelect, CurrencySelect, TimeZoneSelect } from "../../parts/library-selects.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../parts/route-drawer.tsx";

export function NewClient() {
  const navigate = useNavigate();
  const close = useCallback(() => void navigate({ to: "/clients", search: true }), [navigate]);
  return (
    <RouteDrawer title="Create client" onClose={close}>
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
  creditLimit: "",
};

function NewClientForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { setDirty } = useDrawer();
  const create = useSend("createClient");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: clientCreate,
    initialValues: blank,
    toBody: ({ managerId, creditLimit, ...values }) => ({
      ...values,
      managerId: managerId ? Number(managerId) : null,
      creditLimit: decimalOf(creditLimit) || "0",
    }),
    submit: async (body) => {
      const client = await create.mutateAsync({ body });
      setDirty(false);
      await navigate({ to: "/clients/$clientId", params: { clientId: String(client.id) } });
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput
          label="Login"
          description="Small letters, digits, dots, dashes. The client is known by it everywhere."
          withAsterisk
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("login")}
        />
        <CurrencySelect
          label="Currency"
          description="Balance, prices and invoices are kept in it. It can never be changed."
          withAsterisk
          {...form.getInputProps("currency")}
        />
        <Identity form={form} />
        <AmountInput
          label="Credit limit"
          description="How far below zero the balance may go. Empty: prepaid."
          placeholder="0"
          currency={form.values.currency}
          {...form.getInputProps("creditLimit")}
        />
      </Stack>
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
      <TimeZoneSelect
        label="Time zone"
        description="Its day begins and ends here: daily limit and figures of today."
        {...form.getInputProps("timeZone")}
      />
      <Select
        label="Manager"
        clearable
        data={(users.data?.items ?? []).map(({ id, login, name }) => ({ value: String(id), label: name || login }))}
        {...form.getInputProps("managerId")}
      />
    </>
  );
}
