import type { Pool, PoolClient } from "pg";

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. A connection that broke on
 * the way is not given back to the pool.
 */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // Between two queries nobody else listens, and an unheard error would end the process; the next query reports it.
  let broken: Error | undefined;
  const onError = (err: Error) => {
    broken = err;
  };
  client.on("error", onError);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (err) {
    await client.query("rollback").catch((failed: Error) => {
      broken = failed;
    });
    throw err;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
