/** The drawers of an invoice's page: comment, issue, send, void, credit note. */
import { Button, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { adminEndpoints, type Invoice } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { query, useMay, useSend } from "../../../../api.ts";
import { AmountInput, decimalOf } from "../../../../parts/amount-input.tsx";
import { formatDays } from "../../../../parts/calendar.ts";
import { useContractForm } from "../../../../parts/contract-form.ts";
import { microsOf, splitLike } from "../../../../parts/exact.ts";
import { Figure, FigureStrip } from "../../../../parts/figure.tsx";
import { groupDecimal } from "../../../../parts/figures.ts";
import { Money } from "../../../../parts/money.tsx";
import { Note } from "../../../../parts/note.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { DrawerFoot, RouteDrawer, useDrawer } from "../../../../parts/route-drawer.tsx";
import { said } from "../../../../parts/said.ts";
import type { InvoiceDrawer } from "./search.ts";

interface InvoiceDrawersProps {
  invoice: Invoice;
  drawer: InvoiceDrawer;
  onClose: () => void;
}

/** Each with the state an invoice must be in; opened by an old link in another, it is not shown. */
const drawers: Record<
  InvoiceDrawer,
  { title: string; isFor: (invoice: Invoice) => boolean; Form: (props: { invoice: Invoice }) => ReactNode }
> = {
  comment: { title: "Comment on the draft", isFor: isDraft, Form: CommentForm },
  issue: { title: "Issue this invoice", isFor: isDraft, Form: IssueForm },
  send: { title: "Send by mail", isFor: isIssued, Form: SendForm },
  void: { title: "Declare void", isFor: isIssued, Form: VoidForm },
  credit: { title: "Credit note", isFor: isIssued, Form: CreditForm },
};

export function InvoiceDrawers({ invoice, drawer, onClose }: InvoiceDrawersProps) {
  const mayWrite = useMay("invoices.write");
  const { title, isFor, Form } = drawers[drawer];
  if (!mayWrite || !isFor(invoice)) return null;
  return (
    <RouteDrawer title={title} onClose={onClose}>
      <Form invoice={invoice} />
    </RouteDrawer>
  );
}

function isDraft({ status }: Invoice): boolean {
  return status === "draft";
}

function isIssued({ number, status }: Invoice): boolean {
  return number !== null && status !== "void";
}

interface FootProps {
  action: string;
  working: boolean;
  bad?: boolean;
}

function Foot({ action, working, bad = false }: FootProps) {
  const { leave } = useDrawer();
  return (
    <DrawerFoot>
      <Button variant="default" onClick={leave}>
        Cancel
      </Button>
      <Button type="submit" loading={working} {...(bad && { color: "red.9" })}>
        {action}
      </Button>
    </DrawerFoot>
  );
}

function CommentForm({ invoice }: { invoice: Invoice }) {
  const { leave } = useDrawer();
  const update = useSend("updateInvoice");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.updateInvoice.body,
    initialValues: { comment: invoice.comment },
    toBody: (values) => values,
    submit: async (body) => {
      await update.mutateAsync({ params: { invoiceId: invoice.id }, body });
      said("The comment is saved.");
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      {problem !== undefined && <ProblemNote error={problem} />}
      <Textarea
        label="Comment"
        description="Ours; it does not stand on the document."
        autosize
        minRows={3}
        {...form.getInputProps("comment")}
      />
      <Foot action="Save" working={working} />
    </form>
  );
}

function IssueForm({ invoice }: { invoice: Invoice }) {
  const { leave } = useDrawer();
  const issue = useSend("issueInvoice");
  const send = () =>
    issue.mutate(
      { params: { invoiceId: invoice.id } },
      {
        onSuccess: (issued) => {
          said(`Issued as ${issued.number} over ${groupDecimal(issued.total)} ${issued.currency}.`);
          leave();
        },
      },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="sm">
        {issue.error && <ProblemNote error={issue.error} />}
        <FigureStrip>
          <Figure label={`For ${formatDays({ from: invoice.periodFrom, to: invoice.periodTo })}`}>
            <Money amount={invoice.total} currency={invoice.currency} />
          </Figure>
        </FigureStrip>
        <Text size="sm">
          Its lines are computed a last time. Then it gets the next number of {invoice.enterprise}, never changes again,
          and {invoice.clientLogin} owes it. Payments that pay no invoice yet are counted towards it, the oldest first.
        </Text>
      </Stack>
      <Foot action="Issue" working={issue.isPending} />
    </form>
  );
}

function SendForm({ invoice }: { invoice: Invoice }) {
  const { leave } = useDrawer();
  const send = useSend("sendInvoice");
  const client = useQuery(query("getClient", { params: { clientId: invoice.clientId } }));
  const usual = client.data && (client.data.emailBilling || client.data.email);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.sendInvoice.body,
    initialValues: { to: "" },
    toBody: ({ to }) => (to.trim() ? { to: to.trim() } : {}),
    submit: async (body) => {
      await send.mutateAsync({ params: { invoiceId: invoice.id }, body });
      said(`${invoice.number} is on its way to ${body.to ?? usual ?? "the client"}.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <TextInput
          label="To"
          description="Addresses, separated by commas. Empty: the client's for billing."
          placeholder={client.data ? usual || "The client has none: enter one" : ""}
          data-autofocus
          {...form.getInputProps("to")}
        />
        <Text size="sm" c="dimmed">
          The PDF and its detail as CSV go with it, in the words of the client's brand.
        </Text>
      </Stack>
      <Foot action="Send" working={working} />
    </form>
  );
}

function VoidForm({ invoice }: { invoice: Invoice }) {
  const { leave } = useDrawer();
  const declare = useSend("voidInvoice");
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.voidInvoice.body,
    initialValues: { reason: "" },
    toBody: (values) => values,
    submit: async (body) => {
      await declare.mutateAsync({ params: { invoiceId: invoice.id }, body });
      said(`${invoice.number} is void.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Note tone="wait">
          Nobody owes {invoice.number} any more. Its number stays taken, what paid it is free for other invoices, and
          its days can be invoiced again. This can't be undone.
        </Note>
        <Textarea
          label="Reason"
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.getInputProps("reason")}
        />
      </Stack>
      <Foot action="Declare void" working={working} bad />
    </form>
  );
}

/** What of the net no credit note took back yet. */
function creditable({ net, tax, credited, currency }: Invoice): string {
  const before = splitLike(credited, { net, tax }, currency).net;
  return formatMicros(microsOf(net) - microsOf(before));
}

function CreditForm({ invoice }: { invoice: Invoice }) {
  const { leave } = useDrawer();
  const credit = useSend("creditInvoice");
  const left = creditable(invoice);
  const { form, onSubmit, working, problem } = useContractForm({
    schema: adminEndpoints.creditInvoice.body,
    initialValues: { net: "", reason: "" },
    toBody: ({ net, reason }) => ({ net: decimalOf(net), reason }),
    submit: async (body) => {
      const note = await credit.mutateAsync({ params: { invoiceId: invoice.id }, body });
      said(`Credit note ${note.number} over ${groupDecimal(note.total)} ${note.currency} is issued.`);
      leave();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {problem !== undefined && <ProblemNote error={problem} />}
        <Text size="sm" c="dimmed">
          What was charged too much goes back to the balance of {invoice.clientLogin}, and {invoice.number} is owed for
          that much less, with its share of the tax.
        </Text>
        <AmountInput
          label="Net amount"
          description={`Without tax; up to ${groupDecimal(left)} ${invoice.currency}.`}
          withAsterisk
          currency={invoice.currency}
          data-autofocus
          {...form.getInputProps("net")}
        />
        <Textarea
          label="Reason"
          description="Stands on the credit note."
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps("reason")}
        />
      </Stack>
      <Foot action="Issue credit note" working={working} />
    </form>
  );
}
