/**
 * Why a message is stopped by a check: stable code, database number, what the wire and HTTP answer, and a sentence
 * for people. A blocked message is never charged. Numbers are for ever; a reason may go, its number is not reused.
 */
export const blockReasons = {
  no_money: { number: 1, smpp: "ESME_RSUBMITFAIL", http: 402, says: "The available funds do not cover this message." },
  client_blocked: { number: 2, smpp: "ESME_RSUBMITFAIL", http: 403, says: "The client is blocked." },
  channel_disabled: {
    number: 3,
    smpp: "ESME_RSUBMITFAIL",
    http: 403,
    says: "The client may not send over this channel.",
  },
  daily_limit: { number: 4, smpp: "ESME_RTHROTTLED", http: 429, says: "The client's messages for today are used up." },
  invalid_recipient: { number: 5, smpp: "ESME_RINVDSTADR", http: 422, says: "The recipient is not a valid number." },
  unknown_destination: {
    number: 6,
    smpp: "ESME_RINVDSTADR",
    http: 422,
    says: "No known country or network has this number.",
  },
  destination_closed: { number: 7, smpp: "ESME_RINVDSTADR", http: 422, says: "This destination is closed." },
  number_blacklisted: { number: 8, smpp: "ESME_RINVDSTADR", http: 403, says: "The recipient is on the black list." },
  opted_out: { number: 9, smpp: "ESME_RINVDSTADR", http: 403, says: "The recipient has opted out." },
  invalid_sender: { number: 10, smpp: "ESME_RINVSRCADR", http: 422, says: "The sender is not a valid number or name." },
  sender_not_allowed: { number: 11, smpp: "ESME_RINVSRCADR", http: 403, says: "The client may not use this sender." },
  sender_blacklisted: { number: 12, smpp: "ESME_RINVSRCADR", http: 403, says: "The sender is on the black list." },
  text_blocked: { number: 13, smpp: "ESME_RSUBMITFAIL", http: 403, says: "A text filter stopped this message." },
  spam_limit: { number: 14, smpp: "ESME_RSUBMITFAIL", http: 429, says: "Too many like messages in a short time." },
  duplicate: { number: 15, smpp: "ESME_RSUBMITFAIL", http: 409, says: "The same message was sent a moment ago." },
  no_client_price: {
    number: 16,
    smpp: "ESME_RSUBMITFAIL",
    http: 403,
    says: "The client has no price for this destination.",
  },
  no_source_price: {
    number: 17,
    smpp: "ESME_RSUBMITFAIL",
    http: 503,
    says: "No supplier has a price for this destination.",
  },
  negative_margin: { number: 18, smpp: "ESME_RSUBMITFAIL", http: 503, says: "The price does not cover the cost." },
  no_route: { number: 19, smpp: "ESME_RSUBMITFAIL", http: 503, says: "No route leads to this destination." },
  no_active_supplier: { number: 20, smpp: "ESME_RSUBMITFAIL", http: 503, says: "No supplier of the route is active." },
  supplier_not_allowed: {
    number: 21,
    smpp: "ESME_RSUBMITFAIL",
    http: 403,
    says: "The route's supplier may not carry this message.",
  },
  parts_missing: { number: 22, smpp: "ESME_RSUBMITFAIL", http: 422, says: "Parts of a long message did not arrive." },
  expired_before_send: { number: 23, smpp: "ESME_RINVEXPIRY", http: 422, says: "The validity had ended on arrival." },
  too_long: { number: 24, smpp: "ESME_RINVMSGLEN", http: 422, says: "The text needs more parts than allowed." },
  encoding: { number: 25, smpp: "ESME_RINVDCS", http: 422, says: "The text does not fit the encoding it declares." },
} as const satisfies Record<string, { number: number; smpp: string; http: number; says: string }>;

export type BlockReason = keyof typeof blockReasons;

export const blockReasonNames = Object.keys(blockReasons) as BlockReason[];

const byNumber = new Map<number, BlockReason>(blockReasonNames.map((name) => [blockReasons[name].number, name]));

/** Why a message was stopped, in words: by a check, or by a person whom a filter, a limit or a setting asked. */
export function blockedSays(reason: BlockReason, isRejectedByPerson: boolean): string {
  return isRejectedByPerson ? "Rejected by a person." : blockReasons[reason].says;
}

/** The reason with this database number; throws on a number that is none. */
export function blockReasonOf(number: number): BlockReason {
  const name = byNumber.get(number);
  if (!name) throw new Error(`no block reason has the number ${number}`);
  return name;
}
