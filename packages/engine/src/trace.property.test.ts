import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeTrace, encodeTrace, type TraceStepName, traceSteps } from "./trace.ts";

const step = fc.record(
  {
    step: fc.constantFrom(...(Object.keys(traceSteps) as TraceStepName[])),
    outcome: fc.constantFrom("pass", "skip", "stop"),
    // Details may begin with anything, the signs of the line included, but hold no semicolon.
    detail: fc.string({ unit: "binary" }).map((text) => text.replaceAll(";", "-")),
  },
  { noNullPrototype: true },
);

it("reads back every trace it writes", () => {
  fc.assert(
    fc.property(fc.array(step), (trace) => {
      expect(decodeTrace(encodeTrace(trace))).toEqual(trace);
    }),
  );
});

it("reads any line as a trace that is written as the same line, or throws", () => {
  const line = fc.oneof(fc.string(), fc.stringMatching(/^([!-]?[clerdntqsvpfmokwa][a-zA-Z0-9.]{0,5}(;|$)){0,6}$/));
  fc.assert(
    fc.property(line, (text) => {
      let trace: ReturnType<typeof decodeTrace>;
      try {
        trace = decodeTrace(text);
      } catch (error) {
        expect(String(error)).toContain("no trace step");
        return;
      }
      expect(encodeTrace(trace)).toBe(text);
    }),
  );
});
