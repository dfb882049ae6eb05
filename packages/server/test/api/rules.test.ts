import type { RuleCreate, RulePatch } from "@switchyard/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let client: number;
let supplier: number;
let other: number;
beforeAll(async () => {
  rig = await createRig();
  client = (await rig.api.createClient({ body: { login: "acme", currency: "EUR" } })).id;
  other = (await rig.api.createClient({ body: { login: "other", currency: "EUR" } })).id;
  supplier = (await rig.api.createSupplier({ body: { name: "Carrier", currency: "USD" } })).id;
});
afterAll(() => rig.close());

const of = (owner: string) => ({ owner });
const ofClient = () => of(`client-${client}`);
const ofSupplier = () => of(`supplier-${supplier}`);
const replace = (search: string, given: Partial<RuleCreate> = {}): RuleCreate => ({
  kind: "content",
  operation: "replace",
  match: "plain",
  search,
  replacements: ["*"],
  ...given,
});
const setSender = (search: string, given: Partial<RuleCreate> = {}): RuleCreate => ({
  kind: "sender",
  operation: "set",
  match: "exact",
  search,
  replacements: ["Info"],
  ...given,
});

let made = 0;
async function newClient(): Promise<{ owner: string }> {
  const { id } = await rig.api.createClient({ body: { login: `owner${++made}`, currency: "EUR" } });
  return of(`client-${id}`);
}

