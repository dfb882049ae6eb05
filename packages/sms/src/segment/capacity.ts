/** How much text one segment holds, by alphabet and by the way parts are tied together. */
import type { Alphabet } from "../alphabet/alphabet.ts";
import { userDataOctets, userDataSeptets } from "../limits.ts";

/**
 * How the parts of a long message say that they belong together: a user data header with an 8 or 16 bit reference,
 * or the SMPP sar_* parameters, which the supplier's SMSC turns into the 8 bit header on the air.
 */
export type Concatenation = "udh8" | "udh16" | "sar";

/** Octets of the header on the air, its length octet included. */
export const concatenationOctets: Readonly<Record<Concatenation, number>> = { udh8: 6, udh16: 7, sar: 6 };

/** Units (septets, UTF-16 code units or octets) in a segment whose user data header takes so many octets. */
export function segmentUnits(alphabet: Alphabet, udhOctets: number): number {
  const octets = userDataOctets - udhOctets;
  switch (alphabet) {
    case "gsm7":
      return udhOctets === 0 ? userDataSeptets : Math.floor((octets * 8) / 7);
    case "ucs2":
      return octets >> 1;
    case "latin1":
    case "binary":
      return octets;
  }
}
