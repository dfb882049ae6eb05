import { type BindName, type StatusName, statusCode } from "@switchyard/smpp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testSecrets } from "../seed.ts";
import { type BindOptions, tryBind } from "./esme.ts";
import { createRig, eventually, type Rig, type TestClient } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

interface Logged {
  readonly command_status: number;
  readonly reason: string;
  readonly bind_type: string;
  readonly client_id: number | null;
}

/** Binds and answers what the peer is told, and the last line of the log about this system_id. */
async function attempt(
  options: Partial<BindOptions> & { systemId: string },
): Promise<{ told: string; logged: Logged }> {
  const bound = await tryBind({ port: rig.core.smppPort, password: "secret12", ...options });
  if (typeof bound !== "string") await bound.unbind();
  const told = typeof bound === "string" ? bound : "ESME_ROK";
  return { told, logged: await eventuallyLogged(options.systemId, statusCode(told as StatusName)) };
}

let linesSeen = 0n;
async function eventuallyLogged(systemId: string, status: number): Promise<Logged> {
  let line: (Logged & { id: bigint }) | undefined;
  await eventually(async () => {
    const { rows } = await rig.pool.query<Logged & { id: bigint }>(
      "select * from smpp_binds where system_id = $1 and id > $2 and command_status = $3 order by id desc limit 1",
      [systemId, linesSeen, status],
    );
    line = rows[0];
    expect(line).toBeDefined();
  });
  if (!line) throw new Error("unreachable");
  linesSeen = line.id;
  return line;
}

describe("a bind", () => {
  it.each(["transceiver", "transmitter", "receiver"] as const)("as %s is granted and logged", async (type) => {
    const client = await rig.client();
    const { told, logged } = await attempt({ systemId: client.systemId, command: `bind_${type}` });
    expect(told).toBe("ESME_ROK");
    expect(logged).toMatchObject({ command_status: 0, reason: "bound", bind_type: type, client_id: client.clientId });
  });

  it("of an unknown system_id is refused as such", async () => {
    const { told, logged } = await attempt({ systemId: "nobody" });
    expect(told).toBe("ESME_RINVSYSID");
    expect(logged).toMatchObject({ command_status: 15, reason: 'system_id "nobody" is not known', client_id: null });
  });

  it("with a wrong password is refused as such", async () => {
    const { systemId } = await rig.client();
    const { told, logged } = await attempt({ systemId, password: "wrong" });
    expect(told).toBe("ESME_RINVPASWD");
    expect(logged.reason).toBe("the password is wrong");
  });

  it("with the password before the rotation is granted until the overlap ends", async () => {
    const client = await rig.client({
      credential: {
        old_password_hash: testSecrets.hash("before"),
        old_password_until: new Date(Date.now() + 60_000),
      },
    });
    const before = { systemId: client.systemId, password: "before" };
    expect((await attempt(before)).told).toBe("ESME_ROK");
    rig.clock.offsetMs = 61_000;
    expect((await attempt(before)).told).toBe("ESME_RINVPASWD");
    expect((await attempt({ systemId: client.systemId })).told).toBe("ESME_ROK");
    rig.clock.offsetMs = 0;
  });

  it("from an address that is not on the list is refused, and the log says which", async () => {
    const client = await rig.client({ client: { smpp_any_address: false } });
    const empty = await attempt({ systemId: client.systemId });
    expect(empty.told).toBe("ESME_RBINDFAIL");
    expect(empty.logged.reason).toBe("system_id is known but 127.0.0.1 is not on the client's list");
    const allow = (network: string) =>
      rig.change(
        "insert into smpp_addresses (client_id, network) values ($1, $2)",
        [client.clientId, network],
        `client:${client.clientId}`,
      );
    await allow("2001:db8::/32");
    await allow("203.0.113.0/24");
    await rig.announced();
    expect((await attempt({ systemId: client.systemId })).told).toBe("ESME_RBINDFAIL");
    await allow("127.0.0.0/8");
    await rig.announced();
    expect((await attempt({ systemId: client.systemId })).told).toBe("ESME_ROK");
  });

  it.each<[string, Parameters<Rig["client"]>[0], Partial<BindOptions>, string, string]>([
    [
      "a credential switched off",
      { credential: { enabled: false } },
      {},
      "ESME_RBINDFAIL",
      "the credential is switched off",
    ],
    ["a client refused", { client: { block: "refuse" } }, {}, "ESME_RBINDFAIL", "the client is blocked"],
    [
      "a client without SMPP",
      { client: { channel_smpp: false } },
      {},
      "ESME_RBINDFAIL",
      "SMPP is switched off for the client",
    ],
    [
      "a bind type not allowed",
      { credential: { allow_receiver: false } },
      { command: "bind_receiver" satisfies BindName },
      "ESME_RBINDFAIL",
      "binding as receiver is not allowed",
    ],
    [
      "another system_type",
      { credential: { system_type: "VMS" } },
      { systemType: "WEB" },
      "ESME_RINVSYSTYP",
      'system_type "WEB" is not "VMS"',
    ],
  ])("of %s is refused with the reason in the log", async (_what, client, options, status, reason) => {
    const { systemId } = await rig.client(client);
    expect(await attempt({ systemId, ...options })).toMatchObject({ told: status, logged: { reason } });
  });

  it("beyond the most sessions is refused, until one of them ends", async () => {
    const client = await rig.client({ credential: { sessions_max: 2 } });
    const [first] = await Promise.all([rig.bind(client), rig.bind(client)]);
    expect(await attempt({ systemId: client.systemId })).toMatchObject({
      told: "ESME_RALYBND",
      logged: { reason: "all 2 sessions are bound" },
    });
    await first.unbind();
    expect((await attempt({ systemId: client.systemId })).told).toBe("ESME_ROK");
  });

  it("never exceeds the most sessions, however many come at once", async () => {
    const client = await rig.client({ credential: { sessions_max: 3 } });
    const options = { port: rig.core.smppPort, systemId: client.systemId, password: client.password };
    const bound = await Promise.all(Array.from({ length: 20 }, () => tryBind(options)));
    expect(bound.filter((one) => typeof one !== "string")).toHaveLength(3);
    for (const one of bound) if (typeof one !== "string") one.cut();
  });
});