describe("replacement rules", () => {
  it("are created whole, with what is usual where nothing is said, and read again as they were", async () => {
    const params = ofClient();
    const rule = await rig.api.createRule({ params, body: replace("casino") });
    expect(rule).toEqual({
      id: expect.any(Number),
      owner: params.owner,
      kind: "content",
      country: null,
      network: null,
      viaSupplierId: null,
      viaSupplierName: null,
      sender: "",
      operation: "replace",
      match: "plain",
      search: "casino",
      ignoreCase: false,
      replacements: ["*"],
      choice: "random",
      priority: 100,
      enabled: true,
      comment: "",
      createdAt: expect.any(String),
    });
    expect(await rig.api.getRule({ params: { ...params, ruleId: rule.id } })).toEqual(rule);
    const full = await rig.api.createRule({
      params,
      body: setSender("ACME*", {
        match: "pattern",
        country: "DE",
        network: "26201",
        viaSupplierId: supplier,
        replacements: ["Info", "News"],
        choice: "by_recipient",
        priority: 5,
        enabled: false,
        comment: "for the network",
      }),
    });
    expect(full).toMatchObject({ viaSupplierName: "Carrier", replacements: ["Info", "News"], enabled: false });
  });

  it("are listed in the order they act, in pages, narrowed by every filter", async () => {
    const params = await newClient();
    const make = (body: RuleCreate) => rig.api.createRule({ params, body });
    const late = await make(replace("late", { priority: 200 }));
    const first = await make(replace("First 50%_\\", { priority: 1, country: "DE", comment: "Promo" }));
    const sender = await make(setSender("ACME", { priority: 50, viaSupplierId: supplier }));
    const off = await make(replace("off", { enabled: false, operation: "erase", replacements: [] }));
    const all = await rig.api.listRules({ params });
    expect(all).toEqual({ items: [first, sender, off, late], nextCursor: null, total: 4 });
    const found = async (query: object) => (await rig.api.listRules({ params, query })).items.map(({ id }) => id);
    expect(await found({ kind: "sender" })).toEqual([sender.id]);
    expect(await found({ country: "DE" })).toEqual([first.id]);
    expect(await found({ viaSupplierId: supplier })).toEqual([sender.id]);
    expect(await found({ operation: "erase" })).toEqual([off.id]);
    expect(await found({ enabled: false })).toEqual([off.id]);
    expect(await found({ search: "50%_\\" })).toEqual([first.id]);
    expect(await found({ search: "%" })).toEqual([first.id]);
    expect(await found({ search: "promo" })).toEqual([first.id]);
    expect(await found({ search: "INFO" })).toEqual([sender.id]);
    const paged: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.api.listRules({ params, query: { limit: 1, cursor } });
      paged.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all.items);
  });

  it("of clients and of suppliers are apart, each under its own permission", async () => {
    const own = await rig.api.createRule({ params: ofClient(), body: replace("mine") });
    const theirs = await rig.api.createRule({ params: ofSupplier(), body: replace("theirs") });
    expect((await rig.api.listRules({ params: of(`client-${other}`) })).items).toEqual([]);
    expect((await rig.api.listRules({ params: ofSupplier() })).items).toEqual([theirs]);
    const calls = [
      () => rig.api.getRule({ params: { ...of(`client-${other}`), ruleId: own.id } }),
      () => rig.api.getRule({ params: { ...ofSupplier(), ruleId: own.id } }),
      () => rig.api.updateRule({ params: { ...ofClient(), ruleId: theirs.id }, body: { priority: 1 } }),
      () => rig.api.deleteRule({ params: { ...of(`client-${other}`), ruleId: own.id } }),
      () => rig.api.deleteRules({ params: ofClient(), body: { ruleIds: [own.id, theirs.id] } }),
      () => rig.api.copyRules({ params: ofClient(), body: { to: `client-${other}`, ruleIds: [theirs.id] } }),
      () => rig.api.listRules({ params: of("client-99999") }),
      () => rig.api.createRule({ params: of("supplier-99999"), body: replace("x") }),
      () => rig.api.exportRules({ params: of("client-99999") }),
    ];
    for (const call of calls) expect(await refusal(call())).toMatchObject({ code: "not_found" });
    for (const owner of ["product-1", "client-0", "client-2147483648", "nobody"]) {
      expect(await refusal(rig.api.listRules({ params: of(owner) }))).toMatchObject({
        code: "invalid_request",
        errors: [{ path: "params.owner" }],
      });
    }
    expect(await rig.api.getRule({ params: { ...ofClient(), ruleId: own.id } })).toEqual(own);
  });

  it("must be sound when they are made and when they are changed, and say which field is not", async () => {
    const wrong: [RuleCreate, string][] = [
      [replace("x", { network: "26201" }), "body.country"],
      [replace("x", { country: "FR", network: "26201" }), "body.network"],
      [replace("x", { country: "QQ" }), "body.country"],
      [replace("x", { viaSupplierId: 99_999 }), "body.viaSupplierId"],
      [replace(""), "body.search"],
      [replace("(", { match: "regex" }), "body.search"],
      [replace("x", { match: "exact" }), "body.match"],
      [replace("x", { replacements: [] }), "body.replacements"],
      [replace("x", { replacements: [""] }), "body.replacements.0"],
      [replace("x\u0000"), "body.search"],
      [replace("x", { replacements: ["\ud800"] }), "body.replacements.0"],
      [setSender("x", { operation: "append" }), "body.operation"],
      [setSender("x", { match: "word" }), "body.match"],
      [setSender("x", { replacements: [] }), "body.replacements"],
      [setSender("x", { replacements: ["a sender that is far too long"] }), "body.replacements"],
    ];
    for (const [body, path] of wrong) {
      const refused = await refusal(rig.api.createRule({ params: ofClient(), body }));
      expect(refused.status, JSON.stringify(body)).toBe(400);
      expect(refused.errors?.[0]?.path, JSON.stringify(body)).toBe(path);
    }
    const viaOther = rig.api.createRule({ params: ofSupplier(), body: replace("x", { viaSupplierId: supplier }) });
    expect(await refusal(viaOther)).toMatchObject({ errors: [{ path: "body.viaSupplierId" }] });

    const body = replace("a(b)", { match: "regex", country: "DE", network: "26201" });
    const { id: ruleId } = await rig.api.createRule({ params: ofClient(), body });
    const params = { ...ofClient(), ruleId };
    const changes: readonly [RulePatch, string][] = [
      [{ country: null }, "body.country"],
      [{ country: "FR" }, "body.network"],
      [{ search: "a(b" }, "body.search"],
      [{ replacements: [] }, "body.replacements"],
      [{ operation: "set" }, "body.operation"],
      [{ viaSupplierId: 99_999 }, "body.viaSupplierId"],
    ];
    for (const [change, path] of changes) {
      const refused = await refusal(rig.api.updateRule({ params, body: change }));
      expect(refused, JSON.stringify(change)).toMatchObject({ status: 400, errors: [{ path }] });
    }
    const wider = await rig.api.updateRule({ params, body: { network: null, priority: 5, enabled: false } });
    expect(wider).toMatchObject({ country: "DE", network: null, priority: 5, enabled: false, search: "a(b)" });
  });

  it("write what changed to the history, and nothing where nothing did", async () => {
    const params = await newClient();
    const clientId = Number(params.owner.split("-")[1]);
    const { id: ruleId } = await rig.api.createRule({ params, body: replace("before") });
    await rig.api.updateRule({ params: { ...params, ruleId }, body: { search: "after", priority: 100 } });
    await rig.api.updateRule({ params: { ...params, ruleId }, body: { search: "after" } });
    await rig.api.deleteRule({ params: { ...params, ruleId } });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { category: ["rules"] } });
    expect(items.map(({ action, entity, entityId }) => [action, entity, entityId])).toEqual(
      ["delete", "update", "create"].map((action) => [action, "replacement rule", String(ruleId)]),
    );
    expect(items[1]?.changes).toEqual([{ field: "search", before: "before", after: "after" }]);
    const theirs = await rig.api.createRule({ params: ofSupplier(), body: replace("of the supplier") });
    const all = await rig.api.listHistory({ query: { entityId: String(theirs.id), category: ["rules"] } });
    expect(all.items).toMatchObject([{ clientId: null, action: "create" }]);
    expect(all.items[0]?.changes).toContainEqual({ field: "owner", before: null, after: ofSupplier().owner });
  });

  it("are announced under their owner, once however many there are", async () => {
    const params = await newClient();
    const listener = await rig.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload));
    await listener.query("listen switchyard");
    const ids: number[] = [];
    for (const search of ["a", "b"]) ids.push((await rig.api.createRule({ params, body: replace(search) })).id);
    await rig.api.updateRule({ params: { ...params, ruleId: ids[0] ?? 0 }, body: {} });
    await rig.api.copyRules({ params, body: { to: ofSupplier().owner } });
    expect(await rig.api.deleteRules({ params, body: { ruleIds: ids } })).toEqual({ deleted: 2 });
    await listener.query("select 1");
    listener.release(true);
    const own = params.owner.replace("-", ":");
    expect(heard).toEqual([own, own, `supplier:${supplier}`, own].map((owner) => `rules:${owner}`));
  });

  it("are copied to another owner, all or those named, and never twice", async () => {
    const params = await newClient();
    const target = await newClient();
    const make = (body: RuleCreate) => rig.api.createRule({ params, body });
    const one = await make(replace("one", { replacements: ["1", "eins"] }));
    const two = await make(setSender("two", { priority: 7 }));
    await make(replace("three", { viaSupplierId: supplier }));
    const copy = (to: string, ruleIds?: number[]) =>
      rig.api.copyRules({ params, body: { to, ...(ruleIds && { ruleIds }) } });
    expect(await copy(target.owner, [two.id])).toEqual({ copied: 1, skipped: 0 });
    expect(await copy(target.owner)).toEqual({ copied: 2, skipped: 1 });
    expect(await copy(target.owner)).toEqual({ copied: 0, skipped: 3 });
    const { items } = await rig.api.listRules({ params: target });
    expect(
      items.map(({ search, replacements, priority, viaSupplierId }) => [search, replacements, priority, viaSupplierId]),
    ).toEqual([
      ["two", ["Info"], 7, null],
      ["one", one.replacements, 100, null],
      ["three", ["*"], 100, supplier],
    ]);
    const { id: elsewhere } = await rig.api.createSupplier({ body: { name: "Elsewhere", currency: "EUR" } });
    expect(await copy(`supplier-${elsewhere}`)).toEqual({ copied: 2, skipped: 1 });
    expect(await refusal(copy("client-99999"))).toMatchObject({ errors: [{ path: "body.to" }] });
  });
});
