/** Entering a payment without leaving the page: it counts towards the balance at once. */
import { Autocomplete, Button, Input, SegmentedControl, Stack, Textarea, TextInput } from "@mantine/core";
import { type Client, paymentCreate } from "@switchyard/contract";
import { useSend } from "../../../../api.ts";
import { AmountInput, decimalOf } from "../../../../parts/amount-input.tsx";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { groupDecimal } from "../../../../parts/figures.ts";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";

/** The usual ways to pay; any other may be typed. */
export const paymentMethods = ["Bank transfer", "Card", "Cash", "Crypto", "Offset"];

interface TopUpDrawerProps {
  client: Client;
  onClose: () => void;
}

export function TopUpDrawer({ client, onClose }: TopUpDrawerProps) {
  return (
    <RouteDrawer title={`Top up ${client.login}`} onClose={onClose}>
      <TopUpForm client={client} />
    </RouteDrawer>
  );
}

function TopUpForm({ client }: { client: Client }) {
  const { leave } = useDrawer();
  const enter = useSend("createPayment");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: paymentCreate,
    initialValues: { amount: "", paid: "paid", method: "Bank transfer", payDate: today(), comment: "" },
    toBody: ({ amount, paid, ...values }) => ({ ...values, amount: decimalOf(amount), paid: paid === "paid" }),
    submit: async (body) => {
      const payment = await enter.mutateAsync({ params: { clientId: client.id }, body });
      said(
        `Entered ${groupDecimal(payment.amount)} ${payment.currency}; the balance is ${groupDecimal(payment.balanceAfter)}.`,
      );
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <AmountInput
          label="Amount"
          description="A negative amount takes back a payment entered by mistake. It can't be changed later."
          currency={client.currency}
          withAsterisk
          data-autofocus
          {...form.getInputProps("amount")}
        />
        <Input.Wrapper
          label="Status"
          description="Unpaid counts towards the balance too, and marks it as still owed to us."
        >
          <SegmentedControl
            mt={4}
            size="xs"
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
        <Button type="submit" loading={working}>
          Enter payment
        </Button>
      </DrawerFoot>
    </form>
  );
}

/** The viewer's date: YYYY-MM-DD. */
function today(): string {
  return new Intl.DateTimeFormat("en-CA").format(new Date());
}
