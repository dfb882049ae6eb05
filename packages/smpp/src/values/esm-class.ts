/** esm_class (SMPP 3.4 §5.2.12): three independent groups of bits in one octet. */
export interface EsmClass {
  readonly mode: (typeof modes)[number];
  readonly type: keyof typeof types;
  /** The short message begins with a user data header. */
  readonly udhi: boolean;
  readonly replyPath: boolean;
}

const modes = ["default", "datagram", "forward", "store_and_forward"] as const;

/** Bits 5 to 2. What a message from the ESME calls delivery or user acknowledgement has the same bits. */
const types = {
  message: 0x00,
  delivery_receipt: 0x04,
  delivery_acknowledgement: 0x08,
  user_acknowledgement: 0x10,
  conversation_abort: 0x18,
  intermediate_notification: 0x20,
} as const;

const modeMask = 0x03;
const typeMask = 0x3c;
const udhiBit = 0x40;
const replyPathBit = 0x80;

const typeByBits = new Map<number, keyof typeof types>(
  Object.entries(types).map(([name, bits]) => [bits, name as keyof typeof types]),
);

/** Undefined for a message type that SMPP reserves. */
export function readEsmClass(octet: number): EsmClass | undefined {
  const type = typeByBits.get(octet & typeMask);
  const mode = modes[octet & modeMask];
  if (type === undefined || mode === undefined) return undefined;
  return { mode, type, udhi: (octet & udhiBit) !== 0, replyPath: (octet & replyPathBit) !== 0 };
}

export function writeEsmClass({
  mode = "default",
  type = "message",
  udhi = false,
  replyPath = false,
}: Partial<EsmClass>): number {
  return modes.indexOf(mode) | types[type] | (udhi ? udhiBit : 0) | (replyPath ? replyPathBit : 0);
}
