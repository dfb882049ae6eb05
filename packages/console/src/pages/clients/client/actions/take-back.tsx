/**
 * A negative payment: it takes back a payment entered by mistake, or the credit of an invoice, and gets a numbered
 * credit note. It names what it corrects.
 */
import { Select, SimpleGrid, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import { type Client, type InvoiceRow, type Payment, paymentCreate } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { query, useMay, useSend } from "../../../../api.ts";
import { AmountInput, decimalOf } from "../../../../parts/amount-input.tsx";
import { formatCalendarDay, today } from "../../../../parts/calendar.ts";
import { type FieldOf, useContractForm } from "../../../../parts/contract-form.ts";
import { isZero, microsOf, negated, splitLike, sumOf } from "../../../../parts/exact.ts";
import { groupDecimal } from "../../../../parts/figures.ts";
import { totalLeft } from "../../../../parts/payments/allocations.tsx";
import { MethodSelect } from "../../../../parts/payments/method-select.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { newKey } from "../../../../parts/request-key.ts";
import { RouteDrawer, SaveFoot, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import { AfterPayment } from "./after-payment.tsx";

interface TakeBackDrawerProps {
  client: Client;
  paymentId: number | undefined;
  invoiceId: number | undefined;
  onClose: () => void;
}

/** Something that can be taken back, and at most how much of it. */
interface Target {
  value: string;
  label: string;
  amount: string;
  tax: string;
}

export function TakeBackDrawer({ client, paymentId, invoiceId, onClose }: TakeBackDrawerProps) {
  return (
    <RouteDrawer title={`Take back from ${client.login}`} onClose={onClose} size="lg">
      <Targets client={client} paymentId={paymentId} invoiceId={invoiceId} />
    </RouteDrawer>
  );
}

const LIST_MAX = 200;

function Targets({ client, paymentId, invoiceId }: Omit<TakeBackDrawerProps, "onClose">) {
  const mayInvoices = useMay("invoices.read");
  const params = { clientId: client.id };
  const recent = useQuery(query("listPayments", { params, query: { limit: LIST_MAX } }));
  const named = useQuery({
    ...query("getPayment", { params: { ...params, paymentId: paymentId ?? 0 } }),
    enabled: paymentId !== undefined,
  });
  const invoices = useQuery({
    ...query("listInvoices", {
      query: { clientId: client.id, status: ["issued", "sent", "part_paid", "overdue"], limit: LIST_MAX },
    }),
    enabled: mayInvoices,
  });
  const isLoading = recent.isLoading || named.isLoading || invoices.isLoading;
  if (isLoading) return <Skeleton height={320} />;
  if (recent.error) return <ProblemNote error={recent.error} />;
  const payments = new Map((recent.data?.items ?? []).map((payment) => [payment.id, payment]));
  if (named.data) payments.set(named.data.id, named.data);
  const targets = {
    payments: [...payments.values()].flatMap(paymentTarget),
    invoices: (invoices.data?.items ?? []).flatMap(invoiceTarget),
  };
  const begin =
    paymentId !== undefined ? `payment-${paymentId}` : invoiceId !== undefined ? `invoice-${invoiceId}` : null;
  return <TakeBackForm client={client} targets={targets} begin={begin} />;
}

function paymentTarget(payment: Payment): Target[] {
  const { id, amount, tax, payDate, currency } = payment;
  const left = totalLeft(payment);
  if (amount.startsWith("-") || left === undefined || microsOf(left) <= 0n) return [];
  const { net, tax: leftTax } = splitLike(left, { net: amount, tax }, currency);
  const label = `Payment ${id} of ${formatCalendarDay(payDate)}, ${groupDecimal(amount)} ${currency}`;
  return [{ value: `payment-${id}`, label, amount: net, tax: leftTax }];
}

function invoiceTarget({ id, number, net, tax, open, currency }: InvoiceRow): Target[] {
  if (number === null || microsOf(open) <= 0n) return [];
  const split = splitLike(open, { net, tax }, currency);
  const label = `Invoice ${number}, ${groupDecimal(open)} ${currency} open`;
  return [{ value: `invoice-${id}`, label, amount: split.net, tax: split.tax }];
}

interface TakeBackFormProps {
  client: Client;
  targets: { payments: Target[]; invoices: Target[] };
  begin: string | null;
}

function TakeBackForm({ client, targets, begin }: TakeBackFormProps) {
  const { leave } = useDrawer();
  const enter = useSend("createPayment");
  const [key] = useState(newKey);
  const all = [...targets.payments, ...targets.invoices];
  const first = all.find(({ value }) => value === begin);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: paymentCreate,
    initialValues: {
      target: first?.value ?? (null as string | null),
      amount: first?.amount ?? "",
      tax: first ? taxField(first.tax) : "",
      methodId: null as string | null,
      payDate: today(),
      comment: "",
    },
    toBody: (values) => bodyOf(values, key),
    fieldOf: (path) => (/^corrects/.test(path) ? "target" : path),
    submit: async (body) => {
      const payment = await enter.mutateAsync({ params: { clientId: client.id }, body });
      const note = payment.creditNote ? `Credit note ${payment.creditNote.number} took` : "Took";
      said(
        `${note} back ${groupDecimal(negated(payment.amount))} ${payment.currency}; the balance is ${groupDecimal(payment.balanceAfter)}.`,
      );
      leave();
    },
  });
  const { values } = form;
  const choose = (value: string | null) => {
    const target = all.find((one) => one.value === value);
    form.setValues({ target: value, ...(target && { amount: target.amount, tax: taxField(target.tax) }) });
  };
  const amount = decimalOf(values.amount);
  const total = sumOf(amount, decimalOf(values.tax) || "0");
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Select
          label="Takes back"
          description="A payment entered by mistake, or what an invoice asked too much. Nothing is deleted: a negative payment stands against it."
          withAsterisk
          searchable
          nothingFoundMessage="Nothing of that name"
          data={groupsOf(targets)}
          {...form.getInputProps("target")}
          error={values.target === null ? form.errors.target && "Choose what it takes back" : form.errors.target}
          onChange={choose}
        />
        <Amounts field={(name) => form.getInputProps(name)} currency={client.currency} />
        <AfterPayment client={client} amount={negated(amount)} total={total && negated(total)} />
        <Circumstances field={(name) => form.getInputProps(name)} />
      </Stack>
      <SaveFoot action="Take back" working={working} color="red.9" />
    </form>
  );
}

