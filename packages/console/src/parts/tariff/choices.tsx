/** The choices that the forms of a tariff share. */
import { Select, type SelectProps } from "@mantine/core";

const billingOptions = [
  { value: "submitted", label: "By submitted" },
  { value: "delivered", label: "By delivered" },
];

const typeOptions = [
  { value: "sms", label: "SMS" },
  { value: "mo", label: "Incoming SMS (MO)" },
  { value: "hlr", label: "Look-ups of numbers (HLR)" },
];

export function TypeSelect(props: Omit<SelectProps, "data">) {
  return <Select label="Type" allowDeselect={false} data={typeOptions} {...props} />;
}

export function BillingSelect(props: Omit<SelectProps, "data">) {
  return <Select allowDeselect={false} data={billingOptions} {...props} />;
}
