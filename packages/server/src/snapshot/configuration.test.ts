import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.ts";
import { seed } from "../../test/seed.ts";
import { Configuration } from "./configuration.ts";
import { createFollower } from "./follow.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A pool of which one read of clients can be held up on its way back, as a busy network does. */
function slowPool(pool: Pool): { pool: Pool; holdUp(): () => void } {
  let gate: Promise<void> | undefined;
  const query = async (text: string, values: unknown[]) => {
    const held = text.includes("from clients where") ? gate : undefined;
    if (held) gate = undefined;
    const result = await pool.query(text, values);
    await held;
    return result;
  };
  return {
    pool: { query, connect: () => pool.connect() } as unknown as Pool,
    holdUp() {
      let letGo = () => {};
      gate = new Promise((resolve) => {
        letGo = resolve;
      });
      return letGo;
    },
  };
}

describe("the configuration", () => {
  it("never takes over what was read before a change that has already acted", async () => {
    const slow = slowPool(database.pool);
    const configuration = new Configuration(slow.pool);
    const { clientId } = await seed(database.pool, { smscPort: 9, systemId: "first" });
    await configuration.loadAll();
    const letGo = slow.holdUp();
    const whole = configuration.loadAll();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await database.pool.query("update clients set block = 'refuse' where id = $1", [clientId]);
    const changed = configuration.follow(`client:${clientId}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    letGo();
    await Promise.all([whole, changed]);
    expect(configuration.clients.get(clientId)?.block).toBe("refuse");
  });

  it("forgets what is gone, and finds a credential by its new name alone", async () => {
    const configuration = new Configuration(database.pool);
    const { clientId, credentialId } = await seed(database.pool, { smscPort: 9, systemId: "second" });
    await configuration.loadAll();
    expect(configuration.credentials.get("second")?.id).toBe(credentialId);
    await database.pool.query("update smpp_credentials set system_id = 'renamed' where id = $1", [credentialId]);
    await configuration.follow(`credentials:${clientId}`);
    expect([configuration.credentials.has("second"), configuration.credentials.get("renamed")?.id]).toEqual([
      false,
      credentialId,
    ]);
    await database.pool.query("delete from tariff_rows where client_id = $1", [clientId]);
    await configuration.follow(`tariff:client:${clientId}`);
    expect(configuration.prices.has(clientId)).toBe(false);
    await database.pool.query("delete from smpp_credentials where id = $1", [credentialId]);
    await configuration.follow(`credentials:${clientId}`);
    expect(configuration.credentials.has("renamed")).toBe(false);
  });

  it("is deaf to announcements that are about something else", async () => {
    const configuration = new Configuration(database.pool);
    expect(await configuration.follow("weather:1")).toBe(false);
    expect(await configuration.follow("")).toBe(false);
  });
});

describe("what follows announcements", () => {
  it("loads a change that was announced many times at once no more than twice, and tries again when it fails", async () => {
    const { clientId } = await seed(database.pool, { smscPort: 9, systemId: "third" });
    const configuration = new Configuration(database.pool);
    await configuration.loadAll();
    const heard: string[] = [];
    configuration.onChange((kind, id) => heard.push(`${kind}:${id}`));
    const troubles: unknown[] = [];
    let fails = 1;
    const failing = Object.assign(Object.create(configuration) as Configuration, {
      follow: (announcement: string) =>
        fails-- > 0 ? Promise.reject(new Error("away")) : configuration.follow(announcement),
    });
    const follow = createFollower({
      configuration: failing,
      funded: () => {},
      lookupForgotten: () => {},
      onTrouble: (error) => troubles.push(error),
    });
    for (let i = 0; i < 20; i++) follow(`client:${clientId}`);
    follow(`tariff:client:${clientId}`);
    await expect.poll(() => heard.at(-1), { timeout: 5_000 }).toBe(`tariff:${clientId}`);
    expect(heard.filter((one) => one === `client:${clientId}`).length).toBeLessThanOrEqual(2);
    expect(troubles).toEqual([new Error("away")]);
  });

  it("hands payments on at once, with their exact amount", () => {
    const paid: unknown[] = [];
    const follow = createFollower({
      configuration: new Configuration(database.pool),
      funded: (...payment) => paid.push(payment),
      lookupForgotten: () => {},
      onTrouble: () => {},
    });
    follow("funds:7:-9223372036854775807:12");
    expect(paid).toEqual([[7, -9223372036854775807n, 12]]);
  });
});
