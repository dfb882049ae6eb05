/** A tax of an enterprise: a new one, or one to change or delete. */
import { Button, Checkbox, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type Enterprise, type TaxFacts, taxFacts } from "@switchyard/contract";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSend } from "../../../api.ts";
import { AmountInput, decimalOf } from "../../../parts/amount-input.tsx";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { useContractForm } from "../../../parts/contract-form.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Section } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { AskDelete, DrawerFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { useCleanAfter } from "../clean-after.ts";
import { useEnterprise } from "./current.ts";

type Tax = Enterprise["taxes"][number];

/** Goes to the list of taxes, whatever the form holds. */
function useBack(enterprise: Enterprise) {
  const { setDirty } = useDrawer();
  const navigate = useNavigate();
  return () => {
    setDirty(false);
    return navigate({
      to: "/settings/enterprises/$enterpriseId/taxes",
      params: { enterpriseId: String(enterprise.id) },
    });
  };
}

export function NewTax() {
  const { enterprise } = useEnterprise();
  return enterprise ? <NewForm enterprise={enterprise} /> : null;
}

function NewForm({ enterprise }: { enterprise: Enterprise }) {
  const back = useBack(enterprise);
  const create = useSend("createTax");
  return (
    <TaxForm
      enterprise={enterprise}
      onSave={async (body) => {
        await create.mutateAsync({ params: { enterpriseId: enterprise.id }, body });
        said(`${body.name} is added.`);
        await back();
      }}
    />
  );
}

const route = getRouteApi("/signed-in/settings/enterprises/$enterpriseId/taxes/$taxId");

export function EditTax() {
  const { taxId } = route.useParams();
  const { enterprise } = useEnterprise();
  const tax = enterprise?.taxes.find(({ id }) => String(id) === taxId);
  if (!enterprise) return null;
  if (!tax) return <EmptyState title="There is no such tax">Look at the list of them.</EmptyState>;
  return <EditForm enterprise={enterprise} tax={tax} />;
}

function EditForm({ enterprise, tax }: { enterprise: Enterprise; tax: Tax }) {
  const back = useBack(enterprise);
  const update = useSend("updateTax");
  const remove = useSend("deleteTax");
  const params = { enterpriseId: enterprise.id, taxId: tax.id };
  return (
    <TaxForm
      enterprise={enterprise}
      tax={tax}
      onSave={async (body) => {
        await update.mutateAsync({ params, body });
        said(`${body.name} is saved.`);
        await back();
      }}
      onDelete={async () => {
        await remove.mutateAsync({ params });
        said(`${tax.name} is deleted.`);
        await back();
      }}
    />
  );
}

interface TaxFormProps {
  enterprise: Enterprise;
  tax?: Tax;
  onSave: (body: TaxFacts) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

function TaxForm({ enterprise, tax, onSave, onDelete }: TaxFormProps) {
  useCleanAfter();
  const back = useBack(enterprise);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: taxFacts,
    initialValues: {
      name: tax?.name ?? "",
      percent: tax?.percent ?? "",
      note: tax?.note ?? "",
      isDefault: tax?.isDefault ?? enterprise.taxes.length === 0,
    },
    toBody: ({ percent, ...values }) => ({ ...values, percent: decimalOf(percent) }),
    submit: onSave,
  });
  return (
    <Section title={tax ? `Change ${tax.name}` : "Add a tax"}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="sm">
          {problem !== undefined && <ProblemNote error={problem} />}
          <TextInput
            label="Name"
            description="As on invoices."
            withAsterisk
            autoComplete="off"
            {...form.getInputProps("name")}
          />
          <AmountInput label="Percent" withAsterisk currency="%" w={160} {...form.getInputProps("percent")} />
          <Textarea
            label="Note on invoices"
            description="A sentence that must stand there, such as that the recipient owes the tax."
            autosize
            minRows={2}
            {...form.getInputProps("note")}
          />
          <Checkbox
            label="Default"
            description="Of clients that have no other. Only one can be."
            {...form.getInputProps("isDefault", { type: "checkbox" })}
          />
          {tax && (
            <Text size="xs" c="dimmed">
              Drafts and later invoices follow a change; those already issued keep theirs.
            </Text>
          )}
        </Stack>
        <DrawerFoot>
          {onDelete && tax && <Delete name={tax.name} onDelete={onDelete} />}
          <Button variant="default" onClick={() => void back()}>
            Cancel
          </Button>
          <Button type="submit" loading={working}>
            {tax ? "Save" : "Add tax"}
          </Button>
        </DrawerFoot>
      </form>
    </Section>
  );
}

function Delete({ name, onDelete }: { name: string; onDelete: () => Promise<unknown> }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <AskDelete onAsk={() => setAsking(true)} />
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${name}`}
        phrase={name}
        action="Delete tax"
        onConfirm={onDelete}
      >
        <Text size="sm">No client may have it any more. Invoices keep what they say.</Text>
      </ConfirmByTyping>
    </>
  );
}
