import type { StatusName } from "@switchyard/smpp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectBalanced } from "./books.ts";
import type { SubmitFields } from "./esme.ts";
import { createRig, eventually, type Rig, statusOf } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const delivered = { value: { state: "DELIVRD", error: "000" }, weight: 1 } as const;
const payload = (parts: number): SubmitFields => ({
  short_message: Buffer.alloc(0),
  tlvs: { message_payload: Buffer.alloc(153 * parts, "x") },
});

describe("a message billed by submitted", () => {
  it("is charged when it is acknowledged, delivered, and told to the client", async () => {
    const client = await rig.client({ priceMicros: 20_000n });
    const esme = await rig.bind(client);
    const { status, id } = await esme.submit();
    expect(status).toBe("ESME_ROK");
    expect(await rig.message(id)).toMatchObject({ charged_micros: 20_000n, reserved_micros: 0n });
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "DELIVRD", sub: 1, dlvrd: 1 }]));
    expect(statusOf(await rig.message(id))).toBe("delivered");
    await eventually(async () => expect(await rig.owed(client)).toBe(0));
    expect(await expectBalanced(rig.pool, client)).toMatchObject({
      balanceMicros: client.openingMicros - 20_000n,
      costMicros: 8_000n,
    });
  });

  it("stays charged when it is not delivered", async () => {
    const client = await rig.client();
    rig.smsc.set({ outcomes: [{ value: { state: "UNDELIV", error: "042" }, weight: 1 }] });
    const esme = await rig.bind(client);
    const { id } = await esme.submit(payload(2));
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "UNDELIV", error: "042" }]));
    expect(await expectBalanced(rig.pool, client)).toMatchObject({ chargedMicros: 25_000n, reservedMicros: 0n });
    rig.smsc.set({ outcomes: [delivered] });
  });
});

describe("a message billed by delivered", () => {
  it.each([
    ["DELIVRD", "delivered", 25_000n],
    ["UNDELIV", "undelivered", 0n],
    ["EXPIRED", "expired", 0n],
    ["REJECTD", "rejected", 0n],
    ["DELETED", "undelivered", 0n],
    ["UNKNOWN", "unknown", 0n],
  ] as const)("is reserved at first, and %s settles it", async (state, status, charged) => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    rig.smsc.set({ outcomes: [{ value: { state, error: "000" }, weight: 1 }] });
    rig.smsc.pauseReceipts();
    const { id } = await esme.submit(payload(2));
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe("sent"));
    expect(await expectBalanced(rig.pool, client)).toMatchObject({ reservedMicros: 25_000n, chargedMicros: 0n });
    rig.smsc.resumeReceipts();
    await eventually(async () => expect(statusOf(await rig.message(id))).toBe(status));
    expect(await expectBalanced(rig.pool, client)).toMatchObject({
      balanceMicros: client.openingMicros - charged,
      reservedMicros: 0n,
      chargedMicros: charged,
      // The supplier is owed for what it took, delivered or not.
      costMicros: 16_000n,
    });
    rig.smsc.set({ outcomes: [delivered] });
  });

  it("is charged for the parts that were delivered, and waits for the word on each", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    const { id } = await (async () => {
      rig.smsc.pauseReceipts();
      // The outcome is drawn at the submit: the seed gives both in thirty parts.
      rig.smsc.set({ outcomes: [delivered, { value: { state: "UNDELIV", error: "001" }, weight: 1 }] });
      return esme.submit(payload(30));
    })();
    await eventually(async () => expect((await rig.message(id)).part_states).toBe("s".repeat(30)));
    rig.smsc.resumeReceipts();
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "UNDELIV" }]));
    const states = (await rig.message(id)).part_states ?? "";
    const count = [...states].filter((state) => state === "d").length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(30);
    expect(await expectBalanced(rig.pool, client)).toMatchObject({
      chargedMicros: BigInt(count) * 12_500n,
      reservedMicros: 0n,
    });
    rig.smsc.set({ outcomes: [delivered] });
  });

  it("costs nothing when the supplier refuses it for good", async () => {
    const client = await rig.client({ billing: "delivered" });
    const esme = await rig.bind(client);
    rig.smsc.setErrorRate(1, "ESME_RINVDSTADR");
    const { id } = await esme.submit();
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "REJECTD" }]));
    expect(await rig.message(id)).toMatchObject({ error_code: "0x0000000b" });
    expect(await expectBalanced(rig.pool, client)).toMatchObject({
      balanceMicros: client.openingMicros,
      reservedMicros: 0n,
      costMicros: 0n,
    });
    rig.smsc.setErrorRate(0);
  });
});

