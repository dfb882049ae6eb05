import { deepStrictEqual } from "node:assert";
import { createFramer, decode, dump, encode } from "@switchyard/smpp";
import { describe, expect, it } from "vitest";
import { vectors } from "./vectors.ts";

const everyOctet = Array.from({ length: 256 }, (_, octet) => octet);

describe.each(vectors)("vector $name", ({ octets, reading }) => {
  it("reads as it says", () => {
    const decoded = decode(octets);
    expect(decoded.ok && dump(decoded.pdu, { text: true, secrets: true })).toBe(reading);
  });

  it("is written again octet for octet", () => {
    const decoded = decode(octets);
    expect(decoded.ok && encode(decoded.pdu).toString("hex")).toBe(octets.toString("hex"));
  });

  it("comes through the framer whole wherever the stream is cut", () => {
    const stream = Buffer.concat([octets, octets, octets]);
    for (let cut = 0; cut <= stream.length; cut++) {
      const framer = createFramer();
      const pdus = [...framer.push(stream.subarray(0, cut)).pdus, ...framer.push(stream.subarray(cut)).pdus];
      expect(pdus).toHaveLength(3);
      for (const pdu of pdus) expect(pdu.equals(octets)).toBe(true);
      expect(framer.octetsHeld).toBe(0);
    }
  });

  it("comes through the framer octet by octet", () => {
    const framer = createFramer();
    const pdus = [...octets, ...octets].flatMap((octet) => framer.push(Buffer.from([octet])).pdus);
    expect(pdus).toHaveLength(2);
    for (const pdu of pdus) expect(pdu.equals(octets)).toBe(true);
  });

  it("with any octet replaced by any other is read or refused, never a crash", () => {
    for (let at = 0; at < octets.length; at++) {
      for (const octet of everyOctet) {
        const corrupted = Buffer.from(octets);
        corrupted[at] = octet;
        createFramer().push(corrupted);
        const decoded = decode(corrupted);
        if (!decoded.ok) expect(decoded.command_status).toBeGreaterThan(0);
        else if (octet % 16 === 0) {
          const again = decode(encode(decoded.pdu));
          deepStrictEqual(again.ok && again.pdu, decoded.pdu);
        }
      }
    }
  });

  it("cut short at any octet is refused with its own sequence number, or is an empty response", () => {
    for (let length = 16; length < octets.length; length++) {
      const short = Buffer.from(octets.subarray(0, length));
      short.writeUInt32BE(length, 0);
      const decoded = decode(short);
      if (decoded.ok) continue;
      expect(decoded.header.sequence_number).toBe(octets.readUInt32BE(12));
      expect(decoded.command_status).toBeGreaterThan(0);
    }
  });
});
