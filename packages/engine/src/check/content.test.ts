import { describe, expect, it } from "vitest";
import {
  aClient,
  aConfiguration,
  aFilter,
  aMoment,
  aSpamLimit,
  aSubmission,
  type Configuration,
} from "../../test/configuration.ts";
import { liveOf, snapshotOf } from "../../test/snapshot.ts";
import type { LiveFacts } from "../decision.ts";
import type { Submission } from "../submission.ts";
import { checkContent, checkLikeness } from "./content.ts";

const firewallOf = (parts: Partial<Configuration>) => snapshotOf(aConfiguration(parts)).firewall;
const automatic = aClient({ moderation: "automatic" });

describe("the text", () => {
  const judge = (parts: Partial<Configuration>, client = aClient(), fields: Partial<Submission> = {}) =>
    checkContent(aSubmission(fields), "DE", client, firewallOf(parts));

  it("is stopped by the first filter that blocks it, by id", () => {
    const filters = [aFilter({ id: 7 }), aFilter({ id: 5, pattern: "your" }), aFilter({ id: 2, pattern: "casino" })];
    expect(judge({ filters })).toEqual({ reason: "text_blocked", detail: "5" });
    expect(judge({ filters }, aClient(), { text: "Hello" })).toEqual({ filterId: null });
  });

  it("waits for a person where the client is moderated and a filter asks for it", () => {
    const filters = [aFilter({ id: 3, action: "moderate" }), aFilter({ id: 4, action: "moderate", pattern: "your" })];
    expect(judge({ filters })).toEqual({ filterId: null });
    expect(judge({ filters }, automatic)).toEqual({ filterId: 3 });
    expect(judge({ filters }, aClient({ moderation: "manual" }))).toEqual({ filterId: 3 });
    expect(judge({ filters: [...filters, aFilter({ id: 9 })] }, automatic)).toMatchObject({ reason: "text_blocked" });
  });

  it("is none when the content is binary", () => {
    const filters = [aFilter({ match: "regex", pattern: ".*" })];
    expect(judge({ filters }, aClient(), { text: null })).toEqual({ filterId: null });
  });
});

describe("how many are alike", () => {
  const message = aSubmission();
  /** Answers each limit by its own count, and keeps what was asked for. */
  function judge(
    parts: Partial<Configuration>,
    counts: Readonly<Record<number, number>>,
    client = aClient(),
    fields: Partial<Submission> = {},
  ) {
    const asked: [number, number][] = [];
    const live: LiveFacts = {
      ...liveOf(aMoment()),
      likeMessages: (limitId, key) => {
        asked.push([limitId, key]);
        return counts[limitId] ?? 0;
      },
    };
    return { verdict: checkLikeness({ ...message, ...fields }, "DE", client, firewallOf(parts), live), asked };
  }
  const keyOf = (limit: Parameters<typeof aSpamLimit>[0], fields: Partial<Submission>, client = aClient()) =>
    judge({ spamLimits: [aSpamLimit(limit)] }, {}, client, fields).asked[0]?.[1];

  it("is counted under every limit that concerns the message, with the window it counts in", () => {
    const spamLimits = [
      aSpamLimit({ id: 4, windowMs: 5_000 }),
      aSpamLimit({ id: 2, clientId: 1 }),
      aSpamLimit({ id: 3, clientId: 2 }),
      aSpamLimit({ id: 5, country: "FR" }),
    ];
    const { verdict, asked } = judge({ spamLimits }, {});
    expect(asked.map(([limitId]) => limitId)).toEqual([2, 4]);
    expect(verdict).toEqual({
      over: "",
      counted: [
        { limitId: 2, key: asked[0]?.[1], windowMs: 60_000 },
        { limitId: 4, key: asked[1]?.[1], windowMs: 5_000 },
      ],
    });
    expect(judge({}, {}).verdict).toEqual({ over: "", counted: [] });
  });

  it("stops a message from the count on that the limit allows, under the limit's own reason", () => {
    const spamLimits = [aSpamLimit({ id: 1 }), aSpamLimit({ id: 2, reason: "duplicate", messagesMax: 1 })];
    expect(judge({ spamLimits }, { 1: 2 }).verdict).toMatchObject({ over: "" });
    expect(judge({ spamLimits }, { 1: 3, 2: 9 }).verdict).toEqual({ reason: "spam_limit", detail: "1.3.3" });
    expect(judge({ spamLimits }, { 2: 1 }).verdict).toEqual({ reason: "duplicate", detail: "2.1.1" });
  });

  it("asks for approval where somebody moderates, of several limits for the first", () => {
    const spamLimits = [aSpamLimit({ id: 1, action: "moderate" }), aSpamLimit({ id: 2, action: "moderate" })];
    expect(judge({ spamLimits }, { 1: 3, 2: 3 }).verdict).toMatchObject({ over: "" });
    const { verdict } = judge({ spamLimits }, { 1: 3, 2: 4 }, automatic);
    expect(verdict).toMatchObject({ over: "1.3.3.spam_limit", counted: [{ limitId: 1 }, { limitId: 2 }] });
    expect(judge({ spamLimits }, { 2: 4 }, automatic).verdict).toMatchObject({ over: "2.4.3.spam_limit" });
  });

  it("compares what the limit says and nothing else", () => {
    const nothing = { byRecipient: false };
    const other = { recipient: "4915111111111", sender: "Other", text: "Hello" };
    for (const [by, field] of [
      ["byRecipient", "recipient"],
      ["bySender", "sender"],
      ["byText", "text"],
    ] as const) {
      const limit = { ...nothing, [by]: true };
      expect(keyOf(limit, { [field]: other[field] })).not.toBe(keyOf(limit, {}));
      expect(keyOf(limit, { ...other, [field]: message[field] })).toBe(keyOf(limit, {}));
    }
  });

  it("counts each limit and each client by itself", () => {
    expect(keyOf({ id: 1 }, {})).not.toBe(keyOf({ id: 2 }, {}));
    expect(keyOf({}, {}, aClient({ id: 2 }))).not.toBe(keyOf({}, {}));
  });

  it("compares binary content octet by octet", () => {
    const octets = (...list: number[]) => keyOf({ byText: true }, { text: null, binary: Uint8Array.of(...list) });
    expect(octets(1, 2, 255)).toBe(octets(1, 2, 255));
    expect(octets(1, 2, 254)).not.toBe(octets(1, 2, 255));
    expect(octets()).toBe(keyOf({ byText: true }, { text: null, binary: null }));
  });
});
