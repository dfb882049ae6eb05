import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessionLimits } from "../../src/access/sessions.ts";
import { ensureFirstAdministrator } from "../../src/access/users.ts";
import { transaction } from "../../src/database/transaction.ts";
import { type CookieJar, createRig, password, type Rig, refusal } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

async function signedIn(): Promise<{ jar: CookieJar; client: ReturnType<Rig["clientWith"]> }> {
  const jar: CookieJar = { cookie: undefined };
  const client = rig.clientWith({ jar });
  await client.signIn({ body: { login: "admin", password } });
  return { jar, client };
}

describe("signing in", () => {
  it("sets a cookie that scripts can't read and other sites don't send, and says who it is", async () => {
    const { jar, client } = await signedIn();
    expect(jar.received).toMatch(/^switchyard_session=[\w-]{43}; .*HttpOnly; SameSite=Strict/);
    expect(jar.received).not.toContain("Secure");
    const session = await client.getSession();
    expect(session).toMatchObject({ kind: "user", login: "admin", keyId: null });
    expect(session.permissions).toContain("payments.write");
  });

  it("marks the cookie as secure when a proxy in front took the request by https", async () => {
    const jar: CookieJar = { cookie: undefined };
    await rig
      .clientWith({ jar, headers: { "x-forwarded-proto": "https" } })
      .signIn({ body: { login: "ADMIN", password } });
    expect(jar.received).toContain("; Secure");
  });

  it("keeps no token in the database that would open a session", async () => {
    const { jar } = await signedIn();
    const token = jar.cookie?.split("=")[1] ?? "";
    const { rows } = await rig.pool.query("select encode(token_hash, 'escape') as kept from user_sessions");
    expect(rows.length).toBeGreaterThan(0);
    for (const { kept } of rows) expect(kept).not.toContain(token);
  });

  it("answers the same for a wrong password and an unknown login, and slows both down", async () => {
    const client = rig.clientWith({ headers: { "x-forwarded-for": "198.51.100.7" } });
    const wrong = await refusal(client.signIn({ body: { login: "admin", password: "wrong" } }));
    const unknown = await refusal(client.signIn({ body: { login: "nobody", password: "wrong" } }));
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ code: "wrong_credentials", status: 401 });
    for (let i = 0; i < 4; i++) await refusal(client.signIn({ body: { login: "admin", password: "wrong" } }));
    const slowed = await refusal(client.signIn({ body: { login: "admin", password } }));
    expect(slowed).toMatchObject({ code: "too_many_attempts", status: 429 });
    expect(slowed.detail).toMatch(/Try again in \d+ s/);
    // Another machine is not kept out by it.
    const elsewhere = rig.clientWith({ jar: { cookie: undefined }, headers: { "x-forwarded-for": "198.51.100.8" } });
    await elsewhere.signIn({ body: { login: "admin", password } });
    rig.clock.nowMs += 60_000;
    await client.signIn({ body: { login: "admin", password } });
  });

  it("says what is wrong with a request that is none", async () => {
    const client = rig.clientWith({});
    const { code, errors } = await refusal(client.signIn({ body: { login: "", password: "" } }));
    expect(code).toBe("invalid_request");
    expect(errors?.map((error) => error.path)).toEqual(["body.login", "body.password"]);
  });

  it("is written to history", async () => {
    await signedIn();
    const { items } = await rig.api.listHistory({ query: { category: ["access"], limit: 1 } });
    expect(items).toMatchObject([{ actor: "admin", action: "sign_in", entity: "user", remoteAddress: "127.0.0.1" }]);
  });
});

describe("a session", () => {
  it("ends when its owner signs out", async () => {
    const { jar, client } = await signedIn();
    const before = { ...jar };
    await client.signOut();
    expect(await refusal(rig.clientWith({ jar: before }).getSession())).toMatchObject({ code: "unauthenticated" });
  });

  it("ends when nobody uses it, and lives on while somebody does, up to a week", async () => {
    const { client } = await signedIn();
    rig.clock.nowMs += sessionLimits.idleMs - 1000;
    await client.getSession();
    rig.clock.nowMs += sessionLimits.idleMs - 1000;
    const session = await client.getSession();
    expect(Date.parse(session.expiresAt ?? "")).toBe(rig.clock.nowMs + sessionLimits.idleMs);
    rig.clock.nowMs += sessionLimits.idleMs;
    expect(await refusal(client.getSession())).toMatchObject({ code: "unauthenticated" });

    const { client: busy } = await signedIn();
    const hours = sessionLimits.lifeMs / 3_600_000 / 6;
    for (let i = 0; i < hours - 1; i++) {
      rig.clock.nowMs += 6 * 3_600_000;
      await busy.getSession();
    }
    rig.clock.nowMs += 6 * 3_600_000;
    expect(await refusal(busy.getSession())).toMatchObject({ code: "unauthenticated" });
  });

  it("changes its owner's password and ends their other sessions", async () => {
    const { client } = await signedIn();
    const { client: other } = await signedIn();
    const wrong = { currentPassword: "wrong", newPassword: "another fine password" };
    expect(await refusal(client.changePassword({ body: wrong }))).toMatchObject({ code: "wrong_credentials" });
    const short = { currentPassword: password, newPassword: "short" };
    expect(await refusal(client.changePassword({ body: short }))).toMatchObject({ code: "invalid_request" });
    await client.changePassword({ body: { ...wrong, currentPassword: password } });
    await client.getSession();
    expect(await refusal(other.getSession())).toMatchObject({ code: "unauthenticated" });
    const back = { currentPassword: "another fine password", newPassword: password };
    await client.changePassword({ body: back });
    expect(await refusal(rig.api.changePassword({ body: back }))).toMatchObject({ code: "forbidden" });
  });
});

