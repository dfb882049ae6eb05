import type { PduOf } from "@switchyard/smpp";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { submitIdOf } from "../receipt.ts";
import { readDelivery } from "./receive.ts";

const formats = ["as_is", "hex_to_dec", "dec_to_hex", "lower", "no_leading_zeros"] as const;
const settingsOf = (receiptIdFormat: (typeof formats)[number]) => ({
  id: 7,
  receiptIdFormat,
  defaultAlphabet: "gsm7" as const,
});
const noWords = new Map();

const blank: PduOf<"deliver_sm"> = {
  command: "deliver_sm",
  command_status: 0,
  sequence_number: 1,
  service_type: "",
  source_addr_ton: 1,
  source_addr_npi: 1,
  source_addr: "4915112345678",
  dest_addr_ton: 5,
  dest_addr_npi: 0,
  destination_addr: "Switchyard",
  esm_class: 4,
  protocol_id: 0,
  priority_flag: 0,
  schedule_delivery_time: "",
  validity_period: "",
  registered_delivery: 0,
  replace_if_present_flag: 0,
  data_coding: 0,
  sm_default_msg_id: 0,
  short_message: Buffer.alloc(0),
};

const pieces = fc.constantFrom("id:", "stat:", "DELIVRD", "err:", " ", "\0", "text:", "0x", "ff", "done date:");
const text = fc.array(fc.oneof(pieces, fc.string({ maxLength: 100 })), { maxLength: 60 }).map((list) => list.join(""));

/** Octets a C-string can hold. */
const latin1 = (max: number) =>
  fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: max }).map((codes) => String.fromCharCode(...codes));

describe("whatever a supplier delivers", () => {
  it("is read or refused without an exception, and what is kept the store can hold", () => {
    const tlvs = fc.option(
      fc.record(
        {
          receipted_message_id: latin1(64),
          message_state: fc.integer({ min: 0, max: 255 }),
          network_error_code: fc.uint8Array({ minLength: 3, maxLength: 3 }).map((octets) => Buffer.from(octets)),
          message_payload: text.map((written) => Buffer.from(written, "latin1")),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        text,
        tlvs,
        fc.integer({ min: 0, max: 255 }),
        fc.constantFrom(...formats),
        (written, given, esm_class, format) => {
          const short_message = Buffer.from(written.slice(0, 254), "latin1");
          const pdu = { ...blank, esm_class, short_message, ...(given && { tlvs: given }) };
          const read = readDelivery(pdu, settingsOf(format), noWords, 1_000);
          if (read.kind === "refused") {
            expect(read.command_status).toBeGreaterThan(0);
            return;
          }
          if (read.kind === "incoming") {
            const { sender, recipient, text, udh, body } = read.arrival;
            expect(sender + recipient + (text ?? "")).not.toContain("\0");
            const content = pdu.tlvs?.message_payload ?? short_message;
            expect(Buffer.concat([udh ?? Buffer.alloc(0), body]).equals(content)).toBe(true);
            return;
          }
          const { supplierMessageId, errorCode } = read.receipt;
          expect(supplierMessageId + (errorCode ?? "")).not.toContain("\0");
          expect(supplierMessageId.length).toBeLessThanOrEqual(80);
          expect((errorCode ?? "").length).toBeLessThanOrEqual(20);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("leads back to the submit it answers, whichever way the supplier writes ids", () => {
    const id = fc.bigInt({ min: 1n, max: 2n ** 100n });
    const write = {
      as_is: [(n: bigint) => `x${n}`, (n: bigint) => `x${n}`],
      hex_to_dec: [(n: bigint) => n.toString(), (n: bigint) => n.toString(16).toUpperCase()],
      dec_to_hex: [(n: bigint) => n.toString(16).toUpperCase(), (n: bigint) => n.toString().padStart(40, "0")],
      lower: [(n: bigint) => n.toString(16).toUpperCase(), (n: bigint) => n.toString(16)],
      no_leading_zeros: [(n: bigint) => n.toString(), (n: bigint) => n.toString().padStart(40, "0")],
    } as const;
    fc.assert(
      fc.property(id, fc.constantFrom(...formats), (n, format) => {
        const [answer, receipt] = write[format];
        const settings = settingsOf(format);
        const read = readDelivery(
          { ...blank, short_message: Buffer.from(`id:${receipt(n)} stat:DELIVRD err:000`) },
          settings,
          noWords,
          1_000,
        );
        expect(read).toMatchObject({
          kind: "receipt",
          receipt: { connectionId: 7, supplierMessageId: submitIdOf(answer(n), settings), state: "DELIVRD" },
        });
      }),
    );
  });
});
