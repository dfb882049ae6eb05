/** Entering one price or cost or many at once: a line each, all or none. */
import { ActionIcon, Button, Select, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { AmountInput, decimalOf } from "../amount-input.tsx";
import { CountrySelect, NetworkSelect } from "../library-selects.tsx";
import { MomentInput } from "../moment-input.tsx";
import classes from "./new-rows.module.css";

export interface TariffLine {
  key: number;
  country: string | null;
  network: string | null;
  billing: "submitted" | "delivered";
  amount: string;
}

export interface TariffValues extends Record<string, unknown> {
  lines: TariffLine[];
  /** ISO 8601; "" counts from now. */
  validFrom: string;
}

let lastKey = 0;

export function blankLine(): TariffLine {
  lastKey += 1;
  return { key: lastKey, country: null, network: null, billing: "submitted", amount: "" };
}

/** A line as the contract takes it, but for the name of its amount. */
export function placeOf({ country, network }: TariffLine, validFrom: string) {
  return { country: country ?? "", ...(network && { network }), ...(validFrom && { validFrom }) };
}

export function amountOf(line: TariffLine): string {
  return decimalOf(line.amount);
}

export const billingOptions = [
  { value: "submitted", label: "By submitted" },
  { value: "delivered", label: "By delivered" },
];

/** `prices.0.price` and `costs.0.cost` of the contract are `lines.0.amount` here. */
export function tariffFieldOf(path: string): string {
  return path.replace(/^(prices|costs)\b/, "lines").replace(/^(lines\.\d+)\.(price|cost)$/, "$1.amount");
}

interface NewRowsProps {
  form: UseFormReturnType<TariffValues>;
  currency: string;
  noun: "price" | "cost";
}

export function NewRows({ form, currency, noun }: NewRowsProps) {
  const { lines } = form.values;
  const priced = noun === "price";
  return (
    <Stack gap="sm">
      {lines.map((line, place) => {
        const field = (name: string) => form.getInputProps(`lines.${place}.${name}`);
        return (
          <fieldset key={line.key} className={classes.line} data-priced={priced || undefined}>
            <legend className={classes.legend}>Line {place + 1}</legend>
            <CountrySelect
              label="Country"
              withAsterisk
              data-autofocus={place === 0 || undefined}
              {...field("country")}
              onChange={(country) => {
                form.setFieldValue(`lines.${place}.country`, country);
                form.setFieldValue(`lines.${place}.network`, null);
              }}
            />
            <NetworkSelect label="Network" country={line.country} {...field("network")} />
            {priced && <Select label="Charged" allowDeselect={false} data={billingOptions} {...field("billing")} />}
            <AmountInput
              label={priced ? "Price per part" : "Cost per part"}
              withAsterisk
              currency={currency}
              {...field("amount")}
            />
            {lines.length > 1 && (
              <ActionIcon
                className={classes.remove ?? ""}
                variant="subtle"
                color="gray"
                aria-label={`Remove line ${place + 1}`}
                onClick={() => form.removeListItem("lines", place)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </fieldset>
        );
      })}
      <Button
        variant="subtle"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem("lines", blankLine())}
      >
        Another line
      </Button>
      <MomentInput
        label="Valid from"
        description="Empty: from now on. It replaces an earlier row for the same destination from then on."
        w={260}
        {...form.getInputProps("validFrom")}
      />
    </Stack>
  );
}
