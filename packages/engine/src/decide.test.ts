import { describe, expect, it } from "vitest";
import {
  aClient,
  aConfiguration,
  aConnection,
  aFilter,
  aMoment,
  aPool,
  aRule,
  aSpamLimit,
  aSubmission,
  nowMs,
} from "../test/configuration.ts";
import type { Scenario } from "../test/scenarios/scenario.ts";
import { scenarios } from "../test/scenarios.ts";
import { liveOf, snapshotOf } from "../test/snapshot.ts";
import { decide } from "./decide.ts";
import type { Accepted, Decision } from "./decision.ts";

import type { Submission } from "./submission.ts";
import { formatMicros } from "./vocabulary/money.ts";

function decisionOn({ configuration, moment, submission }: Partial<Scenario>): Decision {
  const snapshot = snapshotOf(aConfiguration(configuration));
  return decide(aSubmission(submission), snapshot, liveOf(aMoment(moment)), nowMs);
}

/** A decision in the words of the scenarios. */
function wordsFor(decision: Decision, submission: Submission): string {
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
  const filter = decision.filterId === null ? "" : ` for filter ${decision.filterId}`;
  const wait = dueAtMs === null ? "" : ` in ${dueAtMs - nowMs} ms`;
  return `${status} ${place} ${alphabet} ${price} ${way}${filter}${wait}${changeOf(decision, submission)}`;
}

/** How a message leaves that rules changed. */
function changeOf({ sentSender, sentText }: Accepted, { sender, text }: Submission): string {
  if (sentSender === null && sentText === null) return "";
  const leaving = sentText ?? text;
  return ` as ${sentSender ?? sender}${leaving === null ? "" : `: ${leaving}`}`;
}

describe.each(Object.entries(scenarios))("%s", (_, rows) => {
  it.each(rows)("$says: $expected", (scenario) => {
    expect(wordsFor(decisionOn(scenario), aSubmission(scenario.submission))).toBe(scenario.expected);
  });
});

describe("the trace", () => {
  it("tells every step of an accepted message with its figures", () => {
    expect(decisionOn({}).trace.line()).toBe(
      "c;l;egsm7.1;r;dDE.26201;n;t;q;s;v;p1.50000.submitted;f10000000.50000;o1.1.1;k1.30000",
    );
  });

  it("tells the hold and how much of the daily limit was used", () => {
    const { clients } = aConfiguration();
    const configuration = { clients: clients.map((client) => ({ ...client, block: "hold" as const, dailyLimit: 9 })) };
    expect(decisionOn({ configuration, moment: { acceptedToday: 4 } }).trace.line()).toMatch(/^chold;l4\.9;/);
  });

  it("ends where the message was stopped, with the reason", () => {
    expect(decisionOn({ submission: { sender: "" } }).trace.line()).toBe(
      "c;l;egsm7.1;r;dDE.26201;n;t;q;!sinvalid_sender.empty",
    );
    expect(decisionOn({ configuration: { routes: [] } }).trace.line()).toMatch(/;!ono_route$/);
  });

  it("tells what the firewall found, which rules acted, and that it waits for a person", () => {
    const configuration = {
      clients: [aClient({ moderation: "automatic", skipBlacklist: true })],
      filters: [aFilter({ id: 7, action: "moderate" })],
      spamLimits: [aSpamLimit({ id: 3, action: "moderate" })],
      senders: [{ clientId: 1, sender: "Switchyard", country: null, status: "approved" as const }],
      rules: [aRule({ id: 5 }), aRule({ id: 6, supplierId: 1, search: "word", replacements: ["x".repeat(200)] })],
    };
    expect(decisionOn({ configuration, moment: { alike: 4 } }).trace.line()).toBe(
      "c;l;egsm7.1;r;dDE.26201;nexempt;t7;q3.4.3.spam_limit;sapproved;v;p1.50000.submitted;f10000000.50000;o1.1.1;k1.30000;" +
        "w2.5.6;f10000000.100000;a",
    );
  });

  it("tells which members were set aside before the route they belong to", () => {
    const configuration = {
      pools: [aPool({ shares: { 1: 50, 2: 50 } })],
      connections: [aConnection({ queueMax: 5 }), aConnection({ id: 2, paused: true })],
    };
    expect(decisionOn({ configuration, moment: { queues: { 1: 5 } } }).trace.line()).toMatch(
      /;-m1\.long_queue;-m2\.no_active_supplier;o1\.1\.1;k1\.30000$/,
    );
  });

  it("ends at the route where the rules' work stops the message", () => {
    const configuration = { rules: [aRule({ replacements: ["x".repeat(200)] })] };
    expect(decisionOn({ configuration, moment: { unreservedMicros: 50_000n } }).trace.line()).toMatch(
      /;o1\.1\.1;k1\.30000;w2\.1;!fno_money\.50000\.100000$/,
    );
  });

  it("holds nothing of the text, the sender or the recipient", () => {
    const submission = { text: "Secret words", sender: "Sendername", recipient: "4915198765432" };
    const configuration = {
      rules: [
        aRule({ search: "Secret", replacements: ["Secrets"] }),
        aRule({ id: 2, kind: "sender", operation: "set", match: "any", search: "", replacements: ["Sendername2"] }),
      ],
      filters: [aFilter({ pattern: "secrets" })],
    };
    for (const moment of [{}, { unreservedMicros: 0n }]) {
      const { trace } = decisionOn({ submission, moment, configuration });
      expect(trace.line()).not.toMatch(/secret|sendername|98765432/i);
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
  const configuration = { rules: [aRule()], clients: [aClient({ moderation: "manual" })] };
  expect(keysOf({ submission })).toBe(keysOf({}));
  expect(keysOf({ configuration })).toBe(keysOf({}));
  expect(keysOf({ submission: { sender: "" } })).toBe(keysOf({ configuration: { routes: [] } }));
});

it("counts what is accepted under each spam limit that concerns it, for the caller to remember", () => {
  const spamLimits = [aSpamLimit({ id: 4, windowMs: 5_000 }), aSpamLimit({ id: 2, clientId: 2 })];
  const decision = decisionOn({ configuration: { spamLimits }, submission: { recipient: "+49 151 23456789" } });
  const sameNumber = decisionOn({ configuration: { spamLimits } });
  expect(decision).toMatchObject({ likeness: [{ limitId: 4, windowMs: 5_000, key: expect.any(Number) }] });
  expect(sameNumber).toMatchObject({ likeness: "likeness" in decision ? decision.likeness : undefined });
});

it("throws for a client that is not in the snapshot, which is a fault of the caller", () => {
  expect(() => decisionOn({ submission: { clientId: 404 } })).toThrow("client 404 is not in the snapshot");
});
