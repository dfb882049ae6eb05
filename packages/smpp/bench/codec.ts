import { pathToFileURL } from "node:url";
import { createFramer, decode, encode, type PduInput } from "@switchyard/smpp";

/** PDUs as they look in real traffic: an 11-character sender, a 12-digit recipient, some 100 octets of text. */
const submit: PduInput<"submit_sm"> = {
  command: "submit_sm",
  sequence_number: 4711,
  source_addr_ton: 5,
  source_addr: "Switchyard",
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  destination_addr: "491511234567",
  registered_delivery: 1,
  short_message: Buffer.alloc(100, "Your code is 123456. "),
};
const receipt: PduInput<"deliver_sm"> = {
  ...submit,
  command: "deliver_sm",
  esm_class: 4,
  tlvs: { receipted_message_id: "a1b2c3d4e5f60718", message_state: 2 },
};
const samples: readonly PduInput[] = [
  submit,
  { command: "submit_sm_resp", sequence_number: 4711, message_id: "a1b2c3d4e5f60718" },
  receipt,
  { command: "deliver_sm_resp", sequence_number: 4711 },
];

const roundMs = 300;
const rounds = 3;

/** The best of three rounds: how often `work`, which handles `batch` PDUs, gets done in a second. */
function perSecond(batch: number, work: () => void): number {
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    let handled = 0;
    let elapsedMs = 0;
    while (elapsedMs < roundMs) {
      for (let times = 0; times < 100; times++) work();
      handled += 100 * batch;
      elapsedMs = performance.now() - startMs;
    }
    best = Math.max(best, (1000 * handled) / elapsedMs);
  }
  return Math.round(best);
}

/** Decode and encode of the four hot PDUs, and framing of a stream of them in 64 KB chunks, on one core. */
export function benchCodec(): { name: string; perSecond: number }[] {
  const figures: { name: string; perSecond: number }[] = [];
  for (const pdu of samples) {
    const octets = encode(pdu);
    const name = pdu === receipt ? "deliver_sm (receipt)" : pdu.command;
    figures.push({ name: `decode ${name}`, perSecond: perSecond(1, () => decode(octets)) });
    figures.push({ name: `encode ${name}`, perSecond: perSecond(1, () => encode(pdu)) });
  }
  const one = encode(submit);
  const stream = Buffer.concat(new Array<Buffer>(400).fill(one)).subarray(0, 65_536);
  const pdusInChunk = stream.length / one.length;
  const framer = createFramer();
  let part = 0;
  const chunk = () => {
    // Each chunk starts where the last one broke off, as a socket's would.
    const from = part % one.length;
    const octets = stream.subarray(from, from + 65_536 - one.length);
    part = from + octets.length;
    for (const pdu of framer.push(octets).pdus) decode(pdu);
  };
  figures.push({ name: "frame and decode submit_sm", perSecond: perSecond(pdusInChunk, chunk) });
  return figures;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const figure of benchCodec())
    console.log(`${figure.name.padEnd(30)}${figure.perSecond.toLocaleString("en").padStart(12)} /s`);
