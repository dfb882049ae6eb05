/** A credit note: what it says, its PDF, and sending it by mail. */
import { Button, Skeleton, Stack, TextInput } from "@mantine/core";
import { adminEndpoints, adminPath, type CreditNote } from "@switchyard/contract";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { problemIn, query, useMay, useSend } from "../../../api.ts";
import { formatCalendarDay } from "../../../parts/calendar.ts";
import { useContractForm } from "../../../parts/contract-form.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Figure, FigureStrip } from "../../../parts/figure.tsx";
import { Money } from "../../../parts/money.tsx";
import { Section } from "../../../parts/page.tsx";
import { ProblemNote } from "../../../parts/problem.tsx";
import { RouteDrawer } from "../../../parts/route-drawer.tsx";
import { said } from "../../../parts/said.ts";
import { Corrected } from "./corrected.tsx";

const route = getRouteApi("/signed-in/finance/credit-notes/$creditNoteId");

export function CreditNoteDrawer() {
  const { creditNoteId } = route.useParams();
  const navigate = useNavigate();
  const close = useCallback(
    () => void navigate({ to: "/finance/credit-notes", search: true, resetScroll: false }),
    [navigate],
  );
  const { data: note, error } = useQuery(query("getCreditNote", { params: { creditNoteId } }));
  return (
    <RouteDrawer title={note ? `Credit note ${note.number}` : "Credit note"} onClose={close} size="lg">
      {!note && !error && <Skeleton height={240} />}
      {!note && error && problemIn(error)?.status === 404 && (
        <EmptyState title="There is no such credit note">Look for it by client or date.</EmptyState>
      )}
      {!note && error && problemIn(error)?.status !== 404 && <ProblemNote error={error} />}
      {note && <Details note={note} />}
    </RouteDrawer>
  );
}

function Details({ note }: { note: CreditNote }) {
  const maySend = useMay("invoices.write");
  const money = (amount: string) => <Money amount={amount} currency={note.currency} />;
  return (
    <Stack gap="lg" pb="lg">
      <FigureStrip>
        <Figure label="Total">{money(note.total)}</Figure>
        <Figure label="Net">{money(note.net)}</Figure>
        <Figure label="Tax">{money(note.tax)}</Figure>
      </FigureStrip>
      <Facts>
        <Fact name="Client">
          <Link to="/clients/$clientId/payments" params={{ clientId: String(note.clientId) }} className="text-link">
            {note.clientLogin}
          </Link>
        </Fact>
        <Fact name="Corrects">
          <Corrected note={note} />
        </Fact>
        <Fact name="Carried out by">
          <CarriedOut note={note} />
        </Fact>
        <Fact name="Date">{formatCalendarDay(note.date)}</Fact>
        <Fact name="Enterprise">{note.enterprise}</Fact>
        <Fact name="Entered by">{note.createdBy}</Fact>
      </Facts>
      <Section title="Reason">{note.reason}</Section>
      <Button
        component="a"
        variant="default"
        w="fit-content"
        leftSection={<IconDownload size={14} />}
        href={adminPath("creditNotePdf", { params: { creditNoteId: note.id } })}
      >
        PDF
      </Button>
      {maySend && <SendForm note={note} />}
    </Stack>
  );
}

function CarriedOut({ note: { clientId, paymentId } }: { note: CreditNote }) {
  const params = { clientId: String(clientId) };
  if (paymentId === null) {
    return (
      <Link to="/clients/$clientId/payments/refunds" params={params} className="text-link">
        a refund
      </Link>
    );
  }
  return (
    <Link
      to="/clients/$clientId/payments/$paymentId"
      params={{ ...params, paymentId: String(paymentId) }}
      className="text-link"
    >
      payment {paymentId}
    </Link>
  );
}

function SendForm({ note }: { note: CreditNote }) {
  const send = useSend("sendCreditNote");
  const client = useQuery(query("getClient", { params: { clientId: note.clientId } }));
  const usual = client.data && (client.data.emailBilling || client.data.email);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.sendCreditNote.body,
    initialValues: { to: "" },
    toBody: ({ to }) => (to.trim() ? { to: to.trim() } : {}),
    submit: async (body) => {
      await send.mutateAsync({ params: { creditNoteId: note.id }, body });
      said(`${note.number} is on its way to ${body.to ?? usual ?? "the client"}.`);
      form.reset();
    },
  });
  return (
    <Section title="Send by mail">
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="sm">
          {problem !== undefined && <ProblemNote error={problem} />}
          <TextInput
            label="To"
            description="Addresses, separated by commas. Empty: the client's for billing."
            placeholder={client.data ? usual || "The client has none: enter one" : ""}
            {...form.getInputProps("to")}
          />
          <Button type="submit" w="fit-content" loading={working}>
            Send
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
