/** registered_delivery (SMPP 3.4 §5.2.17; "success" alone is 5.0's). */
export interface RegisteredDelivery {
  /** When the SMSC reports the outcome. */
  readonly receipt: (typeof receipts)[number];
  /** What the receiving handset or ESME should acknowledge. */
  readonly acknowledgement: (typeof acknowledgements)[number];
  /** Reports on the way to the outcome are wanted too. */
  readonly intermediate: boolean;
}

const receipts = ["none", "always", "failure", "success"] as const;
const acknowledgements = ["none", "delivery", "user", "both"] as const;
const intermediateBit = 0x10;

/** Bits 7 to 5 are reserved and ignored. */
export function readRegisteredDelivery(octet: number): RegisteredDelivery {
  return {
    receipt: receipts[octet & 0x03] ?? "none",
    acknowledgement: acknowledgements[(octet >> 2) & 0x03] ?? "none",
    intermediate: (octet & intermediateBit) !== 0,
  };
}

export function writeRegisteredDelivery({
  receipt = "none",
  acknowledgement = "none",
  intermediate = false,
}: Partial<RegisteredDelivery>): number {
  const receiptBits = receipts.indexOf(receipt);
  return receiptBits | (acknowledgements.indexOf(acknowledgement) << 2) | (intermediate ? intermediateBit : 0);
}
