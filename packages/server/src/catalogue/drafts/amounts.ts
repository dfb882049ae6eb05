/**
 * Exact arithmetic of bulk changes, as SQL over numeric: sums and products are exact there, and div() takes whole
 * quotients, so nothing is rounded but where it is said.
 */
import type { AdminParsed } from "@switchyard/contract";
import { microsOf } from "../../history/columns.ts";

type Rounding = NonNullable<AdminParsed<"draftTariffChange">["body"]["rounding"]>;

/** Multiply by `millionths` / 1,000,000, add `plusMicros`, round to a multiple of `stepMicros`. */
export interface AmountRule {
  readonly millionths: bigint;
  readonly plusMicros: bigint;
  readonly stepMicros: bigint;
  readonly mode: Rounding["mode"];
}

export function amountRule(given: {
  /** `-2.5`, with up to four decimals. */
  readonly percent?: string | undefined;
  readonly amount?: string | undefined;
  readonly rounding?: Rounding | undefined;
}): AmountRule {
  return {
    millionths: 1_000_000n + tenThousandths(given.percent ?? "0"),
    plusMicros: microsOf(given.amount ?? "0"),
    stepMicros: given.rounding ? microsOf(given.rounding.step) : 1n,
    mode: given.rounding?.mode ?? "nearest",
  };
}

/** A percentage in ten-thousandths of a percent, which are millionths of the whole. */
function tenThousandths(percent: string): bigint {
  return microsOf(percent) / 100n;
}

/** SQL: what the rule makes of `amount` / `divisor` micros before it is rounded, times 1,000,000 and the divisor. */
export function scaledAmount(rule: AmountRule, amount: string, divisor = "1"): string {
  return `(${amount} * ${rule.millionths}::numeric + ${rule.plusMicros}::numeric * 1000000 * ${divisor})`;
}

/**
 * SQL: `scaled`, not negative, over 1,000,000 and the divisor, as micros rounded to the rule's step; nearest is half up.
 */
export function roundedAmount({ stepMicros, mode }: AmountRule, scaled: string, divisor = "1"): string {
  const step = `(${stepMicros}::numeric * 1000000 * ${divisor})`;
  const steps = {
    down: `div(${scaled}, ${step})`,
    up: `(div(${scaled}, ${step}) + (mod(${scaled}, ${step}) > 0)::int)`,
    nearest: `div(2 * ${scaled} + ${step}, 2 * ${step})`,
  } satisfies Record<Rounding["mode"], string>;
  return `${steps[mode]} * ${stepMicros}::numeric`;
}
