import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectBalanced } from "./books.ts";
import { createRig, eventually, type Rig, statusOf } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

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
});
