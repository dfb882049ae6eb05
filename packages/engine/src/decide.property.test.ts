import fc from "fast-check";
import { expect, it } from "vitest";
import { anySubmissions, likelySubmissions } from "../test/arbitraries/submissions.ts";
import { configurations, moments } from "../test/arbitraries.ts";
import { aConfiguration, aConnection, aMoment, aPool, aSubmission, nowMs } from "../test/configuration.ts";
import { decideSlowly } from "../test/reference.ts";
import { liveOf, snapshotOf } from "../test/snapshot.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { decodeTrace } from "./trace.ts";
import type { BlockReason } from "./vocabulary/block-reasons.ts";

const submissions = fc.oneof({ weight: 19, arbitrary: likelySubmissions }, { weight: 1, arbitrary: anySubmissions });

/** The block reasons that decide() gives; others come from the path before and after it. */
const decidedReasons: readonly BlockReason[] = [
  "client_blocked",
  "channel_disabled",
  "daily_limit",
  "encoding",
  "too_long",
  "invalid_recipient",
  "unknown_destination",
  "destination_closed",
  "number_blacklisted",
  "opted_out",
  "text_blocked",
  "spam_limit",
  "duplicate",
  "invalid_sender",
  "sender_blacklisted",
  "sender_not_allowed",
  "expired_before_send",
  "no_client_price",
  "no_money",
  "no_route",
  "no_active_supplier",
  "supplier_not_allowed",
  "no_source_price",
  "negative_margin",
];

/** Freezes all that hangs on a value, so that a change of it throws; octets can't be frozen and are compared. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}

/** Without what the reference does not tell: details, traces, hashes and numbers of destinations. */
function comparable(decision: Decision) {
  if (decision.outcome === "blocked") return { outcome: decision.outcome, reason: decision.reason };
  const { trace: _, likeness, destination, ...rest } = decision;
  const { country, network } = destination;
  return {
    ...rest,
    destination: { country, network },
    likeness: likeness.map(({ limitId, windowMs }) => ({ limitId, windowMs })),
  };
}

it("agrees with the slow and obvious reference on any configuration", () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(configurations, moments, submissions, (configuration, moment, submission) => {
      const decision = decide(submission, snapshotOf(configuration), liveOf(moment), nowMs);
      const [only, ...others] = decideSlowly(submission, configuration, moment, nowMs);
      if (others.length === 0) expect(comparable(decision)).toEqual(only);
      else expect([only, ...others]).toContainEqual(comparable(decision));
      for (const outcome of outcomesOf(decision)) outcomes.add(outcome);
    }),
    { numRuns: 2_000 },
  );
  // Worlds in which nothing gets through would agree about nothing: every outcome must have come up.
  const accepted = ["queued", "held", "scheduled", "moderation", "filtered", "rewritten text", "rewritten sender"];
  expect([...outcomes].sort()).toEqual([...accepted, ...decidedReasons].sort());
});

const told = (decision: Decision) => ({ ...decision, trace: decision.trace.line() });

function outcomesOf(decision: Decision): string[] {
  if (decision.outcome === "blocked") return [decision.reason];
  return [
    decision.status,
    ...(decision.filterId === null ? [] : ["filtered"]),
    ...(decision.sentText === null ? [] : ["rewritten text"]),
    ...(decision.sentSender === null ? [] : ["rewritten sender"]),
  ];
}

it("answers the same to the same and changes nothing of what it is given", () => {
  fc.assert(
    fc.property(configurations, moments, submissions, (configuration, moment, submission) => {
      const [rowsBefore, submissionBefore] = [structuredClone(configuration), structuredClone(submission)];
      const snapshot = snapshotOf(deepFreeze(configuration));
      const first = decide(deepFreeze(submission), snapshot, liveOf(moment), nowMs);
      const second = decide(submission, snapshot, liveOf(moment), nowMs);
      const anew = decide(submission, snapshotOf(configuration), liveOf(moment), nowMs);
      expect(told(second)).toEqual(told(first));
      expect(told(anew)).toEqual(told(first));
      expect(second.trace).not.toBe(first.trace);
      expect(configuration).toEqual(rowsBefore);
      expect(submission).toEqual(submissionBefore);
    }),
    { numRuns: 300 },
  );
});

it("never throws, whatever is submitted", () => {
  const snapshot = snapshotOf(aConfiguration());
  fc.assert(
    fc.property(anySubmissions, moments, (submission, moment) => {
      const decision = decide({ ...submission, clientId: 1 }, snapshot, liveOf(moment), nowMs);
      expect(["accepted", "blocked"]).toContain(decision.outcome);
      expect(decision.parts).toBeGreaterThanOrEqual(1);
      expect(Number.isSafeInteger(decision.parts)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it("leaves a trace whose last step alone tells the outcome", () => {
  fc.assert(
    fc.property(configurations, moments, submissions, (configuration, moment, submission) => {
      const decision = decide(submission, snapshotOf(configuration), liveOf(moment), nowMs);
      const steps = decision.trace.steps();
      const last = steps.at(-1);
      expect(decodeTrace(decision.trace.line())).toEqual(steps);
      expect(last?.step).toBe(decision.trace.last());
      expect(steps.slice(0, -1).some(({ outcome }) => outcome === "stop")).toBe(false);
      if (decision.outcome === "accepted") {
        expect(last).toMatchObject({
          step: expect.stringMatching(/^(cost|rewriting|funds|moderation)$/),
          outcome: "pass",
        });
      } else
        expect(last).toMatchObject({ outcome: "stop", detail: expect.stringMatching(`^${decision.reason}(\\.|$)`) });
    }),
    { numRuns: 500 },
  );
});

it("deals a pool's messages exactly by its percentages, when the caller counts its turns", () => {
  const shares = fc
    .tuple(fc.nat(100), fc.nat(100))
    .map(([a, b]) => [Math.min(a, b), Math.abs(a - b), 100 - Math.max(a, b)] as const);
  fc.assert(
    fc.property(shares, fc.nat(10_000), ([one, two, three], from) => {
      const connections = [1, 2, 3].map((id) => aConnection({ id, supplierId: 1 }));
      const pools = [aPool({ shares: { 1: one, 2: two, 3: three } })];
      const snapshot = snapshotOf(aConfiguration({ connections, pools }));
      const dealt = [0, 0, 0, 0];
      for (let poolTurn = from; poolTurn < from + 100; poolTurn++) {
        const decision = decide(aSubmission(), snapshot, liveOf(aMoment({ poolTurn })), nowMs);
        const id = decision.outcome === "accepted" ? decision.connectionId : 0;
        dealt[id] = (dealt[id] ?? 0) + 1;
      }
      expect(dealt).toEqual([0, one, two, three]);
    }),
    { numRuns: 50 },
  );
});
