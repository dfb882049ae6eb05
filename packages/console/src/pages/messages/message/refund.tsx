/** Giving back what a message was charged, once; and that it was given back, by whom and why. */
import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { adminEndpoints, type Message } from "@switchyard/contract";
import { IconArrowBackUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay, useSend } from "../../../api.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { isZero } from "../../../parts/exact.ts";
import { groupDecimal } from "../../../parts/figures.ts";
import { Money } from "../../../parts/money.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { said } from "../../../parts/said.ts";
import { Time } from "../../../parts/time.tsx";

export function MessageRefund({ message }: { message: Message }) {
  const mayRefund = useMay("payments.write");
  const [asking, setAsking] = useState(false);
  const { refund, charged, currency } = message;
  if (refund) return <Refunded message={message} refund={refund} />;
  if (!mayRefund || currency === null || isZero(charged)) return null;
  return (
    <>
      <Button
        variant="default"
        w="fit-content"
        leftSection={<IconArrowBackUp size={14} />}
        onClick={() => setAsking(true)}
      >
        Refund
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Refund message ${message.id}`}>
        <RefundForm message={message} currency={currency} onDone={() => setAsking(false)} />
      </Modal>
    </>
  );
}

interface RefundedProps {
  message: Message;
  refund: NonNullable<Message["refund"]>;
}

function Refunded({ message: { clientId, currency }, refund: { amount, reason, enteredBy, at } }: RefundedProps) {
  return (
    <Text size="sm">
      <Money amount={amount} currency={currency ?? ""} /> went back to the balance on <Time at={at} />, entered by{" "}
      {enteredBy}: {reason}{" "}
      <Link to="/clients/$clientId/payments/refunds" params={{ clientId: String(clientId) }} className="text-link">
        All refunds of this client
      </Link>
    </Text>
  );
}

interface RefundFormProps {
  message: Message;
  currency: string;
  onDone: () => void;
}

function RefundForm({ message, currency, onDone }: RefundFormProps) {
  const refund = useSend("refundMessage");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.refundMessage.body,
    initialValues: { reason: "" },
    toBody: (values) => values,
    submit: async (body) => {
      const given = await refund.mutateAsync({ params: { messageId: String(message.id) }, body });
      said(`${groupDecimal(given.amount)} ${currency} went back; the balance is ${groupDecimal(given.balanceAfter)}.`);
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Text size="sm">
          <Money amount={message.charged} currency={currency} /> go back to the balance of {message.clientLogin}. A
          refund is not undone.
        </Text>
        <Textarea
          label="Reason"
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.getInputProps("reason")}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={working}>
            Refund
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
