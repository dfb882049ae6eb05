/** What a sender (source address) is, whether a handset can show it, and how SMPP types it. */
import { fitsGsm7, gsm7Septets } from "../alphabet/gsm7.ts";
import {
  alphanumericSenderSeptets,
  longNumberDigitsMax,
  shortNumberDigitsMax,
  shortNumberDigitsMin,
} from "../limits.ts";

export type SenderKind = "alphanumeric" | "long_number" | "short_number";

export type SenderFault =
  | "empty"
  | "too_long"
  | "too_short"
  /** A character outside the GSM alphabet, or a line break or form feed. */
  | "bad_character"
  /** Blanks at either end, which look the same as none and so help imitation. */
  | "outer_blank";

export type SenderVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: SenderFault };

/** TON and NPI, SMPP 3.4 §5.2.5 and §5.2.6. */
export interface TonNpi {
  readonly ton: number;
  readonly npi: number;
}

const tonNpi: Readonly<Record<SenderKind, TonNpi>> = {
  alphanumeric: { ton: 5, npi: 0 },
  long_number: { ton: 1, npi: 1 },
  short_number: { ton: 3, npi: 0 },
};

/** Digits (a "+" in front allowed) are a number: up to 5 of them a short one. All else is alphanumeric. */
export function senderKind(sender: string): SenderKind {
  if (!/^\+?\d+$/.test(sender)) return "alphanumeric";
  return sender.startsWith("+") || sender.length > shortNumberDigitsMax ? "long_number" : "short_number";
}

/** Whether networks carry the sender: 3 to 5 digits, 6 to 16 digits, or up to 11 septets of the GSM alphabet. */
export function validSender(sender: string): SenderVerdict {
  const reason = sender === "" ? "empty" : faults[senderKind(sender)](sender);
  return reason === undefined ? { ok: true } : { ok: false, reason };
}

/** How SMPP types the sender: alphanumeric 5/0, long number 1/1 (international, E.164), short number 3/0. */
export function tonNpiFor(sender: string): TonNpi {
  return tonNpi[senderKind(sender)];
}

const faults: Readonly<Record<SenderKind, (sender: string) => SenderFault | undefined>> = {
  short_number: (sender) => (sender.length < shortNumberDigitsMin ? "too_short" : undefined),
  long_number: (sender) => {
    const digits = sender.length - (sender.startsWith("+") ? 1 : 0);
    if (digits <= shortNumberDigitsMax) return "too_short";
    return digits > longNumberDigitsMax ? "too_long" : undefined;
  },
  alphanumeric: (sender) => {
    if (!fitsGsm7(sender) || /[\n\r\f]/.test(sender)) return "bad_character";
    if (sender !== sender.trim()) return "outer_blank";
    return gsm7Septets(sender) > alphanumericSenderSeptets ? "too_long" : undefined;
  },
};
