import type { RuleOwner } from "@switchyard/contract";
import { ruleCreate } from "@switchyard/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { transaction } from "../../src/database/transaction.ts";
import { createRule, deleteRules, updateRule } from "../../src/routing/rules.ts";
import { expectBalanced } from "./books.ts";
import type { Esme } from "./esme.ts";
import { createRig, eventually, type Rig, statusOf, type TestClient } from "./rig.ts";

/** A change of configuration acts on live traffic within this. */
const ACTS_MS = 1_000;
const author = { actor: "admin", remoteAddress: "127.0.0.1" };

let rig: Rig;
let client: TestClient;
let esme: Esme;
let ofClient: RuleOwner;
let ofSupplier: RuleOwner;

beforeAll(async () => {
  rig = await createRig();
  client = await rig.client();
  esme = await rig.bind(client);
  ofClient = { scope: "client", ownerId: client.clientId };
  ofSupplier = { scope: "supplier", ownerId: client.supplierId };
});
afterAll(() => rig.close());
beforeEach(() => rig.smsc.forgetSubmits());

const add = (owner: RuleOwner, given: object) =>
  transaction(rig.pool, (tx) => createRule(tx, author, owner, ruleCreate.parse(given)));
const replace = (search: string, replacement: string) =>
  ({ kind: "content", operation: "replace", match: "plain", search, replacements: [replacement] }) as const;

/** Submits, waits for the end, answers what the supplier got. */
async function through(text: string) {
  const { status, id } = await esme.submit({ short_message: Buffer.from(text) });
  expect(status).toBe("ESME_ROK");
  await eventually(async () => expect(statusOf(await rig.message(id))).toBe("delivered"));
  const submits = rig.smsc.submits.slice();
  rig.smsc.forgetSubmits();
  return {
    id,
    sender: submits[0]?.source_addr,
    text: submits.map(({ octets }) => octets.toString()).join(""),
    parts: submits.length,
  };
}

/** Sends until the supplier gets this text; answers how long after the change the first such message was submitted. */
async function actsAfter(changed: number, sent: string, wanted: string): Promise<number> {
  for (;;) {
    const submittedMs = performance.now() - changed;
    if ((await through(sent)).text === wanted) return submittedMs;
    if (submittedMs > 5 * ACTS_MS) throw new Error(`"${wanted}" does not leave`);
  }
}

describe("a changed rule on live traffic", () => {
  it("acts within a second of its change: made, changed, switched off, deleted", async () => {
    expect((await through("Win at the casino")).text).toBe("Win at the casino");
    const { id: ruleId } = await add(ofClient, replace("casino", "***"));
    expect(await actsAfter(performance.now(), "Win at the casino", "Win at the ***")).toBeLessThan(ACTS_MS);
    const change = (given: object) =>
      transaction(rig.pool, (tx) => updateRule(tx, author, { owner: ofClient, ruleId }, given));
    await change({ replacements: ["club"] });
    expect(await actsAfter(performance.now(), "casino", "club")).toBeLessThan(ACTS_MS);
    await change({ enabled: false });
    expect(await actsAfter(performance.now(), "casino", "casino")).toBeLessThan(ACTS_MS);
    await change({ enabled: true });
    expect(await actsAfter(performance.now(), "casino", "club")).toBeLessThan(ACTS_MS);
    await transaction(rig.pool, (tx) => deleteRules(tx, author, ofClient, [ruleId]));
    expect(await actsAfter(performance.now(), "casino", "casino")).toBeLessThan(ACTS_MS);
  });

  it("of the supplier acts after the client's, and the client pays for the parts that leave", async () => {
    const { id: first } = await add(ofClient, replace("casino", "club"));
    const { id: second } = await add(ofSupplier, {
      kind: "content",
      operation: "append",
      match: "plain",
      search: "club",
      replacements: [` ${"x".repeat(160)}`],
    });
    const { id: third } = await add(ofSupplier, {
      kind: "sender",
      operation: "set",
      match: "any",
      replacements: ["Info"],
    });
    await rig.announced();
    const before = (await expectBalanced(rig.pool, client)).chargedMicros;
    const { id, parts, text, sender } = await through("casino");
    expect([parts, text, sender]).toEqual([2, `club ${"x".repeat(160)}`, "Info"]);
    expect((await expectBalanced(rig.pool, client)).chargedMicros - before).toBe(2n * 12_500n);
    // What the client sent stays as it was, beside what left.
    const { rows } = await rig.pool.query("select sender, text, sent_sender, sent_text from messages where id = $1", [
      id,
    ]);
    expect(rows).toEqual([
      { sender: "Switchyard", text: "casino", sent_sender: "Info", sent_text: `club ${"x".repeat(160)}` },
    ]);
    await transaction(rig.pool, (tx) => deleteRules(tx, author, ofClient, [first]));
    await transaction(rig.pool, (tx) => deleteRules(tx, author, ofSupplier, [second, third]));
    await rig.announced();
    expect(await through("casino")).toMatchObject({ text: "casino", sender: "Switchyard" });
  });
});
