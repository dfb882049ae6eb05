/** Suppliers that write an id one way in submit_sm_resp and another way in the receipt. */

/** How the id of a receipt becomes the id that submit_sm_resp gave. */
export type ReceiptIdFormat = "as_is" | "hex_to_dec" | "dec_to_hex" | "lower" | "no_leading_zeros";

type Rewrite = (id: string) => string;

/** BigInt carries ids beyond 2^53, which a number would silently round to a neighbour's. */
const rewrites: Readonly<Record<ReceiptIdFormat, Rewrite>> = {
  as_is: (id) => id,
  hex_to_dec: (id) => (/^(?:0x)?[0-9a-f]+$/i.test(id) ? BigInt(`0x${id.replace(/^0x/i, "")}`).toString() : id),
  dec_to_hex: (id) => (/^\d+$/.test(id) ? BigInt(id).toString(16) : id),
  lower: (id) => id.toLowerCase(),
  no_leading_zeros: (id) => id.replace(/^0+(?=.)/, ""),
};

/**
 * The id in the given format, blanks around it removed. `hex_to_dec` and `dec_to_hex` leave an id alone that is not
 * of the kind they read; both drop leading zeros, and hexadecimal comes out in lower case.
 */
export function normaliseReceiptId(id: string, format: ReceiptIdFormat): string {
  return rewrites[format](id.trim());
}
