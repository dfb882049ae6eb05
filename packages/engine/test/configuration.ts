/**
 * A configuration as plain rows, in the shape a person would write it down: the snapshot decide() runs on (snapshot.ts)
 * and the reference in reference.ts are both made from it.
 */
import type {
  ClientConfig,
  ConnectionConfig,
  CountryConfig,
  Pool,
  RegisteredSender,
  RewriteRule,
  Route,
  SenderRule,
  SpamLimit,
  Submission,
  SupplierConfig,
  TariffRow,
  TextFilter,
} from "@switchyard/engine";
import type { Routable } from "../src/route/members.ts";

/** The moment at which every example happens: 15 January 2026, noon UTC. */
export const nowMs = Date.UTC(2026, 0, 15, 12);
export const hourMs = 3_600_000;

/** A route and its scope; neither client nor product: the platform's. */
export type RouteRow = Route & { readonly clientId: number | null; readonly productId: number | null };
/** A replacement rule and whose it is: a client's or a supplier's. */
export type RuleRow = RewriteRule & { readonly clientId: number | null; readonly supplierId: number | null };

export interface Configuration {
  readonly prefixes: readonly { readonly prefix: string; readonly country: string; readonly network: string | null }[];
  readonly clients: readonly ClientConfig[];
  readonly prices: readonly (TariffRow & { readonly clientId: number })[];
  readonly productPrices: readonly (TariffRow & { readonly productId: number })[];
  readonly costs: readonly (TariffRow & { readonly supplierId: number })[];
  readonly routes: readonly RouteRow[];
  readonly pools: readonly Pool[];
  readonly connections: readonly ConnectionConfig[];
  readonly suppliers: readonly SupplierConfig[];
  readonly countries: readonly CountryConfig[];
  /** What a unit of each currency is worth in the reference currency. */
  readonly rates: Readonly<Record<string, number>>;
  readonly rules: readonly RuleRow[];
  readonly blacklist: readonly string[];
  /** Under client 0 those from everybody. */
  readonly optOuts: readonly { readonly clientId: number; readonly number: string }[];
  readonly filters: readonly TextFilter[];
  readonly spamLimits: readonly SpamLimit[];
  /** Without a supplier: of the whole platform. */
  readonly blockedSenders: readonly { readonly supplierId: number | null; readonly pattern: string }[];
  readonly senders: readonly (RegisteredSender & { readonly clientId: number })[];
  readonly senderRules: readonly SenderRule[];
  readonly blocksNegativeMargin: boolean;
}

/** What moves while the configuration stands still. */
export interface Moment {
  readonly unreservedMicros: bigint;
  readonly acceptedToday: number;
  readonly downConnections: readonly number[];
  readonly poolTurn: number;
  /** Messages that wait, by connection. */
  readonly queues: Readonly<Record<number, number>>;
  /** Parts submitted today, by connection. */
  readonly submitted: Readonly<Record<number, number>>;
  /** Share delivered lately, by connection. */
  readonly deliveryRates: Readonly<Record<number, number>>;
  /** What look-ups found, by number. */
  readonly ported: Readonly<Record<string, string | null>>;
  /** Messages alike counted under every limit. */
  readonly alike: number;
  readonly chance: number;
}

const everyChannel = { smpp: true, http: true, rest: true, web: true };

export function aClient(fields: Partial<ClientConfig> = {}): ClientConfig {
  return {
    id: 1,
    login: "acme",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    productId: null,
    block: "none",
    channels: everyChannel,
    dailyLimit: null,
    creditLimitMicros: 0n,
    overdraftMicros: 0n,
    overdraftUntilMs: null,
    priority: 0,
    moderation: "none",
    dynamicSender: true,
    skipBlacklist: false,
    incomingSmpp: true,
    negativeMargin: "platform",
    receiptWaitMs: 72 * hourMs,
    ...fields,
  };
}

export function aRow(fields: Partial<TariffRow> = {}): TariffRow {
  return {
    id: 1,
    country: "DE",
    network: null,
    micros: 50_000n,
    billing: "submitted",
    fromMs: 0,
    toMs: null,
    ...fields,
  };
}

export function aPrice(fields: Partial<TariffRow> & { clientId?: number } = {}): TariffRow & { clientId: number } {
  return { clientId: 1, ...aRow(fields), ...fields };
}

export function aProductPrice(
  fields: Partial<TariffRow> & { productId?: number } = {},
): TariffRow & { productId: number } {
  return { productId: 1, ...aRow(fields), ...fields };
}

export function aCost(fields: Partial<TariffRow> & { supplierId?: number } = {}): TariffRow & { supplierId: number } {
  return { supplierId: 1, ...aRow({ micros: 30_000n, ...fields }), ...fields };
}

export function aRoute(fields: Partial<RouteRow> = {}): RouteRow {
  return {
    id: 1,
    clientId: null,
    productId: null,
    type: "sms",
    country: null,
    network: null,
    poolId: 1,
    priority: 100,
    fromMs: null,
    toMs: null,
    senders: [],
    recipients: [],
    textMatch: "any",
    textPattern: "",
    ...fields,
  };
}

