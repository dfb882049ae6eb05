/** How the client will stand once a payment is entered, computed exactly while it is typed. */
import type { Client } from "@switchyard/contract";
import { isZero, sumOf } from "../../../../parts/exact.ts";
import { Figure, FigureStrip } from "../../../../parts/figure.tsx";
import { Money } from "../../../../parts/money.tsx";

interface AfterPaymentProps {
  client: Client;
  /** What goes to the balance, as far as it is typed. */
  amount: string;
  /** With tax; undefined while it is half typed. */
  total: string | undefined;
}

export function AfterPayment({ client, amount, total }: AfterPaymentProps) {
  const { balance, available } = client.figures;
  const money = (sum: string | undefined) =>
    sum === undefined ? "–" : <Money amount={sum} currency={client.currency} signed />;
  const now = (sum: string) => (
    <>
      now <Money amount={sum} currency={client.currency} />
    </>
  );
  const hasTax = total !== undefined && sumOf(amount) !== undefined && !isZero(sumOf(total, `-${amount}`) ?? "0");
  return (
    <FigureStrip>
      <Figure label="Balance after" note={now(balance)}>
        {money(sumOf(balance, amount))}
      </Figure>
      <Figure label="Available after" note={now(available)}>
        {money(sumOf(available, amount))}
      </Figure>
      {hasTax && <Figure label="Paid in all">{money(total)}</Figure>}
    </FigureStrip>
  );
}
