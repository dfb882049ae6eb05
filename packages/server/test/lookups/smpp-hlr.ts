/** A supplier that looks numbers up over SMPP: it takes an empty message and names the network in the receipt. */
import { createSmsc, type PduInput, type Smsc, statusCode } from "@switchyard/smpp";
import type { Pool } from "pg";
import { testSecrets } from "../seed.ts";

export interface SmppHlr {
  readonly port: number;
  /** MCC and MNC by number; a number that is not here is known to nobody. */
  readonly answers: Map<string, string>;
  /** Where the receipt says it. */
  says: "tlv" | "text";
  /** Whether the receipt comes before the submit's answer. */
  isEarly: boolean;
  readonly asked: string[];
  close(): Promise<void>;
}

const TAG = 0x1403;

export async function startSmppHlr(): Promise<SmppHlr> {
  let lastId = 0;
  const receiptOf = (id: string, digits: string): PduInput<"deliver_sm"> => {
    const network = hlr.answers.get(digits);
    const text = `id:${id} stat:DELIVRD err:000${network && hlr.says === "text" ? ` mccmnc:${network}` : ""}`;
    const tlvs = network && hlr.says === "tlv" ? { "0x1403": Buffer.from(`${network}\0`) } : undefined;
    return { command: "deliver_sm", esm_class: 4, short_message: Buffer.from(text), ...(tlvs && { tlvs }) };
  };
  const smsc: Smsc = createSmsc({
    sessionsMax: 10,
    onBind: () => ({ command_status: 0, system_id: "HLR" }),
    sessionOptions: () => ({
      windowMax: 100,
      peerWindowMax: 100,
      timers: { bindMs: 5_000, enquireLinkMs: 60_000, responseMs: 30_000, inactivityMs: 0 },
      onRequest(request, session) {
        if (request.command !== "submit_sm") return session.respond(request, statusCode("ESME_RINVCMDID"));
        const digits = request.destination_addr;
        hlr.asked.push(digits);
        const id = String(++lastId);
        const receipt = () => session.request(receiptOf(id, digits), () => undefined);
        if (hlr.isEarly) receipt();
        session.respond(request, 0, { message_id: id });
        if (!hlr.isEarly) receipt();
      },
    }),
  });
  const { port } = await smsc.listen({ host: "127.0.0.1", port: 0 });
  const hlr: SmppHlr = {
    port,
    answers: new Map(),
    says: "tlv",
    isEarly: false,
    asked: [],
    close: () => smsc.close(0),
  };
  return hlr;
}

export const lookupByTlv = { sender: "HLR", network: { from: "tlv", tag: TAG } };
export const lookupByText = { sender: "HLR", network: { from: "text", pattern: "mccmnc:([0-9]{5,6})" } };

/** A supplier with one SMPP connection that looks numbers up, and a platform route of the type hlr to it. */
export async function seedSmppHlr(pool: Pool, port: number, lookup: object): Promise<number> {
  const one = async (sql: string, values: readonly unknown[]) =>
    (await pool.query<{ id: number }>(`${sql} returning id`, [...values])).rows[0]?.id ?? 0;
  const supplierId = await one("insert into suppliers (name, currency) values ('SMPP HLR', 'EUR')", []);
  const connectionId = await one(
    `insert into connections (supplier_id, name, host, port, system_id, password_sealed, lookup)
     values ($1, 'SMPP HLR', '127.0.0.1', $2, 'switch', $3, $4)`,
    [supplierId, port, testSecrets.seal("secret"), JSON.stringify(lookup)],
  );
  const poolId = await one("insert into pools (name, strategy) values ('SMPP HLR', 'priority')", []);
  await pool.query("insert into pool_members (pool_id, connection_id, percent, position) values ($1, $2, 0, 1)", [
    poolId,
    connectionId,
  ]);
  await one("insert into routes (type, pool_id) values ('hlr', $1)", [poolId]);
  return connectionId;
}
