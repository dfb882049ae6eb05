/** What a payment pays, and changing it: in place of what was said before. */
import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { adminEndpoints, type Payment } from "@switchyard/contract";
import { useState } from "react";
import { useMay, useSend } from "../../api.ts";
import { useContractForm } from "../contract-form.ts";
import { isZero } from "../exact.ts";
import { Money } from "../money.tsx";
import { Section } from "../page.tsx";
import { ProblemNote } from "../problem.tsx";
import { said } from "../said.ts";
import { AllocatedTable, AllocationChoice, allocationsOf, leftOf, suggestedLine } from "./allocation-table.tsx";
import { type OpenInvoice, useOpenInvoices } from "./open-invoices.ts";

export function Allocations({ payment }: { payment: Payment }) {
  const mayPay = useMay("payments.write");
  const mayRead = useMay("invoices.read");
  const [changing, setChanging] = useState(false);
  const { allocations, unallocated, currency } = payment;
  const free = <Money amount={unallocated} currency={currency} />;
  return (
    <Section
      title="Pays invoices"
      says={isZero(unallocated) ? undefined : <>{free} pay no invoice yet; the next one issued takes it.</>}
      actions={
        mayPay &&
        mayRead &&
        !changing && (
          <Button variant="default" size="compact-xs" onClick={() => setChanging(true)}>
            Change
          </Button>
        )
      }
    >
      {changing ? (
        <AllocationForm payment={payment} onDone={() => setChanging(false)} />
      ) : allocations.length > 0 ? (
        <AllocatedTable allocations={allocations} currency={currency} />
      ) : (
        <Text size="sm" c="dimmed">
          None.
        </Text>
      )}
    </Section>
  );
}

function AllocationForm({ payment, onDone }: { payment: Payment; onDone: () => void }) {
  const invoices = useOpenInvoices(payment.clientId, payment);
  if (!invoices) return <Skeleton height={90} />;
  if (invoices.length === 0) {
    return (
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          No invoice of this client is open. One that is issued later takes what is left of this payment by itself.
        </Text>
        <Button variant="default" size="compact-xs" onClick={onDone}>
          Close
        </Button>
      </Group>
    );
  }
  return <Choice payment={payment} invoices={invoices} onDone={onDone} />;
}

interface ChoiceProps {
  payment: Payment;
  invoices: readonly OpenInvoice[];
  onDone: () => void;
}

function Choice({ payment, invoices, onDone }: ChoiceProps) {
  const allocate = useSend("allocatePayment");
  const total = totalLeft(payment);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.allocatePayment.body,
    initialValues: { allocations: payment.allocations.map(({ invoiceId, amount }) => ({ invoiceId, amount })) },
    toBody: ({ allocations }) => ({ allocations: allocationsOf(allocations) }),
    submit: async (body) => {
      await allocate.mutateAsync({ params: { clientId: payment.clientId, paymentId: payment.id }, body });
      said("What the payment pays is saved.");
      onDone();
    },
  });
  const lines = form.values.allocations;
  const left = leftOf(total, lines);
  const isTooMuch = left?.startsWith("-") ?? false;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="xs">
        {problem !== undefined && <ProblemNote error={problem} />}
        <AllocationChoice
          lines={lines}
          invoices={invoices}
          currency={payment.currency}
          field={(name) => form.getInputProps(name)}
          onAdd={(invoice) => form.insertListItem("allocations", suggestedLine(invoice, total, lines))}
          onRemove={(place) => form.removeListItem("allocations", place)}
        />
        <Group justify="space-between">
          <LeftOver left={left} currency={payment.currency} error={form.errors.allocations} />
          <Group gap="xs">
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => {
                form.reset();
                onDone();
              }}
            >
              Cancel
            </Button>
            <Button type="submit" size="compact-xs" loading={working} disabled={isTooMuch}>
              Save invoices
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

interface LeftOverProps {
  left: string | undefined;
  currency: string;
  error?: React.ReactNode;
}

/** What the choice leaves of the payment, or by how much it is too much. */
export function LeftOver({ left, currency, error }: LeftOverProps) {
  const isTooMuch = left?.startsWith("-") ?? false;
  return (
    <Text size="xs" c={isTooMuch || error ? "var(--sy-bad)" : "dimmed"} role="status">
      {error ??
        (left !== undefined &&
          (isTooMuch ? (
            <>
              That is <Money amount={left.slice(1)} currency={currency} /> more than the payment has.
            </>
          ) : (
            <>
              <Money amount={left} currency={currency} /> pay no invoice.
            </>
          )))}
    </Text>
  );
}

/** What of a payment was not taken back: what it may pay in all. */
export function totalLeft({ unallocated, allocations }: Payment): string | undefined {
  return leftOf(
    unallocated,
    allocations.map(({ invoiceId, amount }) => ({ invoiceId, amount: `-${amount}` })),
  );
}