interface TakeBackValues {
  target: string | null;
  amount: string;
  tax: string;
  methodId: string | null;
  payDate: string;
  comment: string;
}

type Field = FieldOf<keyof TakeBackValues>;

function Amounts({ field, currency }: { field: Field; currency: string }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <AmountInput
        label="Amount to take back"
        description="All that is left of it, or less."
        withAsterisk
        currency={currency}
        {...field("amount")}
      />
      <AmountInput label="Tax" description="Its tax." placeholder="0" currency={currency} {...field("tax")} />
    </SimpleGrid>
  );
}

function Circumstances({ field }: { field: Field }) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <MethodSelect {...field("methodId")} />
        <TextInput type="date" label="Date" {...field("payDate")} />
      </SimpleGrid>
      <Textarea
        label="Comment"
        description="Why; it stands on the credit note."
        autosize
        minRows={2}
        {...field("comment")}
      />
    </>
  );
}

/** Typed as it is spoken, without a sign; sent with one. */
function bodyOf({ target, amount, tax, methodId, payDate, comment }: TakeBackValues, key: string) {
  const [kind, id] = target?.split("-") ?? [];
  return {
    amount: signed(amount),
    tax: tax.trim() === "" ? "0" : signed(tax),
    methodId: methodId === null ? null : Number(methodId),
    payDate,
    comment,
    ...(kind === "payment" && { correctsPaymentId: Number(id) }),
    ...(kind === "invoice" && { correctsInvoiceId: Number(id) }),
    key,
  };
}

function signed(typed: string): string {
  const decimal = decimalOf(typed);
  return decimal === "" || decimal.startsWith("-") ? decimal : `-${decimal}`;
}

function taxField(tax: string): string {
  return isZero(tax) ? "" : tax;
}

function groupsOf({ payments, invoices }: TakeBackFormProps["targets"]) {
  return [
    ...(payments.length > 0 ? [{ group: "Payments", items: payments }] : []),
    ...(invoices.length > 0 ? [{ group: "Open invoices", items: invoices }] : []),
  ];
}
