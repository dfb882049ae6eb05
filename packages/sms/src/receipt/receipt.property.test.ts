import fc from "fast-check";
import { expect, it } from "vitest";
import { formatReceipt, parseReceipt } from "./receipt.ts";
import { normaliseReceiptId } from "./receipt-id.ts";
import { fromMessageState, isFinal, receiptStates, toMessageState } from "./state.ts";

/** Receipts carry minutes only. */
const moment = fc
  .integer({ min: Date.UTC(2000, 0, 2) / 60_000, max: Date.UTC(2099, 11, 30) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));

const receipt = fc.record({
  id: fc.stringMatching(/^[0-9A-Za-z_.-]{1,64}$/),
  sub: fc.integer({ min: 0, max: 255 }),
  dlvrd: fc.integer({ min: 0, max: 255 }),
  submittedAt: moment,
  doneAt: moment,
  state: fc.constantFrom(...receiptStates),
  error: fc.stringMatching(/^[0-9A-F]{3}$/),
  text: fc.string({ unit: "grapheme", maxLength: 20 }),
});

it("reads back every receipt it writes, in every zone", () => {
  fc.assert(
    fc.property(receipt, fc.integer({ min: -720, max: 840 }), (written, utcOffsetMinutes) => {
      const zone = { utcOffsetMinutes };
      const read = parseReceipt(formatReceipt(written, zone), zone);
      const text = [...written.text].slice(0, 20).join("");
      expect(read).toEqual({ ...written, text, stateWord: written.state });
    }),
  );
});

it("reads the same whatever the case and order of the labels", () => {
  const spell = fc.constantFrom<(label: string) => string>(
    (label) => label,
    (label) => label.toUpperCase(),
    (label) => label.replace(" ", "_"),
    (label) => label.replace(" ", ""),
  );
  fc.assert(
    fc.property(receipt, spell, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (written, spelling, order) => {
      const fields = formatReceipt({ ...written, text: "" })
        .replace(/ text:$/, "")
        .split(/ (?=sub:|submit date:|done date:|stat:|err:)/);
      expect(fields).toHaveLength(6);
      const [first = "", ...rest] = fields.map((field) => field.replace(/^[^:]+/, spelling));
      const shuffled = [...order.map((index) => rest[index] ?? ""), first].join(" ");
      const { text: _, ...expected } = written;
      expect(parseReceipt(shuffled)).toEqual({ ...expected, stateWord: written.state });
    }),
  );
});

it("never throws, whatever the text", () => {
  const pieces = fc.constantFrom(
    "id:",
    "stat:",
    "err:",
    "done date:",
    "text:",
    " ",
    "2511",
    "DELIVRD",
    "=",
    ":",
    "Z",
    "+99:99",
    "\u0000",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (list) => {
      const read = parseReceipt(list.join(""));
      if (read !== undefined) expect(receiptStates).toContain(read.state);
    }),
  );
});

it("turns ids of any size from hexadecimal to decimal and back", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), fc.nat(8), fc.boolean(), (id, zeros, upper) => {
      const hex = "0".repeat(zeros) + id.toString(16);
      expect(normaliseReceiptId(upper ? hex.toUpperCase() : hex, "hex_to_dec")).toBe(id.toString());
      expect(normaliseReceiptId(` 0x${hex} `, "hex_to_dec")).toBe(id.toString());
      expect(normaliseReceiptId("0".repeat(zeros) + id.toString(), "dec_to_hex")).toBe(id.toString(16));
      expect(normaliseReceiptId("0".repeat(zeros) + id.toString(), "no_leading_zeros")).toBe(id.toString());
    }),
  );
});

it.each([
  ["9007199254740993", "dec_to_hex", "20000000000001"],
  ["20000000000001", "hex_to_dec", "9007199254740993"],
  ["FFFFFFFFFFFFFFFF", "hex_to_dec", "18446744073709551615"],
  ["abc-12", "hex_to_dec", "abc-12"],
  ["12ab", "dec_to_hex", "12ab"],
  ["", "hex_to_dec", ""],
  ["0x", "hex_to_dec", "0x"],
  ["000", "no_leading_zeros", "0"],
  ["00aB", "lower", "00ab"],
  [" 00aB ", "as_is", "00aB"],
] as const)("makes %j as %s into %j", (id, format, expected) => {
  expect(normaliseReceiptId(id, format)).toBe(expected);
});

it("keeps states and SMPP message_state values one to one", () => {
  expect(receiptStates.map(toMessageState)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(receiptStates.map((state) => fromMessageState(toMessageState(state)))).toEqual(receiptStates);
  expect(fromMessageState(77)).toBe("UNKNOWN");
  expect(receiptStates.filter((state) => !isFinal(state))).toEqual(["SCHEDULED", "ENROUTE", "ACCEPTD"]);
});
