import { describe, expect, it } from "vitest";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import { commandIds, type PduInput } from "./pdus.ts";
import { statusName } from "./statuses.ts";

/** A PDU with any body, the length right. */
function raw(command: keyof typeof commandIds, body: Buffer, command_status = 0): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(16 + body.length, 0);
  header.writeUInt32BE(commandIds[command], 4);
  header.writeUInt32BE(command_status, 8);
  header.writeUInt32BE(77, 12);
  return Buffer.concat([header, body]);
}

function refusal(octets: Buffer): string {
  const decoded = decode(octets);
  return decoded.ok ? "read" : `${statusName(decoded.command_status)}: ${decoded.reason}`;
}

const submit: PduInput<"submit_sm"> = { command: "submit_sm", source_addr: "1", destination_addr: "2" };

/** submit_sm with everything null, its octets to be spoilt one by one. */
function submitBody(change: { at: number; insert: Buffer; drop?: number }): Buffer {
  const body = encode({ command: "submit_sm" }).subarray(16);
  const { at, insert, drop = 0 } = change;
  return Buffer.concat([body.subarray(0, at), insert, body.subarray(at + drop)]);
}

describe("a C-octet string", () => {
  it("may fill its maximum with the NUL included", () => {
    const decoded = decode(raw("submit_sm_resp", Buffer.from(`${"a".repeat(64)}\0`)));
    expect(decoded).toMatchObject({ ok: true, pdu: { message_id: "a".repeat(64) } });
  });

  it("one octet longer is refused with the status of its field", () => {
    const long = (octets: number) => Buffer.from(`${"a".repeat(octets)}\0`);
    expect(refusal(raw("submit_sm_resp", long(65)))).toMatch(/^ESME_RINVMSGID/);
    expect(refusal(raw("submit_sm", submitBody({ at: 0, drop: 1, insert: long(6) })))).toMatch(/^ESME_RINVSERTYP/);
    expect(refusal(raw("submit_sm", submitBody({ at: 3, drop: 1, insert: long(21) })))).toMatch(/^ESME_RINVSRCADR/);
    expect(refusal(raw("submit_sm", submitBody({ at: 6, drop: 1, insert: long(21) })))).toMatch(/^ESME_RINVDSTADR/);
    expect(refusal(raw("submit_sm", submitBody({ at: 10, drop: 1, insert: long(17) })))).toMatch(/^ESME_RINVSCHED/);
    expect(refusal(raw("submit_sm", submitBody({ at: 11, drop: 1, insert: long(17) })))).toMatch(/^ESME_RINVEXPIRY/);
    const bind = (systemId: number, password: number) =>
      raw("bind_receiver", Buffer.concat([long(systemId), long(password), Buffer.alloc(5)]));
    expect(refusal(bind(15, 8))).toBe("read");
    expect(refusal(bind(16, 8))).toMatch(/^ESME_RINVSYSID/);
    expect(refusal(bind(15, 9))).toMatch(/^ESME_RINVPASWD/);
  });

  it("without its NUL at the end of the PDU is refused as a wrong command_length", () => {
    expect(refusal(raw("submit_sm_resp", Buffer.from("abc")))).toBe("ESME_RINVCMDLEN: message_id is not terminated");
  });

  it("keeps every octet but NUL as one character", () => {
    const octets = Buffer.from(Array.from({ length: 64 }, (_, index) => 0xff - index));
    const decoded = decode(raw("submit_sm_resp", Buffer.concat([octets, Buffer.alloc(1)])));
    expect(decoded.ok && decoded.pdu.command === "submit_sm_resp" && decoded.pdu.message_id).toBe(
      octets.toString("latin1"),
    );
  });
});

describe("a short message", () => {
  const lengthAt = 16;
  it("may have 254 octets and not one more", () => {
    const text = (octets: number) => Buffer.concat([Buffer.from([octets]), Buffer.alloc(octets, 65)]);
    expect(refusal(raw("submit_sm", submitBody({ at: lengthAt, drop: 1, insert: text(254) })))).toBe("read");
    expect(refusal(raw("submit_sm", submitBody({ at: lengthAt, drop: 1, insert: text(255) })))).toMatch(
      /^ESME_RINVMSGLEN/,
    );
  });

  it("that claims more octets than the PDU has is ESME_RINVMSGLEN", () => {
    expect(refusal(raw("submit_sm", submitBody({ at: lengthAt, drop: 1, insert: Buffer.from([5, 65]) })))).toBe(
      "ESME_RINVMSGLEN: short_message claims 5 octets but the PDU ends earlier",
    );
  });

  it("is a view of the octets that were read, not a copy", () => {
    const octets = encode({ ...submit, short_message: Buffer.from("text") });
    const decoded = decode(octets);
    if (!decoded.ok || decoded.pdu.command !== "submit_sm") throw new Error("unreadable");
    octets.write("TEXT", octets.length - 4);
    expect(decoded.pdu.short_message.toString()).toBe("TEXT");
  });
});

