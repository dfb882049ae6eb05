/** From the sum of the lines to what is owed: rounding, taxes, total, and the sentences the taxes ask for. */
import type { Invoice } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { isZero, microsOf } from "../../../../parts/exact.ts";
import { Money } from "../../../../parts/money.tsx";
import classes from "./totals.module.css";

export function InvoiceTotals({ invoice }: { invoice: Invoice }) {
  const { exact, net, tax, total, taxes, currency } = invoice;
  const rounding = formatMicros(microsOf(net) - microsOf(exact));
  const money = (amount: string) => <Money amount={amount} currency={currency} />;
  const notes = taxes.filter(({ note }) => note !== "");
  return (
    <div className={classes.totals}>
      <table className={classes.table} aria-label="Totals">
        <tbody>
          {!isZero(rounding) && (
            <>
              <Row name="Sum of the lines">{money(exact)}</Row>
              <Row name="Rounded by">{money(rounding)}</Row>
            </>
          )}
          <Row name="Net">{money(net)}</Row>
          {taxes.map((share) => (
            <Row key={share.name} name={`${share.name}, ${share.percent}% of ${share.net}`}>
              {money(share.tax)}
            </Row>
          ))}
          {taxes.length === 0 && <Row name="Tax">{money(tax)}</Row>}
          <Row name="Total" strong>
            {money(total)}
          </Row>
        </tbody>
      </table>
      {notes.map(({ name, note }) => (
        <p key={name} className={classes.note}>
          {note}
        </p>
      ))}
    </div>
  );
}

function Row({ name, strong = false, children }: { name: string; strong?: boolean; children: React.ReactNode }) {
  return (
    <tr data-strong={strong || undefined}>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}
