import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRig, liveSession, type Rig, refusal } from "./rig.ts";

let rig: Rig;
let clientId: number;
let otherId: number;
beforeAll(async () => {
  rig = await createRig();
  ({ id: clientId } = await rig.api.createClient({ body: { login: "acme", currency: "EUR" } }));
  ({ id: otherId } = await rig.api.createClient({ body: { login: "other", currency: "EUR" } }));
});
afterAll(() => rig.close());

async function storedHashes(credentialId: number) {
  const { rows } = await rig.pool.query<{ now: Buffer; old: Buffer | null; until: Date | null }>(
    `select password_hash as now, old_password_hash as old, old_password_until as until
     from smpp_credentials where id = $1`,
    [credentialId],
  );
  const [row] = rows;
  if (!row) throw new Error("no such credential");
  return row;
}

describe("SMPP credentials", () => {
  it("are created with a password of eight characters that is shown once and kept as a hash", async () => {
    const body = { systemId: "acme-1", tps: 50, comment: "main" };
    const { credential, password } = await rig.api.createCredential({ params: { clientId }, body });
    expect(password).toMatch(/^[A-Za-z2-9]{8}$/);
    expect(credential).toMatchObject({ clientId, ...body, windowMax: 100, enabled: true, liveSessions: 0 });
    const { now, old } = await storedHashes(credential.id);
    expect(now.equals(rig.secrets.hash(password))).toBe(true);
    expect(old).toBeNull();
    const { items } = await rig.api.listCredentials({ params: { clientId } });
    expect(items).toEqual([credential]);
    const history = await rig.api.listClientHistory({ params: { clientId }, query: { category: ["smpp"] } });
    expect(JSON.stringify([items, history])).not.toContain(password);
    expect(history.items[0]?.changes.map((change) => change.field)).not.toContain("passwordHash");
  });

  it("need a system_id that is free on the whole platform and fits the wire", async () => {
    const taken = rig.api.createCredential({ params: { clientId: otherId }, body: { systemId: "acme-1" } });
    expect(await refusal(taken)).toMatchObject({ code: "system_id_taken", status: 409 });
    const long = rig.api.createCredential({ params: { clientId }, body: { systemId: "sixteen-letters!" } });
    expect(await refusal(long)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.systemId" }] });
    const nobody = rig.api.createCredential({ params: { clientId: 99_999 }, body: { systemId: "free" } });
    expect(await refusal(nobody)).toMatchObject({ code: "not_found" });
  });

  it("must leave some way to bind", async () => {
    const { credential } = await rig.api.createCredential({ params: { clientId }, body: { systemId: "acme-2" } });
    const params = { clientId, credentialId: credential.id };
    const none = { allowTransmitter: false, allowReceiver: false, allowTransceiver: false };
    const refused = await refusal(rig.api.updateCredential({ params, body: none }));
    expect(refused).toMatchObject({ code: "invalid_request", errors: [{ path: "body.allowTransceiver" }] });
    const { items } = await rig.api.listCredentials({ params: { clientId } });
    expect(items.find((item) => item.id === credential.id)).toEqual(credential);
  });

  it("are changed with history and announcement of just that", async () => {
    const { credential } = await rig.api.createCredential({ params: { clientId }, body: { systemId: "acme-3" } });
    const params = { clientId, credentialId: credential.id };
    const changed = await rig.api.updateCredential({ params, body: { tps: 7, enabled: false } });
    expect(changed).toEqual({ ...credential, tps: 7, enabled: false });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { limit: 1 } });
    expect(items[0]?.changes).toEqual(
      expect.arrayContaining([
        { field: "tps", before: 100, after: 7 },
        { field: "enabled", before: true, after: false },
      ]),
    );
    expect(items[0]?.changes).toHaveLength(2);
  });

  it("are rotated with the old password good for the overlap, or at once without", async () => {
    const made = await rig.api.createCredential({ params: { clientId }, body: { systemId: "acme-4" } });
    const params = { clientId, credentialId: made.credential.id };
    const rotated = await rig.api.rotateCredential({ params, body: { overlapMinutes: 90 } });
    expect(rotated.password).not.toBe(made.password);
    expect(rotated.credential.oldPasswordUntil).toBe("2026-06-15T12:00:00.000Z");
    const hashes = await storedHashes(params.credentialId);
    expect(hashes.now.equals(rig.secrets.hash(rotated.password))).toBe(true);
    expect(hashes.old?.equals(rig.secrets.hash(made.password))).toBe(true);
    await rig.api.rotateCredential({ params, body: { overlapMinutes: 0 } });
    expect(await storedHashes(params.credentialId)).toMatchObject({ old: null, until: null });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { limit: 2 } });
    expect(items.map((item) => item.action)).toEqual(["rotate", "rotate"]);
    expect(JSON.stringify(items)).not.toContain(rotated.password);
  });

  it("of one client can't be reached under another", async () => {
    const { items } = await rig.api.listCredentials({ params: { clientId } });
    const credentialId = items[0]?.id ?? 0;
    const params = { clientId: otherId, credentialId };
    const calls = [
      () => rig.api.updateCredential({ params, body: { tps: 1 } }),
      () => rig.api.rotateCredential({ params, body: {} }),
      () => rig.api.deleteCredential({ params }),
    ];
    for (const call of calls) expect(await refusal(call())).toMatchObject({ code: "not_found" });
    expect((await rig.api.listCredentials({ params: { clientId: otherId } })).items).toEqual([]);
    expect((await rig.api.listCredentials({ params: { clientId } })).items).toEqual(items);
  });

  it("are deleted for good", async () => {
    const { credential } = await rig.api.createCredential({ params: { clientId }, body: { systemId: "acme-9" } });
    const params = { clientId, credentialId: credential.id };
    await rig.api.deleteCredential({ params });
    expect(await refusal(rig.api.deleteCredential({ params }))).toMatchObject({ code: "not_found" });
    const { items } = await rig.api.listClientHistory({ params: { clientId }, query: { limit: 1 } });
    expect(items[0]).toMatchObject({ action: "delete", entityId: String(credential.id) });
    expect(items[0]?.changes).toContainEqual({ field: "systemId", before: "acme-9", after: null });
  });
});

