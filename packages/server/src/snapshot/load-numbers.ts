/**
 * Reading lists of numbers into memory. Five million come as octets in slices small enough that the event loop has its
 * turn between them. A list that changes while it is read is put right by the announcements that follow.
 */
import { NumberList } from "@switchyard/engine";
import type { Pool } from "pg";

/** Rows read at a time: some milliseconds of work. */
const SLICE_ROWS = 10_000;
/** A number is an int8, in network order; the client before it, where there is one, an int4. */
const NUMBER_OCTETS = 8;
const CLIENT_OCTETS = 4;

/** The whole black list, by its primary key. */
export async function loadBlacklist(pool: Pool): Promise<NumberList> {
  const list = new NumberList();
  await forEachNumber(pool, "select number from blacklist where number > $1 order by number limit $2", [], (number) =>
    list.add(number),
  );
  return list;
}

/** Adds the numbers of one import, by blacklist_import. */
export async function addImported(pool: Pool, list: NumberList, importId: number): Promise<void> {
  const text = "select number from blacklist where import_id = $3 and number > $1 order by number limit $2";
  await forEachNumber(pool, text, [importId], (number) => list.add(number));
}

/** Looks these numbers up and takes over whether they are listed now. */
export async function refreshBlacklist(pool: Pool, list: NumberList, numbers: readonly number[]): Promise<void> {
  const { rows } = await pool.query<{ number: bigint }>(
    "select number from blacklist where number = any($1::bigint[])",
    [numbers],
  );
  takeOver(list, numbers, rows);
}

/** Numbers that want nothing more, by client; under 0 those that want nothing from anybody. */
export async function loadOptOuts(pool: Pool, clientId: number | undefined): Promise<Map<number, NumberList>> {
  const lists = new Map<number, NumberList>();
  if (clientId === undefined) await forEachOptOut(pool, (owner, number) => listOf(lists, owner).add(number));
  if (clientId === undefined || clientId === 0) {
    const text = "select number from opt_outs where client_id is null and number > $1 order by number limit $2";
    await forEachNumber(pool, text, [], (number) => listOf(lists, 0).add(number));
  } else {
    const text = "select number from opt_outs where client_id = $3 and number > $1 order by number limit $2";
    await forEachNumber(pool, text, [clientId], (number) => listOf(lists, clientId).add(number));
  }
  return lists;
}

/** The same as refreshBlacklist for one client's opt-outs, or everybody's under 0. */
export async function refreshOptOuts(
  pool: Pool,
  list: NumberList,
  clientId: number,
  numbers: readonly number[],
): Promise<void> {
  const { rows } = await pool.query<{ number: bigint }>(
    `select number from opt_outs
     where number = any($1::bigint[]) and client_id is not distinct from nullif($2::int, 0)`,
    [numbers, clientId],
  );
  takeOver(list, numbers, rows);
}

function listOf(lists: Map<number, NumberList>, owner: number): NumberList {
  let list = lists.get(owner);
  if (!list) {
    list = new NumberList();
    lists.set(owner, list);
  }
  return list;
}

function takeOver(list: NumberList, numbers: readonly number[], listed: readonly { readonly number: bigint }[]): void {
  const present = new Set(listed.map(({ number }) => Number(number)));
  for (const number of numbers) {
    if (present.has(number)) list.add(number);
    else list.delete(number);
  }
}

/** Runs a query of numbers after $1, at most $2 of them in order, until there are no more. */
function forEachNumber(
  pool: Pool,
  text: string,
  values: readonly unknown[],
  work: (number: number) => void,
): Promise<void> {
  const aggregate = `select string_agg(int8send(number), '' order by number) as octets from (${text}) s`;
  return forEachRow({
    first: 0,
    rowOctets: NUMBER_OCTETS,
    select: (after) => selectOctets(pool, aggregate, [after, SLICE_ROWS, ...values]),
    read: readNumber,
    work,
  });
}

/** Every client's opt-outs, by the unique index over client and number. */
function forEachOptOut(pool: Pool, work: (clientId: number, number: number) => void): Promise<void> {
  const text = `
    select string_agg(int4send(client_id) || int8send(number), '' order by client_id, number) as octets
    from (select client_id, number from opt_outs where (client_id, number) > ($1, $2)
          order by client_id, number limit $3) s`;
  return forEachRow<readonly [clientId: number, number: number]>({
    first: [0, 0],
    rowOctets: CLIENT_OCTETS + NUMBER_OCTETS,
    select: (after) => selectOctets(pool, text, [...after, SLICE_ROWS]),
    read: (octets, at) => [octets.readUInt32BE(at), readNumber(octets, at + CLIENT_OCTETS)],
    work: ([clientId, number]) => work(clientId, number),
  });
}

interface Reading<Row> {
  readonly first: Row;
  readonly rowOctets: number;
  /** The rows after one, SLICE_ROWS of them unless there are fewer. */
  readonly select: (after: Row) => Promise<Buffer>;
  readonly read: (octets: Buffer, at: number) => Row;
  readonly work: (row: Row) => void;
}

async function forEachRow<Row>({ first, rowOctets, select, read, work }: Reading<Row>): Promise<void> {
  let coming = select(first);
  for (;;) {
    const octets = await coming;
    const isLast = octets.length < SLICE_ROWS * rowOctets;
    // The database reads on while these are taken over.
    if (!isLast) coming = select(read(octets, octets.length - rowOctets));
    for (let at = 0; at < octets.length; at += rowOctets) work(read(octets, at));
    if (isLast) return;
  }
}

/** One value for a whole slice: thousands of rows would be thousands of objects. */
async function selectOctets(pool: Pool, text: string, values: unknown[]): Promise<Buffer> {
  const { rows } = await pool.query<{ octets: Buffer | null }>(text, values);
  return rows[0]?.octets ?? Buffer.alloc(0);
}

/** Numbers have at most 15 digits, so a double holds them exactly. */
function readNumber(octets: Buffer, at: number): number {
  return octets.readUInt32BE(at) * 2 ** 32 + octets.readUInt32BE(at + 4);
}
