/** Rows about who may be written to, what may be written, and how often. */
import { aClient, aConfiguration, aFilter, aPrice, aRule, aSpamLimit, hourMs, nowMs } from "../configuration.ts";
import { client, type Scenario, usual } from "./scenario.ts";

const listed = { blacklist: ["4915123456789"] };
const optOut = (clientId: number, number = "4915123456789") => ({ optOuts: [{ clientId, number }] });
const moderated = usual.replace("queued", "moderation");
const octets = { text: null, binary: new Uint8Array(10), alphabet: "binary" as const };

export const numbers: readonly Scenario[] = [
  { says: "a number on the black list", configuration: listed, expected: "blocked number_blacklisted" },
  {
    says: "a number on the black list, however it is written",
    configuration: listed,
    submission: { recipient: "+49 151 2345-6789" },
    expected: "blocked number_blacklisted",
  },
  {
    says: "numbers beside a listed one",
    configuration: { blacklist: ["4915123456788", "4915123456790", "491512345678", "49151234567890"] },
    expected: usual,
  },
  {
    says: "a client exempt from the black list",
    configuration: { ...listed, ...client({ skipBlacklist: true }) },
    expected: usual,
  },
  { says: "a number that opted out from this client", configuration: optOut(1), expected: "blocked opted_out" },
  { says: "a number that opted out from another client", configuration: optOut(2), expected: usual },
  {
    says: "a number that opted out from everybody",
    configuration: optOut(0),
    expected: "blocked opted_out everybody",
  },
  { says: "another number that opted out", configuration: optOut(1, "4915123456780"), expected: usual },
  {
    says: "an opt-out binds also a client exempt from the black list",
    configuration: { ...optOut(1), ...client({ skipBlacklist: true }) },
    expected: "blocked opted_out",
  },
  {
    says: "the black list before an opt-out",
    configuration: { ...listed, ...optOut(1) },
    expected: "blocked number_blacklisted",
  },
];

const filter = (fields: Parameters<typeof aFilter>[0]) => ({ filters: [aFilter(fields)] });
const moderating = (fields: Parameters<typeof aClient>[0], ...filters: Parameters<typeof aFilter>[0][]) => ({
  ...client(fields),
  filters: filters.map((each, index) => aFilter({ id: index + 1, action: "moderate", ...each })),
});

export const texts: readonly Scenario[] = [
  {
    says: "a phrase, letter case ignored",
    configuration: filter({ pattern: "CODE is" }),
    expected: "blocked text_blocked 1",
  },
  {
    says: "a phrase, letter case counted",
    configuration: filter({ pattern: "CODE", ignoreCase: false }),
    expected: usual,
  },
  { says: "a phrase within a word", configuration: filter({ pattern: "od" }), expected: "blocked text_blocked 1" },
  { says: "no whole word", configuration: filter({ match: "word", pattern: "od" }), expected: usual },
  {
    says: "a whole word",
    configuration: filter({ match: "word", pattern: "code" }),
    expected: "blocked text_blocked 1",
  },
  {
    says: "a whole word at the end of a text in another script",
    configuration: filter({ match: "word", pattern: "КАЗИНО" }),
    submission: { text: "Лучшее казино" },
    expected: "blocked text_blocked 1",
  },
  {
    says: "an expression",
    configuration: filter({ match: "regex", pattern: "\\b[0-9]{6}\\b" }),
    expected: "blocked text_blocked 1",
  },
  {
    says: "an expression that does not match",
    configuration: filter({ match: "regex", pattern: "^code" }),
    expected: usual,
  },
  {
    says: "an expression that would take others for ever",
    configuration: filter({ match: "regex", pattern: "^(a+)+$" }),
    submission: { text: `${"a".repeat(150)}!` },
    expected: usual,
  },
  { says: "a filter of the client", configuration: filter({ clientId: 1 }), expected: "blocked text_blocked 1" },
  { says: "a filter of another client", configuration: filter({ clientId: 2 }), expected: usual },
  { says: "a filter of the country", configuration: filter({ country: "DE" }), expected: "blocked text_blocked 1" },
  { says: "a filter of another country", configuration: filter({ country: "FR" }), expected: usual },
  {
    says: "the first by id of several filters",
    configuration: {
      filters: [aFilter({ id: 8 }), aFilter({ id: 3, pattern: "is" }), aFilter({ id: 1, pattern: "no" })],
    },
    expected: "blocked text_blocked 3",
  },
  {
    says: "binary content is no text",
    configuration: filter({ match: "regex", pattern: ".*" }),
    submission: octets,
    expected: usual.replace("gsm7", "binary"),
  },
  {
    says: "the text as the client sent it, not as rules make it",
    configuration: { filters: [aFilter({ pattern: "word" })], rules: [aRule()] },
    expected: `${usual} as Switchyard: Your word is 123456.`,
  },
];

