import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { writeTrafficAlerts } from "../../src/firewall/alerts.ts";
import { createTestDatabase, type TestDatabase } from "../database.ts";

let database: TestDatabase;
let clientId = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.pool.query<{ id: number }>(
    "insert into clients (login, company, currency) values ('pumper', 'Pump Ltd', 'EUR') returning id",
  );
  clientId = rows[0]?.id ?? 0;
  await database.pool.query("update firewall_settings set alert_email = 'noc@example.net, Ann <ann@example.net>'");
});
afterAll(() => database.drop());

const startMs = Date.parse("2026-06-15T10:00:00Z");
const windowMs = 900_000;

function write(messages: number, nowMs: number): Promise<void> {
  const pumped = { clientId, country: "DE", range: "49151234", messages, sharePercent: 55 };
  return writeTrafficAlerts((work) => transaction(database.pool, work), [pumped], { windowMs, nowMs });
}

const alerts = async () =>
  (await database.pool.query("select messages, acknowledged_by, last_seen from traffic_alerts order by id")).rows;
const mails = async () =>
  (await database.pool.query("select kind, client_id, recipients, subject, body from mails order by id")).rows;

describe("an alert on a pumped range", () => {
  it("is written and mailed once, and follows what goes on", async () => {
    await write(200, startMs);
    await write(320, startMs + 10_000);
    expect(await alerts()).toEqual([{ messages: 320, acknowledged_by: null, last_seen: new Date(startMs + 10_000) }]);
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      kind: "traffic_alert",
      client_id: null,
      recipients: ["noc@example.net", "Ann <ann@example.net>"],
      subject: "Numbers 49151234… are being pumped by pumper",
    });
    expect(mail.body).toContain("Within 15 minutes pumper (Pump Ltd) sent 200 messages");
    expect(mail.body).toContain("55 % of its messages to Germany");
  });

  it("once acknowledged comes again only after the range was quiet for a window", async () => {
    await database.pool.query("update traffic_alerts set acknowledged_at = now(), acknowledged_by = 'ann'");
    await write(400, startMs + 20_000);
    expect(await alerts()).toHaveLength(1);
    await write(210, startMs + 30_000 + windowMs);
    expect((await alerts()).map(({ messages, acknowledged_by }) => [messages, acknowledged_by])).toEqual([
      [400, "ann"],
      [210, null],
    ]);
    expect(await mails()).toHaveLength(2);
  });
});
