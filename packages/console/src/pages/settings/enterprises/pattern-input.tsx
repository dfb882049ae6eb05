/** A field for a number pattern, which shows what the next numbers look like while it is typed. */
import { TextInput, type TextInputProps } from "@mantine/core";
import { documentNumber, enterpriseCreate } from "@switchyard/contract";
import { today } from "../../../parts/calendar.ts";

interface PatternInputProps extends TextInputProps {
  pattern: string;
}

export function PatternInput({ pattern, ...props }: PatternInputProps) {
  return (
    <TextInput
      autoComplete="off"
      spellCheck={false}
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={examples(pattern)}
      {...props}
    />
  );
}

/** `Looks like INV-2026-0001, INV-2026-0002`; nothing while the pattern is none. */
function examples(pattern: string): string | undefined {
  if (!enterpriseCreate.shape.invoicePattern.safeParse(pattern).success) return undefined;
  return `Looks like ${[1, 2].map((count) => documentNumber(pattern, count, today())).join(", ")}`;
}
