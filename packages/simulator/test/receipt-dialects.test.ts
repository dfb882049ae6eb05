import { decode, encode } from "@switchyard/smpp";
import { expect, test } from "vitest";
import { readDelivered } from "../src/esme/receipt-reader.ts";
import { plainBehaviour } from "../src/smsc/behaviour.ts";
import { firstMessageId, type IdDialect, idDialects } from "../src/smsc/message-ids.ts";
import { receiptPdu } from "../src/smsc/pending-receipt.ts";
import { type ReceiptTextDialect, receiptTextDialects } from "../src/smsc/receipt-text.ts";

const submit = decode(
  encode({
    command: "submit_sm",
    sequence_number: 1,
    source_addr: "Kudu",
    destination_addr: "491701234567",
    short_message: Buffer.from("Hello id:5 stat:no"),
  }),
);
if (!submit.ok || submit.pdu.command !== "submit_sm") throw new Error("the sample does not decode");
const pending = {
  system_id: "alpha",
  id: 0xabcdef12,
  submit: submit.pdu,
  destination: { ton: 1, npi: 1, address: "491701234567" },
  submittedAtMs: Date.UTC(2026, 4, 1, 10, 30),
  outcome: { state: "UNDELIV", error: "011" },
} as const;

function throughTheWire(receiptText: ReceiptTextDialect, receiptTlvs: boolean, idDialect: IdDialect = "decimal") {
  const behaviour = { ...plainBehaviour, receiptText, receiptTlvs, idDialect };
  const decoded = decode(encode(receiptPdu(pending, behaviour, "UNDELIV", Date.UTC(2026, 4, 1, 10, 31))));
  if (!decoded.ok || decoded.pdu.command !== "deliver_sm") throw new Error("a receipt does not decode");
  return readDelivered(decoded.pdu);
}

test.each(receiptTextDialects)("a receipt in the %s dialect is read from its text alone", (dialect) => {
  expect(throughTheWire(dialect, false)).toEqual({
    kind: "receipt",
    id: String(0xabcdef12),
    state: "UNDELIV",
    isFinal: true,
  });
});

test.each(Object.keys(idDialects) as IdDialect[])("the %s id dialect writes the receipt's id as it says", (dialect) => {
  expect(throughTheWire("standard", true, dialect)).toMatchObject({ id: idDialects[dialect].receipt(0xabcdef12) });
});

test("runs that start at different moments do not give the same ids", () => {
  const now = Date.UTC(2026, 10, 23);
  expect(firstMessageId(now + 1_000) - firstMessageId(now)).toBe(100_000);
  expect(Number.isSafeInteger(firstMessageId(Date.UTC(2100, 0, 1)))).toBe(true);
});