describe("addresses", () => {
  it("are listed as networks, once each, and deleted by their own client only", async () => {
    const params = { clientId };
    const body = { network: "203.0.113.9", comment: "office" };
    const address = await rig.api.createAddress({ params, body });
    expect(address).toMatchObject({ network: "203.0.113.9/32", comment: "office" });
    await rig.api.createAddress({ params, body: { network: "2001:db8::/32" } });
    expect(await refusal(rig.api.createAddress({ params, body }))).toMatchObject({ code: "address_listed" });
    await rig.api.createAddress({ params: { clientId: otherId }, body });
    const { items } = await rig.api.listAddresses({ params });
    expect(items.map((item) => item.network)).toEqual(["203.0.113.9/32", "2001:db8::/32"]);

    const foreign = { clientId: otherId, addressId: address.id };
    expect(await refusal(rig.api.deleteAddress({ params: foreign }))).toMatchObject({ code: "not_found" });
    await rig.api.deleteAddress({ params: { clientId, addressId: address.id } });
    expect((await rig.api.listAddresses({ params })).items).toHaveLength(1);
    const history = await rig.api.listClientHistory({ params, query: { entity: "address" } });
    expect(history.items.map((item) => item.action)).toEqual(["delete", "create", "create"]);
  });

  it.each(["example.com", "203.0.113.300", "203.0.113.0/33", "203.0.113.9/24", "0.0.0.0/0"])(
    "are never %s",
    async (network) => {
      const call = rig.api.createAddress({ params: { clientId }, body: { network } });
      expect(await refusal(call)).toMatchObject({ code: "invalid_request", errors: [{ path: "body.network" }] });
    },
  );
});