describe("a blocked message", () => {
  const blocked: [string, SubmitFields, StatusName][] = [
    ["an unknown destination", { destination_addr: "99912345678" }, "ESME_RINVDSTADR"],
    ["a sender nobody can show", { source_addr: "much too long a name" }, "ESME_RINVSRCADR"],
  ];
  it.each(blocked)("for %s is refused, recorded and never charged", async (_why, fields, status) => {
    const client = await rig.client();
    const esme = await rig.bind(client);
    expect((await esme.submit(fields)).status).toBe(status);
    expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(0n);
    const { rows } = await rig.pool.query("select status, reason from messages where client_id = $1", [
      client.clientId,
    ]);
    expect(rows).toEqual([{ status: 16, reason: expect.any(Number) }]);
    expect(await rig.owed(client)).toBe(0);
  });

  it("is acknowledged and told by a receipt where the credential says so", async () => {
    const client = await rig.client({ credential: { blocked_answer: "receipt" }, balanceMicros: 0n });
    const esme = await rig.bind(client);
    const { status, id } = await esme.submit();
    expect(status).toBe("ESME_ROK");
    await eventually(() => expect(esme.receipts).toMatchObject([{ id, state: "REJECTD" }]));
    expect(await expectBalanced(rig.pool, client)).toMatchObject({ balanceMicros: 0n, chargedMicros: 0n });
  });
});

describe("funds", () => {
  it.each(["submitted", "delivered"] as const)(
    "for exactly so many messages billed by %s accept exactly so many, from 64 senders at once",
    async (billing) => {
      const enough = 100;
      const client = await rig.client({ billing, balanceMicros: BigInt(enough) * 12_500n + 12_499n });
      rig.smsc.pauseReceipts();
      const sessions = await Promise.all(Array.from({ length: 64 }, () => rig.bind(client)));
      const answers = await Promise.all(sessions.flatMap((esme) => [1, 2, 3, 4].map(() => esme.submit())));
      expect(answers.filter(({ status }) => status === "ESME_ROK")).toHaveLength(enough);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(["ESME_ROK", "ESME_RSUBMITFAIL"]));
      const books = await expectBalanced(rig.pool, client);
      expect(books.balanceMicros - books.reservedMicros).toBe(12_499n);
      rig.smsc.resumeReceipts();
      await eventually(async () => {
        const { rows } = await rig.pool.query(
          "select count(*)::int as n from messages where client_id = $1 and status = 10",
          [client.clientId],
        );
        expect(rows[0].n).toBe(enough);
      });
      expect((await expectBalanced(rig.pool, client)).chargedMicros).toBe(BigInt(enough) * 12_500n);
    },
  );

  it("reach as far as credit and an overdraft that has not run out", async () => {
    const client = await rig.client({
      balanceMicros: 0n,
      client: {
        credit_limit_micros: 12_500n,
        overdraft_micros: 12_500n,
        overdraft_until: new Date(Date.now() + 3_600_000),
      },
    });
    const esme = await rig.bind(client);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await esme.submit()).status);
    expect(statuses).toEqual(["ESME_ROK", "ESME_ROK", "ESME_RSUBMITFAIL"]);
    rig.clock.offsetMs = 2 * 3_600_000;
    await rig.change(
      "update clients set credit_limit_micros = 25000 where id = $1",
      [client.clientId],
      `client:${client.clientId}`,
    );
    await rig.announced();
    expect((await esme.submit()).status).toBe("ESME_RSUBMITFAIL");
    rig.clock.offsetMs = 0;
    expect((await expectBalanced(rig.pool, client)).balanceMicros).toBe(-25_000n);
  });

  it("that come back by a release can be spent again", async () => {
    const client = await rig.client({ billing: "delivered", balanceMicros: 12_500n });
    const esme = await rig.bind(client);
    rig.smsc.set({ outcomes: [{ value: { state: "UNDELIV", error: "001" }, weight: 1 }] });
    for (let i = 1; i <= 3; i++) {
      expect((await esme.submit()).status).toBe("ESME_ROK");
      await eventually(() => expect(esme.receipts).toHaveLength(i));
    }
    rig.smsc.set({ outcomes: [delivered] });
    expect((await esme.submit()).status).toBe("ESME_ROK");
    await eventually(() => expect(esme.receipts).toHaveLength(4));
    expect((await esme.submit()).status).toBe("ESME_RSUBMITFAIL");
    expect((await expectBalanced(rig.pool, client)).balanceMicros).toBe(0n);
  });
});
