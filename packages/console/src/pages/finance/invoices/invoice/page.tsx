/** An invoice: where it stands, what it is for, and what can be done with it. */
import { Skeleton } from "@mantine/core";
import type { Invoice } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { liveQuery, problemIn, refreshMs } from "../../../../api.ts";
import { formatCalendarDay, formatDays } from "../../../../parts/calendar.ts";
import { EmptyState } from "../../../../parts/empty-state.tsx";
import { Fact, Facts } from "../../../../parts/facts.tsx";
import { Figure, FigureStrip } from "../../../../parts/figure.tsx";
import { formatCount } from "../../../../parts/figures.ts";
import { InvoiceStatusMark } from "../../../../parts/invoices/invoice-status.tsx";
import { Money } from "../../../../parts/money.tsx";
import { Note } from "../../../../parts/note.tsx";
import { Page } from "../../../../parts/page.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { Time } from "../../../../parts/time.tsx";
import { InvoiceActions } from "./actions.tsx";
import { InvoiceDrawers } from "./drawers.tsx";
import { InvoiceLines } from "./lines.tsx";
import { InvoiceCreditNotes, InvoicePayments } from "./settled.tsx";
import { InvoiceTotals } from "./totals.tsx";

const route = getRouteApi("/signed-in/finance/invoices/$invoiceId");

export function InvoicePage() {
  const { invoiceId } = route.useParams();
  const { drawer } = route.useSearch();
  const navigate = useNavigate();
  const {
    data: invoice,
    error,
    refetch,
  } = useQuery(liveQuery("getInvoice", { params: { invoiceId } }, refreshMs.usual));
  const close = useCallback(() => void navigate({ to: ".", search: {} as never, resetScroll: false }), [navigate]);
  const above = <Link to="/finance/invoices">Invoices</Link>;
  if (error && !invoice) {
    return (
      <Page title="Invoice" above={above}>
        {problemIn(error)?.status === 404 || problemIn(error)?.code === "invalid_request" ? (
          <EmptyState title="There is no such invoice">
            A draft may have been deleted. An invoice that was issued is never gone: look for it by client.
          </EmptyState>
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  if (!invoice) {
    return (
      <Page title="Invoice" above={above}>
        <Skeleton height={66} />
        <Skeleton height={280} />
      </Page>
    );
  }
  return (
    <Page
      title={invoice.number === null ? "Draft invoice" : `Invoice ${invoice.number}`}
      above={above}
      aside={<InvoiceStatusMark status={invoice.status} />}
      actions={<InvoiceActions invoice={invoice} />}
    >
      <InvoiceBody invoice={invoice} />
      {drawer && <InvoiceDrawers invoice={invoice} drawer={drawer} onClose={close} />}
    </Page>
  );
}

function InvoiceBody({ invoice }: { invoice: Invoice }) {
  return (
    <>
      {invoice.status === "void" && (
        <Note tone="bad">
          Void since <Time at={invoice.voidAt} as="day" />: {invoice.voidReason}
        </Note>
      )}
      <InvoiceFigures invoice={invoice} />
      <InvoiceFacts invoice={invoice} />
      <InvoiceLines invoice={invoice} />
      <InvoiceTotals invoice={invoice} />
      {invoice.number !== null && <InvoicePayments invoice={invoice} />}
      {invoice.creditNotes.length > 0 && <InvoiceCreditNotes invoice={invoice} />}
    </>
  );
}

function InvoiceFigures({ invoice }: { invoice: Invoice }) {
  const { net, tax, total, paid, credited, open, currency, number, messages } = invoice;
  const money = (amount: string) => <Money amount={amount} currency={currency} />;
  return (
    <FigureStrip>
      <Figure label="Total" note={<>net {money(net)}</>}>
        {money(total)}
      </Figure>
      <Figure label="Tax">{money(tax)}</Figure>
      {number !== null && (
        <>
          <Figure label="Paid">{money(paid)}</Figure>
          <Figure label="Credited">{money(credited)}</Figure>
          <Figure label="Open" note={invoice.dueDate && `due ${formatCalendarDay(invoice.dueDate)}`}>
            {money(open)}
          </Figure>
        </>
      )}
      <Figure label="Messages">{formatCount(messages)}</Figure>
    </FigureStrip>
  );
}

function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const { clientId, clientLogin, clientCompany, periodFrom, periodTo, issueDate, dueDate, sentAt } = invoice;
  return (
    <Facts>
      <Fact name="Client">
        <Link to="/clients/$clientId/payments/invoices" params={{ clientId: String(clientId) }} className="text-link">
          {clientLogin}
        </Link>
      </Fact>
      {clientCompany && <Fact name="Company">{clientCompany}</Fact>}
      <Fact name="Period">{formatDays({ from: periodFrom, to: periodTo })}</Fact>
      <Fact name="Issued">{issueDate ? formatCalendarDay(issueDate) : "not yet"}</Fact>
      <Fact name="Due">{dueDate ? formatCalendarDay(dueDate) : "–"}</Fact>
      <Fact name="Sent">
        <Time at={sentAt} none="not yet" />
      </Fact>
      <Fact name="Enterprise">{invoice.enterprise}</Fact>
      <Fact name="Made">
        <Time at={invoice.createdAt} as="day" />
      </Fact>
      <Fact name="Made by">{invoice.automatic ? "the client's cycle" : invoice.createdBy}</Fact>
      <Fact name="Comment">{invoice.comment || "–"}</Fact>
      <Fact name="Id">
        <span className="figures">{invoice.id}</span>
      </Fact>
    </Facts>
  );
}
