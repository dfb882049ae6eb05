import { concatUdh8, concatUdh16 } from "@switchyard/sms";
import { expect, it } from "vitest";
import { aSubmission } from "../../test/configuration.ts";
import type { Submission } from "../submission.ts";
import { checkEncoding, sizeMessage } from "./encoding.ts";

const size = (fields: Partial<Submission>): string => {
  const { alphabet, parts } = sizeMessage(aSubmission(fields));
  return `${alphabet} ${parts}`;
};
const fault = (fields: Partial<Submission>): string | undefined => {
  const submission = aSubmission(fields);
  const found = checkEncoding(submission, sizeMessage(submission));
  return found && `${found.reason} ${found.detail}`;
};
const octets = (length: number): Partial<Submission> => ({
  text: null,
  binary: new Uint8Array(length),
  alphabet: "binary",
});
/** Six octets of header, as each part of a long message has. */
const udh = concatUdh8(7, 3, 1);

it.each([
  ["", "gsm7 1"],
  ["a".repeat(160), "gsm7 1"],
  ["a".repeat(161), "gsm7 2"],
  ["a".repeat(306), "gsm7 2"],
  ["a".repeat(307), "gsm7 3"],
  ["€".repeat(80), "gsm7 1"],
  ["€".repeat(81), "gsm7 2"],
  [`${"a".repeat(152)}€`, "gsm7 1"],
  [`${"a".repeat(152)}€${"a".repeat(151)}`, "gsm7 2"],
  [`${"a".repeat(152)}€${"a".repeat(152)}`, "gsm7 3"],
  ["ж", "ucs2 1"],
  ["ж".repeat(70), "ucs2 1"],
  ["ж".repeat(71), "ucs2 2"],
  ["ж".repeat(134), "ucs2 2"],
  ["ж".repeat(135), "ucs2 3"],
  ["😀".repeat(35), "ucs2 1"],
  ["😀".repeat(36), "ucs2 2"],
  ["😀".repeat(67), "ucs2 3"],
  ["\ud83d", "ucs2 1"],
])("writes %j as %s", (text, expected) => {
  expect(size({ text })).toBe(expected);
});

it("keeps UCS-2 where it was declared, although GSM 7-bit would do", () => {
  expect(size({ text: "a".repeat(71), alphabet: "ucs2" })).toBe("ucs2 2");
});

it("writes text declared as Latin-1 in GSM 7-bit where it fits, and else in UCS-2", () => {
  expect(size({ text: "é".repeat(160), alphabet: "latin1" })).toBe("gsm7 1");
  expect(size({ text: "ç", alphabet: "latin1" })).toBe("ucs2 1");
});

it("counts octets: 140 alone, 134 in each of several", () => {
  expect(size(octets(0))).toBe("binary 1");
  expect(size({ text: null, binary: null })).toBe("binary 1");
  expect(size(octets(140))).toBe("binary 1");
  expect(size(octets(141))).toBe("binary 2");
  expect(size(octets(268))).toBe("binary 2");
  expect(size(octets(269))).toBe("binary 3");
});

it("takes what has the client's own header as one part in its declared alphabet", () => {
  expect(size({ text: "a".repeat(153), udh })).toBe("gsm7 1");
  expect(size({ text: "a".repeat(67), udh, alphabet: "ucs2" })).toBe("ucs2 1");
  expect(size({ text: "é".repeat(134), udh, alphabet: "latin1" })).toBe("latin1 1");
  expect(size({ text: "a".repeat(153), udh, alphabet: "binary" })).toBe("gsm7 1");
  expect(size({ ...octets(134), udh })).toBe("binary 1");
  expect(size({ text: "", udh })).toBe("gsm7 1");
});

it.each<[string, Partial<Submission>, Partial<Submission>]>([
  ["GSM 7-bit", { text: "a".repeat(153) }, { text: "a".repeat(154) }],
  ["the extension table", { text: `€${"a".repeat(151)}` }, { text: `€${"a".repeat(152)}` }],
  ["UCS-2", { text: "ж".repeat(67), alphabet: "ucs2" }, { text: "ж".repeat(68), alphabet: "ucs2" }],
  ["Latin-1", { text: "ç".repeat(153), alphabet: "latin1" }, { text: "ç".repeat(154), alphabet: "latin1" }],
  ["Latin-1 of brackets", { text: "[".repeat(134), alphabet: "latin1" }, { text: "[".repeat(135), alphabet: "latin1" }],
  ["octets", octets(134), octets(135)],
])("stops a part that does not fit beside the client's header: %s", (_, fitting, overfull) => {
  expect(fault({ ...fitting, udh })).toBeUndefined();
  expect(fault({ ...overfull, udh })).toBe("too_long 2.1");
});

it("counts the octets of the header itself, whatever their number", () => {
  const longer = concatUdh16(7, 3, 1);
  expect(fault({ text: "a".repeat(152), udh: longer })).toBeUndefined();
  expect(fault({ text: "a".repeat(153), udh: longer })).toBe("too_long 2.1");
  expect(fault({ text: "", udh: new Uint8Array(140) })).toBeUndefined();
  expect(fault({ text: "a", udh: new Uint8Array(140) })).toBe("too_long 2.1");
  expect(fault({ text: "", udh: new Uint8Array(200) })).toBe("too_long 2.1");
  expect(fault({ ...octets(0), udh: new Uint8Array(141) })).toBe("too_long 2.1");
});

it("never takes a whole book for the price of one part, whatever header it has", () => {
  expect(fault({ text: "a".repeat(10_000), udh })).toBe("too_long 66.1");
  expect(fault({ ...octets(10_000), udh })).toBe("too_long 75.1");
});

it("stops a text of more than thirty parts", () => {
  expect(fault({ text: "a".repeat(30 * 153) })).toBeUndefined();
  expect(fault({ text: "a".repeat(30 * 153 + 1) })).toBe("too_long 31.30");
  expect(fault({ text: "ж".repeat(30 * 67 + 1) })).toBe("too_long 31.30");
  expect(fault(octets(30 * 134))).toBeUndefined();
  expect(fault(octets(30 * 134 + 1))).toBe("too_long 31.30");
});

it("names the fault of the octets before the length", () => {
  expect(fault({ encodingFault: "odd", text: "a" })).toBe("encoding odd");
  expect(fault({ encodingFault: "odd", text: "a".repeat(10_000) })).toBe("encoding odd");
});
