import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  connectEsme,
  createSmsc,
  type EsmeOptions,
  encode,
  Session,
  type Smsc,
  type SmscEvent,
  type SmscOptions,
} from "@switchyard/smpp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { timers } from "./session-pair.ts";

const open: Smsc[] = [];
const events: SmscEvent[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((smsc) => smsc.close(500)));
  events.length = 0;
});

/** An SMSC that takes everybody but "stranger" and answers every submit_sm with a message id. */
async function startSmsc(options: Partial<SmscOptions> = {}): Promise<{ smsc: Smsc; port: number }> {
  const smsc = createSmsc({
    sessionsMax: 10,
    onBind: ({ system_id }) =>
      system_id === "stranger" ? { command_status: 0x0f } : { command_status: 0, system_id: "SMSC" },
    sessionOptions: () => ({
      windowMax: 10,
      timers,
      onRequest: (request, session) => session.respond(request, 0, { message_id: `m${request.sequence_number}` }),
    }),
    log: (event) => events.push(event),
    ...options,
  });
  open.push(smsc);
  const { port } = await smsc.listen({ port: 0, host: "127.0.0.1" });
  return { smsc, port };
}

function esmeOptions(port: number, options: Partial<EsmeOptions> = {}): EsmeOptions {
  return {
    host: "127.0.0.1",
    port,
    bind: { command: "bind_transceiver", system_id: "acme", password: "pw", interface_version: 0x34 },
    connectTimeoutMs: 2_000,
    windowMax: 100,
    timers,
    onRequest: (request, session) => session.respond(request, 0),
    ...options,
  };
}

async function bound(port: number, options: Partial<EsmeOptions> = {}): Promise<Session> {
  const connection = await connectEsme(esmeOptions(port, options));
  if (!connection.ok) throw new Error(connection.reason);
  return connection.session;
}

/** Sends `count` submits as fast as the window lets them and waits for every answer. */
function submitAll(session: Session, count: number): Promise<string[]> {
  return new Promise((resolve) => {
    const ids: string[] = [];
    const one = () =>
      session.request({ command: "submit_sm", destination_addr: "49151" }, (outcome) => {
        ids.push(outcome.ok && outcome.response.command === "submit_sm_resp" ? outcome.response.message_id : "lost");
        if (ids.length === count) resolve(ids);
        else if (ids.length + session.windowInUse < count) one();
      });
    while (session.windowInUse < count && one());
  });
}

function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (condition() ? resolve() : setTimeout(look, 5));
    look();
  });
}

