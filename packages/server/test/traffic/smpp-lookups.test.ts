/** Ported numbers looked up over an SMPP connection: the network comes in a receipt. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { lookupByText, lookupByTlv, type SmppHlr, seedSmppHlr, startSmppHlr } from "../lookups/smpp-hlr.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Rig, type TestClient } from "./rig.ts";

let rig: Rig;
let client: TestClient;
let esme: Esme;
let hlr: SmppHlr;
let connectionId: number;

beforeAll(async () => {
  rig = await createRig();
  hlr = await startSmppHlr();
  client = await rig.client();
  await rig.pool.query("update countries set portability = 'lookup' where code = 'DE'");
  connectionId = await seedSmppHlr(rig.pool, hlr.port, lookupByTlv);
  await rig.core.configuration.loadAll();
  await eventually(() => expect(rig.core.connections.isUp(connectionId)).toBe(true));
  esme = await rig.bind(client);
});
afterAll(async () => {
  await rig.close();
  await hlr.close();
});

async function networkOf(destination_addr: string): Promise<string | null> {
  const { id, status } = await esme.submit({ destination_addr });
  expect(status).toBe("ESME_ROK");
  const { rows } = await rig.pool.query<{ network: string | null }>("select network from messages where id = $1", [id]);
  return rows[0]?.network ?? null;
}

it("reads the network from a parameter of the receipt, and asks for a number once", async () => {
  hlr.answers.set("4915112300001", "26203");
  expect(await networkOf("4915112300001")).toBe("26203");
  expect(await networkOf("4915112300001")).toBe("26203");
  expect(hlr.asked).toEqual(["4915112300001"]);
});

it("takes a receipt that comes before the submit's answer", async () => {
  hlr.isEarly = true;
  hlr.answers.set("4915112300002", "26202");
  expect(await networkOf("4915112300002")).toBe("26202");
  hlr.isEarly = false;
});

it("goes by the prefix where the receipt names no network, or the connection is down", async () => {
  expect(await networkOf("4915112300003")).toBe("26201");
  await rig.change("update connections set paused = true where id = $1", [connectionId], `connection:${connectionId}`);
  await rig.announced();
  hlr.answers.set("4915112300004", "26203");
  expect(await networkOf("4915112300004")).toBe("26201");
  await rig.change("update connections set paused = false where id = $1", [connectionId], `connection:${connectionId}`);
  await rig.announced();
});

it("reads the network from the receipt's text by an expression", async () => {
  hlr.says = "text";
  await rig.change(
    "update connections set lookup = $2 where id = $1",
    [connectionId, JSON.stringify(lookupByText)],
    `connection:${connectionId}`,
  );
  await rig.announced();
  hlr.answers.set("4915112300005", "26203");
  expect(await networkOf("4915112300005")).toBe("26203");
  // A look-up is no message: nothing of it is billed, kept or matched.
  const { rows } = await rig.pool.query("select 1 from unmatched_receipts");
  expect(rows).toEqual([]);
});
