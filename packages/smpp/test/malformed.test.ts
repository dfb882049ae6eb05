import { encode, type PduInput } from "@switchyard/smpp";
import { describe, expect, it } from "vitest";
import { boundPair, settle, smscAndRawPeer } from "./session-pair.ts";

const submit: PduInput<"submit_sm"> = { command: "submit_sm", sequence_number: 55, source_addr: "2020" };

/** `submit` with its body changed and its length right. */
function spoilt(change: (body: Buffer) => Buffer): Buffer {
  const octets = encode(submit);
  const whole = Buffer.concat([octets.subarray(0, 16), change(octets.subarray(16))]);
  whole.writeUInt32BE(whole.length, 0);
  return whole;
}

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(" ", ""), "hex");
}

const answered: [string, Buffer, object][] = [
  [
    "an over-long service_type",
    spoilt((body) => Buffer.concat([Buffer.from("TOOLONG"), body])),
    { command: "submit_sm_resp", command_status: 0x15, sequence_number: 55 },
  ],
  [
    "an over-long source address",
    spoilt((body) => Buffer.concat([body.subarray(0, 3), Buffer.alloc(20, 0x31), body.subarray(3)])),
    { command: "submit_sm_resp", command_status: 0x0a, sequence_number: 55 },
  ],
  [
    "an unterminated string at the end",
    spoilt((body) => body.subarray(0, 5)),
    { command: "submit_sm_resp", command_status: 0x02, sequence_number: 55 },
  ],
  [
    "a short message that is shorter than it says",
    spoilt((body) => Buffer.concat([body.subarray(0, -1), Buffer.from([9])])),
    { command: "submit_sm_resp", command_status: 0x01, sequence_number: 55 },
  ],
  [
    "a truncated optional parameter",
    spoilt((body) => Buffer.concat([body, hex("0424 0010 aabb")])),
    { command: "submit_sm_resp", command_status: 0xc0, sequence_number: 55 },
  ],
  [
    "an optional parameter of impossible length",
    spoilt((body) => Buffer.concat([body, hex("0204 0001 aa")])),
    { command: "submit_sm_resp", command_status: 0xc2, sequence_number: 55 },
  ],
  [
    "an unknown command_id",
    hex("00000010 000000aa 00000000 00000037"),
    { command: "generic_nack", command_status: 0x03, sequence_number: 55 },
  ],
  [
    "a broadcast",
    encode({ command: "broadcast_sm", sequence_number: 55 }),
    { command: "broadcast_sm_resp", command_status: 0x03, sequence_number: 55 },
  ],
];

describe("a PDU that cannot be read", () => {
  it.each(answered)("because of %s gets its answer, and the session goes on", async (_, octets, answer) => {
    const { peer, session, requests } = await smscAndRawPeer();
    peer.stream.write(octets);
    peer.send({ command: "enquire_link", sequence_number: 56 });
    await settle();
    expect(peer.received.slice(1)).toMatchObject([answer, { command: "enquire_link_resp", sequence_number: 56 }]);
    expect(requests).toEqual([]);
    expect(session.state).toBe("bound_trx");
  });

  it("and is a response nobody waits for is left without an answer", async () => {
    const { peer, session } = await smscAndRawPeer();
    peer.stream.write(hex("00000010 800000aa 00000000 00000037"));
    peer.stream.write(hex("00000012 80000004 00000000 00000037 6162"));
    await settle();
    expect(peer.received).toHaveLength(1);
    expect(session.counters.malformed).toBe(2);
    expect(session.state).toBe("bound_trx");
  });
});

describe("a command_length that cannot be", () => {
  it.each([
    ["0", "00000000 00000004 00000000 00000037", 0],
    ["15", "0000000f 00000004 00000000 00000037", 0],
    ["4 GB", "ffffffff 00000004 00000000 00000037", 55],
  ])("(%s) gets generic_nack ESME_RINVCMDLEN and ends that session alone", async (_, octets, sequence_number) => {
    const other = await boundPair();
    const { peer, closed, requests } = await smscAndRawPeer();
    peer.stream.write(Buffer.concat([encode(submit), hex(octets), encode(submit)]));
    await settle();
    expect(requests).toHaveLength(1);
    expect(peer.last()).toEqual({ command: "generic_nack", command_status: 2, sequence_number });
    expect(closed).toEqual(["framing"]);
    expect(peer.ended).toBe(true);
    expect(other.esme.session.state).toBe("bound_trx");
  });

  it("above the session's own limit is one too", async () => {
    const { peer, closed } = await smscAndRawPeer({ pduOctetsMax: 200 });
    peer.send({ ...submit, short_message: Buffer.alloc(200) });
    await settle();
    expect(peer.last()).toMatchObject({ command: "generic_nack", command_status: 2, sequence_number: 55 });
    expect(closed).toEqual(["framing"]);
  });
});
