/** Rows about the name or number that a message comes under. */
import { aConnection, aCost, aPool, aRule, aSenderRule, aSpamLimit, type Configuration } from "../configuration.ts";
import { as, by, client, type Scenario, usual } from "./scenario.ts";

type Status = Configuration["senders"][number]["status"];

const blocked = (...patterns: string[]) => ({
  blockedSenders: patterns.map((pattern) => ({ supplierId: null, pattern })),
});
const registered = (status: Status, fields: Partial<Configuration["senders"][number]> = {}) => ({
  senders: [{ clientId: 1, sender: "Switchyard", country: null, status, ...fields }],
});
const registeredOnly = client({ dynamicSender: false });

export const register: readonly Scenario[] = [
  { says: "a blocked sender", configuration: blocked("Other", "Switchyard"), expected: "blocked sender_blacklisted" },
  {
    says: "a blocked sender in other letters",
    configuration: blocked("SWITCHYARD"),
    expected: "blocked sender_blacklisted",
  },
  { says: "the beginning of a blocked sender", configuration: blocked("Switchyards", "Switch"), expected: usual },
  { says: "a blocked pattern", configuration: blocked("*yard"), expected: "blocked sender_blacklisted" },
  {
    says: "numbers of a blocked range",
    configuration: blocked("+44*"),
    submission: { sender: "+447700900123" },
    expected: "blocked sender_blacklisted",
  },
  { says: "a denied sender", configuration: registered("denied"), expected: "blocked sender_not_allowed denied" },
  {
    says: "a denied sender in other letters",
    configuration: registered("denied", { sender: "SWITCHYARD" }),
    expected: "blocked sender_not_allowed denied",
  },
  { says: "another denied sender", configuration: registered("denied", { sender: "Other" }), expected: usual },
  { says: "a sender denied to another client", configuration: registered("denied", { clientId: 2 }), expected: usual },
  {
    says: "a sender denied in the country",
    configuration: registered("denied", { country: "DE" }),
    expected: "blocked sender_not_allowed denied",
  },
  {
    says: "a sender denied in another country",
    configuration: registered("denied", { country: "FR" }),
    expected: usual,
  },
  {
    says: "a sender denied everywhere but approved in the country",
    configuration: { senders: [...registered("denied").senders, ...registered("approved", { country: "DE" }).senders] },
    expected: usual,
  },
  {
    says: "a sender approved everywhere but denied in the country",
    configuration: { senders: [...registered("denied", { country: "DE" }).senders, ...registered("approved").senders] },
    expected: "blocked sender_not_allowed denied",
  },
  {
    says: "a sender that waits for a decision, of a client that may use any",
    configuration: registered("pending"),
    expected: usual,
  },
  {
    says: "a sender never seen, of a client that may only use approved ones",
    configuration: registeredOnly,
    expected: "blocked sender_not_allowed not_approved",
  },
  {
    says: "a sender seen before, of a client that may only use approved ones",
    configuration: { ...registeredOnly, ...registered("seen") },
    expected: "blocked sender_not_allowed not_approved",
  },
  {
    says: "a sender that waits for a decision, of a client that may only use approved ones",
    configuration: { ...registeredOnly, ...registered("pending") },
    expected: "blocked sender_not_allowed not_approved",
  },
  {
    says: "an approved sender of a client that may only use approved ones",
    configuration: { ...registeredOnly, ...registered("approved") },
    expected: usual,
  },
  {
    says: "a sender approved in another country alone",
    configuration: { ...registeredOnly, ...registered("approved", { country: "FR" }) },
    expected: "blocked sender_not_allowed not_approved",
  },
];

const rule = (fields: Parameters<typeof aSenderRule>[0]) => ({ senderRules: [aSenderRule(fields)] });
const number = { sender: "491512345678" };
const short = { sender: "12345" };
const numbersOnly = rule({ alphanumeric: false });
/** A rule of the client that makes any name a number. */
const toNumber = aRule({
  kind: "sender",
  operation: "set",
  match: "alphanumeric",
  search: "",
  replacements: ["12345"],
});
const asNumber = as("12345: Your code is 123456.");

