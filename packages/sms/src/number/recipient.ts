/** A recipient as people and machines write it, made into the digits of E.164: country code first, no "+". */
import { recipientDigitsMax, recipientDigitsMin, recipientInputMax } from "../limits.ts";
import { diallingPlan, looksNational, withoutTrunk } from "./dialling.ts";

export interface RecipientOptions {
  /** Country calling code ("49") for numbers written the national way. Without it they are refused. */
  readonly defaultCountryCode?: string;
  /** SMPP dest_addr_ton: 1 is international, 2 national; anything else leaves it to the number's own look. */
  readonly ton?: number;
}

export type RecipientFault =
  | "empty"
  /** Something other than digits and the usual punctuation. */
  | "not_digits"
  | "too_short"
  | "too_long"
  /** No country code begins with 0. */
  | "leading_zero"
  /** Written the national way, and nobody said in which country. */
  | "no_country";

export type Recipient =
  | { readonly ok: true; readonly digits: string }
  | { readonly ok: false; readonly reason: RecipientFault };

const tonInternational = 1;
const tonNational = 2;

/**
 * Reads "+49 151 234…", "0049151…", "49151…", "(0151) 234…" (with a default country) and the like. Punctuation
 * ( blanks, - . / ( ) ) is dropped, Arabic-Indic and Persian digits count as digits. The answer has 6 to 15 digits and
 * does not begin with 0. It is not checked against a numbering plan: the destination tables do that.
 */
export function normaliseRecipient(input: string, options: RecipientOptions = {}): Recipient {
  if (input.length > recipientInputMax) return { ok: false, reason: "too_long" };
  const written = readDigits(input);
  if (written === undefined) return { ok: false, reason: "not_digits" };
  if (written.digits === "") return { ok: false, reason: "empty" };
  const digits = toInternational(written, options);
  if (digits === undefined) return { ok: false, reason: "no_country" };
  if (digits.charCodeAt(0) === zero) return { ok: false, reason: "leading_zero" };
  if (digits.length < recipientDigitsMin) return { ok: false, reason: "too_short" };
  if (digits.length > recipientDigitsMax) return { ok: false, reason: "too_long" };
  return { ok: true, digits };
}

interface Written {
  readonly digits: string;
  readonly plus: boolean;
}

const zero = 0x30;
const punctuation = new Set("-./()\u2010\u2011\u2012\u2013\u2212\u00a0\u2007\u202f\u2009\u200e\u200f\u202a\u202c\t ");

/** Digits alone, and whether a "+" stood before them. Plain digits, the usual case, are returned as they came. */
function readDigits(input: string): Written | undefined {
  let plain = true;
  for (let at = 0; at < input.length; at++) {
    const unit = input.charCodeAt(at) - zero;
    if (unit < 0 || unit > 9) plain = false;
  }
  if (plain) return { digits: input, plus: false };
  let digits = "";
  let plus = false;
  // "+44 (0)20…" shows both ways to dial at once; the bracketed zero belongs to the national one.
  const readable = /^\s*(?:\+|00)/.test(input) ? input.replace("(0)", "") : input;
  for (const character of readable) {
    const digit = digitOf(character.charCodeAt(0));
    if (digit >= 0) digits += digit;
    else if ((character === "+" || character === "\uff0b") && digits === "" && !plus) plus = true;
    else if (!punctuation.has(character)) return undefined;
  }
  return { digits, plus };
}

/** ASCII, Arabic-Indic, Persian and full-width digits; -1 for anything else. */
function digitOf(unit: number): number {
  for (const first of [zero, 0x0660, 0x06f0, 0xff10]) {
    if (unit >= first && unit <= first + 9) return unit - first;
  }
  return -1;
}

function toInternational({ digits, plus }: Written, { defaultCountryCode, ton }: RecipientOptions): string | undefined {
  if (plus) return digits;
  // No country code begins with 0, so 00 can only be the international prefix, whatever the TON says.
  if (digits.startsWith("00")) return digits.slice(2);
  if (ton === tonInternational) return digits;
  const plan = defaultCountryCode === undefined ? undefined : diallingPlan(defaultCountryCode);
  const national = ton === tonNational || digits.startsWith("0") || (plan !== undefined && looksNational(digits, plan));
  if (!national) return digits;
  if (defaultCountryCode === undefined) return undefined;
  return defaultCountryCode + (plan === undefined ? digits : withoutTrunk(digits, plan));
}
