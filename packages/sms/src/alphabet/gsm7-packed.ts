/**
 * Septets packed into octets (3GPP TS 23.038 §6.1.2.1), as a handset sees them and as a few suppliers want them.
 * Behind a user data header the first septet starts on a septet boundary; the bits skipped are the fill bits.
 */
import { decodeGsm7Unpacked, encodeGsm7Unpacked } from "./gsm7.ts";

/** Fill bits between a user data header of so many octets (its length octet included) and the first septet: 0 to 6. */
export function fillBitsAfter(udhOctets: number): number {
  return (7 - ((udhOctets * 8) % 7)) % 7;
}

/**
 * The text as packed septets, least significant bits first, after `fillBits` zero bits. Unused bits of the last
 * octet are zero; the count of septets (`gsm7Septets`) must travel beside the octets, as TP-UDL does.
 */
export function encodeGsm7Packed(text: string, fillBits = 0): Uint8Array {
  const septets = encodeGsm7Unpacked(text);
  const octets = new Uint8Array(Math.ceil((fillBits + septets.length * 7) / 8));
  let bit = fillBits;
  for (const septet of septets) {
    const at = bit >> 3;
    const shifted = septet << (bit & 7);
    octets[at] = (octets[at] ?? 0) | (shifted & 0xff);
    if (shifted > 0xff) octets[at + 1] = shifted >> 8;
    bit += 7;
  }
  return octets;
}

/**
 * Reads packed septets after `fillBits` bits. Without `septets` as many are read as the octets hold, which yields one
 * "@" too many when seven bits were left over at the end. Septets that the octets do not hold are not invented.
 */
export function decodeGsm7Packed(octets: Uint8Array, septets?: number, fillBits = 0): string {
  const held = Math.max(0, Math.floor((octets.length * 8 - fillBits) / 7));
  const unpacked = new Uint8Array(Math.min(septets ?? held, held));
  let bit = fillBits;
  for (let index = 0; index < unpacked.length; index++) {
    const at = bit >> 3;
    const pair = (octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8);
    unpacked[index] = (pair >> (bit & 7)) & 0x7f;
    bit += 7;
  }
  return decodeGsm7Unpacked(unpacked);
}
