/** A field for a whole number; text until it is sent, so that a half-typed value is never rewritten. */
import { TextInput, type TextInputProps } from "@mantine/core";

export function WholeNumberInput(props: TextInputProps) {
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="off"
      styles={{ input: { fontVariantNumeric: "tabular-nums" } }}
      {...props}
    />
  );
}

/** The number that was typed; what is no whole number stays text, for the contract to refuse with its reason. */
export function numberOf(typed: string): number | string {
  return /^-?\d+$/.test(typed.trim()) ? Number(typed) : typed;
}
