import { deepStrictEqual } from "node:assert";
import { createFramer, decode, encode, type Role } from "@switchyard/smpp";
import fc from "fast-check";
import { expect, it } from "vitest";
import { anyPdu } from "./arbitraries.ts";
import { duplexPair } from "./duplex-pair.ts";
import { createManualClock } from "./manual-clock.ts";
import { createRandom, mutate } from "./random.ts";
import { observe, settle } from "./session-pair.ts";

const seed = Number(process.env.SMPP_SEED ?? 0xf00d);
const samples = fc.sample(anyPdu, { seed, numRuns: 500 }).map((pdu) => encode(pdu));

/** Some PDUs, some of them mutated, some noise: what a session might be sent. */
function stream(random: (below: number) => number): Buffer {
  const parts = Array.from({ length: 1 + random(8) }, () => {
    const sample = samples[random(samples.length)] ?? Buffer.alloc(0);
    if (random(20) === 0) return Buffer.from(Array.from({ length: random(40) }, () => random(256)));
    return random(2) === 0 ? sample : mutate(sample, random);
  });
  return Buffer.concat(parts);
}

it.each<Role>(["smsc", "esme"])(
  `as %s, 2,000 sessions fed good, mutated and random octets live on or close, and tell everyone once (seed ${seed})`,
  async (role) => {
    const random = createRandom(seed);
    const ends = new Map<string, number>();
    for (let run = 0; run < 2_000; run++) {
      const [ours, theirs] = duplexPair();
      const clock = createManualClock();
      const answer = random(2) === 0;
      const observed = observe(ours, {
        clock,
        role,
        peerWindowMax: 5,
        whenPeerWindowFull: random(2) === 0 ? "pause" : "throttle",
        onRequest: (request, session) => answer && session.respond(request, random(3) * 8),
      });
      theirs.on("error", () => undefined);
      const framer = createFramer({ pduOctetsMax: 1 << 20 });
      theirs.on("data", (chunk: Buffer) => {
        for (const octets of framer.push(chunk).pdus) {
          const sent = decode(octets);
          if (!sent.ok) throw new Error(`the session wrote rubbish: ${sent.reason}`);
          deepStrictEqual(encode(sent.pdu), octets);
        }
      });
      const bind = { command: "bind_transceiver", sequence_number: 1, system_id: "acme" } as const;
      let answers = 0;
      if (role === "esme") {
        observed.session.request(bind, () => answers++);
        theirs.write(encode({ command: "bind_transceiver_resp", sequence_number: 1 }));
      } else theirs.write(encode(bind));
      await settle(3);
      const command = role === "esme" ? "submit_sm" : "deliver_sm";
      let sent = role === "esme" ? 1 : 0;
      for (let times = 0; times < 5; times++) if (observed.session.request({ command }, () => answers++)) sent++;
      for (let times = random(3); times >= 0; times--) {
        const octets = stream(random);
        const cut = random(octets.length + 1);
        theirs.write(octets.subarray(0, cut));
        theirs.write(octets.subarray(cut));
        await settle(2);
      }
      clock.advance(200_000);
      observed.session.close();
      await settle(2);
      expect(observed.closed).toHaveLength(1);
      expect(answers).toBe(sent);
      ends.set(observed.closed[0] ?? "", (ends.get(observed.closed[0] ?? "") ?? 0) + 1);
    }
    // Sessions must have ended in more than one way, or the streams were all alike.
    expect(ends.size).toBeGreaterThan(2);
  },
);
