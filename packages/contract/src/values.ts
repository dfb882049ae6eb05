/** The small values every resource is made of: ids, money, moments, pages. */
import {
  alphabets,
  billingModes,
  blockReasonNames,
  type Channel,
  channels,
  clientBlocks,
  isCurrency,
  messageStatusNames,
  messageTypes,
  parseMicros,
} from "@switchyard/engine";
import { z } from "zod";
import { limits } from "./limits.ts";

/** No table counts further. */
const ID_MAX = 2_147_483_647;

export const id = z.int().positive().max(ID_MAX, "is larger than any id");

/** Messages have ids of their own, ordered by time and larger than others. */
export const messageId = z.int().positive();

/** An id in a path or a query. */
export const idParam = z.coerce.number<string | number>().int().positive().max(ID_MAX, "is larger than any id");

/** Exact decimal string, up to six decimals: `"12.50"`, `"-0.000001"`. */
export const money = z
  .string()
  .regex(/^-?\d{1,13}(\.\d{1,6})?$/, {
    error: "must be a decimal number with at most six decimals, such as 12.50",
    abort: true,
  })
  .refine((text) => parseMicros(text) !== undefined, "is too large")
  .meta({ id: "Money", description: "Exact decimal with up to six decimals, in units of the currency." });

/** Money that is not negative. */
export const amount = z
  .string()
  .regex(/^\d{1,13}(\.\d{1,6})?$/, {
    error: "must be a decimal number, zero or more, with at most six decimals",
    abort: true,
  })
  .refine((text) => parseMicros(text) !== undefined, "is too large")
  .meta({ id: "Amount", description: "Exact decimal, zero or more, with up to six decimals." });

/** Years that database and calendar both know; the last day of 9999 means "for ever" to many. */
const yearsError = "must lie in the years from 1900 on that have four digits";
const FIRST_MOMENT_MS = Date.UTC(1900, 0, 1);
const LAST_MOMENT_MS = Date.UTC(9999, 11, 31, 23, 59, 59);

/** A moment as the API writes it: UTC with `Z`. */
export const moment = z.iso.datetime().meta({ id: "Moment", description: "ISO 8601 in UTC, with Z." });

/** A moment as the API reads it: any offset. */
export const momentInput = z.iso
  .datetime({
    offset: true,
    error: "must be a date and time with an offset, such as 2026-03-01T00:00:00Z",
    abort: true,
  })
  .refine((text) => Date.parse(text) >= FIRST_MOMENT_MS && Date.parse(text) <= LAST_MOMENT_MS, yearsError)
  .meta({ id: "MomentWithOffset", description: "ISO 8601 with Z or an offset." });

export const calendarDate = z.iso
  .date({ abort: true })
  .refine((day) => day >= "1900-01-01" && day <= "9998-12-31", yearsError);

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: "must be a currency code of three capital letters, such as EUR", abort: true })
  .refine(isCurrency, "is not a currency in circulation (ISO 4217)")
  .meta({ id: "Currency", description: "ISO 4217 code." });

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, "must be a country code of two capital letters, such as DE")
  .meta({ id: "Country", description: "ISO 3166-1 alpha-2 code." });

export const network = z
  .string()
  .regex(/^[0-9]{5,6}$/, "must be MCC and MNC, five or six digits")
  .meta({ id: "Network", description: "MCC and MNC of a mobile network." });

export const note = z.string().max(limits.noteCharsMax);
export const shortText = z.string().max(200);

export const messageStatus = z.enum(messageStatusNames).meta({ id: "MessageStatus" });
export const blockReason = z.enum(blockReasonNames).meta({ id: "BlockReason" });
export const billingMode = z.enum(Object.keys(billingModes) as (keyof typeof billingModes)[]).meta({ id: "Billing" });
export const messageType = z.enum(messageTypes).meta({
  id: "MessageType",
  description: "What an amount is for: a message to a handset (sms), one from a handset (mo), a look-up (hlr).",
});
export const channel = z.enum(Object.keys(channels) as Channel[]).meta({ id: "Channel" });
export const alphabet = z.enum(Object.keys(alphabets) as (keyof typeof alphabets)[]).meta({ id: "Alphabet" });
export const clientBlock = z.enum(clientBlocks).meta({ id: "ClientBlock" });

/** A share between 0 and 1; null where nothing was counted. */
export const rate = z.number().min(0).max(1).nullable();
export const count = z.int().min(0);

/** True or false in a query string. */
export const queryFlag = z.preprocess(
  (given: boolean | "true" | "false") => (given === "true" ? true : given === "false" ? false : given),
  z.boolean(),
);

/** Several values in a query string: separated by commas, or the parameter repeated. */
export function queryList<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (given: string | readonly z.input<Item>[]) => (typeof given === "string" ? given.split(",") : given),
    z.array(item).min(1).max(limits.pageSizeMax),
  );
}

/** The query of every list: where to go on, and how many at once. */
export const pageQuery = {
  cursor: z.string().max(limits.cursorCharsMax).optional().describe("`nextCursor` of the page before."),
  limit: z.coerce
    .number<string | number>()
    .int()
    .min(1)
    .max(limits.pageSizeMax)
    .default(limits.pageSizeDefault)
    .describe("How many items at most."),
} as const;

/** A page of a list; `nextCursor` is null on the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: count.optional().describe("How many there are in all; only on the first page, and only where it is quick."),
  });
}

/** A list that is always short enough to come whole. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item) });
}

/** A period whose end, where given, follows its start. */
export function isPeriod({ validFrom, validTo }: { validFrom?: unknown; validTo?: unknown }): boolean {
  if (typeof validFrom !== "string" || typeof validTo !== "string") return true;
  return Date.parse(validFrom) < Date.parse(validTo);
}

export const periodError = { path: ["validTo"], error: "must be later than validFrom" };

/** A network always comes with its country. */
export function hasCountry(place: { country?: unknown; network?: unknown }): boolean {
  return !place.network || Boolean(place.country);
}