describe("optional parameters", () => {
  const withTlv = (hex: string) => Buffer.concat([encode(submit).subarray(16), Buffer.from(hex, "hex")]);

  it("cut off in their header or value are ESME_RINVOPTPARSTREAM", () => {
    expect(refusal(raw("submit_sm", withTlv("0204")))).toMatch(/^ESME_RINVOPTPARSTREAM/);
    expect(refusal(raw("submit_sm", withTlv("020400")))).toMatch(/^ESME_RINVOPTPARSTREAM/);
    expect(refusal(raw("submit_sm", withTlv("0204000200")))).toMatch(/^ESME_RINVOPTPARSTREAM.*0x0204/);
    expect(refusal(raw("submit_sm", withTlv("0204ffff0000")))).toMatch(/^ESME_RINVOPTPARSTREAM/);
  });

  it("of a length their type cannot have are ESME_RINVPARLEN", () => {
    expect(refusal(raw("submit_sm", withTlv("02040001aa")))).toBe(
      "ESME_RINVPARLEN: user_message_reference cannot have 1 octets",
    );
    expect(refusal(raw("submit_sm", withTlv("04230002aabb")))).toMatch(/^ESME_RINVPARLEN/);
    expect(refusal(raw("submit_sm", withTlv(`001e0042${"61".repeat(65)}00`)))).toMatch(/^ESME_RINVPARLEN/);
    expect(refusal(raw("submit_sm", withTlv(`001e0041${"61".repeat(65)}`)))).toMatch(/^ESME_RINVPARLEN/);
  });

  it("that are strings may lack their NUL but not have octets behind it", () => {
    const read = decode(raw("deliver_sm", withTlv("001e0003616263")));
    expect(read).toMatchObject({ ok: true, pdu: { tlvs: { receipted_message_id: "abc" } } });
    expect(refusal(raw("deliver_sm", withTlv("001e0004610062 00".replace(" ", ""))))).toMatch(/^ESME_RINVOPTPARAMVAL/);
  });

  it("keep unknown tags under their number, repeated ones as arrays, and the last of those that must not repeat", () => {
    const decoded = decode(
      raw("submit_sm", withTlv("14030002beef0302000101030200010002040002000102040002000 2".replace(" ", ""))),
    );
    expect(decoded).toMatchObject({
      ok: true,
      pdu: {
        tlvs: { "0x1403": Buffer.from("beef", "hex"), callback_num_pres_ind: [1, 0], user_message_reference: 2 },
      },
    });
  });
});

describe("a header", () => {
  it("shorter than 16 octets, or with another length than the octets have, is ESME_RINVCMDLEN", () => {
    expect(refusal(Buffer.alloc(0))).toMatch(/^ESME_RINVCMDLEN/);
    expect(refusal(Buffer.alloc(15))).toMatch(/^ESME_RINVCMDLEN/);
    expect(refusal(Buffer.concat([encode(submit), Buffer.alloc(1)]))).toMatch(/^ESME_RINVCMDLEN/);
  });

  it("with an unknown command_id is ESME_RINVCMDID and still tells its sequence number", () => {
    const octets = encode({ command: "enquire_link", sequence_number: 9 });
    octets.writeUInt32BE(0x99, 4);
    expect(decode(octets)).toMatchObject({
      ok: false,
      command_status: 3,
      header: { sequence_number: 9, command_id: 0x99 },
    });
  });
});

describe("a response without a body", () => {
  it("reads as null settings, whatever its status", () => {
    const empty = Buffer.alloc(0);
    expect(decode(raw("submit_sm_resp", empty, 0x58))).toEqual({
      ok: true,
      pdu: { command: "submit_sm_resp", command_status: 0x58, sequence_number: 77, message_id: "" },
    });
    expect(decode(raw("query_sm_resp", empty))).toMatchObject({
      ok: true,
      pdu: { message_id: "", final_date: "", message_state: 0, error_code: 0 },
    });
  });

  it("is not granted to requests", () => {
    expect(refusal(raw("submit_sm", Buffer.alloc(0)))).toMatch(/^ESME_RINVCMDLEN/);
  });
});

describe("submit_multi", () => {
  it("names a wrong dest_flag and a wrong number of destinations", () => {
    const body = (list: string) => Buffer.concat([Buffer.alloc(4), Buffer.from(list, "hex"), Buffer.alloc(10)]);
    expect(refusal(raw("submit_multi", body("01026100")))).toBe("read");
    expect(refusal(raw("submit_multi", body("01036100")))).toMatch(/^ESME_RINVDESTFLAG: dest_flag 3/);
    expect(refusal(raw("submit_multi", body(`ff${"0200".repeat(255)}`)))).toMatch(/^ESME_RINVNUMDESTS/);
    expect(refusal(raw("submit_multi", body(`fe${"0200".repeat(254)}`)))).toBe("read");
  });
});
