/** Entering a payment without leaving the page: it counts towards the balance at once. */
import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { type Client, paymentCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { query, useMay, useSend } from "../../../../api.ts";
import { AmountInput, decimalOf } from "../../../../parts/amount-input.tsx";
import { today } from "../../../../parts/calendar.ts";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { isZero, microsOf, splitLike, sumOf } from "../../../../parts/exact.ts";
import { groupDecimal } from "../../../../parts/figures.ts";
import { type AllocationLine, allocationsOf, leftOf } from "../../../../parts/payments/allocation-table.tsx";
import { type OpenInvoice, useOpenInvoices } from "../../../../parts/payments/open-invoices.ts";
import { PaymentFields, paymentFacts } from "../../../../parts/payments/payment-fields.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { newKey } from "../../../../parts/request-key.ts";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import { AfterPayment } from "./after-payment.tsx";
import { WhatItPays } from "./what-it-pays.tsx";

interface TopUpDrawerProps {
  client: Client;
  /** An invoice it is for: its open amount is entered already. */
  invoiceId: number | undefined;
  onClose: () => void;
}

export function TopUpDrawer({ client, invoiceId, onClose }: TopUpDrawerProps) {
  return (
    <RouteDrawer title={`Top up ${client.login}`} onClose={onClose} size="lg">
      {invoiceId === undefined ? <TopUpForm client={client} /> : <ForInvoice client={client} invoiceId={invoiceId} />}
    </RouteDrawer>
  );
}

/** Begins with what the invoice still asks for, net and tax apart. */
function ForInvoice({ client, invoiceId }: { client: Client; invoiceId: number }) {
  const { data: invoice, error } = useQuery(query("getInvoice", { params: { invoiceId } }));
  if (error && !invoice) return <ProblemNote error={error} />;
  if (!invoice) return <Skeleton height={320} />;
  const isOwed = invoice.clientId === client.id && invoice.number !== null && microsOf(invoice.open) > 0n;
  if (!isOwed) return <TopUpForm client={client} />;
  const { net, tax } = splitLike(invoice.open, { net: invoice.net, tax: invoice.tax }, invoice.currency);
  return <TopUpForm client={client} begin={{ net, tax, line: { invoiceId, amount: invoice.open } }} />;
}

interface TopUpFormProps {
  client: Client;
  begin?: { net: string; tax: string; line: AllocationLine };
}

const positivePayment = paymentCreate.refine(({ amount }) => !amount.startsWith("-"), {
  path: ["amount"],
  error: "must be more than zero: a payment entered by mistake is taken back from its own page in the log",
});

function blank(begin: TopUpFormProps["begin"]) {
  return {
    amount: begin?.net ?? "",
    tax: begin && !isZero(begin.tax) ? begin.tax : "",
    paid: "paid",
    methodId: null as string | null,
    payDate: today(),
    comment: "",
    pays: begin ? "chosen" : "oldest",
    allocations: begin ? [begin.line] : ([] as AllocationLine[]),
  };
}

export type TopUpValues = ReturnType<typeof blank>;

function bodyOf(values: TopUpValues) {
  const { amount, tax, pays, allocations } = values;
  return {
    ...paymentFacts(values),
    amount: decimalOf(amount),
    tax: decimalOf(tax) || "0",
    ...(pays !== "oldest" && { allocations: pays === "chosen" ? allocationsOf(allocations) : [] }),
  };
}

function TopUpForm({ client, begin }: TopUpFormProps) {
  const { leave } = useDrawer();
  const mayInvoices = useMay("invoices.read");
  const invoices = useOpenInvoices(client.id);
  const enter = useSend("createPayment");
  // One key for the form as long as it is open: sent twice, it is entered once.
  const [key] = useState(newKey);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: positivePayment,
    initialValues: blank(begin),
    toBody: (values) => ({ ...bodyOf(values), key }),
    submit: async (body) => {
      const payment = await enter.mutateAsync({ params: { clientId: client.id }, body });
      said(
        `Entered ${groupDecimal(payment.amount)} ${payment.currency}; the balance is ${groupDecimal(payment.balanceAfter)}.`,
      );
      leave();
    },
  });
  const { values } = form;
  const total = sumOf(decimalOf(values.amount), decimalOf(values.tax) || "0");
  const isTooMuch = values.pays === "chosen" && (leftOf(total, values.allocations)?.startsWith("-") ?? false);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <AmountInput
            label="Amount"
            description="Goes to the balance; can't be changed later."
            currency={client.currency}
            withAsterisk
            data-autofocus
            {...form.getInputProps("amount")}
          />
          <AmountInput
            label="Tax"
            description="Came with it; moves no balance."
            placeholder="0"
            currency={client.currency}
            {...form.getInputProps("tax")}
          />
        </SimpleGrid>
        <AfterPayment client={client} amount={decimalOf(values.amount)} total={total} />
        <PaymentFields field={(name) => form.getInputProps(name)} />
        {mayInvoices && <TopUpAllocation form={form} client={client} invoices={invoices} total={total} />}
      </Stack>
      <SaveFoot action="Enter payment" working={working} disabled={isTooMuch} />
    </form>
  );
}

interface TopUpAllocationProps {
  form: ReturnType<typeof useContractForm<TopUpValues, typeof positivePayment>>["form"];
  client: Client;
  invoices: OpenInvoice[] | undefined;
  total: string | undefined;
}

function TopUpAllocation({ form, client, invoices, total }: TopUpAllocationProps) {
  return (
    <WhatItPays
      currency={client.currency}
      invoices={invoices}
      total={total}
      pays={form.values.pays}
      onPays={(pays) => form.setFieldValue("pays", pays)}
      lines={form.values.allocations}
      error={form.errors.allocations}
      field={(name) => form.getInputProps(name)}
      onAdd={(line) => form.insertListItem("allocations", line)}
      onRemove={(place) => form.removeListItem("allocations", place)}
    />
  );
}
