import { describe, expect, it } from "vitest";
import { boundPair, Outcomes, settle, smscAndRawPeer } from "./session-pair.ts";

const deliver = { command: "deliver_sm", source_addr: "49151", destination_addr: "2020" } as const;

describe("our requests", () => {
  it("are answered in any order, each by its own response", async () => {
    const { session, peer } = await smscAndRawPeer();
    const outcomes = new Outcomes();
    for (let number = 0; number < 5; number++) session.request(deliver, outcomes.callback(number));
    await settle();
    const asked = peer.received.slice(1);
    for (const { sequence_number } of asked.toReversed())
      peer.send({ command: "deliver_sm_resp", sequence_number, command_status: sequence_number });
    await settle();
    asked.forEach(({ sequence_number }, number) => {
      expect(outcomes.of(number)).toMatchObject({ ok: true, response: { command_status: sequence_number } });
    });
    expect(session.windowInUse).toBe(0);
  });

  it("stop at the window, and go on when told once that there is room", async () => {
    const observed = await smscAndRawPeer({ windowMax: 3 });
    const outcomes = new Outcomes();
    const sent = [0, 1, 2, 3, 4].map((number) => observed.session.request(deliver, outcomes.callback(number)));
    expect(sent).toEqual([true, true, true, false, false]);
    expect([observed.session.windowInUse, observed.session.windowFree]).toEqual([3, 0]);
    await settle();
    const asked = observed.peer.received.slice(1);
    expect(asked).toHaveLength(3);
    observed.peer.send(
      ...asked.map(({ sequence_number }) => ({ command: "deliver_sm_resp", sequence_number }) as const),
    );
    await settle();
    expect(observed.windowFrees).toBe(1);
    expect(observed.session.windowFree).toBe(3);
    expect(outcomes.of(3)).toBeUndefined();
  });

  it("of one turn leave in one write", async () => {
    const { session, peer } = await smscAndRawPeer({ windowMax: 1_000 });
    const chunks = peer.chunks;
    for (let number = 0; number < 1_000; number++) session.request(deliver, () => undefined);
    await settle();
    expect(peer.received).toHaveLength(1_001);
    expect(peer.chunks - chunks).toBe(1);
  });

  it("that are not answered in time are told so, and a late answer is only counted", async () => {
    const observed = await smscAndRawPeer({ windowMax: 1 });
    const outcomes = new Outcomes();
    observed.session.request(deliver, outcomes.callback(0));
    await settle();
    observed.clock.advance(9_900);
    expect(outcomes.of(0)).toBeUndefined();
    observed.clock.advance(100);
    expect(outcomes.of(0)).toEqual({ ok: false, reason: "timeout" });
    expect(observed.windowFrees).toBe(1);
    observed.peer.send({ command: "deliver_sm_resp", sequence_number: observed.peer.last()?.sequence_number ?? 0 });
    await settle();
    expect(outcomes.of(0)).toEqual({ ok: false, reason: "timeout" });
    expect(observed.session.counters).toMatchObject({ timedOut: 1, unexpected: 1 });
    expect(observed.session.state).toBe("bound_trx");
  });

  it("are all told exactly once when the peer closes mid-window, before the owner hears of the end", async () => {
    const order: string[] = [];
    const observed = await smscAndRawPeer({ windowMax: 50, onClose: () => order.push("closed") });
    const outcomes = new Outcomes();
    for (let number = 0; number < 50; number++) {
      const told = outcomes.callback(number);
      observed.session.request(deliver, (outcome) => {
        order.push(outcome.ok ? "answered" : outcome.reason);
        told(outcome);
      });
    }
    await settle();
    const [, first, second] = observed.peer.received;
    observed.peer.send(
      { command: "deliver_sm_resp", sequence_number: first?.sequence_number ?? 0 },
      { command: "deliver_sm_resp", sequence_number: second?.sequence_number ?? 0 },
    );
    observed.peer.stream.end();
    await settle();
    expect(outcomes.of(0)).toMatchObject({ ok: true });
    for (let number = 2; number < 50; number++) expect(outcomes.of(number)).toEqual({ ok: false, reason: "closed" });
    expect(order.filter((word) => word === "answered")).toHaveLength(2);
    expect(order.filter((word) => word === "closed")).toHaveLength(49);
    expect(order.at(-1)).toBe("closed");
    expect(observed.closed).toEqual(["peer_closed"]);
    observed.clock.advance(60_000);
    for (let number = 0; number < 50; number++) outcomes.of(number);
  });

  it("answered by generic_nack are answered", async () => {
    const { session, peer } = await smscAndRawPeer();
    const outcomes = new Outcomes();
    session.request(deliver, outcomes.callback(0));
    await settle();
    const sequence_number = peer.last()?.sequence_number ?? 0;
    peer.send({ command: "generic_nack", command_status: 3, sequence_number });
    await settle();
    expect(outcomes.of(0)).toMatchObject({ ok: true, response: { command: "generic_nack", command_status: 3 } });
  });

  it("are not answered by the response of another command", async () => {
    const { session, peer } = await smscAndRawPeer();
    const outcomes = new Outcomes();
    session.request(deliver, outcomes.callback(0));
    await settle();
    peer.send({ command: "data_sm_resp", sequence_number: peer.last()?.sequence_number ?? 0 });
    await settle();
    expect(outcomes.of(0)).toBeUndefined();
    expect(session.counters.unexpected).toBe(1);
  });

  it("whose response cannot be read end as malformed", async () => {
    const { session, peer } = await smscAndRawPeer();
    const outcomes = new Outcomes();
    session.request(deliver, outcomes.callback(0));
    await settle();
    const octets = Buffer.from("000000138000000500000000000000006162 63".replace(" ", ""), "hex");
    octets.writeUInt32BE(peer.last()?.sequence_number ?? 0, 12);
    peer.stream.write(octets);
    await settle();
    expect(outcomes.of(0)).toEqual({ ok: false, reason: "malformed" });
    expect(session.state).toBe("bound_trx");
  });

  it("that SMPP cannot carry throw and take no room", async () => {
    const { session } = await smscAndRawPeer();
    expect(() => session.request({ ...deliver, source_addr: "a".repeat(21) }, () => undefined)).toThrow(/source_addr/);
    expect(session.windowInUse).toBe(0);
  });

  it("pass a bound receiver by when they are not for it", async () => {
    const { esme, smsc } = await boundPair();
    expect(esme.session.request({ command: "deliver_sm" }, () => undefined)).toBe(false);
    expect(smsc.session.request({ command: "submit_sm" }, () => undefined)).toBe(false);
    expect(smsc.session.notify({ command: "alert_notification", source_addr: "49151" })).toBe(true);
    await settle();
    expect(esme.requests).toMatchObject([{ command: "alert_notification", source_addr: "49151" }]);
    expect(esme.session.peerUnanswered).toBe(0);
  });

  it("made from within an answer are sent", async () => {
    const { esme } = await boundPair(
      { windowMax: 1 },
      { onRequest: (request, session) => session.respond(request, 0, { message_id: "m" }) },
    );
    let answers = 0;
    const again = () => {
      answers++;
      if (answers < 20) esme.session.request({ command: "submit_sm" }, again);
    };
    esme.session.request({ command: "submit_sm" }, again);
    await settle(200);
    expect(answers).toBe(20);
  });
});
