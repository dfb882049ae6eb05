/** Reading who receives on which number. */
import type { ReceptionEntry } from "@switchyard/engine";
import type { Pool } from "pg";

/** The reception numbers of one client or of all, by client; by reception_numbers_client. */
export async function loadReception(
  pool: Pool,
  clientId: number | undefined,
): Promise<Map<number, readonly ReceptionEntry[]>> {
  const { rows } = await pool.query<ReceptionEntry>(
    `select id, client_id as "clientId", number, keyword, forward, price_micros as "priceMicros", enabled
     from reception_numbers where $1::int is null or client_id = $1`,
    [clientId ?? null],
  );
  const byClient = new Map<number, ReceptionEntry[]>();
  for (const entry of rows) {
    const own = byClient.get(entry.clientId);
    if (own) own.push(entry);
    else byClient.set(entry.clientId, [entry]);
  }
  return byClient;
}
