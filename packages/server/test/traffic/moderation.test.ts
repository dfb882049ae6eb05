/** Messages that wait for a person: nothing is charged before somebody lets them pass, and nothing when nobody does. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { readMessage } from "../../src/reports/message.ts";
import { expectBalanced, readBooks } from "./books.ts";
import { createRig, eventually, type Rig, statusOf, type TestClient } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig({ remember: 1_000 });
});
afterAll(() => rig.close());

const verdict = { by: "ann", comment: "looked at" };
const moderated = { client: { moderation: "manual" } };

/** Reads what a person decided of a message. */
async function decided(id: string): Promise<{ approved: boolean; decided_by: string }[]> {
  const { rows } = await rig.pool.query("select approved, decided_by from moderations where message_id = $1", [id]);
  return rows;
}

async function expectReserved(client: TestClient, micros: bigint): Promise<void> {
  const { reservedMicros, chargedMicros } = await readBooks(rig.pool, client);
  expect({ reservedMicros, chargedMicros }).toEqual({ reservedMicros: micros, chargedMicros: 0n });
}

it("sets the price aside, charges it on approval and sends the message", async () => {
  const client = await rig.client(moderated);
  const esme = await rig.bind(client);
  const { id, status } = await esme.submit();
  expect(status).toBe("ESME_ROK");
  expect(statusOf(await rig.message(id))).toBe("moderation");
  await expectReserved(client, 12_500n);
  expect(await rig.core.traffic.interventions.moderate(Number(id), { ...verdict, approved: true })).toBe("done");
  await eventually(() => expect(esme.receipts.map(({ state }) => state)).toEqual(["DELIVRD"]));
  expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
  expect(await decided(id)).toEqual([{ approved: true, decided_by: "ann" }]);
  expect(await rig.core.traffic.interventions.moderate(Number(id), { ...verdict, approved: false })).toBe("too_late");
});

it("gives everything back on rejection, and tells the client", async () => {
  const client = await rig.client(moderated);
  const esme = await rig.bind(client);
  const { id } = await esme.submit();
  expect(await rig.core.traffic.interventions.moderate(Number(id), { ...verdict, approved: false })).toBe("done");
  await eventually(() => expect(esme.receipts.map(({ state }) => state)).toEqual(["REJECTD"]));
  const message = await rig.message(id);
  expect([statusOf(message), message.reason]).toEqual(["blocked", 13]);
  await expectReserved(client, 0n);
  await expectBalanced(rig.pool, client);
});

it("is blocked under the reason of what had it wait, and tells that a person rejected it", async () => {
  const client = await rig.client({ client: { moderation: "automatic" } });
  await rig.change(
    "insert into text_filters (name, client_id, match, pattern, action) values ('offers', $1, 'word', 'offer', 'moderate')",
    [client.clientId],
    "text_filters:0",
  );
  await rig.change(
    `insert into spam_limits (name, client_id, by_recipient, by_sender, by_text, messages_max, window_s, reason, action)
     values ('same', $1, true, false, true, 1, 600, 'duplicate', 'moderate')`,
    [client.clientId],
    "spam_limits:0",
  );
  await rig.announced();
  const esme = await rig.bind(client);
  const rejected = async (text: string) => {
    const { id } = await esme.submit({ short_message: Buffer.from(text) });
    expect(await rig.core.traffic.interventions.moderate(Number(id), { ...verdict, approved: false })).toBe("done");
    return readMessage(rig.pool, Number(id));
  };
  const byFilter = await rejected("offer");
  await esme.submit({ short_message: Buffer.from("hello") });
  const byLimit = await rejected("hello");
  expect([byFilter.reason, byLimit.reason]).toEqual(["text_blocked", "duplicate"]);
  for (const { rejectedByPerson, timeline } of [byFilter, byLimit]) {
    expect(rejectedByPerson).toBe(true);
    const end = timeline.filter(({ kind }) => kind === "moderation" || kind === "blocked");
    expect(end).toMatchObject([{ approved: false }, { says: "Rejected by a person." }]);
  }
});

it("is charged on delivery after approval when it is billed by delivered", async () => {
  const client = await rig.client({ ...moderated, billing: "delivered" });
  const esme = await rig.bind(client);
  const { id } = await esme.submit();
  await rig.core.traffic.interventions.moderate(Number(id), { ...verdict, approved: true });
  await eventually(() => expect(esme.receipts).toHaveLength(1));
  expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
});

it("waits on where the client is on hold by then, and can be cancelled or expire without a charge", async () => {
  const client = await rig.client(moderated);
  const esme = await rig.bind(client);
  const [held, cancelled, expiring] = [
    await esme.submit(),
    await esme.submit(),
    await esme.submit({ validity_period: "000000000200000R" }),
  ];
  await rig.change("update clients set block = 'hold' where id = $1", [client.clientId], `client:${client.clientId}`);
  await rig.announced();
  expect(await rig.core.traffic.interventions.moderate(Number(held.id), { ...verdict, approved: true })).toBe("done");
  expect(statusOf(await rig.message(held.id))).toBe("held");
  await rig.core.traffic.interventions.cancel(client.clientId, Number(cancelled.id));
  expect(statusOf(await rig.message(cancelled.id))).toBe("cancelled");
  rig.clock.offsetMs += 5 * 60_000;
  while (await rig.core.traffic.sweeps.expireOverdue());
  rig.clock.offsetMs -= 5 * 60_000;
  expect(statusOf(await rig.message(expiring.id))).toBe("expired");
  await rig.change("update clients set block = 'none' where id = $1", [client.clientId], `client:${client.clientId}`);
  await eventually(async () => expect(statusOf(await rig.message(held.id))).toBe("delivered"));
  expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(12_500n);
});

it("knows no message that is none, and survives a restart of nothing but its row", async () => {
  expect(await rig.core.traffic.interventions.moderate(1, { ...verdict, approved: true })).toBeUndefined();
});
