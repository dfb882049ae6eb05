/** What may change in a payment: status, method, date, comment. The amount is for ever. */
import { Autocomplete, Button, Input, SegmentedControl, Skeleton, Stack, Textarea, TextInput } from "@mantine/core";
import { type Payment, paymentPatch } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { query, useMay, useSend } from "../../../../api.ts";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { Figure, FigureStrip } from "../../../../parts/figure.tsx";
import { Money } from "../../../../parts/money.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import { paymentMethods } from "../actions/top-up.tsx";
import { useClientId } from "../current.ts";

const route = getRouteApi("/signed-in/clients/$clientId/payments/$paymentId");

export function EditPayment() {
  const clientId = useClientId();
  const { paymentId } = route.useParams();
  const { cursor } = route.useSearch();
  const navigate = useNavigate();
  const close = useCallback(
    () =>
      void navigate({
        to: "/clients/$clientId/payments",
        params: { clientId: String(clientId) },
        search: true,
        resetScroll: false,
      }),
    [clientId, navigate],
  );
  const { data } = useQuery(query("listPayments", { params: { clientId }, query: { ...(cursor && { cursor }) } }));
  const payment = data?.items.find(({ id }) => id === Number(paymentId));
  return (
    <RouteDrawer title={`Payment ${paymentId}`} onClose={close}>
      {!data && <Skeleton height={200} />}
      {data && !payment && (
        <EmptyState title="Not on this page of the log">Close this and look further back.</EmptyState>
      )}
      {payment && <PaymentForm payment={payment} />}
    </RouteDrawer>
  );
}

function PaymentForm({ payment }: { payment: Payment }) {
  const { leave } = useDrawer();
  const mayPay = useMay("payments.write");
  const update = useSend("updatePayment");
  const { method, payDate, comment } = payment;
  const { form, onSubmit, working, problem } = useContractForm({
    schema: paymentPatch,
    initialValues: { paid: payment.paid ? "paid" : "unpaid", method, payDate, comment },
    toBody: ({ paid, ...values }) => ({ ...values, paid: paid === "paid" }),
    submit: async (body) => {
      await update.mutateAsync({ params: { clientId: payment.clientId, paymentId: payment.id }, body });
      said("The payment is saved.");
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <FigureStrip>
          <Figure label="Amount">
            <Money amount={payment.amount} currency={payment.currency} signed />
          </Figure>
          <Figure label="Balance after">
            <Money amount={payment.balanceAfter} currency={payment.currency} signed />
          </Figure>
        </FigureStrip>
        {problem !== undefined && <ProblemNote error={problem} />}
        <Input.Wrapper label="Status">
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
            {...form.getInputProps("paid")}
          />
        </Input.Wrapper>
        <Autocomplete label="Method" data={paymentMethods} {...form.getInputProps("method")} />
        <TextInput type="date" label="Pay date" {...form.getInputProps("payDate")} />
        <Textarea label="Comment" autosize minRows={2} {...form.getInputProps("comment")} />
      </Stack>
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button type="submit" loading={working} disabled={!mayPay}>
          Save
        </Button>
      </DrawerFoot>
    </form>
  );
}
