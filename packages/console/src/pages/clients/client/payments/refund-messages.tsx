/** Giving back what many messages were charged: they are counted first, and what was counted is what is given back. */
import { MultiSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type AdminAnswer, type Client, type RefundSelection, refundSelection } from "@switchyard/contract";
import { messageStatusNames } from "@switchyard/engine";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useSend } from "../../../../api.ts";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { Figure, FigureStrip } from "../../../../parts/figure.tsx";
import { formatCount } from "../../../../parts/figures.ts";
import { CountrySelect, NetworkSelect } from "../../../../parts/library-selects.tsx";
import { MomentInput } from "../../../../parts/moment-input.tsx";
import { Money } from "../../../../parts/money.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { RouteDrawer, SaveFoot } from "../../../../parts/route-drawer.tsx";
import { spoken } from "../../../../parts/tones.ts";
import { useClient, useClientId } from "../current.ts";
import { GiveBack } from "./give-back.tsx";

export type Counted = AdminAnswer<"countRefundable">;

export function RefundMessages() {
  const clientId = useClientId();
  const { data: client } = useClient();
  const navigate = useNavigate();
  const close = useCallback(
    () =>
      void navigate({
        to: "/clients/$clientId/payments/refunds",
        params: { clientId: String(clientId) },
        search: true,
        resetScroll: false,
      }),
    [clientId, navigate],
  );
  return (
    <RouteDrawer title="Refund messages" onClose={close} size="lg">
      {client && <SelectionForm client={client} />}
    </RouteDrawer>
  );
}

const statusOptions = messageStatusNames.map((value) => ({ value, label: spoken(value) }));

const blank = {
  from: "",
  to: "",
  status: [] as string[],
  country: null as string | null,
  network: null as string | null,
  sender: "",
};

function bodyOf({ from, to, status, country, network, sender }: typeof blank) {
  return {
    from,
    to,
    ...(status.length > 0 && { status }),
    ...(country && { country }),
    ...(network && { network }),
    ...(sender.trim() && { sender: sender.trim() }),
  };
}

function SelectionForm({ client }: { client: Client }) {
  const count = useSend("countRefundable");
  const [found, setFound] = useState<{ selection: RefundSelection; counted: Counted }>();
  const { form, onSubmit, working, problem } = useContractForm({
    schema: refundSelection,
    initialValues: blank,
    toBody: bodyOf,
    submit: async (selection) => {
      setFound({ selection, counted: await count.mutateAsync({ params: { clientId: client.id }, body: selection }) });
    },
  });
  // What was counted stands only while the selection stays as it was.
  const isCounted = found !== undefined && JSON.stringify(found.selection) === JSON.stringify(bodyOf(form.values));
  return (
    <>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="sm">
          {problem !== undefined && <ProblemNote error={problem} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <MomentInput label="Accepted from" withAsterisk data-autofocus {...form.getInputProps("from")} />
            <MomentInput label="Until" withAsterisk {...form.getInputProps("to")} />
          </SimpleGrid>
          <MultiSelect
            label="What became of them"
            placeholder={form.values.status.length === 0 ? "Anything" : ""}
            data={statusOptions}
            clearable
            {...form.getInputProps("status")}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <CountrySelect
              label="Country"
              placeholder="All"
              clearable
              {...form.getInputProps("country")}
              onChange={(country) => form.setValues({ country, network: null })}
            />
            <NetworkSelect label="Network" country={form.values.country} {...form.getInputProps("network")} />
            <TextInput
              label="Sender"
              placeholder="All"
              description="As the client sent it; letter case counts."
              {...form.getInputProps("sender")}
            />
          </SimpleGrid>
          {isCounted && <CountedFigures counted={found.counted} />}
        </Stack>
        {!isCounted && <SaveFoot action="Count" working={working} />}
      </form>
      {isCounted && <GiveBack client={client} selection={found.selection} counted={found.counted} />}
    </>
  );
}

function CountedFigures({ counted: { messages, amount, currency } }: { counted: Counted }) {
  return (
    <>
      <FigureStrip>
        <Figure label="Messages">{formatCount(messages)}</Figure>
        <Figure label="Charged for them">
          <Money amount={amount} currency={currency} />
        </Figure>
      </FigureStrip>
      {messages === 0 && (
        <Text size="sm" c="dimmed">
          No charged message is in this selection that was not refunded before. Change it and count again.
        </Text>
      )}
    </>
  );
}
