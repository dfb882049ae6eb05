/** An amount with its currency, from the exact decimal string of the API. */
import { groupDecimal } from "./figures.ts";
import classes from "./money.module.css";

interface MoneyProps {
  amount: string;
  currency: string;
  /** Colours amounts below zero, where a negative balance matters. */
  signed?: boolean;
}

export function Money({ amount, currency, signed = false }: MoneyProps) {
  const negative = signed && amount.startsWith("-");
  return (
    <span className={`figures ${classes.money}`} data-negative={negative || undefined}>
      {groupDecimal(amount)}
      <span className={classes.currency}> {currency}</span>
    </span>
  );
}
