import type { RuleCreate, RuleTry } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let product: string;
let supplierId: number;
beforeAll(async () => {
  rig = await createRig();
  const { id: productId } = await rig.api.createProduct({ body: { name: "Wholesale", currency: "EUR" } });
  product = `product-${productId}`;
  supplierId = (await rig.api.createSupplier({ body: { name: "Carrier", currency: "USD" } })).id;
  await rig.api.createTariffRows({ params: { tariff: product }, body: { rows: [{ country: "DE", amount: "0.045" }] } });
  const costs = { tariff: `supplier-${supplierId}` };
  await rig.api.createTariffRows({ params: costs, body: { rows: [{ country: "DE", amount: "0.03" }] } });
});
afterAll(() => rig.close());

let made = 0;
async function newClient(rules: readonly RuleCreate[] = []) {
  const body = { login: `tries${++made}`, currency: "EUR", productId: Number(product.split("-")[1]) };
  const { id } = await rig.api.createClient({ body });
  const params = { owner: `client-${id}` };
  const ids: number[] = [];
  for (const rule of rules) ids.push((await rig.api.createRule({ params, body: rule })).id);
  await rig.reloadSnapshot();
  return { params, ids };
}

const content = (operation: RuleCreate["operation"], given: Partial<RuleCreate> = {}): RuleCreate => ({
  kind: "content",
  operation,
  match: "plain",
  ...given,
});
const message = { sender: "ACME", recipient: "+49 151 12345678", text: "Win at the casino" };
const tryOut = (params: { owner: string }, given: Partial<RuleTry> = {}) =>
  rig.api.tryRules({ params, body: { ...message, ...given } });

