/** The form of an enterprise: who it is, how it numbers its documents, and where clients pay it. */
import { Checkbox, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type Enterprise, type EnterpriseCreate, enterpriseCreate } from "@switchyard/contract";
import { useState } from "react";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { type FieldOf, useContractForm } from "../../../parts/contract-form.ts";
import { FormSection } from "../../../parts/form-section.tsx";
import { CountrySelect } from "../../../parts/library-selects.tsx";
import { WholeNumberInput } from "../../../parts/number-input.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { AskDelete, SaveFoot } from "../../../parts/route-drawer.tsx";
import { useCleanAfter } from "../clean-after.ts";
import { BankFields } from "./banks.tsx";
import { PatternInput } from "./pattern-input.tsx";
import { bodyOf, type EnterpriseValues, valuesOf } from "./values.ts";

interface EnterpriseFormProps {
  enterprise?: Enterprise;
  onSave: (body: EnterpriseCreate) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

type Field = FieldOf<keyof EnterpriseValues & string>;

export function EnterpriseForm({ enterprise, onSave, onDelete }: EnterpriseFormProps) {
  useCleanAfter();
  const { form, onSubmit, working, problem } = useContractForm<EnterpriseValues, typeof enterpriseCreate>({
    schema: enterpriseCreate,
    initialValues: valuesOf(enterprise),
    toBody: bodyOf,
    submit: onSave,
  });
  const field: Field = (name) => form.getInputProps(name);
  const { invoicePattern, creditNotePattern } = form.values;
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && <ProblemNote error={problem} />}
      <IdentitySection field={field} />
      <FormSection
        title="Numbers"
        below={
          <Text size="xs" c="dimmed">
            {"{NNNN} is the count, with at least as many digits as it has Ns; it has no gaps. With {YYYY}, the year,"}{" "}
            it begins anew each year. Documents already issued keep their numbers.
          </Text>
        }
      >
        <PatternInput label="Invoice numbers" pattern={invoicePattern} {...field("invoicePattern")} />
        <PatternInput label="Credit note numbers" pattern={creditNotePattern} {...field("creditNotePattern")} />
        <WholeNumberInput label="Invoices are due after, days" {...field("dueDays")} />
      </FormSection>
      <BankFields form={form} />
      <FormSection title="Use">
        <Checkbox
          label="Default"
          description={
            enterprise?.isDefault
              ? "Invoices clients that have no other. To change it, make another enterprise the default."
              : "Invoices clients that have no other, in place of the present default."
          }
          disabled={enterprise?.isDefault ?? false}
          {...form.getInputProps("isDefault", { type: "checkbox" })}
        />
      </FormSection>
      <SaveFoot
        action={enterprise ? "Save" : "Create enterprise"}
        working={working}
        start={onDelete && enterprise && !enterprise.isDefault && <Delete name={enterprise.name} onDelete={onDelete} />}
      />
    </form>
  );
}

function IdentitySection({ field }: { field: Field }) {
  return (
    <FormSection
      title="Who invoices"
      below={
        <Stack gap="sm">
          <Textarea
            label="Contact"
            description="Telephone, mail, web: as on the paper."
            autosize
            minRows={1}
            {...field("contact")}
          />
          <Textarea
            label="Footer"
            description="Small print under every page."
            autosize
            minRows={1}
            {...field("footer")}
          />
        </Stack>
      }
    >
      <TextInput label="Name" withAsterisk data-autofocus autoComplete="off" {...field("name")} />
      <CountrySelect label="Country" clearable {...field("country")} />
      <TextInput label="Tax number" {...field("taxId")} />
      <TextInput label="Registration" placeholder="Court and number" {...field("registration")} />
      <Textarea label="Address" autosize minRows={3} style={{ gridColumn: "1 / -1" }} {...field("address")} />
    </FormSection>
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
        action="Delete enterprise"
        onConfirm={onDelete}
      >
        <Text size="sm">The enterprise goes with its bank accounts and taxes. No client or document may have it.</Text>
      </ConfirmByTyping>
    </>
  );
}
