/** Handsets that write to numbers of clients, over a supplier's session; and what the switch keeps of it. */
import { type PduInput, type Session, statusName } from "@switchyard/smpp";
import type { Seeded } from "../seed.ts";
import type { Rig } from "./rig.ts";

export const handset = "4915112345678";

export interface NumberToAdd {
  readonly number: string;
  readonly keyword?: string;
  readonly forward?: "smpp" | "portal";
  readonly priceMicros?: bigint;
}

/** Gives a client a reception number, and waits until it is in force. */
export async function addNumber(rig: Rig, { clientId }: Seeded, given: NumberToAdd): Promise<number> {
  const { number, keyword = "", forward = "smpp", priceMicros = null } = given;
  const { rows } = await rig.pool.query<{ id: number }>(
    `insert into reception_numbers (client_id, number, keyword, keyword_key, forward, price_micros)
     values ($1, $2, $3, lower($3), $4, $5) returning id`,
    [clientId, number, keyword, forward, priceMicros],
  );
  await rig.change("select 1", [], `reception:${clientId}`);
  await rig.announced();
  return rows[0]?.id ?? 0;
}

export type WrittenFields = Partial<Omit<PduInput<"deliver_sm">, "command">>;

/** A handset writes; answers how the switch answered the supplier of this client, or why it did not. */
export function write(
  rig: Rig,
  { systemId }: Pick<Seeded, "systemId">,
  to: string,
  text: string | Buffer,
  fields: WrittenFields = {},
): Promise<string> {
  return writeOver(sessionOf(rig, systemId), to, text, fields);
}

export function writeOver(
  session: Session | undefined,
  to: string,
  text: string | Buffer,
  fields: WrittenFields = {},
): Promise<string> {
  const pdu: PduInput<"deliver_sm"> = {
    command: "deliver_sm",
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: handset,
    dest_addr_ton: 3,
    dest_addr_npi: 0,
    destination_addr: to,
    short_message: typeof text === "string" ? Buffer.from(text, "latin1") : text,
    ...fields,
  };
  return new Promise((resolve, reject) => {
    const isSent = session?.request(pdu, (outcome) =>
      resolve(outcome.ok ? statusName(outcome.response.command_status) : outcome.reason),
    );
    if (!isSent) reject(new Error("the supplier has no session to the switch"));
  });
}

export const sessionOf = (rig: Rig, systemId: string): Session | undefined =>
  [...rig.smsc.sessions].find((one) => one.systemId === systemId);

export interface StoredIncoming {
  readonly id: bigint;
  readonly client_id: number | null;
  readonly number_id: number | null;
  readonly status: number;
  readonly sender: string;
  readonly recipient: string;
  readonly text: string | null;
  readonly country: string | null;
  readonly parts: number;
  readonly charged_micros: bigint;
  readonly reserved_micros: bigint;
  readonly booked_cost_micros: bigint;
}

/** What was kept of messages to a number, in the order in which they came. */
export async function storedFor(rig: Pick<Rig, "pool">, number: string): Promise<StoredIncoming[]> {
  const { rows } = await rig.pool.query<StoredIncoming>(
    "select * from incoming_messages where recipient = $1 order by id",
    [number],
  );
  return rows;
}

export async function owedIncoming(rig: Pick<Rig, "pool">, { clientId }: Seeded): Promise<number> {
  const { rows } = await rig.pool.query<{ count: number }>(
    "select count(*)::int as count from owed_incoming where client_id = $1",
    [clientId],
  );
  return rows[0]?.count ?? 0;
}
