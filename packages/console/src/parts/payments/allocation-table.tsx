/** Which open invoices a payment pays: read from the order of their due dates, or chosen one by one. */
import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AmountInput, decimalOf } from "../amount-input.tsx";
import { formatCalendarDay } from "../calendar.ts";
import type { FieldOf } from "../contract-form.ts";
import { microsOf, negated, sumOf } from "../exact.ts";
import { Money } from "../money.tsx";
import classes from "./allocations.module.css";
import type { OpenInvoice, Share } from "./open-invoices.ts";

/** An allocation as it is typed. */
export interface AllocationLine {
  invoiceId: number;
  amount: string;
}

/** The lines as the contract takes them. */
export function allocationsOf(lines: readonly AllocationLine[]) {
  return lines.map(({ invoiceId, amount }) => ({ invoiceId, amount: decimalOf(amount) }));
}

/** What of a total the lines leave; below zero where they come to more, undefined while one is half typed. */
export function leftOf(total: string | undefined, lines: readonly AllocationLine[]): string | undefined {
  if (total === undefined) return undefined;
  return sumOf(total, ...lines.map(({ amount }) => negated(decimalOf(amount))));
}

/** What a newly chosen invoice gets: all it takes, or what of the total is left. */
export function suggestedLine(
  invoice: OpenInvoice,
  total: string | undefined,
  lines: readonly AllocationLine[],
): AllocationLine {
  const left = leftOf(total, lines);
  const isEnough = left === undefined || microsOf(left) >= microsOf(invoice.room);
  const amount = isEnough ? invoice.room : microsOf(left) > 0n ? left : "";
  return { invoiceId: invoice.invoiceId, amount };
}

interface TableProps {
  /** The last column's name. */
  last: string;
  children: ReactNode;
  caption: string;
}

function AllocationGrid({ last, caption, children }: TableProps) {
  return (
    <table className={classes.table} aria-label={caption}>
      <thead>
        <tr>
          <th scope="col">Invoice</th>
          <th scope="col" data-wide>
            Due
          </th>
          <th scope="col" data-right>
            Open
          </th>
          <th scope="col" data-right>
            {last}
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface SharesProps {
  shares: readonly Share[];
  currency: string;
}

/** What the payment will pay, as nothing more is said. */
export function SharesTable({ shares, currency }: SharesProps) {
  return (
    <AllocationGrid last="Pays" caption="Invoices it will pay">
      {shares.map(({ invoice, pays }) => (
        <tr key={invoice.invoiceId}>
          <td>{invoice.number}</td>
          <td data-wide>{invoice.dueDate && formatCalendarDay(invoice.dueDate)}</td>
          <td data-right>
            <Money amount={invoice.room} currency={currency} />
          </td>
          <td data-right>
            <Money amount={pays} currency={currency} />
          </td>
        </tr>
      ))}
    </AllocationGrid>
  );
}

interface AllocationChoiceProps {
  lines: readonly AllocationLine[];
  invoices: readonly OpenInvoice[];
  currency: string;
  field: FieldOf<`allocations.${number}.amount`>;
  onAdd: (invoice: OpenInvoice) => void;
  onRemove: (place: number) => void;
}

/** Each open invoice with a tick and the amount it gets. */
export function AllocationChoice({ lines, invoices, currency, field, onAdd, onRemove }: AllocationChoiceProps) {
  return (
    <AllocationGrid last="Pays" caption="Invoices it pays">
      {invoices.map((invoice) => {
        const place = lines.findIndex(({ invoiceId }) => invoiceId === invoice.invoiceId);
        return (
          <tr key={invoice.invoiceId}>
            <td>
              <Checkbox
                size="xs"
                label={invoice.number}
                checked={place >= 0}
                onChange={() => (place >= 0 ? onRemove(place) : onAdd(invoice))}
              />
            </td>
            <td data-wide>{invoice.dueDate && formatCalendarDay(invoice.dueDate)}</td>
            <td data-right>
              <Money amount={invoice.room} currency={currency} />
            </td>
            <td data-right>
              {place >= 0 ? (
                <AmountInput
                  size="xs"
                  className={classes.amount ?? ""}
                  aria-label={`Pays of ${invoice.number}`}
                  currency={currency}
                  {...field(`allocations.${place}.amount`)}
                />
              ) : (
                "–"
              )}
            </td>
          </tr>
        );
      })}
    </AllocationGrid>
  );
}

interface AllocatedProps {
  allocations: readonly { invoiceId: number; invoiceNumber: string; amount: string }[];
  currency: string;
}

/** What a payment pays now. */
export function AllocatedTable({ allocations, currency }: AllocatedProps) {
  return (
    <table className={classes.table} aria-label="Invoices it pays">
      <tbody>
        {allocations.map(({ invoiceId, invoiceNumber, amount }) => (
          <tr key={invoiceId}>
            <td>
              <Link to="/finance/invoices/$invoiceId" params={{ invoiceId: String(invoiceId) }} className="text-link">
                {invoiceNumber}
              </Link>
            </td>
            <td data-right>
              <Money amount={amount} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
