/** Reading tariffs, of which one may have many thousand rows, without holding up the messages that pass meanwhile. */
import {
  type BillingMode,
  IdMap,
  type MessageType,
  type Tariff,
  TariffBuilder,
  type Tariffs,
} from "@switchyard/engine";
import type { Pool, PoolClient } from "pg";

/** Whose tariffs: the column of tariff_rows that names them. */
const ownerColumns = { client: "client_id", product: "product_id", supplier: "supplier_id" } as const;
type TariffScope = keyof typeof ownerColumns;

/** Of each type a value of its own. */
export type ByType<Value> = Readonly<Record<MessageType, Value>>;

export function byType<Value>(make: (type: MessageType) => Value): ByType<Value> {
  return { sms: make("sms"), mo: make("mo"), hlr: make("hlr") };
}

/** The tariffs of one type, to be filled and followed. */
export interface LoadedTariffs extends Tariffs {
  readonly prices: IdMap<Tariff>;
  readonly productPrices: IdMap<Tariff>;
  readonly costs: IdMap<Tariff>;
}

export const noTariffs = (): LoadedTariffs => ({ prices: new IdMap(), productPrices: new IdMap(), costs: new IdMap() });

/** Rows read at a time: some milliseconds of work, then others have their turn. */
const SLICE_ROWS = 2_000;

/** type, owner, id, country, network, billing, amount, valid from and to in milliseconds. */
type Row = [MessageType, number, number, string, string | null, BillingMode, bigint, number, number | null];

/**
 * What everything is priced by: rows in force or to come, of one owner or of all, by type and owner. In the
 * order in which they are compiled, by tariff_rows_client and its like for one owner.
 */
export async function loadTariffs(
  pool: Pool,
  scope: TariffScope,
  ownerId: number | undefined,
): Promise<ByType<Map<number, Tariff>>> {
  const owner = ownerColumns[scope];
  const builders = byType(() => new Map<number, TariffBuilder>());
  await forEachSlice(
    pool,
    `select type, ${owner}, id, country, network, billing, amount_micros,
            (extract(epoch from valid_from) * 1000)::float8, (extract(epoch from valid_to) * 1000)::float8
     from tariff_rows
     where ${ownerId === undefined ? `${owner} is not null` : `${owner} = ${Number(ownerId)}`}
       and (valid_to is null or valid_to > now())
     order by ${owner}, network is null, network::int, country, valid_from desc, id desc`,
    (rows) => {
      for (const [type, ofOwner, id, country, network, billing, micros, fromMs, toMs] of rows) {
        let builder = builders[type].get(ofOwner);
        if (!builder) {
          builder = new TariffBuilder();
          builders[type].set(ofOwner, builder);
        }
        builder.add({ id, country, network, billing, micros, fromMs, toMs });
      }
    },
  );
  return byType((type) => new Map([...builders[type]].map(([id, builder]) => [id, builder.build()])));
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
