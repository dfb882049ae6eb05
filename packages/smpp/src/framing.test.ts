import { describe, expect, it } from "vitest";
import { createFramer } from "./framing.ts";
import { encode } from "./pdu/encode.ts";

const enquiry = encode({ command: "enquire_link", sequence_number: 5 });
const submit = encode({ command: "submit_sm", sequence_number: 6, short_message: Buffer.alloc(100, 1) });

function header(command_length: number, sequence_number: number): Buffer {
  const octets = Buffer.alloc(16);
  octets.writeUInt32BE(command_length, 0);
  octets.writeUInt32BE(sequence_number, 12);
  return octets;
}

/** A copy that shares its memory with no other Buffer, so that memory tells views from copies. */
function outsideThePool(octets: Buffer): Buffer {
  const own = Buffer.alloc(octets.length);
  octets.copy(own);
  return own;
}

/** Pushes octet by octet; the count of PDUs before the error, and the error. */
function drip(stream: Buffer, pduOctetsMax: number): { pdus: number; error: unknown; after: number } {
  const framer = createFramer({ pduOctetsMax });
  let pdus = 0;
  for (let at = 0; at < stream.length; at++) {
    const framed = framer.push(stream.subarray(at, at + 1));
    pdus += framed.pdus.length;
    if (framed.error !== undefined) return { pdus, error: framed.error, after: at + 1 };
  }
  return { pdus, error: undefined, after: stream.length };
}

describe("the framer", () => {
  it("hands on views of the chunk, not copies", () => {
    const chunk = outsideThePool(Buffer.concat([enquiry, submit]));
    const { pdus } = createFramer().push(chunk);
    expect(pdus).toHaveLength(2);
    for (const pdu of pdus) expect(pdu.buffer).toBe(chunk.buffer);
  });

  it("copies only the PDU that straddles two chunks", () => {
    const framer = createFramer();
    const stream = outsideThePool(Buffer.concat([enquiry, submit, enquiry]));
    expect(framer.push(stream.subarray(0, 20)).pdus).toHaveLength(1);
    expect(framer.octetsHeld).toBe(4);
    const [straddling, whole] = framer.push(stream.subarray(20)).pdus;
    expect(straddling?.equals(submit)).toBe(true);
    expect(straddling?.buffer).not.toBe(stream.buffer);
    expect(whole?.buffer).toBe(stream.buffer);
  });

  it.each([0, 1, 15])("tells a command_length of %i as soon as it is read, with the PDUs before it", (length) => {
    const bad = header(length, 9);
    const error = { command_length: length, sequence_number: 0 };
    expect(createFramer().push(Buffer.concat([enquiry, bad]))).toEqual({ pdus: [enquiry], error });
    expect(drip(Buffer.concat([enquiry, bad]), 1000)).toEqual({ pdus: 1, error, after: 20 });
  });

  it.each([1001, 0x7fffffff, 0xffffffff])("tells a command_length of %i once the sequence number is read", (length) => {
    const bad = header(length, 9);
    const error = { command_length: length, sequence_number: 9 };
    expect(createFramer({ pduOctetsMax: 1000 }).push(Buffer.concat([enquiry, bad]))).toEqual({
      pdus: [enquiry],
      error,
    });
    expect(drip(Buffer.concat([enquiry, bad]), 1000)).toEqual({ pdus: 1, error, after: 32 });
  });

  it("takes a PDU of exactly the limit", () => {
    const framer = createFramer({ pduOctetsMax: submit.length });
    expect(framer.push(submit)).toEqual({ pdus: [submit] });
  });

  it("gives nothing more after an error", () => {
    const framer = createFramer();
    const first = framer.push(header(3, 0));
    expect(framer.push(enquiry)).toEqual({ pdus: [], error: first.error });
  });
});
