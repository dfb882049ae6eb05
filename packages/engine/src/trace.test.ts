import { expect, it } from "vitest";
import { decodeTrace, encodeTrace, type TraceStep, traceSteps } from "./trace.ts";

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
