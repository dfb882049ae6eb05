/** Rows about the client and the message itself, before money and routes. */
import { aPrice, hourMs, nowMs } from "../configuration.ts";
import { allChannels, client, nothing, type Scenario, usual } from "./scenario.ts";

const later = nowMs + hourMs;
const header = Uint8Array.of(5, 0, 3, 7, 3, 1);

export const clientAndLimits: readonly Scenario[] = [
  { says: "the usual message", expected: usual },
  { says: "a refused client", configuration: client({ block: "refuse" }), expected: "blocked client_blocked" },
  {
    says: "a client on hold is accepted, charged and waits",
    configuration: client({ block: "hold" }),
    expected: "held DE.26201 gsm7 1×0.05 submitted 1/1/1 cost 0.03",
  },
  {
    says: "a hold does not spare a message the other checks",
    configuration: client({ block: "hold" }),
    moment: nothing,
    expected: "blocked no_money 0.00 of 0.05",
  },
  {
    says: "a channel that is off",
    configuration: client({ channels: { ...allChannels, smpp: false } }),
    expected: "blocked channel_disabled smpp",
  },
  {
    says: "another channel that is off",
    configuration: client({ channels: { ...allChannels, http: false } }),
    expected: usual,
  },
  {
    says: "the web, when that alone is off",
    configuration: client({ channels: { ...allChannels, web: false } }),
    submission: { channel: "web" },
    expected: "blocked channel_disabled web",
  },
  {
    says: "the last message of the day's limit",
    configuration: client({ dailyLimit: 100 }),
    moment: { acceptedToday: 99 },
    expected: usual,
  },
  {
    says: "the first message after the day's limit",
    configuration: client({ dailyLimit: 100 }),
    moment: { acceptedToday: 100 },
    expected: "blocked daily_limit 100.100",
  },
  {
    says: "a limit of zero messages",
    configuration: client({ dailyLimit: 0 }),
    expected: "blocked daily_limit 0.0",
  },
  {
    says: "many messages of a client without limit",
    moment: { acceptedToday: 5_000_000 },
    expected: usual,
  },
  {
    says: "a long message counts once against the limit",
    configuration: client({ dailyLimit: 1 }),
    submission: { text: "a".repeat(300) },
    expected: "queued DE.26201 gsm7 2×0.05 submitted 1/1/1 cost 0.03",
  },
];

export const content: readonly Scenario[] = [
  {
    says: "160 GSM characters are one part",
    submission: { text: "a".repeat(160) },
    expected: usual,
  },
  {
    says: "161 GSM characters are two parts and cost two",
    submission: { text: "a".repeat(161) },
    expected: "queued DE.26201 gsm7 2×0.05 submitted 1/1/1 cost 0.03",
  },
  {
    says: "71 Cyrillic characters are two parts in UCS-2",
    submission: { text: "ж".repeat(71) },
    expected: "queued DE.26201 ucs2 2×0.05 submitted 1/1/1 cost 0.03",
  },
  {
    says: "an empty text is a message",
    submission: { text: "" },
    expected: usual,
  },
  {
    says: "140 octets are one part",
    submission: { text: null, binary: new Uint8Array(140), alphabet: "binary" },
    expected: "queued DE.26201 binary 1×0.05 submitted 1/1/1 cost 0.03",
  },
  {
    says: "one part of a long message, with its own header",
    submission: { text: "a".repeat(153), udh: header },
    expected: usual,
  },
  {
    says: "a part that does not fit beside its header",
    submission: { text: "a".repeat(154), udh: header },
    expected: "blocked too_long 2.1",
  },
  {
    says: "as many parts as are allowed",
    submission: { text: "a".repeat(30 * 153) },
    expected: "queued DE.26201 gsm7 30×0.05 submitted 1/1/1 cost 0.03",
  },
  {
    says: "one part too many",
    submission: { text: "a".repeat(30 * 153 + 1) },
    expected: "blocked too_long 31.30",
  },
  {
    says: "octets that are no text in their alphabet",
    submission: { encodingFault: "odd", alphabet: "ucs2" },
    expected: "blocked encoding odd",
  },
];

