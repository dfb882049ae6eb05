/** What came from a handset and was acknowledged is there, whatever breaks; what was not, the supplier sends again. */
import { createSmscSimulator } from "@switchyard/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProof } from "../../src/ledger/proof.ts";
import { seed } from "../seed.ts";
import { addNumber, owedIncoming, storedFor, write, writeOver } from "./handsets.ts";
import { startProcess } from "./process.ts";
import { createRig, eventually, type Rig, type TestClient } from "./rig.ts";

describe("incoming messages", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await createRig();
  });
  afterAll(() => rig.close());

  it("are neither lost nor doubled while the connection to the database breaks again and again", async () => {
    const client = await rig.client();
    await addNumber(rig, client, { number: "90001", priceMicros: 1n });
    const receiver = await rig.bind(client);
    const answers: Promise<string>[] = [];
    let broken = 0;
    for (let i = 0; i < 10; i++) {
      answers.push(...Array.from({ length: 100 }, (_, n) => write(rig, client, "90001", `${i} ${n}`)));
      await new Promise((resolve) => setTimeout(resolve, 30));
      const { rowCount } = await rig.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'switchyard incoming'`,
      );
      broken += rowCount ?? 0;
    }
    expect(new Set(await Promise.all(answers))).toEqual(new Set(["ESME_ROK"]));
    expect(broken).toBeGreaterThanOrEqual(5);
    await eventually(() => expect(receiver.incoming).toHaveLength(1_000));
    expect(new Set(receiver.incoming.map(({ short_message }) => String(short_message))).size).toBe(1_000);
    expect(await storedFor(rig, "90001")).toHaveLength(1_000);
    await eventually(async () => expect(await owedIncoming(rig, client)).toBe(0));
    expect(rig.core.traffic.funds.unreservedMicros(client.clientId)).toBe(client.openingMicros - 1_000n);
  });

  it("are not acknowledged while the database is away, and taken when they are sent again", async () => {
    const client = await rig.client();
    await addNumber(rig, client, { number: "90002", priceMicros: 1n });
    await rig.pool.query("alter table incoming_messages rename to incoming_away");
    expect(await write(rig, client, "90002", "again")).toBe("ESME_RX_T_APPN");
    expect(rig.core.traffic.funds.unreservedMicros(client.clientId)).toBe(client.openingMicros);
    await rig.pool.query("alter table incoming_away rename to incoming_messages");
    expect(await write(rig, client, "90002", "again")).toBe("ESME_ROK");
    expect(await storedFor(rig, "90002")).toHaveLength(1);
    expect(rig.core.traffic.funds.unreservedMicros(client.clientId)).toBe(client.openingMicros - 1n);
    rig.troubles.length = 0;
  });
});

it("a switch that was killed keeps every message it acknowledged, and the next one hands them over", async () => {
  const smsc = createSmscSimulator({ seed: 1 });
  const { port } = await smsc.listen();
  let client: TestClient | undefined;
  let acknowledged = 0;
  const rig = await createRig({
    async before(database) {
      const opening = { balanceMicros: 1_000n, billing: "delivered" } as const;
      const seeded = await seed(database.pool, {
        smscPort: port,
        systemId: "killed",
        ...opening,
        connection: { system_id: "killed" },
      });
      client = { ...seeded, openingMicros: 1_000n };
      await database.pool.query("insert into reception_numbers (client_id, number) values ($1, '90003')", [
        seeded.clientId,
      ]);
      await database.pool.query(
        "insert into tariff_rows (client_id, type, country, billing, amount_micros) values ($1, 'mo', 'DE', 'delivered', 5)",
        [seeded.clientId],
      );
      const process = await startProcess(database);
      const bound = () => [...smsc.sessions].find(({ state }) => state === "bound_trx");
      await eventually(() => expect(bound()).toBeDefined());
      const session = bound();
      const answers = Array.from({ length: 300 }, (_, i) =>
        writeOver(session, "90003", `n${i}`).then((answer) => {
          if (answer === "ESME_ROK") acknowledged++;
        }),
      );
      await eventually(() => expect(acknowledged).toBeGreaterThan(0));
      await process.kill();
      await Promise.all(answers);
    },
  });
  if (!client) throw new Error("there was no first life");
  const survivor = client;
  const stored = await storedFor(rig, "90003");
  expect(acknowledged).toBeGreaterThan(0);
  expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
  // A thousand covers two hundred of five: the others wait for money.
  const covered = Math.min(stored.length, 200);
  const receiver = await rig.bind(survivor);
  await eventually(() => expect(receiver.incoming).toHaveLength(covered));
  await eventually(async () => expect(await owedIncoming(rig, survivor)).toBe(0));
  await rig.pool.query("update client_funds set balance_micros = balance_micros + 1000000 where client_id = $1", [
    client.clientId,
  ]);
  await rig.core.traffic.resyncFunds();
  await eventually(() => expect(receiver.incoming).toHaveLength(stored.length));
  const texts = receiver.incoming.map(({ short_message }) => String(short_message));
  expect(new Set(texts).size).toBe(stored.length);
  const { differences } = await createProof({ pool: rig.pool, clock: rig.clock }).prove({ full: true });
  // The opening balance and what was added are no entries, as the other rules say.
  expect(differences.map(({ rule }) => rule)).toEqual(["balance"]);
  await rig.close();
  await smsc.stop(100);
});
