/** The lines of a form that enters one price or cost or many at once. */
import { ActionIcon, Button, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { TariffRowCreate } from "@switchyard/contract";
import type { BillingMode, MessageType } from "@switchyard/engine";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { AmountInput, decimalOf } from "../amount-input.tsx";
import { CountrySelect, NetworkSelect } from "../library-selects.tsx";
import { MomentInput } from "../moment-input.tsx";
import { BillingSelect, TypeSelect } from "./choices.tsx";
import classes from "./new-rows.module.css";
import { amountLabel, billingLabel, type Tariff } from "./tariff.ts";

export interface NewRow {
  key: number;
  country: string | null;
  network: string | null;
  billing: BillingMode;
  amount: string;
}

export interface NewRowsValues extends Record<string, unknown> {
  rows: NewRow[];
  type: MessageType;
  /** ISO 8601; "" counts from now. */
  validFrom: string;
}

let lastKey = 0;

export function blankRow(): NewRow {
  lastKey += 1;
  return { key: lastKey, country: null, network: null, billing: "submitted", amount: "" };
}

export function rowsOf({ rows, type, validFrom }: NewRowsValues): TariffRowCreate[] {
  return rows.map(({ country, network, billing, amount }) => ({
    type,
    country: country ?? "",
    ...(network && { network }),
    billing,
    amount: decimalOf(amount),
    ...(validFrom && { validFrom }),
  }));
}

/** Start and type are the form's, not a line's. */
export function newRowsField(path: string): string {
  return path.replace(/^rows\.\d+\.(validFrom|validTo|type)$/, "$1");
}

interface NewRowsProps extends Pick<Tariff, "currency" | "noun"> {
  form: UseFormReturnType<NewRowsValues>;
}

export function NewRows({ form, currency, noun }: NewRowsProps) {
  const { rows } = form.values;
  return (
    <Stack gap="sm">
      {rows.map((row, place) => (
        <Line
          key={row.key}
          form={form}
          row={row}
          place={place}
          currency={currency}
          noun={noun}
          type={form.values.type}
          {...(rows.length > 1 && { onRemove: () => form.removeListItem("rows", place) })}
        />
      ))}
      <Button
        variant="subtle"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem("rows", blankRow())}
      >
        Another line
      </Button>
      <div className={classes.shared}>
        <TypeSelect {...form.getInputProps("type")} />
        <MomentInput
          label="Valid from"
          description="Empty: from now on. It replaces an earlier row for the same destination from then on."
          {...form.getInputProps("validFrom")}
        />
      </div>
    </Stack>
  );
}

interface LineProps extends NewRowsProps {
  row: NewRow;
  place: number;
  type: MessageType;
  onRemove?: () => void;
}

function Line({ form, row, place, currency, noun, type, onRemove }: LineProps) {
  const field = (name: string) => form.getInputProps(`rows.${place}.${name}`);
  return (
    <fieldset className={classes.line}>
      <legend className={classes.legend}>Line {place + 1}</legend>
      <CountrySelect
        label="Country"
        withAsterisk
        data-autofocus={place === 0 || undefined}
        {...field("country")}
        onChange={(country) => {
          form.setFieldValue(`rows.${place}.country`, country);
          form.setFieldValue(`rows.${place}.network`, null);
        }}
      />
      <NetworkSelect label="Network" country={row.country} {...field("network")} />
      <BillingSelect label={billingLabel(noun)} {...field("billing")} />
      <AmountInput label={amountLabel(noun, type)} withAsterisk currency={currency} {...field("amount")} />
      {onRemove && (
        <ActionIcon
          className={classes.remove ?? ""}
          variant="subtle"
          color="gray"
          aria-label={`Remove line ${place + 1}`}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </fieldset>
  );
}