describe("a change by cookie", () => {
  const body = { name: "by cookie" };

  it("needs our header", async () => {
    const { jar } = await signedIn();
    const response = await rig.app.inject({
      method: "POST",
      url: "/api/admin/v1/admin-keys",
      headers: { cookie: jar.cookie ?? "" },
      payload: body,
    });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ code: "csrf" });
  });

  it.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["an origin that is none", { origin: "null" }],
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a sister site", { "sec-fetch-site": "same-site" }],
  ])("is refused from %s", async (_what, headers) => {
    const { jar } = await signedIn();
    const client = rig.clientWith({ jar, headers });
    expect(await refusal(client.createAdminKey({ body }))).toMatchObject({ code: "csrf", status: 403 });
  });

  it("is taken from our own origin", async () => {
    const { jar } = await signedIn();
    const headers = { origin: "http://switch.test", "sec-fetch-site": "same-origin" };
    expect(await rig.clientWith({ jar, headers }).createAdminKey({ body })).toMatchObject({ key: body });
  });

  it("covers signing in, which a foreign page could do with its own account", async () => {
    const client = rig.clientWith({ headers: { origin: "https://evil.example" } });
    expect(await refusal(client.signIn({ body: { login: "admin", password } }))).toMatchObject({ code: "csrf" });
  });
});

describe("admin API keys", () => {
  it("work until they are revoked, are shown once and told apart by their prefix", async () => {
    const { key, secret } = await rig.api.createAdminKey({ body: { name: "nightly export" } });
    expect(secret).toMatch(/^swk_[A-Za-z0-9]{40}$/);
    expect(secret.startsWith(key.prefix)).toBe(true);
    const client = rig.clientWith({ key: secret });
    expect(await client.getSession()).toMatchObject({ kind: "key", login: "nightly export", keyId: key.id });
    await client.createClient({ body: { login: "by-key", currency: "EUR" } });
    const { items: changes } = await rig.api.listHistory({ query: { actor: "key:nightly export" } });
    expect(changes).toMatchObject([{ entity: "client", action: "create" }]);

    const { items } = await rig.api.listAdminKeys();
    expect(items[0]).toMatchObject({ id: key.id, revokedAt: null, lastUsed: new Date(rig.clock.nowMs).toISOString() });
    expect(JSON.stringify(items)).not.toContain(secret);

    await rig.api.revokeAdminKey({ params: { keyId: key.id } });
    await rig.api.revokeAdminKey({ params: { keyId: key.id } });
    expect(await refusal(client.getSession())).toMatchObject({ code: "unauthenticated" });
    const { items: revocations } = await rig.api.listHistory({ query: { entity: "admin_key", entityId: `${key.id}` } });
    expect(revocations.map((change) => change.action)).toEqual(["revoke", "create"]);
    expect(await refusal(rig.api.revokeAdminKey({ params: { keyId: 99_999 } }))).toMatchObject({ code: "not_found" });
  });

  it("are kept as hashes only", async () => {
    const { secret } = await rig.api.createAdminKey({ body: { name: "kept" } });
    const { rows } = await rig.pool.query("select to_jsonb(k)::text as row from admin_api_keys k");
    for (const { row } of rows) expect(row).not.toContain(secret);
  });

  it("that are unknown or malformed open nothing, whatever cookie comes with them", async () => {
    const { jar } = await signedIn();
    const unknown = rig.clientWith({ key: "swk_unknown", jar });
    expect(await refusal(unknown.getSession())).toMatchObject({ code: "unauthenticated" });
    const malformed = rig.clientWith({ jar, headers: { authorization: "Basic abc" } });
    expect(await refusal(malformed.getSession())).toMatchObject({ code: "unauthenticated" });
  });
});

describe("the first administrator", () => {
  it("is made once, with a password that is generated if none is given", async () => {
    const { pool } = rig;
    const make = () => ensureFirstAdministrator((work) => transaction(pool, work), { login: "second" });
    expect(await make()).toBeUndefined();
    expect(await rig.api.listUsers()).toMatchObject({ items: [{ login: "admin" }] });
    const empty = await createRig();
    await empty.pool.query("delete from users");
    const made = await Promise.all(
      [1, 2].map(() => ensureFirstAdministrator((work) => transaction(empty.pool, work), { login: "Root" })),
    );
    const [first] = made.filter((one) => one !== undefined);
    expect(made.filter((one) => one !== undefined)).toHaveLength(1);
    expect(first).toMatchObject({ login: "root", generatedPassword: expect.stringMatching(/^\w{16}$/) });
    const body = { login: "root", password: first?.generatedPassword ?? "" };
    await empty.clientWith({ jar: { cookie: undefined } }).signIn({ body });
    await empty.close();
  });
});
