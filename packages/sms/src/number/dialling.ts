/** How numbers are dialled inside a country: what must go before a national number becomes an international one. */
import { diallingData } from "./data/dialling.gen.ts";

export interface DiallingPlan {
  /** Dialled before the national number inside the country and never after the country code; "" where there is none. */
  readonly trunk: string;
  /** Whether numbers are also dialled without it (always true where there is none). */
  readonly trunkOptional: boolean;
  /** Digits of mobile numbers without trunk prefix and country code. */
  readonly mobileLengths: readonly number[];
}

let plans: ReadonlyMap<string, DiallingPlan> | undefined;

/** The plan of a country calling code ("49"), or undefined for a code nobody uses. */
export function diallingPlan(countryCode: string): DiallingPlan | undefined {
  plans ??= readPlans();
  return plans.get(countryCode);
}

/** Each line is `code|trunk|lengths`, the lengths parted by commas. */
function readPlans(): ReadonlyMap<string, DiallingPlan> {
  return new Map(
    diallingData.split("\n").map((line) => {
      const [code = "", trunk = "", lengths = ""] = line.split("|");
      // North America writes numbers with and without the 1.
      const trunkOptional = trunk === "" || trunk === "1";
      return [code, { trunk, trunkOptional, mobileLengths: lengths.split(",").map(Number) }];
    }),
  );
}