describe("over TCP", () => {
  it("an ESME binds, submits through its window and unbinds", async () => {
    const { smsc, port } = await startSmsc();
    const reasons: string[] = [];
    const connection = await connectEsme(esmeOptions(port, { onClose: (reason) => reasons.push(reason) }));
    if (!connection.ok) throw new Error(connection.reason);
    expect(connection.bindResponse).toMatchObject({ system_id: "SMSC", tlvs: { sc_interface_version: 0x34 } });
    const ids = await submitAll(connection.session, 2_000);
    expect(new Set(ids).size).toBe(2_000);
    expect(ids).not.toContain("lost");
    expect([...smsc.sessions][0]?.remoteAddress).toBe("127.0.0.1");
    await connection.session.unbind(1_000);
    await until(() => smsc.sessions.size === 0);
    expect(reasons).toEqual(["unbound"]);
    expect(events.map(({ event }) => event)).toEqual(["connected", "bound", "closed"]);
  });

  it("a refused bind is a value with the status, and nothing stays open", async () => {
    const { smsc, port } = await startSmsc();
    const bind = { command: "bind_receiver", system_id: "stranger" } as const;
    const reasons: string[] = [];
    const connection = await connectEsme(esmeOptions(port, { bind, onClose: (reason) => reasons.push(reason) }));
    expect(connection).toEqual({
      ok: false,
      reason: "bind_receiver refused: ESME_RINVSYSID",
      command_status: 0x0f,
    });
    await until(() => smsc.sessions.size === 0);
    expect(reasons).toEqual([]);
  });

  it("nobody at the port, credentials SMPP cannot carry, and a peer that says nothing are values too", async () => {
    const silent = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as AddressInfo;
    const quick = { ...timers, responseMs: 200 };
    const unanswered = await connectEsme(esmeOptions(port, { timers: quick }));
    expect(unanswered).toEqual({ ok: false, reason: "no readable answer to bind_transceiver: timeout" });
    await new Promise((resolve) => silent.close(resolve));
    const nobody = await connectEsme(esmeOptions(port));
    expect(nobody.ok ? "" : nobody.reason).toMatch(/cannot connect to 127.0.0.1:\d+: .*ECONNREFUSED/);
    const bind = { command: "bind_receiver", system_id: "acme", password: "longer than eight" } as const;
    const unfit = await connectEsme(esmeOptions(port, { bind }));
    expect(unfit.ok ? "" : unfit.reason).toBe("the bind cannot be sent: password must have at most 8 octets");
  });

  it("rubbish ends only the session it came in", async () => {
    const { smsc, port } = await startSmsc();
    const good = await bound(port);
    const bad = connectTcp(port, "127.0.0.1");
    const answer: Buffer[] = [];
    bad.on("data", (chunk: Buffer) => answer.push(chunk));
    bad.write(Buffer.from("GET / HTTP/1.1\r\nHost: smpp\r\n\r\n"));
    await new Promise((resolve) => bad.once("close", resolve));
    expect(Buffer.concat(answer).toString("hex", 0, 12)).toBe("000000108000000000000002");
    await until(() => smsc.sessions.size === 1);
    expect(await submitAll(good, 10)).toHaveLength(10);
    await good.unbind(1_000);
  });

  it("one session too many is turned away, and its place is free again afterwards", async () => {
    const { smsc, port } = await startSmsc({ sessionsMax: 1 });
    const first = await bound(port);
    const second = await connectEsme(esmeOptions(port));
    expect(second.ok).toBe(false);
    expect(events.at(-1)).toMatchObject({ event: "turned_away", reason: "too many sessions" });
    await first.unbind(1_000);
    await until(() => smsc.sessions.size === 0);
    const third = await bound(port);
    expect(third.state).toBe("bound_trx");
    await third.unbind(1_000);
  });

  it("closing the SMSC unbinds everybody after their last answers", async () => {
    const waiting: (() => void)[] = [];
    const { smsc, port } = await startSmsc({
      sessionOptions: () => ({
        windowMax: 10,
        timers,
        onRequest: (request, session) => waiting.push(() => session.respond(request, 0, { message_id: "late" })),
      }),
    });
    const reasons: string[] = [];
    const session = await bound(port, { onClose: (reason) => reasons.push(reason) });
    const outcomes: unknown[] = [];
    session.request({ command: "submit_sm" }, (outcome) => outcomes.push(outcome));
    await until(() => waiting.length === 1);
    const closed = smsc.close(2_000);
    for (const answer of waiting) answer();
    await closed;
    await until(() => reasons.length === 1);
    expect(outcomes).toMatchObject([{ ok: true, response: { message_id: "late" } }]);
    expect(reasons).toEqual(["peer_unbound"]);
    const refused = await connectEsme(esmeOptions(port));
    expect(refused.ok).toBe(false);
  });

  it("a port that is taken is told to the caller", async () => {
    const { port } = await startSmsc();
    const second = createSmsc({
      sessionsMax: 1,
      onBind: () => ({ command_status: 0x0d }),
      sessionOptions: () => ({ windowMax: 1, timers, onRequest: () => undefined }),
    });
    await expect(second.listen({ port, host: "127.0.0.1" })).rejects.toThrow(/EADDRINUSE/);
  });

  it("an outbind brings an ESME to bind as receiver and take messages", async () => {
    const { smsc } = await startSmsc();
    const taken: string[] = [];
    const door = createServer((socket: Socket) => {
      new Session(socket, {
        role: "esme",
        windowMax: 1,
        timers,
        onRequest(request, session) {
          taken.push(request.command);
          if (request.command === "outbind")
            session.request({ command: "bind_receiver", system_id: "acme" }, () => undefined);
          else session.respond(request, 0);
        },
      });
    });
    await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
    const { port } = door.address() as AddressInfo;
    const to = { host: "127.0.0.1", port, system_id: "SMSC", password: "pw", connectTimeoutMs: 1_000 };
    const sent = await smsc.sendOutbind(to);
    if (!sent.ok) throw new Error(sent.reason);
    await until(() => sent.session.state === "bound_rx");
    const outcome = await new Promise((resolve) => sent.session.request({ command: "deliver_sm" }, resolve));
    expect(outcome).toMatchObject({ ok: true, response: { command: "deliver_sm_resp", command_status: 0 } });
    expect(taken).toEqual(["outbind", "deliver_sm"]);
    await smsc.close(1_000);
    await new Promise((resolve) => door.close(resolve));
  });

  it("a bind cut into single octets is still a bind", async () => {
    const { smsc, port } = await startSmsc();
    const socket = connectTcp({ port, host: "127.0.0.1", noDelay: true });
    await new Promise((resolve) => socket.once("connect", resolve));
    for (const octet of encode({ command: "bind_transmitter", sequence_number: 1, system_id: "acme" })) {
      socket.write(Buffer.from([octet]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => [...smsc.sessions][0]?.state === "bound_tx");
    socket.destroy();
    await until(() => smsc.sessions.size === 0);
    expect(events.at(-1)).toMatchObject({ event: "closed", reason: "peer_closed" });
  });
});

describe("over TLS", () => {
  let folder = "";
  let key = Buffer.alloc(0);
  let cert = Buffer.alloc(0);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "smpp-tls-"));
    const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-days", "2"];
    execFileSync("openssl", ["req", "-x509", ...curve, ...name, "-keyout", keyFile, "-out", certFile], {
      stdio: "ignore",
    });
    key = readFileSync(keyFile);
    cert = readFileSync(certFile);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it("an ESME that knows the certificate binds and submits", async () => {
    const { smsc, port } = await startSmsc({ tls: { key, cert } });
    const session = await bound(port, { host: "localhost", tls: { ca: cert } });
    expect(await submitAll(session, 500)).toHaveLength(500);
    expect(events[0]).toMatchObject({ event: "connected" });
    await session.unbind(1_000);
    await until(() => smsc.sessions.size === 0);
  });

  it("one that does not know it refuses to connect, and says why", async () => {
    const { port } = await startSmsc({ tls: { key, cert } });
    const connection = await connectEsme(esmeOptions(port, { tls: true }));
    expect(connection.ok ? "" : connection.reason).toMatch(/self-signed certificate/);
  });

  it("a plain port and a TLS port serve side by side", async () => {
    const { smsc, port } = await startSmsc();
    const secure = await smsc.listen({ port: 0, host: "127.0.0.1", tls: { key, cert } });
    const sessions = await Promise.all([bound(port), bound(secure.port, { tls: { ca: cert } })]);
    expect(smsc.sessions.size).toBe(2);
    await Promise.all(sessions.map((session) => session.unbind(1_000)));
  });

  it("plain SMPP on the TLS port is turned away", async () => {
    const { port } = await startSmsc({ tls: { key, cert } });
    const connection = await connectEsme(esmeOptions(port));
    expect(connection.ok).toBe(false);
    await until(() => events.some(({ event }) => event === "turned_away"));
  });
});
