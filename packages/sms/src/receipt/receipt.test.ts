import { describe, expect, it } from "vitest";
import { formatReceipt, parseReceipt, type Receipt } from "./receipt.ts";

const submitted = new Date("2025-11-23T12:00:00Z");
const done = new Date("2025-11-23T12:01:00Z");

describe("writing a receipt", () => {
  it("writes the form of SMPP 3.4 Appendix B", () => {
    expect(
      formatReceipt({
        id: "42",
        submittedAt: submitted,
        doneAt: done,
        state: "DELIVRD",
        text: "Your code is 123456, keep it",
      }),
    ).toBe(
      "id:42 sub:001 dlvrd:001 submit date:2511231200 done date:2511231201 stat:DELIVRD err:000 text:Your code is 123456,",
    );
  });

  it("counts nothing as delivered for any other state, and pads the error", () => {
    expect(formatReceipt({ id: "a", submittedAt: submitted, doneAt: done, state: "EXPIRED", error: "7" })).toBe(
      "id:a sub:001 dlvrd:000 submit date:2511231200 done date:2511231201 stat:EXPIRED err:007 text:",
    );
  });

  it("writes dates in the zone asked for", () => {
    const receipt = { id: "a", submittedAt: new Date("2025-12-31T22:30:00Z"), doneAt: done, state: "DELIVRD" } as const;
    expect(formatReceipt(receipt, { utcOffsetMinutes: 120 })).toContain("submit date:2601010030 done date:2511231401");
  });

  it("cuts the text between characters, not inside one", () => {
    const text = "😀".repeat(25);
    expect(formatReceipt({ id: "a", submittedAt: submitted, doneAt: done, state: "DELIVRD", text })).toMatch(
      /text:(😀){20}$/u,
    );
  });
});

