/** The choice that the forms of a tariff share. */
import { Select, type SelectProps } from "@mantine/core";

const billingOptions = [
  { value: "submitted", label: "By submitted" },
  { value: "delivered", label: "By delivered" },
];

export function BillingSelect(props: Omit<SelectProps, "data">) {
  return <Select allowDeselect={false} data={billingOptions} {...props} />;
}
