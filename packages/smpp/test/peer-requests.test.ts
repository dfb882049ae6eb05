import type { PduInput } from "@switchyard/smpp";
import { describe, expect, it } from "vitest";
import { duplexPair } from "./duplex-pair.ts";
import { createManualClock } from "./manual-clock.ts";
import { observe, RawPeer, settle, smscAndRawPeer } from "./session-pair.ts";

function submits(count: number, from = 100): PduInput<"submit_sm">[] {
  return Array.from({ length: count }, (_, index) => ({ command: "submit_sm", sequence_number: from + index }));
}

describe("the peer's requests", () => {
  it("are answered later, in any order, and only once", async () => {
    const { peer, session, requests } = await smscAndRawPeer();
    peer.send(...submits(3));
    await settle();
    expect(session.peerUnanswered).toBe(3);
    for (const request of requests.toReversed()) {
      const { command, sequence_number } = request;
      session.respond({ command, sequence_number }, 0, { message_id: `m${sequence_number}` });
      session.respond(request, 8);
    }
    await settle();
    expect(peer.received.slice(1)).toEqual(
      [102, 101, 100].map((sequence_number) => ({
        command: "submit_sm_resp",
        command_status: 0,
        sequence_number,
        message_id: `m${sequence_number}`,
      })),
    );
    expect(session.peerUnanswered).toBe(0);
  });

  it("beyond its window wait unread until one is answered", async () => {
    const { peer, session, requests } = await smscAndRawPeer({ peerWindowMax: 4 });
    peer.send(...submits(10));
    await settle();
    expect(requests).toHaveLength(4);
    peer.send({ command: "enquire_link", sequence_number: 900 });
    await settle();
    expect(peer.received).toHaveLength(1);
    for (const request of requests.slice(0, 3)) session.respond(request, 0);
    await settle();
    expect(requests).toHaveLength(7);
    while (session.peerUnanswered > 0) {
      for (const request of requests) session.respond(request, 0);
      await settle();
    }
    expect(requests.map((request) => request.sequence_number)).toEqual(submits(10).map((pdu) => pdu.sequence_number));
    expect(peer.received).toContainEqual({ command: "enquire_link_resp", command_status: 0, sequence_number: 900 });
  });

  it("beyond its window are throttled where that is chosen", async () => {
    const { peer, requests, session } = await smscAndRawPeer({ peerWindowMax: 2, whenPeerWindowFull: "throttle" });
    peer.send(...submits(3));
    await settle();
    expect(requests).toHaveLength(2);
    expect(peer.received.slice(1)).toMatchObject([{ sequence_number: 102, command_status: 0x58 }]);
    expect(session.counters.refused).toBe(1);
  });

  it("are not read while the owner pauses, and none is lost", async () => {
    const { peer, session, requests } = await smscAndRawPeer({
      onRequest(request, own) {
        own.respond(request, 0);
        if (request.sequence_number === 101) own.pause();
      },
    });
    peer.send(...submits(5));
    await settle();
    peer.send(...submits(5, 105));
    await settle();
    expect(requests).toHaveLength(2);
    session.resume();
    expect(requests).toHaveLength(2);
    await settle();
    expect(requests.map((request) => request.sequence_number)).toEqual(submits(10).map((pdu) => pdu.sequence_number));
  });

  it("come no more after the session is closed in the midst of them", async () => {
    const { peer, requests, closed } = await smscAndRawPeer({ onRequest: (_, own) => own.close("enough") });
    peer.send(...submits(5));
    await settle();
    expect(requests).toHaveLength(1);
    expect(closed).toEqual(["enough"]);
    expect(peer.ended).toBe(true);
  });
});

describe("a pause", () => {
  it("does not count as silence of the peer, nor against its answers", async () => {
    const { session, clock, closed, peer } = await smscAndRawPeer();
    const outcomes: unknown[] = [];
    session.request({ command: "deliver_sm" }, (outcome) => outcomes.push(outcome));
    session.pause();
    await settle();
    peer.send({ command: "deliver_sm_resp", sequence_number: peer.last()?.sequence_number ?? 0 });
    clock.advance(300_000);
    expect(outcomes).toEqual([]);
    expect(closed).toEqual([]);
    session.resume();
    clock.advance(9_900);
    await settle();
    expect(outcomes).toMatchObject([{ ok: true }]);
  });

  it("does not hide answers that had come before the connection broke", async () => {
    const [ours, theirs] = duplexPair();
    const { session, closed } = observe(ours, {
      clock: createManualClock(),
      role: "smsc",
      onRequest: (_, own) => own.pause(),
    });
    const peer = new RawPeer(theirs);
    peer.send({ command: "bind_transceiver", sequence_number: 1 });
    await settle();
    const outcomes: unknown[] = [];
    session.request({ command: "deliver_sm" }, (outcome) => outcomes.push(outcome));
    session.request({ command: "deliver_sm" }, (outcome) => outcomes.push(outcome));
    await settle();
    const sequence_number = peer.last()?.sequence_number ?? 0;
    peer.send({ command: "submit_sm", sequence_number: 5 }, { command: "deliver_sm_resp", sequence_number });
    await settle();
    expect(outcomes).toEqual([]);
    ours.destroy(new Error("ECONNRESET"));
    await settle();
    expect(closed).toEqual(["socket_error"]);
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, reason: "closed" }]);
  });
});
