/** What a test wants to know about every submit: kept in order of arrival, the oldest forgotten above a limit. */
import type { PduOf } from "@switchyard/smpp";

export interface RememberedSubmit {
  readonly messageId: string;
  readonly system_id: string;
  readonly atMs: number;
  readonly source_addr_ton: number;
  readonly source_addr_npi: number;
  readonly source_addr: string;
  readonly dest_addr_ton: number;
  readonly dest_addr_npi: number;
  readonly destination_addr: string;
  readonly data_coding: number;
  readonly esm_class: number;
  readonly registered_delivery: number;
  /** User data without its header, from short_message or message_payload. */
  readonly octets: Buffer;
  /** The user data header with its length octet; empty when there is none. */
  readonly udh: Buffer;
}

const noOctets = Buffer.alloc(0);

/** Copies what it keeps: the octets of a received PDU are a view of the socket's buffer. */
export function rememberSubmit(
  request: PduOf<"submit_sm"> | PduOf<"data_sm">,
  context: { messageId: string; system_id: string; atMs: number },
): RememberedSubmit {
  const short = request.command === "submit_sm" ? request.short_message : noOctets;
  const payload = request.tlvs?.message_payload;
  const userData = short.length > 0 || payload === undefined ? short : payload;
  const udhOctets = (request.esm_class & 0x40) !== 0 && userData.length > 0 ? (userData[0] ?? 0) + 1 : 0;
  return {
    ...context,
    source_addr_ton: request.source_addr_ton,
    source_addr_npi: request.source_addr_npi,
    source_addr: request.source_addr,
    dest_addr_ton: request.dest_addr_ton,
    dest_addr_npi: request.dest_addr_npi,
    destination_addr: request.destination_addr,
    data_coding: request.data_coding,
    esm_class: request.esm_class,
    registered_delivery: request.registered_delivery,
    udh: Buffer.from(userData.subarray(0, udhOctets)),
    octets: Buffer.from(userData.subarray(udhOctets)),
  };
}

/** Drops the oldest quarter when full, so that a long run does not shift an array for every message. */
export class SubmitMemory {
  readonly #limit: number;
  #kept: RememberedSubmit[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get all(): readonly RememberedSubmit[] {
    return this.#kept;
  }

  add(submit: RememberedSubmit): void {
    if (this.#kept.length >= this.#limit) this.#kept = this.#kept.slice(Math.ceil(this.#limit / 4));
    this.#kept.push(submit);
  }

  clear(): void {
    this.#kept = [];
  }
}
