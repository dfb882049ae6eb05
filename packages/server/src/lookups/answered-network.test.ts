import { describe, expect, it } from "vitest";
import { answeredNetwork } from "./answered-network.ts";

const known = new Set(["26201", "310004", "722010", "310410"]);
const isKnown = (network: string) => known.has(network);

describe("the network an answer names", () => {
  it.each([
    ["26201", undefined, "26201"],
    ["262-01", undefined, "26201"],
    ["262 / 01", undefined, "26201"],
    ["262001", undefined, "26201"],
    ["2621", undefined, "26201"],
    ["310004", undefined, "310004"],
    ["3104", undefined, "310004"],
    ["262", "1", "26201"],
    ["262", "001", "26201"],
    ["26201", "01", "26201"],
    ["722", "10", "722010"],
  ])("%j with %j is %s", (network, mnc, expected) => {
    expect(answeredNetwork({ network, mnc }, isKnown)).toBe(expected);
  });

  it.each([
    ["26299", undefined],
    ["262", undefined],
    ["", undefined],
    ["Telekom", undefined],
    ["2620112", undefined],
    ["262", ""],
  ])("%j with %j is none of ours", (network, mnc) => {
    expect(answeredNetwork({ network, mnc }, isKnown)).toBeUndefined();
  });
});
