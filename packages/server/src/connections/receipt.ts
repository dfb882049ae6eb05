import { normaliseReceiptId, type ReceiptState } from "@switchyard/sms";
import type { SupplierReceipt } from "../receipts/match.ts";
import type { CommonLinkSettings } from "../snapshot/link-settings.ts";

/** As long as a message_id can be, with room for a hexadecimal one written in decimal. */
const ID_CHARACTERS_MAX = 80;
/** Three is usual; what is longer is somebody's text. */
const ERROR_CHARACTERS_MAX = 20;

type IdSettings = Pick<CommonLinkSettings, "id" | "receiptIdFormat">;

/** A receipt as it is matched and stored: its id in the form in which submits are answered. */
export function receiptOf(
  { id, state, error }: { id: string; state: ReceiptState; error: string | undefined },
  settings: IdSettings,
  nowMs: number,
): SupplierReceipt {
  return {
    connectionId: settings.id,
    supplierMessageId: storable(normaliseReceiptId(id, settings.receiptIdFormat)).slice(0, ID_CHARACTERS_MAX),
    atMs: nowMs,
    state,
    errorCode: error === undefined ? null : storable(error).slice(0, ERROR_CHARACTERS_MAX),
  };
}

/** The id of a submit's answer in the form in which it is stored. */
export function submitIdOf(id: string, { receiptIdFormat }: Pick<IdSettings, "receiptIdFormat">): string {
  // Where receipts are converted, case and leading zeros of the answer mean nothing either.
  if (receiptIdFormat === "as_is") return id.trim();
  if (receiptIdFormat === "dec_to_hex") return normaliseReceiptId(id.toLowerCase(), "no_leading_zeros");
  return normaliseReceiptId(id, receiptIdFormat === "hex_to_dec" ? "no_leading_zeros" : receiptIdFormat);
}

/** The words of a supplier that mean a state of their own, for parseReceipt. */
export function wordsOf({ receiptWords }: Pick<CommonLinkSettings, "receiptWords">): ReadonlyMap<string, ReceiptState> {
  return new Map(receiptWords.map(({ word, state }) => [word.toUpperCase(), state]));
}

/** The store knows no NUL, and one that is sent to it would hold up all that is looked up with it. */
export const storable = (written: string): string => written.replaceAll("\0", "");
