import { describe, expect, it } from "vitest";
import { decodeTrace, encodeTrace, type TraceStep, tellStep, traceSteps } from "./trace.ts";

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
  /** Ids stay ids. */
  const said = (line: string) =>
    decodeTrace(line).map((step) =>
      tellStep(step)
        .map((piece) => (typeof piece === "string" ? piece : piece.id))
        .join(""),
    );

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

  it("tells how the network is known", () => {
    expect(said("dDE;dDE.26201.looked_up;dDE..looked_up;dDE.26201.highest_price;dDE..highest_price")).toEqual([
      "DE, network not known",
      "DE, network 26201 (looked up)",
      "DE, network not known (looked up)",
      "DE, network 26201 by its prefix; it may be ported, so the country's highest price counts",
      "DE, network not known by its prefix; it may be ported, so the country's highest price counts",
    ]);
  });

  it("tells what the firewall, the register, the rules and the moderation found", () => {
    expect(said("n;nexempt;t;t7;q;q3.5.4.duplicate;s;spending;w2.7.9;w1.7;a")).toEqual([
      "on no list",
      "the client is exempt from the black list",
      "no filter fits",
      "filter 7 asks for a person's approval",
      "within the limits",
      "limit 3 asks for a person's approval: 5 of 4 alike",
      "a valid sender",
      "a valid sender, pending",
      "rules 7, 9; 2 parts",
      "rule 7; 1 part",
      "waits for a person's approval",
    ]);
  });

  it("tells apart what it names", () => {
    expect(decodeTrace("o12.3.7;w2.7.9").map(tellStep)).toEqual([
      [
        "route ",
        { kind: "route", id: 12 },
        ", pool ",
        { kind: "pool", id: 3 },
        ", connection ",
        { kind: "connection", id: 7 },
      ],
      ["rules ", { kind: "rule", id: 7 }, ", ", { kind: "rule", id: 9 }, "; 2 parts"],
    ]);
  });

  it("tells why a member or a route was set aside and why a message was stopped", () => {
    expect(said("-m3.long_queue;-o12.not_valid_now")).toEqual([
      "connection 3 set aside: long queue",
      "route 12 set aside: not valid now",
    ]);
    expect(said("!ttext_blocked.7;!qduplicate.3.1.1;!snot_allowed")).toEqual([
      "A text filter stopped this message. (7)",
      "The same message was sent a moment ago. (3, 1, 1)",
      "not allowed",
    ]);
    expect(said("!fno_money.10000.12500")).toEqual([
      "The available funds do not cover this message. 0.01 available, 0.0125 needed.",
    ]);
    expect(said("!onegative_margin.12;!ono_route")).toEqual([
      "The price does not cover the cost. (route 12)",
      "No route leads to this destination.",
    ]);
    expect(said("!rinvalid_recipient.too_short")).toEqual(["The recipient is not a valid number. (too short)"]);
  });
});
