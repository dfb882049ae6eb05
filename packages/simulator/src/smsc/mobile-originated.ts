/** Messages from a handset: deliver_sm as the simulated network hands them to the receiver of a number. */
import type { PduInput } from "@switchyard/smpp";
import { chooseAlphabet, concatUdh8, encodeText, splitText } from "@switchyard/sms";

export interface MobileOriginated {
  /** The handset, E.164 digits. */
  readonly source_addr: string;
  /** The short code or number it wrote to. */
  readonly destination_addr: string;
  readonly text: string;
}

const noOctets = Buffer.alloc(0);
const udhIndicator = 0x40;

/** One deliver_sm for each segment of the text; several carry a user data header with `reference` (0 to 255). */
export function mobileOriginatedParts(message: MobileOriginated, reference: number): PduInput<"deliver_sm">[] {
  const alphabet = chooseAlphabet(message.text);
  const pieces = splitText(message.text, alphabet);
  return pieces.map((piece, index) => {
    const udh = pieces.length === 1 ? noOctets : concatUdh8(reference, pieces.length, index + 1);
    return {
      command: "deliver_sm",
      source_addr_ton: 1,
      source_addr_npi: 1,
      source_addr: message.source_addr,
      dest_addr_ton: message.destination_addr.length <= 6 ? 3 : 1,
      dest_addr_npi: message.destination_addr.length <= 6 ? 0 : 1,
      destination_addr: message.destination_addr,
      esm_class: pieces.length === 1 ? 0 : udhIndicator,
      data_coding: alphabet === "ucs2" ? 8 : 0,
      short_message: Buffer.concat([udh, encodeText(piece, alphabet)]),
    };
  });
}