describe("trying rules", () => {
  it("tells what those that are on make of a message, in order, and what that does to its price", async () => {
    const { params, ids } = await newClient([
      content("append", { replacements: [` ${"x".repeat(150)}`], priority: 20, comment: "legal" }),
      content("replace", { search: "casino", replacements: ["***"], priority: 10 }),
      content("erase", { search: "Win", enabled: false }),
      { kind: "sender", operation: "set", match: "exact", search: "ACME", replacements: ["Info"] },
    ]);
    const trial = await tryOut(params);
    expect(trial).toEqual({
      country: "DE",
      network: expect.any(String),
      before: { sender: "ACME", text: message.text, alphabet: "gsm7", parts: 1, unitsLeft: 160 - message.text.length },
      after: {
        sender: "Info",
        text: `Win at the *** ${"x".repeat(150)}`,
        alphabet: "gsm7",
        parts: 2,
        unitsLeft: 2 * 153 - 165,
      },
      applied: expect.any(Array),
      price: { perPart: "0.045", before: "0.045", after: "0.09", currency: "EUR" },
    });
    const texts = trial.applied.filter(({ kind }) => kind === "content");
    expect(texts).toEqual([
      { ruleId: ids[1], owner: params.owner, kind: "content", operation: "replace", comment: "" },
      { ruleId: ids[0], owner: params.owner, kind: "content", operation: "append", comment: "legal" },
    ]);
    expect(trial.applied.map(({ ruleId }) => ruleId)).toContain(ids[3]);
    const abroad = await tryOut(params, { recipient: "33612345678", text: "نص" });
    expect(abroad).toMatchObject({ country: "FR", price: null, before: { alphabet: "ucs2" } });
    const untouched = await tryOut((await newClient()).params);
    expect(untouched).toMatchObject({ applied: [], after: untouched.before });
  });

  it("takes one that is not saved, alone or among the others, in place of the saved one it is an edit of", async () => {
    const { params, ids } = await newClient([
      content("replace", { search: "casino", replacements: ["first"], priority: 10 }),
      content("replace", { search: "first", replacements: ["second"], priority: 30 }),
    ]);
    const rule = content("replace", { search: "casino", replacements: ["draft first"], priority: 20 });
    const textOf = async (given: Partial<RuleTry>) => (await tryOut(params, given)).after.text;
    expect(await textOf({ rule })).toBe("Win at the second");
    expect(await textOf({ rule, ruleId: ids[0] })).toBe("Win at the draft second");
    expect(await textOf({ rule, alone: true })).toBe("Win at the draft first");
    const { applied } = await tryOut(params, { rule, alone: true });
    expect(applied).toEqual([
      { ruleId: null, owner: params.owner, kind: "content", operation: "replace", comment: "" },
    ]);
    expect((await rig.api.listRules({ params })).items.map(({ id }) => id)).toEqual(ids);
  });

  it("goes on with the rules of the supplier it leaves by, and by the supplier's cost where they are tried themselves", async () => {
    const { params } = await newClient([
      content("append", { replacements: [" by the client"] }),
      content("append", { replacements: [" for the supplier"], viaSupplierId: supplierId, priority: 200 }),
    ]);
    const supplier = { owner: `supplier-${supplierId}` };
    const { id } = await rig.api.createRule({
      params: supplier,
      body: content("replace", { search: "client", replacements: ["CLIENT"] }),
    });
    const leaving = await tryOut(params, { text: "sent", supplierId });
    expect(leaving.after.text).toBe("sent by the CLIENT for the supplier");
    expect(leaving.applied.at(-1)).toMatchObject({ ruleId: id, owner: supplier.owner });
    expect((await tryOut(params, { text: "sent" })).after.text).toBe("sent by the client");
    const alone = await tryOut(supplier, { text: "a client" });
    expect(alone).toMatchObject({
      after: { text: "a CLIENT" },
      price: { perPart: "0.03", before: "0.03", after: "0.03", currency: "USD" },
    });
  });

  it("draws another of several replacements at another turn, and always the same for a recipient where that is asked", async () => {
    const { params } = await newClient();
    const replacements = ["one", "two", "three"];
    const drawn = async (choice: "random" | "by_recipient") => {
      const rule = content("replace", { search: "casino", replacements, choice });
      const texts = new Set<string>();
      for (let turn = 0; turn < 12; turn++) texts.add((await tryOut(params, { rule, alone: true, turn })).after.text);
      return texts.size;
    };
    expect(await drawn("random")).toBe(3);
    expect(await drawn("by_recipient")).toBe(1);
  });

  it("goes by the network that a look-up found, and by the highest price where nobody knows it", async () => {
    const { params } = await newClient([
      content("append", { replacements: [" via Telefonica"], country: "DE", network: "26203" }),
    ]);
    const rows = [
      { country: "DE", network: "26203", amount: "0.06" },
      { country: "DE", network: "26202", amount: "0.09" },
    ];
    await rig.api.createTariffRows({ params: { tariff: product }, body: { rows } });
    const ported = (body: object) => rig.api.updateDestination({ params: { country: "DE" }, body });
    await ported({ portability: "lookup", lookupFallback: "highest_price" });
    await rig.pool.query(
      "insert into portability (number, network, looked_up_at) values (4915112345678, '26203', $1)",
      [new Date(rig.clock.nowMs - 1_000)],
    );
    await rig.reloadSnapshot();
    const known = await tryOut(params);
    expect(known).toMatchObject({ network: "26203", price: { perPart: "0.06" } });
    expect(known.after.text).toBe(`${message.text} via Telefonica`);
    const unknown = await tryOut(params, { recipient: "+49 151 12345679" });
    expect(unknown).toMatchObject({ price: { perPart: "0.09" }, applied: [] });
    expect(rig.live.lookedUp).toEqual([]);
    await ported({ portability: "prefix", lookupFallback: "prefix" });
    await rig.reloadSnapshot();
  });

  it("says what of the message or of the rule can't be", async () => {
    const { params } = await newClient();
    const wrong: [Partial<RuleTry>, string][] = [
      [{ recipient: "nobody" }, "body.recipient"],
      [{ recipient: "999999999999" }, "body.recipient"],
      [{ supplierId: 99_999 }, "body.supplierId"],
      [{ alone: true }, "body.rule"],
      [{ rule: content("replace", { match: "regex", search: "(", replacements: ["x"] }) }, "body.rule.search"],
      [{ rule: content("erase", { search: "x", country: "FR", network: "26201" }) }, "body.rule.network"],
    ];
    for (const [given, path] of wrong) {
      expect(await refusal(tryOut(params, given)), path).toMatchObject({ status: 400, errors: [{ path }] });
    }
    const rule = content("erase", { search: "x" });
    expect(await refusal(tryOut(params, { rule, ruleId: 99_999 }))).toMatchObject({ code: "not_found" });
    expect(await refusal(tryOut({ owner: "client-99999" }))).toMatchObject({ code: "not_found" });
  });
});