export const senderRules: readonly Scenario[] = [
  {
    says: "a name where only numbers are taken",
    configuration: numbersOnly,
    expected: "blocked sender_not_allowed alphanumeric",
  },
  { says: "a number where only numbers are taken", configuration: numbersOnly, submission: number, expected: usual },
  {
    says: "a long number where none is taken",
    configuration: rule({ longNumbers: false }),
    submission: number,
    expected: "blocked sender_not_allowed long_number",
  },
  {
    says: "a short number where none is taken",
    configuration: rule({ shortNumbers: false }),
    submission: short,
    expected: "blocked sender_not_allowed short_number",
  },
  {
    says: "a short number where no long one is taken",
    configuration: rule({ longNumbers: false }),
    submission: short,
    expected: usual,
  },
  { says: "a name that is just long enough", configuration: rule({ lengthMin: 10, lengthMax: 10 }), expected: usual },
  {
    says: "a name that is too short",
    configuration: rule({ lengthMin: 11 }),
    expected: "blocked sender_not_allowed too_short",
  },
  {
    says: "a name that is too long",
    configuration: rule({ lengthMax: 9 }),
    expected: "blocked sender_not_allowed too_long",
  },
  {
    says: "a number whose plus counts for nothing",
    configuration: rule({ lengthMax: 12 }),
    submission: { sender: "+491512345678" },
    expected: usual,
  },
  {
    says: "characters beside letters and digits",
    configuration: rule({ characters: "" }),
    submission: { sender: "Bank & Co." },
    expected: "blocked sender_not_allowed characters",
  },
  {
    says: "characters beside letters and digits that are allowed",
    configuration: rule({ characters: "& ." }),
    submission: { sender: "Bank & Co." },
    expected: usual,
  },
  {
    says: "a sender that had to be registered",
    configuration: rule({ registrationNeeded: true }),
    expected: "blocked sender_not_allowed not_registered",
  },
  {
    says: "a sender that waits to be registered",
    configuration: { ...rule({ registrationNeeded: true }), ...registered("pending") },
    expected: "blocked sender_not_allowed not_registered",
  },
  {
    says: "a registered sender",
    configuration: { ...rule({ registrationNeeded: true }), ...registered("approved") },
    expected: usual,
  },
  {
    says: "the network's rule before its country's",
    configuration: { senderRules: [aSenderRule({ alphanumeric: false }), aSenderRule({ id: 2, network: "26201" })] },
    expected: usual,
  },
  {
    says: "another network's rule",
    configuration: rule({ network: "26202", alphanumeric: false }),
    expected: usual,
  },
  { says: "another country's rule", configuration: rule({ country: "FR", alphanumeric: false }), expected: usual },
  {
    says: "a name that a rule makes a number where only numbers are taken",
    configuration: { ...numbersOnly, rules: [toNumber] },
    expected: asNumber,
  },
  {
    says: "a name that a supplier's rule makes a number where only numbers are taken",
    configuration: { ...numbersOnly, rules: [{ ...toNumber, clientId: null, supplierId: 1 }] },
    expected: asNumber,
  },
  {
    says: "a name that rules leave alone where only numbers are taken",
    configuration: { ...numbersOnly, rules: [{ ...toNumber, match: "numeric" }] },
    expected: "blocked sender_not_allowed alphanumeric",
  },
  {
    says: "a rule's number where no short number is taken",
    configuration: { ...rule({ shortNumbers: false }), rules: [toNumber] },
    expected: "blocked sender_not_allowed short_number",
  },
  {
    says: "a sender of our own, which the client need not register",
    configuration: { ...rule({ registrationNeeded: true }), rules: [toNumber] },
    expected: asNumber,
  },
  {
    says: "a client that may only use approved senders needs one before the rules too",
    configuration: { ...registeredOnly, rules: [toNumber] },
    expected: "blocked sender_not_allowed not_approved",
  },
  {
    says: "a price is missing before a rule could help the sender",
    configuration: { ...numbersOnly, prices: [], rules: [toNumber] },
    expected: "blocked no_client_price",
  },
];

const ofSupplier = (supplierId: number, pattern = "switch*") => ({ supplierId, pattern });
const twoSuppliers = {
  pools: [aPool({ strategy: "priority" as const, shares: { 1: 0, 2: 0 } })],
  connections: [1, 2].map((id) => aConnection({ id, supplierId: id })),
  suppliers: [1, 2].map((id) => ({ id, currency: "EUR", blocked: false })),
  costs: [aCost(), aCost({ id: 2, supplierId: 2, micros: 40_000n })],
};

export const supplierSenders: readonly Scenario[] = [
  {
    says: "a sender that the only supplier must not be sent",
    configuration: { blockedSenders: [ofSupplier(1)] },
    expected: "blocked supplier_not_allowed 1",
  },
  {
    says: "a sender that one supplier must not be sent goes by the other",
    configuration: { ...twoSuppliers, blockedSenders: [ofSupplier(1)] },
    expected: by("1/1/2", "0.04"),
  },
  {
    says: "a sender that neither supplier must be sent",
    configuration: { ...twoSuppliers, blockedSenders: [ofSupplier(1), ofSupplier(2, "switchYARD")] },
    expected: "blocked supplier_not_allowed 1",
  },
  {
    says: "another sender that a supplier must not be sent",
    configuration: { ...twoSuppliers, blockedSenders: [ofSupplier(1, "other*")] },
    expected: by("1/1/1"),
  },
  {
    says: "a sender that a rule replaces by one the supplier may be sent",
    configuration: { blockedSenders: [ofSupplier(1)], rules: [toNumber] },
    expected: asNumber,
  },
  {
    says: "a rule's sender that the supplier must not be sent",
    configuration: { ...twoSuppliers, blockedSenders: [ofSupplier(1, "12345")], rules: [toNumber] },
    expected: `${by("1/1/2", "0.04")} as 12345: Your code is 123456.`,
  },
  {
    says: "one supplier's rule makes its sender allowed, so that it carries the message first",
    configuration: {
      ...twoSuppliers,
      blockedSenders: [ofSupplier(1), ofSupplier(2)],
      rules: [{ ...toNumber, clientId: null, supplierId: 2 }],
    },
    expected: `${by("1/1/2", "0.04")} as 12345: Your code is 123456.`,
  },
  {
    says: "spam limits are asked before the sender",
    configuration: { ...blocked("switchyard"), spamLimits: [aSpamLimit({ messagesMax: 1 })] },
    moment: { alike: 1 },
    expected: "blocked spam_limit 1.1.1",
  },
];
