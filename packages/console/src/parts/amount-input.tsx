/** A field for an exact decimal amount; it stays text from the key to the API. */
import { TextInput, type TextInputProps } from "@mantine/core";

interface AmountInputProps extends Omit<TextInputProps, "rightSection"> {
  currency: string;
}

export function AmountInput({ currency, ...props }: AmountInputProps) {
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      rightSection={
        <span style={{ fontSize: "var(--mantine-font-size-xs)", color: "var(--mantine-color-dimmed)" }}>
          {currency}
        </span>
      }
      rightSectionWidth={46}
      styles={{ input: { fontVariantNumeric: "tabular-nums" } }}
      {...props}
    />
  );
}

/** What a person may type for the decimal point and between thousands, as the API wants it: `"1,5"` → `"1.5"`. */
export function decimalOf(typed: string): string {
  const text = typed.trim().replaceAll(/[\s']/g, "").replace("−", "-");
  return /^-?\d+,\d+$/.test(text) ? text.replace(",", ".") : text;
}