export function aConnection(fields: Partial<ConnectionConfig> = {}): ConnectionConfig {
  return { id: 1, supplierId: 1, paused: false, carriesMessages: true, queueMax: null, dailyLimit: null, ...fields };
}

export function aCountry(fields: Partial<CountryConfig> = {}): CountryConfig {
  return {
    code: "DE",
    closed: false,
    closedNetworks: new Set(),
    networks: ["26201", "26202"],
    portability: "prefix",
    lookupFallback: "prefix",
    ...fields,
  };
}

/** A rule of client 1 that replaces a phrase, unless told otherwise. */
export function aRule(fields: Partial<RuleRow> = {}): RuleRow {
  return {
    id: 1,
    clientId: fields.supplierId === undefined || fields.supplierId === null ? 1 : null,
    supplierId: null,
    kind: "content",
    country: null,
    network: null,
    viaSupplierId: null,
    sender: "",
    operation: "replace",
    match: "plain",
    search: "code",
    ignoreCase: false,
    replacements: ["word"],
    choice: "random",
    priority: 100,
    ...fields,
  };
}

export function aFilter(fields: Partial<TextFilter> = {}): TextFilter {
  return {
    id: 1,
    clientId: null,
    country: null,
    match: "plain",
    pattern: "code",
    ignoreCase: true,
    action: "block",
    ...fields,
  };
}

export function aSpamLimit(fields: Partial<SpamLimit> = {}): SpamLimit {
  return {
    id: 1,
    clientId: null,
    country: null,
    byRecipient: true,
    bySender: false,
    byText: false,
    messagesMax: 3,
    windowMs: 60_000,
    reason: "spam_limit",
    action: "block",
    ...fields,
  };
}

export function aSenderRule(fields: Partial<SenderRule> = {}): SenderRule {
  return {
    id: 1,
    country: "DE",
    network: null,
    alphanumeric: true,
    longNumbers: true,
    shortNumbers: true,
    registrationNeeded: false,
    lengthMin: 1,
    lengthMax: 20,
    characters: null,
    ...fields,
  };
}

/** A percentage pool from connections and their shares, in order: `aPool({ shares: { 1: 70, 2: 30 } })`. */
export function aPool({
  id = 1,
  strategy = "percentage",
  shares = { 1: 100 },
  costCeiling = null,
  rerouteMax = 3,
}: {
  id?: number;
  strategy?: Pool["strategy"];
  shares?: Readonly<Record<number, number>>;
  costCeiling?: Pool["costCeiling"];
  rerouteMax?: number;
} = {}): Pool {
  const members = Object.entries(shares).map(([connectionId, percent]) => ({ connectionId: +connectionId, percent }));
  return { id, strategy, members, costCeiling, rerouteMax };
}

/** One client with a price for Germany, one supplier with a cost for it, one platform route, one connection. */
export function aConfiguration(parts: Partial<Configuration> = {}): Configuration {
  return {
    prefixes: [
      { prefix: "49", country: "DE", network: null },
      { prefix: "49151", country: "DE", network: "26201" },
      { prefix: "49152", country: "DE", network: "26202" },
      { prefix: "33", country: "FR", network: null },
    ],
    clients: [aClient()],
    prices: [aPrice()],
    productPrices: [],
    costs: [aCost()],
    routes: [aRoute()],
    pools: [aPool()],
    connections: [aConnection()],
    suppliers: [{ id: 1, currency: "EUR", blocked: false }],
    countries: [],
    rates: { EUR: 1 },
    rules: [],
    blacklist: [],
    optOuts: [],
    filters: [],
    spamLimits: [],
    blockedSenders: [],
    senders: [],
    senderRules: [],
    blocksNegativeMargin: false,
    ...parts,
  };
}

/** Ten units of the client's currency, nothing sent today, every connection up. */
export function aMoment(fields: Partial<Moment> = {}): Moment {
  return {
    unreservedMicros: 10_000_000n,
    acceptedToday: 0,
    downConnections: [],
    poolTurn: 0,
    queues: {},
    submitted: {},
    deliveryRates: {},
    ported: {},
    alike: 0,
    chance: 0,
    ...fields,
  };
}

export function aSubmission(fields: Partial<Submission> = {}): Submission {
  return {
    clientId: 1,
    channel: "smpp",
    credentialId: 1,
    sender: "Switchyard",
    sourceTon: 5,
    sourceNpi: 0,
    recipient: "4915123456789",
    destTon: 1,
    alphabet: "gsm7",
    dataCoding: 0,
    esmClass: 0,
    protocolId: 0,
    udh: null,
    text: "Your code is 123456.",
    binary: null,
    encodingFault: null,
    registeredDelivery: 1,
    validUntilMs: null,
    dueAtMs: null,
    priority: 0,
    ...fields,
  };
}

/** A message of a client on its way to a pool, as decide() gives it on. */
export function aRoutable(client = aClient(), fields: Partial<Routable> = {}): Routable {
  const { sender, recipient, text } = aSubmission();
  const destination = { country: "DE", network: "26201" };
  return { client, clientId: client.id, destination, sender, recipient, text, priceMicros: 50_000n, ...fields };
}
