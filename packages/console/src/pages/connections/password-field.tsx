import { TextInput } from "@mantine/core";
import type { ConnectionForm } from "./rows.tsx";

interface PasswordFieldProps {
  form: ConnectionForm;
  label: string;
  note?: string | undefined;
}

/** Written, never shown: a password or a key of the supplier. */
export function PasswordField({ form, label, note }: PasswordFieldProps) {
  return (
    <TextInput
      label={label}
      type="password"
      autoComplete="new-password"
      description={note}
      inputWrapperOrder={["label", "input", "description", "error"]}
      {...form.getInputProps("password")}
    />
  );
}
