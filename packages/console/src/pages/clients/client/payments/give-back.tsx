/** The second step of refunding messages: why, and a last look before the balance changes. */
import { Button, Text, Textarea } from "@mantine/core";
import type { Client, RefundSelection } from "@switchyard/contract";
import { useState } from "react";
import { useSend } from "../../../../api.ts";
import { ConfirmByTyping } from "../../../../parts/confirm-by-typing.tsx";
import { sumOf } from "../../../../parts/exact.ts";
import { formatCount, groupDecimal } from "../../../../parts/figures.ts";
import { Money } from "../../../../parts/money.tsx";
import { DrawerFoot, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import type { Counted } from "./refund-messages.tsx";

interface GiveBackProps {
  client: Client;
  selection: RefundSelection;
  counted: Counted;
}

export function GiveBack({ client, selection, counted }: GiveBackProps) {
  const { leave } = useDrawer();
  const refund = useSend("refundMessages");
  const [reason, setReason] = useState("");
  const [asking, setAsking] = useState(false);
  const { messages, amount, currency } = counted;
  const many = `${formatCount(messages)} ${messages === 1 ? "message" : "messages"}`;
  const after = sumOf(client.figures.balance, amount);
  const give = async () => {
    const body = { selection, reason: reason.trim(), expected: { messages, amount } };
    const given = await refund.mutateAsync({ params: { clientId: client.id }, body });
    said(`${groupDecimal(given.amount)} ${currency} went back; the balance is ${groupDecimal(given.balanceAfter)}.`);
    leave();
  };
  return (
    <>
      {messages > 0 && (
        <Textarea
          mt="sm"
          label="Reason"
          description="Stands with the refund and on each message."
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <DrawerFoot>
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        {messages > 0 && (
          <Button disabled={reason.trim() === ""} onClick={() => setAsking(true)}>
            Refund {many}
          </Button>
        )}
      </DrawerFoot>
      <ConfirmByTyping
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Refund ${many}`}
        phrase={client.login}
        action="Refund"
        onConfirm={give}
      >
        <Money amount={amount} currency={currency} /> go back to the balance of {client.login}
        {after !== undefined && (
          <>
            , which then is <Money amount={after} currency={currency} />
          </>
        )}
        . A refund is not undone.
        <Text size="xs" c="dimmed" mt={6}>
          Should the selection have changed meanwhile, nothing is given back and you count again.
        </Text>
      </ConfirmByTyping>
    </>
  );
}
