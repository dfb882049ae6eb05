/** To which step amounts are rounded, and which way. */
import { Select } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { AmountInput, decimalOf } from "../../amount-input.tsx";
import classes from "./bulk.module.css";

export interface RoundingValues extends Record<string, unknown> {
  mode: "exact" | "nearest" | "up" | "down";
  step: string;
}

export const noRounding: RoundingValues = { mode: "exact", step: "0.001" };

/** The contract's rounding, or none. */
export function roundingOf({ mode, step }: RoundingValues) {
  return mode === "exact" ? {} : { rounding: { mode, step: decimalOf(step) } };
}

export function roundingField(path: string): string {
  return path.replace(/^rounding\.(mode|step)$/, "$1");
}

const modes = [
  { value: "exact", label: "Exact to six decimals" },
  { value: "nearest", label: "To the nearest step" },
  { value: "up", label: "Up to a step" },
  { value: "down", label: "Down to a step" },
];

interface RoundingFieldsProps<Values extends RoundingValues> {
  form: UseFormReturnType<Values>;
  currency: string;
}

export function RoundingFields<Values extends RoundingValues>({ form, currency }: RoundingFieldsProps<Values>) {
  return (
    <div className={classes.pair}>
      <Select label="Rounded" allowDeselect={false} data={modes} {...form.getInputProps("mode")} />
      {form.values.mode !== "exact" && <AmountInput label="Step" currency={currency} {...form.getInputProps("step")} />}
    </div>
  );
}
