import { limits, type PduInput } from "@switchyard/smpp";
import { describe, expect, it } from "vitest";
import { duplexPair } from "./duplex-pair.ts";
import { createManualClock } from "./manual-clock.ts";
import { boundPair, observe, RawPeer, settle, smscAndRawPeer, timers, type WithRawPeer } from "./session-pair.ts";

describe("enquire_link", () => {
  it("asks after a silent peer, and an answer keeps the session", async () => {
    const { clock, peer, closed } = await smscAndRawPeer();
    for (let round = 0; round < 3; round++) {
      clock.advance(30_000);
      await settle();
      expect(peer.last()?.command).toBe("enquire_link");
      peer.send({ command: "enquire_link_resp", sequence_number: peer.last()?.sequence_number ?? 0 });
      await settle();
    }
    clock.advance(20_000);
    expect(closed).toEqual([]);
  });

  it("unanswered ends the session, its requests told", async () => {
    const { session, clock, closed, peer } = await smscAndRawPeer({ timers: { ...timers, responseMs: 8_000 } });
    const outcomes: unknown[] = [];
    clock.advance(29_000);
    session.request({ command: "deliver_sm" }, (outcome) => outcomes.push(outcome));
    clock.advance(1_000);
    await settle();
    expect(peer.last()?.command).toBe("enquire_link");
    clock.advance(7_900);
    expect(closed).toEqual([]);
    clock.advance(100);
    expect(closed).toEqual(["enquire_link_timeout"]);
    expect(outcomes).toHaveLength(1);
  });

  it("is sent and answered with a full window, and takes no part of it", async () => {
    const { session, clock, peer } = await smscAndRawPeer({ windowMax: 1 });
    session.request({ command: "deliver_sm" }, () => undefined);
    clock.advance(30_000);
    await settle();
    expect(peer.last()?.command).toBe("enquire_link");
    peer.send({ command: "enquire_link", sequence_number: 8 });
    await settle();
    expect(peer.last()).toMatchObject({ command: "enquire_link_resp", sequence_number: 8 });
  });
});

describe("a session without requests", () => {
  it("is unbound after inactivityMs, enquire_links notwithstanding", async () => {
    const { clock, closed, peer } = await smscAndRawPeer({ timers: { ...timers, inactivityMs: 50_000 } });
    for (let second = 0; second < 49; second++) {
      clock.advance(1_000);
      peer.send({ command: "enquire_link", sequence_number: second + 2 });
      await settle(4);
    }
    expect(closed).toEqual([]);
    clock.advance(1_000);
    await settle();
    expect(peer.last()?.command).toBe("unbind");
    peer.send({ command: "unbind_resp", sequence_number: peer.last()?.sequence_number ?? 0 });
    await settle();
    expect(closed).toEqual(["inactivity"]);
  });
});

describe("unbind", () => {
  it("by us is sent, answered, and the end on both sides", async () => {
    const { esme, smsc } = await boundPair();
    const done = esme.session.unbind(1_000);
    expect(esme.session.state).toBe("unbinding");
    await done;
    await settle();
    expect(esme.closed).toEqual(["unbound"]);
    expect(smsc.closed).toEqual(["peer_unbound"]);
  });

  it("waits for open requests of both sides, and takes no new ones", async () => {
    const { esme, smsc } = await boundPair();
    const told: string[] = [];
    esme.session.request({ command: "submit_sm" }, (outcome) => told.push(outcome.ok ? "answered" : outcome.reason));
    smsc.session.request({ command: "deliver_sm" }, (outcome) => told.push(outcome.ok ? "answered" : outcome.reason));
    await settle();
    const done = esme.session.unbind(1_000);
    await settle();
    expect(smsc.session.state).toBe("bound_trx");
    expect(esme.session.request({ command: "submit_sm" }, () => undefined)).toBe(false);
    smsc.requests.forEach((request) => {
      smsc.session.respond(request, 0);
    });
    esme.requests.forEach((request) => {
      esme.session.respond(request, 0);
    });
    await done;
    await settle();
    expect(told).toEqual(["answered", "answered"]);
    expect(smsc.closed).toEqual(["peer_unbound"]);
  });

  it("by the peer is answered only after its last requests are", async () => {
    const { session, peer, requests, closed } = await smscAndRawPeer();
    peer.send({ command: "submit_sm", sequence_number: 2 }, { command: "unbind", sequence_number: 3 });
    await settle();
    expect(peer.received).toHaveLength(1);
    requests.forEach((request) => {
      session.respond(request, 0, { message_id: "m" });
    });
    await settle();
    expect(peer.received.slice(1)).toMatchObject([
      { command: "submit_sm_resp", sequence_number: 2, message_id: "m" },
      { command: "unbind_resp", sequence_number: 3 },
    ]);
    expect(closed).toEqual(["peer_unbound"]);
  });

  it("by the peer is answered in the end even if we never answer its requests", async () => {
    const { peer, clock, closed } = await smscAndRawPeer();
    peer.send({ command: "submit_sm", sequence_number: 2 }, { command: "unbind", sequence_number: 3 });
    await settle();
    clock.advance(limits.peerUnbindMs);
    await settle();
    expect(peer.last()).toMatchObject({ command: "unbind_resp", sequence_number: 3 });
    expect(closed).toEqual(["peer_unbound"]);
  });

  it("by both at once ends both", async () => {
    const { esme, smsc } = await boundPair();
    await Promise.all([esme.session.unbind(1_000), smsc.session.unbind(1_000)]);
    expect(esme.closed).toEqual(["unbound"]);
    expect(smsc.closed).toEqual(["unbound"]);
  });

  it("that finds no answer ends the session when its time is over", async () => {
    const { session, peer, clock, closed } = await smscAndRawPeer();
    let isDone = false;
    const outcomes: unknown[] = [];
    session.request({ command: "deliver_sm" }, (outcome) => outcomes.push(outcome));
    session.unbind(2_000).then(() => {
      isDone = true;
    });
    clock.advance(1_000);
    await settle();
    expect(peer.last()?.command).toBe("unbind");
    expect(isDone).toBe(false);
    clock.advance(1_000);
    await settle();
    expect(isDone).toBe(true);
    expect(closed).toEqual(["unbind_timeout"]);
    expect(outcomes).toEqual([{ ok: false, reason: "closed" }]);
  });

  it("under way has a deliver_sm told to come again later", async () => {
    const [left, right] = duplexPair();
    const clock = createManualClock();
    const esme = observe(left, { clock, role: "esme" });
    const peer = new RawPeer(right);
    esme.session.request({ command: "bind_receiver" }, () => undefined);
    await settle();
    peer.send({ command: "bind_receiver_resp", sequence_number: 1 });
    await settle();
    void esme.session.unbind(1_000);
    peer.send({ command: "deliver_sm", sequence_number: 9 });
    await settle();
    expect(peer.last()).toMatchObject({ command: "deliver_sm_resp", command_status: 0x64, sequence_number: 9 });
    esme.session.close();
  });
});

