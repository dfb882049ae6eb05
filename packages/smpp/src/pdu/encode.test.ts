import { describe, expect, it } from "vitest";
import { decode } from "./decode.ts";
import { dump } from "./dump.ts";
import { EncodingError, encode } from "./encode.ts";
import type { PduInput } from "./pdus.ts";

const submit: PduInput<"submit_sm"> = { command: "submit_sm", source_addr: "1", destination_addr: "2" };

describe("encode", () => {
  it("fills what is left out with SMPP's null settings", () => {
    const decoded = decode(encode({ command: "submit_sm", destination_addr: "2" }));
    expect(decoded).toMatchObject({
      ok: true,
      pdu: { source_addr: "", data_coding: 0, destination_addr: "2", short_message: Buffer.alloc(0) },
    });
  });

  it.each<[string, PduInput]>([
    ["message_id", { command: "submit_sm_resp", message_id: "a".repeat(65) }],
    ["source_addr", { ...submit, source_addr: "nul\0" }],
    ["source_addr", { ...submit, source_addr: "€" }],
    ["data_coding", { ...submit, data_coding: 256 }],
    ["data_coding", { ...submit, data_coding: -1 }],
    ["data_coding", { ...submit, data_coding: 1.5 }],
    ["short_message", { ...submit, short_message: Buffer.alloc(255) }],
    ["network_error_code", { ...submit, tlvs: { network_error_code: Buffer.alloc(2) } }],
    ["0x10000", { ...submit, tlvs: { "0x10000": Buffer.alloc(1) } }],
    ["dest_address", { command: "submit_multi", dest_address: new Array(255).fill({ dest_flag: 2, dl_name: "a" }) }],
  ])("throws an EncodingError that names %s", (field, pdu) => {
    expect(() => encode(pdu)).toThrow(EncodingError);
    expect(() => encode(pdu)).toThrow(expect.objectContaining({ field }));
  });

  it("leaves the body of a response away when its status is an error and there is nothing to say", () => {
    expect(encode({ command: "submit_sm_resp", command_status: 0x58 })).toHaveLength(16);
    expect(encode({ command: "submit_sm_resp", command_status: 0x58, message_id: "a" })).toHaveLength(18);
    expect(encode({ command: "submit_sm_resp" })).toHaveLength(17);
  });

  it("takes a known tag raw under its number", () => {
    const octets = encode({ ...submit, tlvs: { "0x0204": Buffer.from([0, 7]) } });
    expect(decode(octets)).toMatchObject({ ok: true, pdu: { tlvs: { user_message_reference: 7 } } });
  });

  it("writes the longest PDU there is", () => {
    const octets = encode({ ...submit, tlvs: { message_payload: Buffer.alloc(65_535, 1) } });
    const decoded = decode(octets);
    expect(decoded.ok && decoded.pdu.tlvs?.message_payload?.length).toBe(65_535);
  });
});

describe("dump", () => {
  it("masks message text and passwords unless asked not to", () => {
    const pdu: PduInput = {
      ...submit,
      short_message: Buffer.from("secret text"),
      tlvs: { message_payload: Buffer.from("more") },
    };
    const bind: PduInput = { command: "bind_receiver", system_id: "acme", password: "s3cret" };
    expect(dump(pdu)).toContain("short_message=<11 octets> message_payload=<4 octets>");
    expect(dump(pdu, { text: true })).toContain(Buffer.from("secret text").toString("hex"));
    expect(dump(bind)).toBe('bind_receiver seq=0 ESME_ROK system_id="acme" password=***');
    expect(dump(bind, { secrets: true })).toContain('password="s3cret"');
  });
});
