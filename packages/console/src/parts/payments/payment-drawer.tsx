/** A payment: what it did, what it pays, and what may still change in it. The amount is for ever. */
import { Anchor, Button, Skeleton, Stack } from "@mantine/core";
import { adminPath, type Payment, paymentPatch } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { problemIn, query, useMay, useSend } from "../../api.ts";
import { formatCalendarDay } from "../calendar.ts";
import { useContractForm } from "../contract-form.ts";
import { EmptyState } from "../empty-state.tsx";
import { isZero } from "../exact.ts";
import { Fact, Facts } from "../facts.tsx";
import { Figure, FigureStrip } from "../figure.tsx";
import { Money } from "../money.tsx";
import { Section } from "../page.tsx";
import { ProblemNote } from "../problem.tsx";
import { RouteDrawer, SaveFoot, useDrawer } from "../route-drawer.tsx";
import { said } from "../said.ts";
import { Time } from "../time.tsx";
import { Allocations, totalLeft } from "./allocations.tsx";
import { PaidMark } from "./payment-columns.tsx";
import { PaymentFields, paymentFacts } from "./payment-fields.tsx";

interface PaymentDrawerProps {
  clientId: number;
  paymentId: number;
  onClose: () => void;
}

export function PaymentDrawer({ clientId, paymentId, onClose }: PaymentDrawerProps) {
  const { data: payment, error } = useQuery(query("getPayment", { params: { clientId, paymentId } }));
  return (
    <RouteDrawer title={`Payment ${paymentId}`} onClose={onClose} size="lg">
      {!payment && !error && <Skeleton height={320} />}
      {!payment && error && problemIn(error)?.status === 404 && (
        <EmptyState title="There is no such payment">Look for it in the log by its date.</EmptyState>
      )}
      {!payment && error && problemIn(error)?.status !== 404 && <ProblemNote error={error} />}
      {payment && <PaymentDetails payment={payment} />}
    </RouteDrawer>
  );
}

function PaymentDetails({ payment }: { payment: Payment }) {
  const mayPay = useMay("payments.write");
  const isCorrection = payment.amount.startsWith("-");
  return (
    <Stack gap="lg">
      <PaymentFigures payment={payment} />
      <PaymentOrigin payment={payment} />
      {!isCorrection && <Allocations payment={payment} />}
      {mayPay ? <PaymentForm payment={payment} /> : <PaymentReadOnly payment={payment} />}
    </Stack>
  );
}

function PaymentFigures({ payment }: { payment: Payment }) {
  const { amount, tax, total, balanceAfter, currency } = payment;
  return (
    <FigureStrip>
      <Figure label="Amount">
        <Money amount={amount} currency={currency} signed />
      </Figure>
      {!isZero(tax) && (
        <Figure
          label="Tax"
          note={
            <>
              in all <Money amount={total} currency={currency} />
            </>
          }
        >
          <Money amount={tax} currency={currency} signed />
        </Figure>
      )}
      <Figure label="Balance after">
        <Money amount={balanceAfter} currency={currency} signed />
      </Figure>
    </FigureStrip>
  );
}

function PaymentOrigin({ payment }: { payment: Payment }) {
  const { clientId, correctsPaymentId, correctsInvoice, creditNote, monthlyTopUp } = payment;
  return (
    <Facts>
      <Fact name="Client">
        <Link to="/clients/$clientId/payments" params={{ clientId: String(clientId) }} className="text-link">
          {payment.clientLogin}
        </Link>
      </Fact>
      <Fact name="Entered">
        <Time at={payment.createdAt} />
      </Fact>
      <Fact name="Entered by">{payment.enteredBy}</Fact>
      {monthlyTopUp && <Fact name="Monthly top-up of">{formatCalendarDay(monthlyTopUp)}</Fact>}
      {correctsPaymentId !== null && (
        <Fact name="Takes back">
          <Link
            to="/clients/$clientId/payments/$paymentId"
            params={{ clientId: String(clientId), paymentId: String(correctsPaymentId) }}
            className="text-link"
          >
            Payment {correctsPaymentId}
          </Link>
        </Fact>
      )}
      {correctsInvoice && (
        <Fact name="Takes back of invoice">
          <Link
            to="/finance/invoices/$invoiceId"
            params={{ invoiceId: String(correctsInvoice.id) }}
            className="text-link"
          >
            {correctsInvoice.number}
          </Link>
        </Fact>
      )}
      {creditNote && (
        <Fact name="Credit note">
          <CreditNoteLinks note={creditNote} />
        </Fact>
      )}
    </Facts>
  );
}

/** The document of a correction: its page, and the PDF itself. */
export function CreditNoteLinks({ note: { id, number } }: { note: { id: number; number: string } }) {
  const mayRead = useMay("invoices.read");
  if (!mayRead) return number;
  return (
    <>
      <Link to="/finance/credit-notes/$creditNoteId" params={{ creditNoteId: String(id) }} className="text-link">
        {number}
      </Link>{" "}
      <Anchor href={adminPath("creditNotePdf", { params: { creditNoteId: id } })} inherit>
        PDF
      </Anchor>
    </>
  );
}

function PaymentReadOnly({ payment }: { payment: Payment }) {
  return (
    <Facts>
      <Fact name="Status">
        <PaidMark payment={payment} />
      </Fact>
      <Fact name="Method">{payment.method || "–"}</Fact>
      <Fact name="Pay date">{formatCalendarDay(payment.payDate)}</Fact>
      <Fact name="Comment">{payment.comment || "–"}</Fact>
    </Facts>
  );
}

function PaymentForm({ payment }: { payment: Payment }) {
  const { leave } = useDrawer();
  const update = useSend("updatePayment");
  const { methodId, payDate, comment } = payment;
  const { form, onSubmit, working, problem } = useContractForm({
    schema: paymentPatch,
    initialValues: {
      paid: payment.paid ? "paid" : "unpaid",
      methodId: methodId === null ? null : String(methodId),
      payDate,
      comment,
    },
    toBody: paymentFacts,
    submit: async (body) => {
      await update.mutateAsync({ params: { clientId: payment.clientId, paymentId: payment.id }, body });
      said("The payment is saved.");
      leave();
    },
  });
  return (
    <Section title="Status and comment">
      <form onSubmit={onSubmit} noValidate>
        {problem !== undefined && <ProblemNote error={problem} />}
        <PaymentFields field={(name) => form.getInputProps(name)} />
        <SaveFoot action="Save" working={working} start={<TakeBackLink payment={payment} />} />
      </form>
    </Section>
  );
}

/** The way to a negative payment that names this one, where there is something left to take back. */
function TakeBackLink({ payment }: { payment: Payment }) {
  const left = totalLeft(payment);
  if (payment.amount.startsWith("-") || left === undefined || isZero(left)) return null;
  return (
    <Button
      variant="subtle"
      color="red"
      c="var(--sy-bad)"
      mr="auto"
      renderRoot={(props) => (
        <Link
          {...props}
          to="/clients/$clientId/payments"
          params={{ clientId: String(payment.clientId) }}
          search={{ drawer: "take-back", payment: String(payment.id) }}
          resetScroll={false}
        />
      )}
    >
      Take back
    </Button>
  );
}