describe("closing", () => {
  it("hands over what was written before, and happens once", async () => {
    const { session, peer, closed } = await smscAndRawPeer();
    session.request({ command: "deliver_sm", source_addr: "last words" }, () => undefined);
    session.close("done");
    session.close("again");
    await settle();
    expect(peer.last()).toMatchObject({ command: "deliver_sm", source_addr: "last words" });
    expect(peer.ended).toBe(true);
    expect(closed).toEqual(["done"]);
    await session.unbind(1_000);
  });

  it("by a broken stream is told with its error", async () => {
    const [ours, theirs] = duplexPair();
    const observed = observe(ours, { clock: createManualClock(), role: "smsc" });
    theirs.on("error", () => undefined);
    ours.destroy(new Error("ECONNRESET"));
    await settle();
    expect(observed.closed).toEqual(["socket_error"]);
    expect(observed.session.lastError).toBe("ECONNRESET");
  });
});

describe("a peer that does not read", () => {
  const big: PduInput<"deliver_sm"> = { command: "deliver_sm", tlvs: { message_payload: Buffer.alloc(60_000) } };

  async function deafPeer(): Promise<WithRawPeer> {
    const [ours, theirs] = duplexPair();
    const clock = createManualClock();
    const observed = observe(ours, { clock, role: "smsc", windowMax: 1_000 });
    const peer = new RawPeer(theirs, false);
    peer.send({ command: "bind_transceiver", sequence_number: 1 });
    await settle();
    return Object.assign(observed, { peer, clock });
  }

  it("gets no more requests than fit the queue, and is served on when it reads again", async () => {
    const deaf = await deafPeer();
    let sent = 0;
    let answered = 0;
    while (deaf.session.request(big, () => answered++)) sent++;
    expect(sent).toBeGreaterThan(10);
    expect(sent).toBeLessThan(40);
    expect(deaf.session.windowFree).toBe(0);
    await settle();
    expect(deaf.session.request(big, () => undefined)).toBe(false);
    deaf.peer.read();
    await settle(200);
    expect(deaf.windowFrees).toBe(1);
    expect(deaf.peer.received.filter((pdu) => pdu.command === "deliver_sm")).toHaveLength(sent);
    for (const { command, sequence_number } of deaf.peer.received)
      if (command === "deliver_sm") deaf.peer.send({ command: "deliver_sm_resp", sequence_number });
    await settle(50);
    expect(answered).toBe(sent);
    expect(deaf.session.state).toBe("bound_trx");
  });

  it("is not read either, and given up when it stays deaf", async () => {
    const deaf = await deafPeer();
    const outcomes: unknown[] = [];
    while (deaf.session.request(big, (outcome) => outcomes.push(outcome)));
    await settle();
    deaf.peer.send({ command: "submit_sm", sequence_number: 2 });
    await settle();
    expect(deaf.requests).toEqual([]);
    deaf.clock.advance(limits.writeStallMs - 100);
    expect(deaf.closed).toEqual([]);
    deaf.clock.advance(200);
    expect(deaf.closed).toEqual(["slow_reader"]);
    expect(outcomes.length).toBeGreaterThan(10);
  });

  it("is given up at once when our answers alone would fill the memory", async () => {
    const deaf = await deafPeer();
    deaf.peer.send(
      ...Array.from({ length: 400 }, (_, n): PduInput => ({ command: "data_sm", sequence_number: n + 2 })),
    );
    await settle();
    expect(deaf.requests).toHaveLength(400);
    for (const request of deaf.requests)
      deaf.session.respond(request, 0, { tlvs: { message_payload: Buffer.alloc(60_000) } });
    expect(deaf.closed).toEqual(["slow_reader"]);
  });
});
