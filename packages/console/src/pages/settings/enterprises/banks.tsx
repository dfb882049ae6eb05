/** The bank accounts on an enterprise's invoices. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { FormSection } from "../../../parts/form-section.tsx";
import { CurrencySelect } from "../../../parts/library-selects.tsx";
import classes from "./enterprises.module.css";
import { blankBank, type EnterpriseValues } from "./values.ts";

const BANKS_MAX = 10;

export function BankFields({ form }: { form: UseFormReturnType<EnterpriseValues> }) {
  const { banks } = form.values;
  return (
    <FormSection
      title="Bank accounts"
      below={
        <>
          {banks.map(({ key }, place) => (
            <Bank key={key} form={form} place={place} />
          ))}
          {banks.length < BANKS_MAX && (
            <Button
              variant="subtle"
              w="fit-content"
              leftSection={<IconPlus size={14} />}
              onClick={() => form.insertListItem("banks", blankBank())}
            >
              {banks.length === 0 ? "Add bank account" : "Another bank account"}
            </Button>
          )}
        </>
      }
    />
  );
}

function Bank({ form, place }: { form: UseFormReturnType<EnterpriseValues>; place: number }) {
  const field = (name: string) => form.getInputProps(`banks.${place}.${name}`);
  return (
    <fieldset className={classes.bank}>
      <legend className={classes.legend}>Account {place + 1}</legend>
      <TextInput label="Bank" withAsterisk autoComplete="off" {...field("bank")} />
      <TextInput label="IBAN or account number" withAsterisk autoComplete="off" {...field("account")} />
      <TextInput label="BIC" autoComplete="off" {...field("bic")} />
      <TextInput label="Account holder" placeholder="The enterprise" autoComplete="off" {...field("holder")} />
      <CurrencySelect label="On invoices in" placeholder="Every currency" clearable {...field("currency")} />
      <ActionIcon
        className={classes.remove ?? ""}
        variant="subtle"
        color="gray"
        aria-label={`Remove account ${place + 1}`}
        onClick={() => form.removeListItem("banks", place)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </fieldset>
  );
}
