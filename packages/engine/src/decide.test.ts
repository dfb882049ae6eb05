import { describe, expect, it } from "vitest";
import { aConfiguration, aMoment, aSubmission, liveOf, nowMs, snapshotOf } from "../test/configuration.ts";
import type { Scenario } from "../test/scenarios/scenario.ts";
import { scenarios } from "../test/scenarios.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { encodeTrace } from "./trace.ts";
import { formatMicros } from "./vocabulary/money.ts";

function decisionOn({ configuration, moment, submission }: Partial<Scenario>): Decision {
  const snapshot = snapshotOf(aConfiguration(configuration));
  return decide(aSubmission(submission), snapshot, liveOf(aMoment(moment)), nowMs);
}

/** A decision in the words of the scenarios. */
function wordsFor(decision: Decision): string {
  if (decision.outcome === "blocked") {
    const { reason, detail } = decision;
    const amounts = () => detail.split(".").map((micros) => formatMicros(BigInt(micros)));
    return `blocked ${reason} ${reason === "no_money" ? amounts().join(" of ") : detail}`.trim();
  }
  const { status, destination, alphabet, parts, billing, routeId, poolId, connectionId, dueAtMs } = decision;
  expect(decision.totalMicros).toBe(decision.priceMicros * BigInt(parts));
  const place = destination.network === null ? destination.country : `${destination.country}.${destination.network}`;
  const price = `${parts}×${formatMicros(decision.priceMicros)} ${billing}`;
  const way = `${routeId}/${poolId}/${connectionId} cost ${formatMicros(decision.costMicros)}`;
  const wait = dueAtMs === null ? "" : ` in ${dueAtMs - nowMs} ms`;
  return `${status} ${place} ${alphabet} ${price} ${way}${wait}`;
}

describe.each(Object.entries(scenarios))("%s", (_, rows) => {
  it.each(rows)("$says: $expected", (scenario) => {
    expect(wordsFor(decisionOn(scenario))).toBe(scenario.expected);
  });
});

describe("the trace", () => {
  it("tells every step of an accepted message with its figures", () => {
    expect(encodeTrace(decisionOn({}).trace)).toBe(
      "c;l;egsm7.1;r;dDE.26201;s;v;p1.50000.submitted;f10000000.50000;o1.1.1;k1.30000",
    );
  });

  it("tells the hold and how much of the daily limit was used", () => {
    const { clients } = aConfiguration();
    const configuration = { clients: clients.map((client) => ({ ...client, block: "hold" as const, dailyLimit: 9 })) };
    expect(encodeTrace(decisionOn({ configuration, moment: { acceptedToday: 4 } }).trace)).toMatch(/^chold;l4\.9;/);
  });

  it("ends where the message was stopped, with the reason", () => {
    expect(encodeTrace(decisionOn({ submission: { sender: "" } }).trace)).toBe(
      "c;l;egsm7.1;r;dDE.26201;!sinvalid_sender.empty",
    );
    expect(encodeTrace(decisionOn({ configuration: { routes: [] } }).trace)).toMatch(/;!ono_route$/);
  });

  it("holds nothing of the text, the sender or the recipient", () => {
    const submission = { text: "Secret words", sender: "Sendername", recipient: "4915198765432" };
    for (const moment of [{}, { unreservedMicros: 0n }]) {
      expect(encodeTrace(decisionOn({ submission, moment }).trace)).not.toMatch(/secret|sendername|98765432/i);
    }
  });
});

it("knows of a blocked message what was found before it was stopped", () => {
  const unknown = decisionOn({ submission: { recipient: "+999 512 345 678", text: "ж" } });
  expect(unknown).toMatchObject({ recipient: "999512345678", destination: null, alphabet: "ucs2", parts: 1 });
  const invalid = decisionOn({ submission: { recipient: "mum" } });
  expect(invalid).toMatchObject({ recipient: "mum", destination: null });
  const poor = decisionOn({ moment: { unreservedMicros: 0n }, submission: { recipient: "+4915123456789" } });
  expect(poor).toMatchObject({ recipient: "4915123456789", destination: { country: "DE", network: "26201" } });
});

it("gives all accepted decisions one shape, and all blocked ones", () => {
  const keysOf = (scenario: Partial<Scenario>) => Object.keys(decisionOn(scenario)).join();
  const submission = { dueAtMs: nowMs + 1 };
  expect(keysOf({ submission })).toBe(keysOf({}));
  expect(keysOf({ submission: { sender: "" } })).toBe(keysOf({ configuration: { routes: [] } }));
});

it("throws for a client that is not in the snapshot, which is a fault of the caller", () => {
  expect(() => decisionOn({ submission: { clientId: 404 } })).toThrow("client 404 is not in the snapshot");
});
