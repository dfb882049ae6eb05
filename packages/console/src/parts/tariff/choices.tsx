/** The choices that the forms of a tariff share. */
import { Select, type SelectProps } from "@mantine/core";
import { messageTypes } from "@switchyard/engine";
import { typeNames } from "./marks.tsx";

const billingOptions = [
  { value: "submitted", label: "By submitted" },
  { value: "delivered", label: "By delivered" },
];

export function BillingSelect(props: Omit<SelectProps, "data">) {
  return <Select allowDeselect={false} data={billingOptions} {...props} />;
}

const typeOptions = messageTypes.map((value) => ({ value, label: typeNames[value] }));

export function TypeSelect(props: Omit<SelectProps, "data">) {
  return <Select label="Type" allowDeselect={false} data={typeOptions} {...props} />;
}
