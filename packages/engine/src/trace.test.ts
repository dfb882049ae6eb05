import { describe, expect, it } from "vitest";
import { decodeTrace, describeStep, encodeTrace, type TraceStep, traceSteps } from "./trace.ts";

const trace: readonly TraceStep[] = [
  { step: "client", outcome: "pass", detail: "" },
  { step: "encoding", outcome: "pass", detail: "gsm7.1" },
  { step: "destination", outcome: "pass", detail: "DE.26201" },
  { step: "route", outcome: "skip", detail: "7.not_valid_now" },
  { step: "route", outcome: "stop", detail: "no_route" },
];
const line = "c;egsm7.1;dDE.26201;-o7.not_valid_now;!ono_route";

it("writes a trace as one short line and reads it back", () => {
  expect(encodeTrace(trace)).toBe(line);
  expect(decodeTrace(line)).toEqual(trace);
});

it("writes an empty trace as an empty line", () => {
  expect(encodeTrace([])).toBe("");
  expect(decodeTrace("")).toEqual([]);
});

it.each(["x", "c;x1", ";", "!", "-", "c;;e"])("throws on %j, which it never wrote", (foreign) => {
  expect(() => decodeTrace(foreign)).toThrow("no trace step");
});

it("marks each step with a letter of its own that is no sign of the line", () => {
  const marks = Object.values(traceSteps).map(({ mark }) => mark);
  expect(new Set(marks).size).toBe(marks.length);
  for (const mark of marks) expect(mark).toMatch(/^[a-z]$/);
});

describe("a step in words", () => {
  const said = (line: string) => decodeTrace(line).map(describeStep);

  it("tells what was found, with amounts in units", () => {
    expect(said("c;l12.1000;egsm7.2;dDE.26201;p17.12500.submitted;f4200000.25000;o12.3.7;k5.8000")).toEqual([
      "may send over this channel",
      "12 of 1000 used today",
      "GSM 7-bit, 2 parts",
      "DE, network 26201",
      "0.0125 by submitted (price 17)",
      "4.20 available, 0.025 needed in all",
      "route 12, pool 3, connection 7",
      "0.008 (cost 5)",
    ]);
  });

  it("tells why a route was set aside and why a message was stopped", () => {
    expect(said("-o12.not_valid_now")).toEqual(["route 12 set aside: not valid now"]);
    expect(said("!fno_money.10000.12500")).toEqual([
      "The available funds do not cover this message. 0.01 available, 0.0125 needed.",
    ]);
    expect(said("!rinvalid_recipient.too_short")).toEqual(["The recipient is not a valid number. (too short)"]);
  });
});
