import type { Submission } from "@switchyard/engine";
import {
  aConfiguration,
  aConnection,
  aCost,
  aCountry,
  aFilter,
  aPrice,
  aRoute,
  aRule,
  aSenderRule,
  aSpamLimit,
  type Configuration,
  type Moment,
  nowMs,
} from "../configuration.ts";
import { allChannels, client, type Scenario, usual } from "./scenario.ts";

/** Of a configuration, a message and a moment in which everything is wrong, what is mended by one step. */
interface Mended {
  readonly says: string;
  readonly configuration?: Partial<Configuration>;
  readonly submission?: Partial<Submission>;
  readonly moment?: Partial<Moment>;
  readonly expected: string;
}

const number = "4915123456789";
const supplier = { id: 1, currency: "EUR", blocked: false };
const denied = { clientId: 1, sender: "Switchyard", country: null, status: "denied" as const };

/** Everything that can be wrong at once. */
const wrong = {
  configuration: {
    ...client({ block: "refuse", channels: { ...allChannels, smpp: false }, dailyLimit: 0, negativeMargin: "block" }),
    countries: [aCountry({ closed: true })],
    blacklist: [number],
    optOuts: [{ clientId: 1, number }],
    filters: [aFilter({ pattern: "hello" })],
    spamLimits: [aSpamLimit()],
    blockedSenders: [null, 1].map((supplierId) => ({ supplierId, pattern: "switch*" })),
    senders: [denied],
    senderRules: [aSenderRule({ alphanumeric: false })],
    prices: [],
    routes: [],
    connections: [aConnection({ paused: true })],
    suppliers: [{ ...supplier, blocked: true }],
    costs: [],
  },
  submission: {
    encodingFault: "odd",
    text: "a".repeat(10_000),
    recipient: "mum",
    sender: "",
    validUntilMs: 0,
  },
  moment: { unreservedMicros: 0n, alike: 3 },
};
const carrying = { connections: [aConnection()], suppliers: [supplier] };
const dailyLimit = { dailyLimit: 0, negativeMargin: "block" } as const;
/** Grows the text by a part, which is to be paid for too, and leaves a sender that the destination does not take. */
const growing = aRule({ operation: "append", search: "", replacements: ["x".repeat(160)] });
const asName = aRule({ id: 2, kind: "sender", operation: "set", match: "any", search: "", replacements: ["Other"] });

/** One by one, each on what the ones before left. */
const mended: readonly Mended[] = [
  { says: "everything wrong", expected: "blocked client_blocked" },
  {
    says: "then the channel",
    configuration: client({ channels: { ...allChannels, smpp: false }, ...dailyLimit }),
    expected: "blocked channel_disabled smpp",
  },
  { says: "then the daily limit", configuration: client(dailyLimit), expected: "blocked daily_limit 0.0" },
  {
    says: "then the encoding",
    configuration: client({ negativeMargin: "block" }),
    expected: "blocked encoding odd",
  },
  { says: "then the length", submission: { encodingFault: null }, expected: "blocked too_long 66.30" },
  { says: "then the recipient", submission: { text: "Hello" }, expected: "blocked invalid_recipient not_digits" },
  { says: "then the destination", submission: { recipient: "999512345678" }, expected: "blocked unknown_destination" },
  {
    says: "then the destination that is closed",
    submission: { recipient: number },
    expected: "blocked destination_closed 26201",
  },
  { says: "then the black list", configuration: { countries: [] }, expected: "blocked number_blacklisted" },
  { says: "then the opt-out", configuration: { blacklist: [] }, expected: "blocked opted_out" },
  { says: "then the text", configuration: { optOuts: [] }, expected: "blocked text_blocked 1" },
  { says: "then the likeness", configuration: { filters: [] }, expected: "blocked spam_limit 1.3.3" },
  { says: "then the sender", configuration: { spamLimits: [] }, expected: "blocked invalid_sender empty" },
  { says: "then the blocked sender", submission: { sender: "Switchyard" }, expected: "blocked sender_blacklisted" },
  {
    says: "then the denied sender",
    configuration: { blockedSenders: [{ supplierId: 1, pattern: "switch*" }] },
    expected: "blocked sender_not_allowed denied",
  },
  {
    says: "then the sender that the destination does not take",
    configuration: { senders: [] },
    expected: "blocked sender_not_allowed alphanumeric",
  },
  { says: "then the validity", configuration: { senderRules: [] }, expected: `blocked expired_before_send ${-nowMs}` },
  { says: "then the price", submission: { validUntilMs: null }, expected: "blocked no_client_price" },
  { says: "then the funds", configuration: { prices: [aPrice()] }, expected: "blocked no_money 0.00 of 0.05" },
  { says: "then the route", moment: { unreservedMicros: 50_000n }, expected: "blocked no_route" },
  {
    says: "then the supplier, though it may not be sent the sender and has no source price either",
    configuration: { routes: [aRoute()] },
    expected: "blocked no_active_supplier 1",
  },
  { says: "then the supplier's senders", configuration: carrying, expected: "blocked supplier_not_allowed 1" },
  { says: "then the source price", configuration: { blockedSenders: [] }, expected: "blocked no_source_price 1" },
  {
    says: "then the margin",
    configuration: { costs: [aCost({ micros: 60_000n })] },
    expected: "blocked negative_margin 1",
  },
  {
    says: "then the funds for what a rule appends",
    configuration: { costs: [aCost()], rules: [growing, asName], senderRules: [aSenderRule({ alphanumeric: false })] },
    expected: "blocked no_money 0.05 of 0.10",
  },
  {
    says: "then the sender as it leaves, since a rule might have mended that",
    moment: { unreservedMicros: 100_000n },
    expected: "blocked sender_not_allowed alphanumeric",
  },
  { says: "then nothing", configuration: { rules: [], senderRules: [] }, expected: usual },
];

export const precedence: readonly Scenario[] = mended.map((row, index) => {
  const so = mended.slice(0, index + 1);
  return {
    says: row.says,
    configuration: Object.assign(
      { ...aConfiguration(), ...wrong.configuration },
      ...so.map((one) => one.configuration),
    ),
    submission: Object.assign({ ...wrong.submission }, ...so.map((one) => one.submission)),
    moment: Object.assign({ ...wrong.moment }, ...so.map((one) => one.moment)),
    expected: row.expected,
  };
});