export const places: readonly Scenario[] = [
  { says: "a plus before the recipient", submission: { recipient: "+49 151 2345 6789" }, expected: usual },
  { says: "zeros before the recipient", submission: { recipient: "00491512345678" }, expected: usual },
  {
    says: "a recipient that is a word",
    submission: { recipient: "mum" },
    expected: "blocked invalid_recipient not_digits",
  },
  { says: "no recipient", submission: { recipient: "" }, expected: "blocked invalid_recipient empty" },
  { says: "a short recipient", submission: { recipient: "49151" }, expected: "blocked invalid_recipient too_short" },
  {
    says: "a recipient of sixteen digits",
    submission: { recipient: "4915123456789012" },
    expected: "blocked invalid_recipient too_long",
  },
  {
    says: "a recipient written the national way",
    submission: { recipient: "015123456789", destTon: 2 },
    expected: "blocked invalid_recipient no_country",
  },
  {
    says: "a number of no known country",
    submission: { recipient: "999512345678" },
    expected: "blocked unknown_destination",
  },
  {
    says: "a number of the country but of no known network",
    submission: { recipient: "4930123456" },
    expected: "queued DE gsm7 1×0.05 submitted 1/1/1 cost 0.03",
  },
  {
    says: "the longest prefix",
    submission: { recipient: "4915212345678" },
    expected: "queued DE.26202 gsm7 1×0.05 submitted 1/1/1 cost 0.03",
  },
  { says: "a number as sender", submission: { sender: "+491511234567" }, expected: usual },
  { says: "a short number as sender", submission: { sender: "12345" }, expected: usual },
  { says: "no sender", submission: { sender: "" }, expected: "blocked invalid_sender empty" },
  {
    says: "a sender of twelve characters",
    submission: { sender: "Switchyard12" },
    expected: "blocked invalid_sender too_long",
  },
  {
    says: "a sender outside of the GSM alphabet",
    submission: { sender: "Банк" },
    expected: "blocked invalid_sender bad_character",
  },
];

export const times: readonly Scenario[] = [
  { says: "one millisecond of validity", submission: { validUntilMs: nowMs + 1 }, expected: usual },
  {
    says: "a validity that ends now",
    submission: { validUntilMs: nowMs },
    expected: "blocked expired_before_send 0",
  },
  {
    says: "a validity that has ended",
    submission: { validUntilMs: nowMs - hourMs },
    expected: "blocked expired_before_send -3600000",
  },
  {
    says: "a scheduled message",
    submission: { dueAtMs: later },
    expected: "scheduled DE.26201 gsm7 1×0.05 submitted 1/1/1 cost 0.03 in 3600000 ms",
  },
  { says: "a schedule that is past", submission: { dueAtMs: nowMs - 1 }, expected: usual },
  { says: "a schedule that is now", submission: { dueAtMs: nowMs }, expected: usual },
  {
    says: "a scheduled message of a client on hold waits for both",
    configuration: client({ block: "hold" }),
    submission: { dueAtMs: later },
    expected: "held DE.26201 gsm7 1×0.05 submitted 1/1/1 cost 0.03 in 3600000 ms",
  },
  {
    says: "a validity that ends as the schedule begins",
    submission: { dueAtMs: later, validUntilMs: later },
    expected: "blocked expired_before_send 0",
  },
  {
    says: "a validity that ends after the schedule begins",
    submission: { dueAtMs: later, validUntilMs: later + 1 },
    expected: "scheduled DE.26201 gsm7 1×0.05 submitted 1/1/1 cost 0.03 in 3600000 ms",
  },
  {
    says: "the price is the one of today, not of the scheduled day",
    configuration: { prices: [aPrice(), aPrice({ id: 2, micros: 90_000n, fromMs: later })] },
    submission: { dueAtMs: later + 1 },
    expected: "scheduled DE.26201 gsm7 1×0.05 submitted 1/1/1 cost 0.03 in 3600001 ms",
  },
];
