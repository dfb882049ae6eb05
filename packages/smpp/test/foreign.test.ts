import { createRequire } from "node:module";
import { decode, encode, type PduInput } from "@switchyard/smpp";
import { describe, expect, it } from "vitest";
import { vectors } from "./vectors.ts";

/** Another implementation of SMPP, as a second opinion on our octets. */
interface ForeignPdu {
  readonly command: string;
  readonly command_id: number;
  readonly sequence_number: number;
  readonly [field: string]: unknown;
}
interface ForeignSmpp {
  readonly PDU: {
    new (command: string, values: Record<string, unknown>): { toBuffer(): Buffer };
    fromBuffer(octets: Buffer): ForeignPdu;
  };
}
const foreign = createRequire(import.meta.url)("smpp") as ForeignSmpp;

/** Where that package does not use the specification's name. */
const foreignNames: Readonly<Record<string, string>> = { destination_port: "dest_port" };

const same = ["source_addr", "destination_addr", "system_id", "message_id", "esm_class", "data_coding", "addr_npi"];

describe("the smpp package", () => {
  it.each(vectors.map((vector) => [vector.name, vector.octets] as const))("reads %s as we do", (_, octets) => {
    const decoded = decode(octets);
    if (!decoded.ok) throw new Error(decoded.reason);
    const theirs = foreign.PDU.fromBuffer(Buffer.from(octets));
    const ours: Readonly<Record<string, unknown>> = { ...decoded.pdu };
    expect(theirs.command).toBe(decoded.pdu.command);
    expect(theirs.sequence_number).toBe(decoded.pdu.sequence_number);
    for (const field of same)
      if (ours[field] !== undefined && octets.length > 16) expect(theirs[field]).toBe(ours[field]);
    for (const [name, value] of Object.entries(decoded.pdu.tlvs ?? {}))
      if (typeof value === "number" || typeof value === "string")
        expect(theirs[foreignNames[name] ?? name]).toBe(value);
  });

  it("writes what we read, and the same octets as we do", () => {
    const values = {
      sequence_number: 12,
      source_addr_ton: 5,
      source_addr: "Switchyard",
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: "491511234567",
      registered_delivery: 1,
      data_coding: 4,
    };
    const octets = Buffer.from("0102030405", "hex");
    const ours: PduInput = {
      command: "submit_sm",
      ...values,
      short_message: octets,
      tlvs: { user_message_reference: 513, receipted_message_id: "abc" },
    };
    const theirs = new foreign.PDU("submit_sm", {
      ...values,
      short_message: octets,
      user_message_reference: 513,
      receipted_message_id: "abc",
    });
    expect(theirs.toBuffer().toString("hex")).toBe(encode(ours).toString("hex"));
  });
});