/** Receipts as suppliers really write them, and what each must be read as. */
const dialects: ReadonlyArray<readonly [what: string, text: string, expected: Partial<Receipt>]> = [
  [
    "the form of Appendix B",
    "id:0123456789 sub:001 dlvrd:001 submit date:2511231200 done date:2511231201 stat:DELIVRD err:000 text:Hello",
    {
      id: "0123456789",
      state: "DELIVRD",
      error: "000",
      submittedAt: submitted,
      doneAt: done,
      sub: 1,
      dlvrd: 1,
      text: "Hello",
    },
  ],
  [
    "seconds in the dates",
    "id:7220bb6bd0be98fa sub:001 dlvrd:000 submit date:251123120000 done date:251123120100 stat:UNDELIV err:069 text:",
    { id: "7220bb6bd0be98fa", state: "UNDELIV", error: "069", submittedAt: submitted, doneAt: done, dlvrd: 0 },
  ],
  [
    "years of four digits",
    "id:1 sub:001 dlvrd:001 submit date:20251123120000 done date:202511231201 stat:DELIVRD err:000 Text:x",
    { id: "1", submittedAt: submitted, doneAt: done, text: "x" },
  ],
  [
    "capital labels and underscores",
    "ID:A1B2 SUB:001 DLVRD:001 SUBMIT_DATE:2511231200 DONE_DATE:2511231201 STAT:DELIVRD ERR:000 TEXT:hi",
    { id: "A1B2", state: "DELIVRD", submittedAt: submitted, doneAt: done },
  ],
  [
    "labels run together",
    "id:9 sub:1 dlvrd:1 submitdate:2511231200 donedate:2511231201 stat:DELIVRD err:0",
    { id: "9", sub: 1, dlvrd: 1, doneAt: done, error: "0" },
  ],
  ["no dates and no text", "id:55 stat:REJECTD err:00B", { id: "55", state: "REJECTD", error: "00B" }],
  ["the state first", "stat:EXPIRED err:027 id:abc-def-01", { id: "abc-def-01", state: "EXPIRED", error: "027" }],
  [
    "an id that is a UUID",
    "id:6f1c2a0e-90f7-4a51-b0b5-1d6a2c7d9a10 sub:001 dlvrd:001 submit date:2511231200 done date:2511231201 stat:DELIVRD err:000 text:",
    { id: "6f1c2a0e-90f7-4a51-b0b5-1d6a2c7d9a10", state: "DELIVRD" },
  ],
  [
    "blanks after the colons",
    "id: 77 sub: 001 dlvrd: 001 done date: 2511231201 stat: DELIVRD err: 000 text: ok",
    { id: "77", doneAt: done, dlvrd: 1 },
  ],
  [
    "commas between fields",
    "id:12,sub:001,dlvrd:001,done date:2511231201,stat:UNDELIVERABLE,err:001",
    { id: "12", state: "UNDELIV", doneAt: done },
  ],
  [
    "equals signs and semicolons",
    "message_id=XY_9;status=DELIVERED;error_code=0;done_date=2025-11-23 12:01:00",
    { id: "XY_9", state: "DELIVRD", error: "0", doneAt: done },
  ],
  [
    "ISO dates with a zone",
    "id:5 submit date:2025-11-23T14:00:00+02:00 done date:2025-11-23T12:01:00.123Z stat:DELIVRD",
    { submittedAt: submitted, doneAt: done },
  ],
  ["the state as a number", "id:5 stat:2 err:0", { state: "DELIVRD", stateWord: "2" }],
  [
    "the state under another name",
    "msgid:0x1F3 status:Failed reason:34",
    { id: "0x1F3", state: "UNDELIV", error: "34" },
  ],
  ["DELIVERD with a slip", "id:5 sub:001 dlvrd:001 stat:DELIVERD err:000", { state: "DELIVRD" }],
  ["ACCEPTED in full", "id:5 stat:ACCEPTED err:000", { state: "ACCEPTD" }],
  ["an intermediate state", "id:5 sub:001 dlvrd:000 stat:BUFFERED err:000 text:", { state: "ENROUTE" }],
  ["ENROUTE written apart", "id:5 stat:EN_ROUTE", { state: "ENROUTE" }],
  [
    "no id, which travels in receipted_message_id",
    "sub:001 dlvrd:001 stat:DELIVRD err:000 text:x",
    { id: "", state: "DELIVRD" },
  ],
  [
    "an empty error and zero dates",
    "id:5 submit date:0000000000 done date: stat:UNKNOWN err: text:",
    { state: "UNKNOWN", text: "" },
  ],
  ["a word nobody knows", "id:5 stat:GEFLOGEN err:000", { state: "UNKNOWN", stateWord: "GEFLOGEN" }],
  ["line breaks between fields", "id:5\r\nstat:DELIVRD\r\nerr:000", { id: "5", state: "DELIVRD", error: "000" }],
  [
    "a text with labels in it",
    "id:5 stat:DELIVRD err:000 text:id:6 stat:EXPIRED err:9",
    { id: "5", state: "DELIVRD", text: "id:6 stat:EXPIRED err:9" },
  ],
  [
    "the text before the state",
    "id:5 text:hello world stat:DELIVRD err:000",
    { id: "5", state: "DELIVRD", error: "000", text: "hello world" },
  ],
  ["JSON", '{"id":"5f","stat":"DELIVRD","err":"000"}', { id: "5f", state: "DELIVRD", error: "000" }],
  [
    "network error codes",
    "id:5 sub:001 dlvrd:000 done date:2511231201 stat:UNDELIV err:1 net_err:45 text:",
    { error: "1" },
  ],
];

describe("reading a receipt", () => {
  it.each(dialects)("reads %s", (_, text, expected) => {
    expect(parseReceipt(text)).toMatchObject(expected);
  });

  it("leaves out what is not there", () => {
    expect(parseReceipt("id:5 submit date:0000000000 done date: stat:DELIVRD err: sub:x")).toEqual({
      id: "5",
      state: "DELIVRD",
      stateWord: "DELIVRD",
    });
  });

  it.each([
    "",
    "Hello, are you there?",
    "id:5 sub:001",
    "stat:",
    "statistics: 5",
    "your id:5 is ready",
    "Status: thanks!",
  ])("does not take %j for a receipt", (text) => {
    expect(parseReceipt(text)).toBeUndefined();
  });

  it.each(["2513231200", "2511311200", "2502302500", "251123126100", "1"])(
    "has no date from the impossible %s",
    (date) => {
      expect(parseReceipt(`id:5 stat:DELIVRD done date:${date}`)?.doneAt).toBeUndefined();
    },
  );

  it("reads dates in the supplier's zone unless they bring their own", () => {
    const text = "id:5 stat:DELIVRD submit date:2511231400 done date:2025-11-23T12:01:00Z";
    expect(parseReceipt(text, { utcOffsetMinutes: 120 })).toMatchObject({ submittedAt: submitted, doneAt: done });
  });

  it("reads a receipt of any length in bounded time", () => {
    expect(parseReceipt(`id:5 stat:DELIVRD ${"id:".repeat(1_000_000)}`)).toMatchObject({ id: "5", state: "DELIVRD" });
    expect(parseReceipt(`${"x ".repeat(1_000_000)} stat:DELIVRD`)).toBeUndefined();
  });
});