describe("a change", () => {
  let client: TestClient;
  const announce = () => `client:${client.clientId}`;
  const refuse = () => rig.change("update clients set block = 'refuse' where id = $1", [client.clientId], announce());

  it("that refuses the client closes its sessions and takes nothing more", async () => {
    client = await rig.client();
    const other = await rig.bind(await rig.client());
    const sessions = await Promise.all([rig.bind(client), rig.bind(client, { command: "bind_receiver" })]);
    await refuse();
    await eventually(() => expect(sessions.map((esme) => esme.isClosed)).toEqual([true, true]), 1_000);
    expect(other.isClosed).toBe(false);
    expect((await attempt({ systemId: client.systemId })).told).toBe("ESME_RBINDFAIL");
  });

  it("that refuses the client stops one who ignores the unbind, and what it still sends is not taken", async () => {
    client = await rig.client({ credential: { window_max: 100 } });
    const esme = await rig.bind(client);
    esme.answersReceipts = "silence";
    await esme.submit();
    await eventually(() => expect(rig.core.sessions(client.clientId)[0]?.receiptsPending).toBe(1));
    await refuse();
    await rig.announced();
    await expect(esme.submit()).resolves.toMatchObject({ status: "ESME_RINVBNDSTS" });
    await eventually(() => expect(esme.isClosed).toBe(true), 3_000);
  });

  it.each([
    ["switches the credential off", "update smpp_credentials set enabled = false where id = $1"],
    ["forbids the bind type", "update smpp_credentials set allow_transceiver = false where id = $1"],
    ["deletes the credential", "delete from smpp_credentials where id = $1"],
  ])("that %s closes the session", async (_what, sql) => {
    client = await rig.client();
    const esme = await rig.bind(client);
    await rig.change(sql, [client.credentialId], `credentials:${client.clientId}`);
    await eventually(() => expect(esme.isClosed).toBe(true), 1_000);
  });

  it("that takes the address off the list closes the session", async () => {
    client = await rig.client();
    const esme = await rig.bind(client);
    await rig.change("update clients set smpp_any_address = false where id = $1", [client.clientId], announce());
    await eventually(() => expect(esme.isClosed).toBe(true), 1_000);
  });

  it("of the pace acts on sessions that are bound", async () => {
    client = await rig.client();
    const esme = await rig.bind(client);
    expect((await esme.submit()).status).toBe("ESME_ROK");
    await rig.change(
      "update smpp_credentials set tps = 1 where id = $1",
      [client.credentialId],
      `credentials:${client.clientId}`,
    );
    await rig.announced();
    const answers = await Promise.all(Array.from({ length: 10 }, () => esme.submit()));
    expect(answers.filter(({ status }) => status === "ESME_RTHROTTLED").length).toBeGreaterThanOrEqual(8);
    const question = await esme.request({ command: "query_sm", message_id: answers[0]?.id ?? "" });
    expect(question.command_status).toBe(0x58);
  });
});

describe("limits of a credential", () => {
  it("hold for all its sessions together", async () => {
    const client = await rig.client({ credential: { tps: 20 } });
    const sessions = await Promise.all([1, 2, 3, 4].map(() => rig.bind(client)));
    const answers = await Promise.all(sessions.flatMap((esme) => Array.from({ length: 10 }, () => esme.submit())));
    const accepted = answers.filter(({ status }) => status === "ESME_ROK").length;
    // A tenth of a second's worth at once, and what the time it took allows.
    expect(accepted).toBeGreaterThanOrEqual(2);
    expect(accepted).toBeLessThan(30);
    expect(answers.every(({ status }) => status === "ESME_ROK" || status === "ESME_RTHROTTLED")).toBe(true);
  });

  it("leave no more unanswered than the window, and answer all in the end", async () => {
    const client = await rig.client({ credential: { window_max: 5 } });
    const esme = await rig.bind(client);
    const answers = Array.from({ length: 200 }, () => esme.submit());
    await eventually(() => {
      const [session] = rig.core.sessions(client.clientId);
      expect(session?.windowInUse).toBeLessThanOrEqual(5);
    });
    expect((await Promise.all(answers)).every(({ status }) => status === "ESME_ROK")).toBe(true);
  });
});
