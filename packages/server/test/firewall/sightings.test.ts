import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SenderSightings, seenMax } from "../../src/firewall/sender-sightings.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const startMs = Date.parse("2026-06-15T10:00:00Z");
let made = 0;

async function newClient(): Promise<number> {
  const { rows } = await database.pool.query<{ id: number }>(
    "insert into clients (login, currency) values ($1, 'EUR') returning id",
    [`client${++made}`],
  );
  return rows[0]?.id ?? 0;
}

async function register(clientId: number) {
  const { rows } = await database.pool.query<{ sender: string; status: string; first: Date; last: Date }>(
    "select sender, status, country, first_used as first, last_used as last from senders where client_id = $1 order by id",
    [clientId],
  );
  return rows.map(({ first, last, ...row }) => ({
    ...row,
    first: first && first.getTime() - startMs,
    last: last && last.getTime() - startMs,
  }));
}

describe("senders seen", () => {
  it("are written once whatever their letter case, with first and last use", async () => {
    const sightings = new SenderSightings(database.pool);
    const clientId = await newClient();
    sightings.note(clientId, "Acme", startMs);
    sightings.note(clientId, "ACME", startMs + 1_000);
    sightings.note(clientId, "Acme", startMs + 2_000);
    sightings.note(clientId, "Thirty-one characters, too long", startMs);
    expect(await sightings.flush(startMs + 3_000)).toBe(false);
    expect(await register(clientId)).toEqual([
      { sender: "Acme", status: "seen", country: null, first: 0, last: 2_000 },
    ]);
  });

  it("leave a decision as it is, and write a later use no more than once a minute", async () => {
    const sightings = new SenderSightings(database.pool);
    const clientId = await newClient();
    await database.pool.query("insert into senders (client_id, sender, status) values ($1, 'Shop', 'denied')", [
      clientId,
    ]);
    await database.pool.query(
      "insert into senders (client_id, sender, country, status) values ($1, 'Shop', 'DE', 'approved')",
      [clientId],
    );
    sightings.note(clientId, "shop", startMs);
    await sightings.flush(startMs + 3_000);
    sightings.note(clientId, "shop", startMs + 30_000);
    await sightings.flush(startMs + 31_000);
    const general = { sender: "Shop", status: "denied", country: null, first: 0 };
    const german = { sender: "Shop", status: "approved", country: "DE", first: null, last: null };
    expect(await register(clientId)).toEqual([{ ...general, last: 0 }, german]);
    await sightings.flush(startMs + 61_000);
    expect(await register(clientId)).toEqual([{ ...general, last: 30_000 }, german]);
  });

  it("are tried again when the database fails, and forgotten in memory when long unused", async () => {
    let isAway = true;
    const query = ((...given: Parameters<typeof database.pool.query>) =>
      isAway ? Promise.reject(new Error("away")) : database.pool.query(...given)) as typeof database.pool.query;
    const sightings = new SenderSightings({ query });
    const clientId = await newClient();
    sightings.note(clientId, "Acme", startMs);
    await expect(sightings.flush(startMs)).rejects.toThrow("away");
    isAway = false;
    await sightings.flush(startMs);
    expect(await register(clientId)).toHaveLength(1);
    expect(sightings.size).toBe(1);
    await sightings.flush(startMs + 700_000);
    expect(sightings.size).toBe(0);
  });

  it("of one client do not fill the books, nor do those of a client that is gone", async () => {
    const sightings = new SenderSightings(database.pool);
    const clientId = await newClient();
    await database.pool.query(
      "insert into senders (client_id, sender) select $1, 's' || n from generate_series(1, $2) n",
      [clientId, seenMax - 1],
    );
    sightings.note(clientId, "first", startMs);
    sightings.note(clientId, "second", startMs + 1);
    sightings.note(2_000_000_000, "Acme", startMs);
    await sightings.flush(startMs + 2);
    const { rows } = await database.pool.query(
      "select sender from senders where client_id = $1 and last_used is not null",
      [clientId],
    );
    expect(rows).toEqual([{ sender: "first" }]);
  });
});
