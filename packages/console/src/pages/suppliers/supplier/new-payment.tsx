/** The drawer that enters a payment to a supplier, or takes one back. */
import { Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import { type Supplier, supplierPaymentCreate } from "@switchyard/contract";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useSend } from "../../../api.ts";
import { AmountInput, decimalOf } from "../../../parts/amount-input.tsx";
import { today } from "../../../parts/calendar.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { groupDecimal } from "../../../parts/figures.ts";
import { ProblemNote } from "../../../parts/problem.tsx";
import { newKey } from "../../../parts/request-key.ts";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { useSupplier, useSupplierId } from "./current.ts";

export function NewSupplierPayment() {
  const supplierId = String(useSupplierId());
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/suppliers/$supplierId/payments", params: { supplierId }, search: true }),
    [navigate, supplierId],
  );
  const { data: supplier } = useSupplier();
  return (
    <RouteDrawer title="Enter payment" onClose={close}>
      {supplier ? <PaymentForm supplier={supplier} /> : <Skeleton height={240} />}
    </RouteDrawer>
  );
}

function PaymentForm({ supplier }: { supplier: Supplier }) {
  const { leave } = useDrawer();
  const enter = useSend("createSupplierPayment");
  // One key for the form as long as it is open: sent twice, it is entered once.
  const [key] = useState(newKey);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: supplierPaymentCreate,
    initialValues: { amount: "", payDate: today(), comment: "" },
    toBody: ({ amount, payDate, comment }) => ({
      amount: decimalOf(amount),
      ...(payDate && { payDate }),
      comment,
      key,
    }),
    submit: async (body) => {
      const payment = await enter.mutateAsync({ params: { supplierId: supplier.id }, body });
      said(`Entered ${groupDecimal(payment.amount)} ${payment.currency} to ${supplier.name}.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <AmountInput
          label="Amount"
          description="Never changes once it is entered; a negative amount takes back one entered by mistake."
          currency={supplier.currency}
          withAsterisk
          data-autofocus
          {...form.getInputProps("amount")}
        />
        <TextInput type="date" label="Pay date" {...form.getInputProps("payDate")} />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <SaveFoot action="Enter payment" working={working} />
    </form>
  );
}
