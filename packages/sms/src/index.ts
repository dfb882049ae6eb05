/** Text and numbers of short messages: alphabets, segments, receipts, recipients, senders and destinations. */
export { type Alphabet, chooseAlphabet, decodeText, encodeText } from "./alphabet/alphabet.ts";
export { decodeGsm7Unpacked, encodeGsm7Unpacked, fitsGsm7, gsm7Septets } from "./alphabet/gsm7.ts";
export { decodeGsm7Packed, encodeGsm7Packed, fillBitsAfter } from "./alphabet/gsm7-packed.ts";
export { decodeLatin1, encodeLatin1, fitsLatin1 } from "./alphabet/latin1.ts";
export { toGsm7Lossy } from "./alphabet/transliterate.ts";
export { decodeUcs2, encodeUcs2 } from "./alphabet/ucs2.ts";
export { unitsOf } from "./alphabet/units.ts";
export * as limits from "./limits.ts";
export {
  type Country,
  countryOf,
  createDestinationFinder,
  type Destination,
  type DestinationPrefix,
  type Destinations,
  loadDestinations,
  type Network,
  networkOf,
} from "./number/destinations.ts";
export { createPrefixTrie, PrefixTrie } from "./number/prefix-trie.ts";
export { normaliseRecipient, type Recipient, type RecipientFault, type RecipientOptions } from "./number/recipient.ts";
export {
  type SenderFault,
  type SenderKind,
  type SenderVerdict,
  senderKind,
  type TonNpi,
  tonNpiFor,
  validSender,
} from "./number/sender.ts";
export {
  formatReceipt,
  parseReceipt,
  type Receipt,
  type ReceiptReading,
  type ReceiptToFormat,
  type ReceiptZone,
  readReceiptState,
} from "./receipt/receipt.ts";
export { normaliseReceiptId, type ReceiptIdFormat } from "./receipt/receipt-id.ts";
export {
  fromMessageState,
  isFinal,
  type ReceiptState,
  receiptStates,
  toMessageState,
} from "./receipt/state.ts";
export { assembleParts, type Part } from "./segment/assemble.ts";
export { type Concatenation, concatenationOctets, segmentUnits } from "./segment/capacity.ts";
export { countOctetSegments, countSegments, type SegmentCount, splitBinary, splitText } from "./segment/segment.ts";
export {
  type Concat,
  concatUdh8,
  concatUdh16,
  encodeUdh,
  type ParsedUdh,
  parseUdh,
  type UdhElement,
  type UdhFault,
} from "./segment/udh.ts";
