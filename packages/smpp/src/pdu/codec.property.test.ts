import { deepStrictEqual } from "node:assert";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyPdu, pduOf } from "../../test/arbitraries.ts";
import { createRandom, mutate } from "../../test/random.ts";
import { createFramer } from "../framing.ts";
import { decode } from "./decode.ts";
import { dump } from "./dump.ts";
import { encode } from "./encode.ts";
import { type CommandName, type Pdu, pdus } from "./pdus.ts";

function decodeOrThrow(octets: Buffer): Pdu {
  const decoded = decode(octets);
  if (!decoded.ok) throw new Error(`refused: ${decoded.reason}`);
  return decoded.pdu;
}

describe("encode and decode", () => {
  it.each(Object.keys(pdus) as CommandName[])("are each other's inverse for %s", (command) => {
    fc.assert(
      fc.property(pduOf(command), (pdu) => {
        const octets = encode(pdu);
        deepStrictEqual(decodeOrThrow(octets), pdu);
        deepStrictEqual(encode(decodeOrThrow(octets)), octets);
      }),
      { numRuns: 200 },
    );
  });

  it("leave the PDU they are given as it was", () => {
    fc.assert(
      fc.property(anyPdu, (pdu) => {
        const before = structuredClone(pdu);
        encode(pdu);
        dump(pdu, { text: true, secrets: true });
        deepStrictEqual(structuredClone(pdu), before);
      }),
    );
  });
});

describe("100,000 random and mutated strings of octets", () => {
  const seed = Number(process.env.SMPP_SEED ?? 0x5eed);
  const random = createRandom(seed);
  const samples = fc.sample(anyPdu, { seed, numRuns: 400 }).map((pdu) => encode(pdu));

  /** A third pure noise, a third noise behind a good header, a third mutants of good PDUs. */
  function nextString(turn: number): Buffer {
    if (turn % 3 === 0) return mutate(samples[random(samples.length)] ?? Buffer.alloc(16), random);
    const noise = Buffer.from(Array.from({ length: random(turn % 3 === 1 ? 80 : 200) }, () => random(256)));
    if (turn % 3 === 1) return noise;
    const header = Buffer.alloc(16);
    const rows = Object.values(pdus);
    header.writeUInt32BE(16 + noise.length, 0);
    header.writeUInt32BE(rows[random(rows.length)]?.id ?? 0, 4);
    return Buffer.concat([header, noise]);
  }

  it(`crash neither decoder nor framer, and whatever is read can be written and read again (seed ${seed})`, () => {
    let readable = 0;
    let framer = createFramer({ pduOctetsMax: 4096 });
    for (let turn = 0; turn < 100_000; turn++) {
      const octets = nextString(turn);
      const decoded = decode(octets);
      if (decoded.ok) {
        readable++;
        dump(decoded.pdu);
        deepStrictEqual(decodeOrThrow(encode(decoded.pdu)), decoded.pdu);
      } else {
        expect(decoded.command_status).toBeGreaterThan(0);
      }
      for (const pdu of framer.push(octets).pdus) decode(pdu);
      if (framer.push(Buffer.alloc(0)).error !== undefined) framer = createFramer({ pduOctetsMax: 4096 });
    }
    // Guards against a generator that makes nothing but rubbish, or nothing but good PDUs.
    expect(readable).toBeGreaterThan(2_000);
    expect(readable).toBeLessThan(90_000);
  });
});
