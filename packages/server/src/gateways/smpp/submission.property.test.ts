import { decode, encode, type PduInput, type PduOf } from "@switchyard/smpp";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { SmppCredential } from "../../snapshot/rows.ts";
import { readSubmission } from "./submission.ts";

const nowMs = Date.UTC(2026, 10, 23, 18);
const credential = (defaultAlphabet: "gsm7" | "latin1") => ({ id: 3, clientId: 5, defaultAlphabet }) as SmppCredential;

const octet = fc.integer({ min: 0, max: 255 });
const octets = (max: number) => fc.uint8Array({ maxLength: max }).map((list) => Buffer.from(list));
/** Octets a C-string can hold. */
const latin1 = (max: number) =>
  fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: max }).map((codes) => String.fromCharCode(...codes));
const time = fc.oneof(fc.constant(""), fc.stringMatching(/^\d{15}[+\-R]$/), fc.stringMatching(/^[0-9R+]{0,16}$/));
const tlvs = fc.record(
  {
    message_payload: octets(2_000),
    sar_msg_ref_num: fc.integer({ min: 0, max: 65_535 }),
    sar_total_segments: octet,
    sar_segment_seqnum: octet,
    qos_time_to_live: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  },
  { requiredKeys: [] },
);
const submitSm: fc.Arbitrary<PduInput<"submit_sm">> = fc.record({
  command: fc.constant("submit_sm" as const),
  source_addr: latin1(20),
  destination_addr: latin1(20),
  esm_class: octet,
  data_coding: octet,
  registered_delivery: octet,
  schedule_delivery_time: time,
  validity_period: time,
  short_message: octets(254),
  tlvs,
});
const dataSm: fc.Arbitrary<PduInput<"data_sm">> = fc.record({
  command: fc.constant("data_sm" as const),
  source_addr: latin1(64),
  destination_addr: latin1(64),
  esm_class: octet,
  data_coding: octet,
  tlvs,
});

it("reads or refuses anything that can be sent, keeps no view of the socket's octets, and nothing that can't be stored", () => {
  fc.assert(
    fc.property(fc.oneof(submitSm, dataSm), fc.constantFrom("gsm7" as const, "latin1" as const), (input, alphabet) => {
      const wire = encode(input);
      const decoded = decode(wire);
      if (!decoded.ok) return;
      const reading = readSubmission(decoded.pdu as PduOf<"submit_sm">, credential(alphabet), nowMs);
      if (!reading.ok) {
        expect(reading.command_status).toBeGreaterThan(0);
        return;
      }
      const { submission } = reading;
      const before = JSON.stringify(submission);
      wire.fill(0xaa);
      expect(JSON.stringify(submission)).toBe(before);
      expect(submission).toMatchObject({ clientId: 5, credentialId: 3, channel: "smpp" });
      expect(submission.text ?? "").not.toContain("\0");
      expect((submission.text === null) === (submission.binary !== null)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
