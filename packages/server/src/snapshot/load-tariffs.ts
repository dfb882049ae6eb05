/** Reading tariffs, of which one may have many thousand rows, without holding up the messages that pass meanwhile. */
import { type BillingMode, type Tariff, TariffBuilder } from "@switchyard/engine";
import type { Pool, PoolClient } from "pg";

/** Whose tariffs: the column of tariff_rows that names them. */
const ownerColumns = { client: "client_id", product: "product_id", supplier: "supplier_id" } as const;
type TariffScope = keyof typeof ownerColumns;

/** Rows read at a time: some milliseconds of work, then others have their turn. */
const SLICE_ROWS = 2_000;

/** owner, id, country, network, billing, amount, valid from and to in milliseconds. */
type Row = [number, number, string, string | null, BillingMode, bigint, number, number | null];

/**
 * What messages are priced by: rows in force or to come, of one owner or of all, by owner. In the order in which they are
 * compiled, by tariff_rows_client and its like for one owner.
 */
export async function loadTariffs(
  pool: Pool,
  scope: TariffScope,
  ownerId: number | undefined,
): Promise<Map<number, Tariff>> {
  const owner = ownerColumns[scope];
  const builders = new Map<number, TariffBuilder>();
  await forEachSlice(
    pool,
    `select ${owner}, id, country, network, billing, amount_micros,
            (extract(epoch from valid_from) * 1000)::float8, (extract(epoch from valid_to) * 1000)::float8
     from tariff_rows
     where ${ownerId === undefined ? `${owner} is not null` : `${owner} = ${Number(ownerId)}`} and type = 'sms'
       and (valid_to is null or valid_to > now())
     order by ${owner}, network is null, network::int, country, valid_from desc, id desc`,
    (rows) => {
      for (const [ofOwner, id, country, network, billing, micros, fromMs, toMs] of rows) {
        let builder = builders.get(ofOwner);
        if (!builder) {
          builder = new TariffBuilder();
          builders.set(ofOwner, builder);
        }
        builder.add({ id, country, network, billing, micros, fromMs, toMs });
      }
    },
  );
  return new Map([...builders].map(([id, builder]) => [id, builder.build()]));
}

/** Fetches a query's rows slice by slice, all of one moment. */
async function forEachSlice(pool: Pool, query: string, work: (rows: readonly Row[]) => void): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin read only");
    await client.query(`declare slices no scroll cursor for ${query}`);
    for (let rows = await nextSlice(client); rows.length > 0; rows = await nextSlice(client)) work(rows);
    await client.query("commit");
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

async function nextSlice(client: PoolClient): Promise<Row[]> {
  const { rows } = await client.query<Row>({ text: `fetch ${SLICE_ROWS} from slices`, rowMode: "array" });
  return rows;
}
