/**
 * What stands in a message's way: the decision tells the first obstacle, and what would come of the message without it is
 * judged again, in a configuration in which it is gone.
 */
import {
  type Blocked,
  type BlockReason,
  type ClientConfig,
  type Decision,
  emptySenderRules,
  type Firewall,
  type Snapshot,
  type Submission,
  type Tariff,
} from "@switchyard/engine";

/** Judges in this configuration, without a trace left behind. */
export type Judge = (submission: Submission, snapshot: Snapshot) => Decision;

export interface Judgements {
  /** What becomes of the message. */
  readonly first: Decision;
  /** Without any of the obstacles; blocked where the last of them can't be thought away. */
  readonly last: Decision;
  /** All that stand in the way, in the order of the checks; none for an accepted message. */
  readonly obstacles: readonly Blocked[];
}

/** Every obstacle costs a judgement: more of them than this are not told. */
const OBSTACLES_MAX = 20;

/** Judges a message, and again without each obstacle that turns up, until nothing stops it or something must. */
export function judgeOnwards(judge: Judge, submission: Submission, real: Snapshot): Judgements {
  const first = judge(submission, real);
  const obstacles: Blocked[] = [];
  let last = first;
  let snapshot = real;
  while (last.outcome === "blocked" && obstacles.length < OBSTACLES_MAX && !isAmong(obstacles, last)) {
    obstacles.push(last);
    const rest = without[last.reason]?.(last, submission, snapshot);
    if (!rest) break;
    snapshot = rest;
    last = judge(submission, snapshot);
  }
  return { first, last, obstacles };
}

/** It was thought away, and is there again for another cause, such as a pool without members. */
function isAmong(obstacles: readonly Blocked[], { reason, detail }: Blocked): boolean {
  return obstacles.some((met) => met.reason === reason && met.detail === detail);
}

/** Covers any message, and stays far from the end of 64 bits when a balance is added. */
const PLENTY_MICROS = 1n << 60n;

type Without = (blocked: Blocked, submission: Submission, snapshot: Snapshot) => Snapshot | undefined;

/** How each obstacle is thought away; those that are not here can't be: without them there is nothing to judge. */
const without: Partial<Record<BlockReason, Without>> = {
  client_blocked: (_, { clientId }, snapshot) => withClient(snapshot, clientId, { block: "none" }),
  channel_disabled: (_, { clientId, channel }, snapshot) => {
    const channels = snapshot.clients.get(clientId)?.channels;
    return channels && withClient(snapshot, clientId, { channels: { ...channels, [channel]: true } });
  },
  daily_limit: (_, { clientId }, snapshot) => withClient(snapshot, clientId, { dailyLimit: null }),
  no_money: (_, { clientId }, snapshot) => withClient(snapshot, clientId, { creditLimitMicros: PLENTY_MICROS }),
  negative_margin: (_, { clientId }, snapshot) => withClient(snapshot, clientId, { negativeMargin: "allow" }),
  number_blacklisted: (_, { clientId }, snapshot) => withClient(snapshot, clientId, { skipBlacklist: true }),
  opted_out: (_, __, snapshot) => withFirewall(snapshot, { optOuts: new Map() }),
  sender_blacklisted: (_, __, snapshot) => withFirewall(snapshot, { blockedSenders: noSenders }),
  supplier_not_allowed: (_, __, snapshot) => withFirewall(snapshot, { supplierBlockedSenders: new Map() }),
  sender_not_allowed: withSenderAllowed,
  text_blocked: (_, __, snapshot) => {
    const { filters } = snapshot.firewall;
    const letPass: Firewall["filters"] = {
      size: filters.size,
      find: (text, scope) => ({ ...filters.find(text, scope), block: null }),
    };
    return withFirewall(snapshot, { filters: letPass });
  },
  spam_limit: withoutSpamLimit,
  duplicate: withoutSpamLimit,
  destination_closed: ({ destination }, _, snapshot) => {
    const country = snapshot.countries.get(destination?.country ?? "");
    if (!country) return undefined;
    const open = { ...country, closed: false, closedNetworks: new Set<string>() };
    return changed(snapshot, { countries: new Map(snapshot.countries).set(country.code, open) });
  },
  // As if it were free: where it goes and what it costs us can be told all the same.
  no_client_price: (_, { clientId }, snapshot) => {
    const allowed = withClient(snapshot, clientId, { negativeMargin: "allow" });
    return allowed && changed(allowed, { prices: new Map([[clientId, free]]) });
  },
  no_active_supplier: (_, __, snapshot) =>
    changed(snapshot, {
      connections: mapped(snapshot.connections, (connection) => ({ ...connection, paused: false })),
      suppliers: mapped(snapshot.suppliers, (supplier) => ({ ...supplier, blocked: false })),
    }),
};

const free: Tariff = { find: () => ({ id: 0, micros: 0n, billing: "submitted" }), size: 1 };
const noSenders: Firewall["blockedSenders"] = { matches: () => false, size: 0 };

/** What the client may not use is approved; what the destination does not take, it takes. */
function withSenderAllowed({ detail }: Blocked, { clientId }: Submission, snapshot: Snapshot): Snapshot {
  if (detail !== "denied" && detail !== "not_approved")
    return withFirewall(snapshot, { senderRules: emptySenderRules });
  const approved = { statusOf: () => "approved" as const, size: 1 };
  return withFirewall(snapshot, { senders: new Map([[clientId, approved]]) });
}

/** The detail begins with the limit's id. */
function withoutSpamLimit({ detail }: Blocked, _: Submission, snapshot: Snapshot): Snapshot {
  const limitId = Number(detail.split(".")[0]);
  const { spamLimits } = snapshot.firewall;
  const rest: Firewall["spamLimits"] = {
    size: spamLimits.size,
    of: (scope) => spamLimits.of(scope).filter(({ id }) => id !== limitId),
  };
  return withFirewall(snapshot, { spamLimits: rest });
}

function withClient(snapshot: Snapshot, clientId: number, changes: Partial<ClientConfig>): Snapshot | undefined {
  const client = snapshot.clients.get(clientId);
  // Nobody else's message is judged in this configuration.
  return client && changed(snapshot, { clients: new Map([[clientId, { ...client, ...changes }]]) });
}

function withFirewall(snapshot: Snapshot, changes: Partial<Firewall>): Snapshot {
  return changed(snapshot, { firewall: changed(snapshot.firewall, changes) });
}

/** What is not changed is read from the original, which may be an object with getters. */
function changed<T extends object>(original: T, changes: Partial<T>): T {
  return Object.create(original, Object.getOwnPropertyDescriptors(changes)) as T;
}

function mapped<T>(entries: ReadonlyMap<number, T>, change: (entry: T) => T): ReadonlyMap<number, T> {
  return new Map([...entries].map(([id, entry]) => [id, change(entry)]));
}
