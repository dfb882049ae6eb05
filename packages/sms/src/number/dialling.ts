/** How mobile numbers are dialled inside a country: what is dropped before a national number becomes an international one. */
import { diallingData } from "./data/dialling.gen.ts";

export interface DiallingPlan {
  /** Dialled before the national number inside the country and never after the country code; "" where there is none. */
  readonly trunk: string;
  /** Mobile numbers without trunk prefix; undefined where the trunk prefix 0 alone tells a national number. */
  readonly mobile: RegExp | undefined;
}

let lines: ReadonlyMap<string, string> | undefined;
const plans = new Map<string, DiallingPlan>();

/** The plan of a country calling code ("49"), or undefined for a code no country uses. */
export function diallingPlan(countryCode: string): DiallingPlan | undefined {
  const known = plans.get(countryCode);
  if (known !== undefined) return known;
  lines ??= new Map(diallingData.split("\n").map((line) => [line.slice(0, line.indexOf("|")), line]));
  const line = lines.get(countryCode);
  if (line === undefined) return undefined;
  // The pattern comes last because it may hold the sign that parts the fields.
  const [, trunk = "", ...pattern] = line.split("|");
  const mobile = pattern.join("|");
  const plan = { trunk, mobile: mobile === "" ? undefined : new RegExp(`^(?:${mobile})$`) };
  plans.set(countryCode, plan);
  return plan;
}

/** Whether digits without any mark of their kind are a mobile number as dialled inside the country. */
export function looksNational(digits: string, { trunk, mobile }: DiallingPlan): boolean {
  if (digits.startsWith("0")) return true;
  if (mobile === undefined) return false;
  return mobile.test(digits) || (trunk !== "" && digits.startsWith(trunk) && mobile.test(digits.slice(trunk.length)));
}

/** A national number without its trunk prefix, if it has one. */
export function withoutTrunk(digits: string, { trunk, mobile }: DiallingPlan): string {
  if (trunk === "" || !digits.startsWith(trunk)) return digits;
  const rest = digits.slice(trunk.length);
  return trunk.startsWith("0") || mobile === undefined || mobile.test(rest) ? rest : digits;
}
