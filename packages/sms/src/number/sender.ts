/** What a sender (source address) is, whether a handset can show it, and how SMPP types it. */
import { gsm7SeptetsOfUnit } from "../alphabet/gsm7.ts";
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
  if (!isNumber(sender)) return "alphanumeric";
  return sender.startsWith("+") || sender.length > shortNumberDigitsMax ? "long_number" : "short_number";
}

/** Whether networks carry the sender: 3 to 5 digits, 6 to 16 digits, or up to 11 septets of the GSM alphabet. */
export function validSender(sender: string): SenderVerdict {
  const reason = sender === "" ? "empty" : faults[senderKind(sender)](sender);
  return reason === undefined ? valid : { ok: false, reason };
}

/** How SMPP types the sender: alphanumeric 5/0, long number 1/1 (international, E.164), short number 3/0. */
export function tonNpiFor(sender: string): TonNpi {
  return tonNpi[senderKind(sender)];
}

const valid: SenderVerdict = { ok: true };

/** A message's sender is looked at unit by unit, which takes a fraction of what an expression does. */
function isNumber(sender: string): boolean {
  const from = sender.startsWith("+") ? 1 : 0;
  for (let at = from; at < sender.length; at++) {
    const digit = sender.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return false;
  }
  return sender.length > from;
}

const zero = 0x30;
const blank = 0x20;
/** Of the alphabet; a form feed is in its extension. */
const breaks = new Set([0x0a, 0x0c, 0x0d]);

const faults: Readonly<Record<SenderKind, (sender: string) => SenderFault | undefined>> = {
  short_number: (sender) => (sender.length < shortNumberDigitsMin ? "too_short" : undefined),
  long_number: (sender) => {
    const digits = sender.length - (sender.startsWith("+") ? 1 : 0);
    if (digits <= shortNumberDigitsMax) return "too_short";
    return digits > longNumberDigitsMax ? "too_long" : undefined;
  },
  alphanumeric: (sender) => {
    let septets = 0;
    for (let at = 0; at < sender.length; at++) {
      const unit = sender.charCodeAt(at);
      const cost = gsm7SeptetsOfUnit(unit);
      if (cost === 0 || breaks.has(unit)) return "bad_character";
      septets += cost;
    }
    // The alphabet has no other blank.
    if (sender.charCodeAt(0) === blank || sender.charCodeAt(sender.length - 1) === blank) return "outer_blank";
    return septets > alphanumericSenderSeptets ? "too_long" : undefined;
  },
};
