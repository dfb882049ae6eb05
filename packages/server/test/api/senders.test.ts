import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, type Rig, refusal } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

let made = 0;
const newClient = async () => (await rig.api.createClient({ body: { login: `client${++made}`, currency: "EUR" } })).id;
const create = (clientId: number, senders: string[], more: object = {}) =>
  rig.api.createSenders({ body: { clientId, senders, ...more } }).then(({ items }) => items);
const registerOf = async (clientId: number) =>
  (await rig.api.listSenders({ query: { clientId } })).items.map(({ sender, country, status }) => [
    sender,
    country,
    status,
  ]);
const see = (clientId: number, sender: string) =>
  rig.pool.query("insert into senders (client_id, sender, first_used, last_used) values ($1, $2, now(), now())", [
    clientId,
    sender,
  ]);

describe("the register of senders", () => {
  it("takes senders from staff, decided at once, all or none", async () => {
    const clientId = await newClient();
    const [first] = await create(clientId, ["Acme", "ACME", " ", "+4915112345678"], { comment: "contract 12" });
    expect(first).toMatchObject({
      sender: "ACME",
      status: "approved",
      country: null,
      comment: "contract 12",
      decidedBy: "admin (preset key)",
      decidedAt: "2026-06-15T10:30:00.000Z",
      firstUsed: null,
    });
    expect(await registerOf(clientId)).toHaveLength(2);
    const wrong = await refusal(create(clientId, ["Good", "far too long a name", "12", "Straße€日"]));
    expect(wrong.errors?.map(({ path }) => path)).toEqual(["body.senders.1", "body.senders.2", "body.senders.3"]);
    expect(await registerOf(clientId)).toHaveLength(2);
    expect(await refusal(create(999_999, ["Acme"]))).toMatchObject({ errors: [{ path: "body.clientId" }] });
    expect(await refusal(create(clientId, ["Acme"], { country: "XX" }))).toMatchObject({
      errors: [{ path: "body.country" }],
    });
    expect(await refusal(create(clientId, [" "]))).toMatchObject({ errors: [{ path: "body.senders" }] });
  });

  it("decides many at once, everywhere or for one country, with a history for each", async () => {
    const [one, other] = [await newClient(), await newClient()];
    await see(one, "Shop");
    await see(other, "Bank");
    const ids = (await rig.api.listSenders({ query: { status: ["seen"] } })).items.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    const decided = await rig.api.decideSenders({ body: { senderIds: ids, status: "denied", comment: "looks odd" } });
    expect(decided.items.map(({ status, comment }) => [status, comment])).toEqual([
      ["denied", "looks odd"],
      ["denied", "looks odd"],
    ]);
    const german = { senderIds: ids, status: "approved", country: "DE" } as const;
    await rig.api.decideSenders({ body: german });
    expect(await registerOf(one)).toEqual([
      ["Shop", "DE", "approved"],
      ["Shop", null, "denied"],
    ]);
    await rig.api.decideSenders({ body: { senderIds: ids, status: "pending" } });
    await rig.api.decideSenders({ body: { senderIds: ids, status: "pending" } });
    const { items } = await rig.api.listClientHistory({ params: { clientId: one }, query: { category: ["senders"] } });
    expect(items.map(({ action }) => action)).toEqual(["set_pending", "approve", "deny"]);
    const unknown = rig.api.decideSenders({ body: { senderIds: [ids[0] ?? 0, 99_999_999], status: "denied" } });
    expect(await refusal(unknown)).toMatchObject({ errors: [{ path: "body.senderIds.1" }] });
  });

  it("keeps when a sender was used through every decision", async () => {
    const clientId = await newClient();
    await see(clientId, "Used");
    const [row] = (await rig.api.listSenders({ query: { clientId } })).items;
    expect(row?.lastUsed).not.toBeNull();
    const [decided] = await create(clientId, ["used"], { status: "denied" });
    expect(decided).toMatchObject({ id: row?.id, sender: "Used", status: "denied", lastUsed: row?.lastUsed });
  });

  it("is searched by client, status, country and part of the sender, in pages, and exported", async () => {
    const clientId = await newClient();
    await create(clientId, ["Zeta1", "Zeta2"]);
    await create(clientId, ["Zeta1"], { country: "FR", status: "denied" });
    const found = async (query: object) =>
      (await rig.api.listSenders({ query: { clientId, ...query } })).items.map((row) => `${row.sender} ${row.country}`);
    expect(await found({ search: "ETA1" })).toEqual(["Zeta1 FR", "Zeta1 null"]);
    expect(await found({ country: "FR" })).toEqual(["Zeta1 FR"]);
    expect(await found({ country: "none" })).toEqual(["Zeta2 null", "Zeta1 null"]);
    expect(await found({ status: ["denied"] })).toEqual(["Zeta1 FR"]);
    const first = await rig.api.listSenders({ query: { clientId, limit: 2 } });
    const rest = await rig.api.listSenders({ query: { clientId, cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...rest.items].map(({ sender }) => sender)).toEqual(["Zeta1", "Zeta2", "Zeta1"]);
    const csv = await rig.api.exportSenders({ query: { clientId, country: "FR" } });
    expect(csv.split("\r\n")[1]).toContain("Zeta1,FR,denied");
  });

  it("forgets a sender when asked to", async () => {
    const clientId = await newClient();
    const [sender] = await create(clientId, ["Gone"]);
    const params = { senderId: sender?.id ?? 0 };
    await rig.api.deleteSender({ params });
    expect(await registerOf(clientId)).toEqual([]);
    expect(await refusal(rig.api.deleteSender({ params }))).toMatchObject({ code: "not_found" });
    const { items } = await rig.api.listClientHistory({ params: { clientId } });
    expect(items[0]).toMatchObject({ action: "delete", entity: "sender" });
  });
});

describe("rules of what senders destinations take", () => {
  it("are kept for a country and for a network of it", async () => {
    const country = await rig.api.createSenderRule({ body: { country: "DE", shortNumbers: false, lengthMax: 11 } });
    expect(country).toMatchObject({
      network: null,
      alphanumeric: true,
      shortNumbers: false,
      lengthMin: 1,
      characters: null,
    });
    const network = await rig.api.createSenderRule({
      body: { country: "DE", network: "26201", registrationNeeded: true, characters: "-." },
    });
    expect((await rig.api.listSenderRules({ query: { country: "DE" } })).items).toEqual([country, network]);
    const twice = rig.api.createSenderRule({ body: { country: "DE" } });
    expect(await refusal(twice)).toMatchObject({ code: "destination_listed", errors: [{ path: "body.country" }] });
    const params = { ruleId: network.id };
    const changed = await rig.api.updateSenderRule({ params, body: { alphanumeric: false, enabled: false } });
    expect(changed).toMatchObject({ alphanumeric: false, enabled: false, registrationNeeded: true });
    expect(await rig.api.getSenderRule({ params })).toEqual(changed);
    await rig.api.deleteSenderRule({ params });
    const { items } = await rig.api.listHistory({ query: { entity: "sender_rule", entityId: String(network.id) } });
    expect(items.map(({ action, category }) => `${category} ${action}`)).toEqual([
      "senders delete",
      "senders update",
      "senders create",
    ]);
  });

  it("refuse lengths and places that can't be", async () => {
    const refused = async (body: object) =>
      (await refusal(rig.api.createSenderRule({ body: body as { country: string } }))).errors?.[0]?.path;
    expect(await refused({ country: "FR", lengthMin: 9, lengthMax: 3 })).toBe("body.lengthMax");
    expect(await refused({ country: "FR", network: "26201" })).toBe("body.network");
    expect(await refused({ country: "XX" })).toBe("body.country");
    const rule = await rig.api.createSenderRule({ body: { country: "FR", lengthMax: 5 } });
    const shorter = rig.api.updateSenderRule({ params: { ruleId: rule.id }, body: { lengthMin: 6 } });
    expect(await refusal(shorter)).toMatchObject({ errors: [{ path: "body.lengthMax" }] });
  });
});
