/** The fields of a payment that may change later: whether it is paid, how, when, and a comment. */
import { Input, SegmentedControl, Stack, Textarea, TextInput } from "@mantine/core";
import type { FieldOf } from "../contract-form.ts";
import { MethodSelect } from "./method-select.tsx";

export interface PaymentFieldValues {
  paid: string;
  methodId: string | null;
  payDate: string;
  comment: string;
}

/** The values as the contract takes them. */
export function paymentFacts({ paid, methodId, payDate, comment }: PaymentFieldValues) {
  return { paid: paid === "paid", methodId: methodId === null ? null : Number(methodId), payDate, comment };
}

interface PaymentFieldsProps {
  field: FieldOf<keyof PaymentFieldValues>;
}

export function PaymentFields({ field }: PaymentFieldsProps) {
  return (
    <Stack gap="sm">
      <Input.Wrapper
        label="Status"
        description="Unpaid counts towards the balance too, and marks it as still owed to us."
      >
        <SegmentedControl
          mt={4}
          size="xs"
          display="flex"
          w="fit-content"
          aria-label="Status"
          data={[
            { value: "paid", label: "Paid" },
            { value: "unpaid", label: "Unpaid" },
          ]}
          {...field("paid")}
        />
      </Input.Wrapper>
      <MethodSelect {...field("methodId")} />
      <TextInput type="date" label="Pay date" {...field("payDate")} />
      <Textarea label="Comment" autosize minRows={2} {...field("comment")} />
    </Stack>
  );
}
