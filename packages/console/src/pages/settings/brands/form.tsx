/** The form of a brand: its name and logo, who mails come from, and what they say. */
import { Checkbox, Text, Textarea, TextInput } from "@mantine/core";
import { type Brand, type BrandCreate, brandCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { query, useMay } from "../../../api.ts";
import { ConfirmByTyping } from "../../../parts/confirm-by-typing.tsx";
import { type ContractForm, type FieldOf, useContractForm } from "../../../parts/contract-form.ts";
import { FormSection } from "../../../parts/form-section.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { AskDelete, SaveFoot } from "../../../parts/route-drawer.tsx";
import { type LogoChange, LogoField } from "./logo-field.tsx";
import { TextFields } from "./texts.tsx";

interface BrandFormProps {
  brand?: Brand;
  onSave: (body: BrandCreate, logo: LogoChange) => Promise<unknown>;
  onDelete?: () => Promise<unknown>;
}

type BrandValues = Omit<Brand, "id" | "createdAt" | "hasLogo"> & Record<string, unknown> & { logo: LogoChange };

const newValues: BrandValues = {
  name: "",
  contact: "",
  mailFrom: "",
  mailReplyTo: "",
  invoiceSubject: "",
  invoiceText: "",
  priceSubject: "",
  priceText: "",
  lowBalanceSubject: "",
  lowBalanceText: "",
  isDefault: false,
  logo: { kind: "kept" },
};

function valuesOf(brand: Brand): BrandValues {
  const { id: _id, createdAt: _at, hasLogo: _has, ...facts } = brand;
  return { ...facts, logo: { kind: "kept" } };
}

export function BrandForm({ brand, onSave, onDelete }: BrandFormProps) {
  const contract: ContractForm<BrandValues> = useContractForm<BrandValues, typeof brandCreate>({
    schema: brandCreate,
    initialValues: brand ? valuesOf(brand) : newValues,
    toBody: ({ logo: _logo, ...body }) => body,
    submit: (body) => onSave(body, contract.form.getValues().logo),
  });
  const { form, onSubmit, working, problem } = contract;
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && <ProblemNote error={problem} />}
      <FormSection
        title="Brand"
        below={
          <>
            <Textarea
              label="Contact"
              description="Stands on documents, for questions."
              autosize
              minRows={2}
              {...form.getInputProps("contact")}
            />
            <LogoField
              brand={brand}
              change={form.values.logo}
              onChange={(logo) => form.setFieldValue("logo", () => logo)}
            />
          </>
        }
      >
        <TextInput
          label="Name"
          withAsterisk
          data-autofocus
          autoComplete="off"
          style={{ gridColumn: "1 / -1" }}
          {...form.getInputProps("name")}
        />
        <Checkbox
          label="Default"
          style={{ gridColumn: "1 / -1" }}
          description={
            brand?.isDefault
              ? "For clients that have no other. To change it, make another brand the default."
              : "For clients that have no other, in place of the present default."
          }
          disabled={brand?.isDefault ?? false}
          {...form.getInputProps("isDefault", { type: "checkbox" })}
        />
      </FormSection>
      <SenderSection field={(name) => form.getInputProps(name)} />
      <TextFields field={(name) => form.getInputProps(name)} values={form.values} />
      <SaveFoot
        action={brand ? "Save" : "Create brand"}
        working={working}
        start={onDelete && brand && !brand.isDefault && <Delete name={brand.name} onDelete={onDelete} />}
      />
    </form>
  );
}

/** From whom mails come; empty, from the platform's own sender, which is shown. */
function SenderSection({ field }: { field: FieldOf<"mailFrom" | "mailReplyTo"> }) {
  const mayMail = useMay("mails.read");
  const { data: server } = useQuery({ ...query("getMailServer"), enabled: mayMail });
  return (
    <FormSection title="Mail: sender">
      <TextInput
        label="From"
        description="An address, or a name with one."
        placeholder={server?.sender ?? "Acme <billing@acme.example>"}
        {...field("mailFrom")}
      />
      <TextInput
        label="Answers go to"
        description="Empty: to the sender."
        placeholder="billing@example.com"
        {...field("mailReplyTo")}
      />
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
        action="Delete brand"
        onConfirm={onDelete}
      >
        <Text size="sm">The brand goes with its logo and words. No client or document may have it.</Text>
      </ConfirmByTyping>
    </>
  );
}
