/** Small closed sets and their database codes. */

/** How a message came in. */
export const channels = { smpp: 1, http: 2, rest: 3, web: 4 } as const;
export type Channel = keyof typeof channels;

/** What is priced: a message to a handset, one from a handset, a look-up of a number. */
export const messageTypes = ["sms", "mo", "hlr"] as const;
export type MessageType = (typeof messageTypes)[number];

/** When the client pays: on acceptance, or on DELIVRD (reserved until then). */
export const billingModes = { submitted: 1, delivered: 2 } as const;
export type BillingMode = keyof typeof billingModes;

/** How the content is written; binary is octets as they came. */
export const alphabets = { gsm7: 1, latin1: 2, ucs2: 3, binary: 4 } as const;
export type AlphabetName = keyof typeof alphabets;

/** What became of the receipt owed to the client. */
export const receiptStates = { not_wanted: 0, owed: 1, taken: 2, given_up: 3 } as const;
export type ReceiptDebt = keyof typeof receiptStates;

/** What a block does to the client's traffic. */
export const clientBlocks = ["none", "hold", "refuse"] as const;
export type ClientBlock = (typeof clientBlocks)[number];

/** Turns a code table around; throws on an unknown code, which would be our own bug. */
export function nameOf<T extends Record<string, number>>(table: T, code: number): keyof T & string {
  for (const name in table) if (table[name] === code) return name;
  throw new Error(`no entry has the code ${code}`);
}