describe("live sessions", () => {
  beforeAll(() => {
    rig.live.sessions = [
      liveSession({ id: "s1", clientId, credentialId: 1 }),
      liveSession({ id: "s2", clientId: otherId, credentialId: 2 }),
    ];
  });

  it("are listed for one client or for all, with the client's login", async () => {
    const { items: own } = await rig.api.listClientSessions({ params: { clientId } });
    expect(own).toMatchObject([{ id: "s1", clientLogin: "acme", tps: 3.5 }]);
    const { items: all } = await rig.api.listSessions();
    expect(all.map((session) => session.clientLogin)).toEqual(["acme", "other"]);
  });

  it("are disconnected by their own client's path only", async () => {
    const foreign = { clientId, sessionId: "s2" };
    expect(await refusal(rig.api.disconnectSession({ params: foreign }))).toMatchObject({ code: "not_found" });
    expect(rig.live.sessions).toHaveLength(2);
    await rig.api.disconnectSession({ params: { clientId: otherId, sessionId: "s2" } });
    expect(rig.live.sessions.map((session) => session.id)).toEqual(["s1"]);
    expect(await refusal(rig.api.listClientSessions({ params: { clientId: 99_999 } }))).toMatchObject({ status: 404 });
  });
});

describe("the bind log", () => {
  beforeAll(async () => {
    await rig.pool.query(
      `insert into smpp_binds (at, client_id, system_id, remote_address, bind_type, command_status, reason)
       select now(), case when n % 3 = 0 then null else $1::int end, 'sys' || n, '203.0.113.9', 'transceiver',
              case when n % 2 = 0 then 0 else 14 end, case when n % 2 = 0 then 'bound' else 'wrong password' end
       from generate_series(1, 12) n`,
      [clientId],
    );
  });

  it("shows a client its own binds and refusals, newest first, in pages", async () => {
    const first = await rig.api.listClientBinds({ params: { clientId }, query: { limit: 5 } });
    expect(first.items.map((item) => item.systemId)).toEqual(["sys11", "sys10", "sys8", "sys7", "sys5"]);
    expect(first.items[0]).toMatchObject({ accepted: false, commandStatusName: "ESME_RINVPASWD" });
    const cursor = first.nextCursor ?? undefined;
    const second = await rig.api.listClientBinds({ params: { clientId }, query: { limit: 5, cursor } });
    expect(second.items.map((item) => item.systemId)).toEqual(["sys4", "sys2", "sys1"]);
    expect(second.nextCursor).toBeNull();
  });

  it("shows the operator everybody's, those of unknown system_ids too", async () => {
    const { items } = await rig.api.listBinds({ query: { refused: true } });
    expect(items.map((item) => item.systemId)).toEqual(["sys11", "sys9", "sys7", "sys5", "sys3", "sys1"]);
    expect(items[1]).toMatchObject({ systemId: "sys9", clientId: null });
    expect((await rig.api.listClientBinds({ params: { clientId: otherId } })).items).toEqual([]);
  });
});

describe("the connection card", () => {
  it("holds what an engineer needs and no password", async () => {
    const { id } = await rig.api.createClient({ body: { login: "carded", currency: "EUR" } });
    const params = { clientId: id };
    const body = { systemId: "card-1", allowReceiver: false, allowTransmitter: false, receiptIdFormat: "hex" } as const;
    const { password } = await rig.api.createCredential({ params, body });
    await rig.api.createCredential({ params, body: { systemId: "card-off", enabled: false } });
    await rig.api.createAddress({ params, body: { network: "198.51.100.0/24" } });
    const card = await rig.api.getConnectionCard({ params });
    expect(card).toMatchObject({ host: "switch.test", port: 2775, anyAddress: false, addresses: ["198.51.100.0/24"] });
    expect(card.credentials).toMatchObject([{ systemId: "card-1", bindTypes: ["transceiver"], tps: 100 }]);
    expect(card.text).toContain("system_id:      card-1");
    expect(card.text).toContain("message ids:    hexadecimal");
    expect(card.text).not.toContain(password);
    await rig.api.updateClient({ params, body: { smppAnyAddress: true } });
    expect((await rig.api.getConnectionCard({ params })).text).toContain("any address");
  });
});