export const moderation: readonly Scenario[] = [
  {
    says: "a filter asks in vain where nobody moderates",
    configuration: moderating({ moderation: "none" }, {}),
    expected: usual,
  },
  {
    says: "a filter of a client that is moderated automatically",
    configuration: moderating({ moderation: "automatic" }, {}),
    expected: `${moderated} for filter 1`,
  },
  {
    says: "no filter of a client that is moderated automatically",
    configuration: moderating({ moderation: "automatic" }, { pattern: "casino" }),
    expected: usual,
  },
  {
    says: "every message of a client that is moderated by hand",
    configuration: client({ moderation: "manual" }),
    expected: moderated,
  },
  {
    says: "the filter is told also where every message waits",
    configuration: moderating({ moderation: "manual" }, { pattern: "casino" }, {}),
    expected: `${moderated} for filter 2`,
  },
  {
    says: "a filter that blocks before one that asks for approval, though that is older",
    configuration: moderating({ moderation: "automatic" }, {}, { action: "block", pattern: "your" }),
    expected: "blocked text_blocked 2",
  },
  {
    says: "approval comes before the hold",
    configuration: moderating({ moderation: "automatic", block: "hold" }, {}),
    expected: `${moderated} for filter 1`,
  },
  {
    says: "approval comes before the scheduled moment",
    configuration: client({ moderation: "manual" }),
    submission: { dueAtMs: nowMs + hourMs },
    expected: `${moderated} in 3600000 ms`,
  },
  {
    says: "what waits for approval must be paid for too",
    configuration: { ...client({ moderation: "manual" }), prices: [aPrice({ billing: "delivered" })] },
    moment: { unreservedMicros: 49_999n },
    expected: "blocked no_money 0.049999 of 0.05",
  },
  {
    says: "what waits for approval needs a route too",
    configuration: { ...client({ moderation: "manual" }), routes: [] },
    expected: "blocked no_route",
  },
];

const limit = (fields: Parameters<typeof aSpamLimit>[0]) => ({ spamLimits: [aSpamLimit(fields)] });
const full = { alike: 3 };

export const likeness: readonly Scenario[] = [
  { says: "the last message of a spam limit", configuration: limit({}), moment: { alike: 2 }, expected: usual },
  { says: "one message too many", configuration: limit({}), moment: full, expected: "blocked spam_limit 1.3.3" },
  {
    says: "a limit that was lowered",
    configuration: limit({ messagesMax: 1 }),
    moment: full,
    expected: "blocked spam_limit 1.3.1",
  },
  {
    says: "a second message like the first",
    configuration: limit({ byText: true, bySender: true, messagesMax: 1, reason: "duplicate" }),
    moment: { alike: 1 },
    expected: "blocked duplicate 1.1.1",
  },
  {
    says: "a limit of the client",
    configuration: limit({ clientId: 1 }),
    moment: full,
    expected: "blocked spam_limit 1.3.3",
  },
  { says: "a limit of another client", configuration: limit({ clientId: 2 }), moment: full, expected: usual },
  {
    says: "a limit of the country",
    configuration: limit({ country: "DE" }),
    moment: full,
    expected: "blocked spam_limit 1.3.3",
  },
  { says: "a limit of another country", configuration: limit({ country: "FR" }), moment: full, expected: usual },
  {
    says: "the first by id of several limits that are met",
    configuration: {
      spamLimits: [
        aSpamLimit({ id: 9, messagesMax: 2 }),
        aSpamLimit({ id: 5, messagesMax: 3, reason: "duplicate" }),
        aSpamLimit({ id: 2, messagesMax: 4 }),
      ],
    },
    moment: full,
    expected: "blocked duplicate 5.3.3",
  },
  {
    says: "binary content counts too",
    configuration: limit({ byText: true }),
    moment: full,
    submission: octets,
    expected: "blocked spam_limit 1.3.3",
  },
  {
    says: "a limit asks for approval in vain where nobody moderates",
    configuration: limit({ action: "moderate" }),
    moment: full,
    expected: usual,
  },
  {
    says: "a limit of a client that is moderated automatically",
    configuration: { ...limit({ action: "moderate" }), ...client({ moderation: "automatic" }) },
    moment: full,
    expected: moderated,
  },
  {
    says: "a limit that is not reached of a client that is moderated automatically",
    configuration: { ...limit({ action: "moderate" }), ...client({ moderation: "automatic" }) },
    moment: { alike: 2 },
    expected: usual,
  },
  {
    says: "a limit that blocks after one that asks for approval",
    configuration: {
      ...client({ moderation: "automatic" }),
      spamLimits: [aSpamLimit({ action: "moderate" }), aSpamLimit({ id: 2, messagesMax: 2 })],
    },
    moment: full,
    expected: "blocked spam_limit 2.3.2",
  },
  {
    says: "a limit of the second client, which sends",
    configuration: { ...limit({ clientId: 2 }), clients: [...aConfiguration().clients, aClient({ id: 2 })] },
    moment: full,
    submission: { clientId: 2 },
    expected: "blocked spam_limit 1.3.3",
  },
];
