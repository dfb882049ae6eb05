/** How a tariff's amounts, margins, states and destinations are written, in its list, its drawers and its drafts. */
import { Tooltip } from "@mantine/core";
import type { TariffRow } from "@switchyard/contract";
import type { MessageType } from "@switchyard/engine";
import { groupDecimal } from "../figures.ts";
import { Place } from "../place.tsx";
import { Status } from "../status.tsx";
import { tariffLooks } from "../tones.ts";
import classes from "./marks.module.css";

/** Amounts per part are small: so many decimals at least, so that they stand under each other. */
const RATE_DECIMALS = 4;

/** How many decimals the amounts of a table need so that their points stand under each other. */
export function decimalsOf(amounts: readonly (string | null | undefined)[]): number {
  return Math.max(RATE_DECIMALS, ...amounts.map((amount) => amount?.split(".")[1]?.length ?? 0));
}

interface RateProps {
  amount: string;
  currency: string;
  decimals?: number;
}

/** An amount per part with its currency. */
export function Rate({ amount, currency, decimals = RATE_DECIMALS }: RateProps) {
  return (
    <span className={`figures ${classes.rate}`}>
      {groupDecimal(amount, decimals)}
      <span className={classes.quiet}> {currency}</span>
    </span>
  );
}

export type Margin = NonNullable<TariffRow["margin"]>;

const percents = new Intl.NumberFormat("en", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});

/** `+12.5%` */
export function formatPercent(percent: number): string {
  return `${percents.format(percent).replace("-", "−")}%`;
}

interface MarginMarkProps {
  margin: Margin | null;
  currency: string;
  decimals?: number;
}

/** What a price leaves over the cheapest cost; one that leaves less than nothing is flagged. */
export function MarginMark({ margin, currency, decimals = RATE_DECIMALS }: MarginMarkProps) {
  if (!margin) return <span className={classes.quiet}>–</span>;
  const cost = `The cheapest cost is ${groupDecimal(margin.cost, RATE_DECIMALS)} ${currency}.`;
  return (
    <span className={classes.margin}>
      {margin.belowCost && (
        <Status tone="bad" says={cost}>
          Below cost
        </Status>
      )}
      <Tooltip label={cost}>
        <span data-negative={margin.belowCost || undefined} className={classes.amount}>
          <Rate amount={margin.margin} currency={currency} decimals={decimals} />
        </span>
      </Tooltip>
      <span className={classes.percent}>{margin.percent === null ? "" : formatPercent(margin.percent)}</span>
    </span>
  );
}

export function StateMark({ state }: Pick<TariffRow, "state">) {
  const { tone, word, says } = tariffLooks[state];
  return (
    <Status tone={tone} says={says}>
      {word}
    </Status>
  );
}

export const typeNames: Readonly<Record<MessageType, string>> = { sms: "SMS", hlr: "HLR", mo: "MO" };

interface DestinationProps {
  type: MessageType | null;
  country: string | null;
  network: string | null;
}

/** A destination, with the type where it is not the usual one. */
export function Destination({ type, country, network }: DestinationProps) {
  return (
    <>
      <Place country={country} network={network} any="–" />
      {type && type !== "sms" && <span className={classes.type}>{typeNames[type]}</span>}
    </>
  );
}
