import type { BindAnswer } from "@switchyard/smpp";
import { describe, expect, it } from "vitest";
import { boundPair, settle, smscAndRawPeer, unboundSmscAndRawPeer } from "./session-pair.ts";

describe("a bind", () => {
  it.each([
    ["bind_transmitter", "bound_tx"],
    ["bind_receiver", "bound_rx"],
    ["bind_transceiver", "bound_trx"],
  ] as const)("by %s leads to %s and is answered with our name and version", async (command, state) => {
    const { session, peer } = await smscAndRawPeer({}, command);
    expect(session.state).toBe(state);
    expect(session.systemId).toBe("acme");
    expect(peer.received).toEqual([
      {
        command: `${command}_resp`,
        command_status: 0,
        sequence_number: 1,
        system_id: "SMSC",
        tlvs: { sc_interface_version: 0x34 },
      },
    ]);
  });

  it("of SMPP 3.3 is answered without optional parameters, one of 5.0 with version 5.0", async () => {
    const old = unboundSmscAndRawPeer();
    old.peer.send({ command: "bind_receiver", sequence_number: 1, interface_version: 0x33 });
    const young = unboundSmscAndRawPeer();
    young.peer.send({ command: "bind_receiver", sequence_number: 1, interface_version: 0x50 });
    await settle();
    expect(old.peer.last()).not.toHaveProperty("tlvs");
    expect(old.session.interfaceVersion).toBe(0x33);
    expect(young.peer.last()).toMatchObject({ tlvs: { sc_interface_version: 0x50 } });
  });

  it("refused is answered with its status and closed", async () => {
    const refused = unboundSmscAndRawPeer({ onBind: () => ({ command_status: 0x0e }) });
    refused.peer.send({ command: "bind_receiver", sequence_number: 4 });
    await settle();
    expect(refused.peer.received).toMatchObject([
      { command: "bind_receiver_resp", command_status: 0x0e, sequence_number: 4 },
    ]);
    expect(refused.closed).toEqual(["bind_refused"]);
    expect(refused.peer.ended).toBe(true);
  });

  it("whose check throws is ESME_RSYSERR", async () => {
    const broken = unboundSmscAndRawPeer({
      onBind: () => Promise.reject(new Error("database is down")),
    });
    broken.peer.send({ command: "bind_receiver", sequence_number: 4 });
    await settle();
    expect(broken.peer.last()).toMatchObject({ command: "bind_receiver_resp", command_status: 8 });
    expect(broken.session.lastError).toBe("onBind failed: database is down");
  });

  it("that comes twice while the first is being decided is ESME_RALYBND, and the first still counts", async () => {
    let decide: (answer: BindAnswer) => void = () => undefined;
    const slow = unboundSmscAndRawPeer({
      onBind: () => new Promise<BindAnswer>((resolve) => (decide = resolve)),
    });
    slow.peer.send({ command: "bind_receiver", sequence_number: 1 }, { command: "bind_receiver", sequence_number: 2 });
    await settle();
    decide({ command_status: 0, system_id: "SMSC", windowMax: 3, peerWindowMax: 4 });
    await settle();
    expect(slow.peer.received).toMatchObject([
      { sequence_number: 2, command_status: 5 },
      { sequence_number: 1, command_status: 0 },
    ]);
    expect(slow.session.state).toBe("bound_rx");
    expect(slow.session.windowMax).toBe(3);
  });

  it("when bound is ESME_RALYBND and changes nothing", async () => {
    const { session, peer } = await smscAndRawPeer({}, "bind_receiver");
    peer.send({ command: "bind_transceiver", sequence_number: 2 });
    await settle();
    expect(peer.last()).toMatchObject({ command: "bind_transceiver_resp", command_status: 5 });
    expect(session.state).toBe("bound_rx");
  });

  it("that does not come is waited for no longer than bindMs", async () => {
    const silent = unboundSmscAndRawPeer();
    silent.clock.advance(4_900);
    expect(silent.closed).toEqual([]);
    silent.clock.advance(100);
    expect(silent.closed).toEqual(["bind_timeout"]);
  });

  it("is told to the owner once it is answered, on both sides", async () => {
    const told: string[] = [];
    await boundPair(
      { onBound: (session) => told.push(`esme ${session.state} ${session.systemId}`) },
      { onBound: (session) => told.push(`smsc ${session.state} ${session.systemId}`) },
    );
    expect(told).toEqual(["smsc bound_trx acme", "esme bound_trx acme"]);
  });
});

describe("before the bind", () => {
  it("a request is ESME_RINVBNDSTS, enquire_link is answered, and a bind still works", async () => {
    const { session, peer, requests } = unboundSmscAndRawPeer();
    peer.send({ command: "submit_sm", sequence_number: 1 }, { command: "enquire_link", sequence_number: 2 });
    peer.send({ command: "bind_transmitter", sequence_number: 3 });
    await settle();
    expect(peer.received).toMatchObject([
      { command: "submit_sm_resp", command_status: 4, sequence_number: 1 },
      { command: "enquire_link_resp", sequence_number: 2 },
      { command: "bind_transmitter_resp", command_status: 0, sequence_number: 3 },
    ]);
    expect(requests).toEqual([]);
    expect(session.state).toBe("bound_tx");
  });

  it("nothing can be sent", () => {
    const { session } = unboundSmscAndRawPeer();
    expect(session.request({ command: "deliver_sm" }, () => undefined)).toBe(false);
    expect(session.windowFree).toBe(0);
  });
});
