/** A date and time in the viewer's zone, kept as ISO 8601 in UTC; the browser's own picker, which the keyboard knows. */
import { TextInput, type TextInputProps } from "@mantine/core";

interface MomentInputProps extends Omit<TextInputProps, "value" | "onChange" | "type" | "defaultValue"> {
  /** ISO 8601, or "" for none. */
  value?: string;
  onChange: (iso: string) => void;
}

export function MomentInput({ value = "", onChange, ...props }: MomentInputProps) {
  return (
    <TextInput
      type="datetime-local"
      value={localOf(value)}
      onChange={(event) => {
        const at = new Date(event.currentTarget.value);
        onChange(Number.isNaN(at.getTime()) ? "" : at.toISOString());
      }}
      {...props}
    />
  );
}

/** `2026-03-01T08:30` in the viewer's zone, which is what the browser's field reads. */
function localOf(iso: string): string {
  const at = new Date(iso);
  if (!iso || Number.isNaN(at.getTime())) return "";
  const pad = (part: number) => String(part).padStart(2, "0");
  const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  return `${day}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}
