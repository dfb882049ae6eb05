/** What decide() runs on, made of plain rows. */
import {
  buildDestinations,
  buildRewriter,
  buildRouteTable,
  buildSenderRegister,
  buildSenderRules,
  buildSpamLimits,
  buildTariff,
  buildTextFilters,
  compileWildcards,
  type Firewall,
  IdMap,
  type LiveFacts,
  NumberList,
  RATE_SCALE,
  type Snapshot,
  type Tariff,
  type TariffRow,
} from "@switchyard/engine";
import type { Configuration, Moment } from "./configuration.ts";

/** The snapshot as a running switch would compile it from these rows. */
export function snapshotOf(configuration: Configuration): Snapshot {
  const { routes, rules, rates } = configuration;
  const ofClients = groupBy(routes, ({ clientId }) => clientId);
  const ofProducts = groupBy(routes, ({ productId }) => productId);
  const ofPlatform = routes.filter(({ clientId, productId }) => clientId === null && productId === null);
  return {
    destinations: buildDestinations(
      configuration.prefixes,
      configuration.countries.flatMap(({ code, networks }) => networks.map((network) => ({ network, country: code }))),
    ),
    countries: new Map(configuration.countries.map((country) => [country.code, country])),
    clients: byId(configuration.clients),
    prices: tariffsBy(configuration.prices, (row) => row.clientId),
    productPrices: tariffsBy(configuration.productPrices, (row) => row.productId),
    costs: tariffsBy(configuration.costs, (row) => row.supplierId),
    rates: new Map(
      Object.entries(rates).map(([currency, rate]) => [currency, BigInt(Math.round(rate * Number(RATE_SCALE)))]),
    ),
    clientRoutes: mapValues(ofClients, buildRouteTable),
    productRoutes: mapValues(ofProducts, buildRouteTable),
    platformRoutes: buildRouteTable(ofPlatform),
    pools: byId(configuration.pools),
    connections: byId(configuration.connections),
    suppliers: byId(configuration.suppliers),
    clientRules: mapValues(
      groupBy(rules, ({ clientId }) => clientId),
      buildRewriter,
    ),
    supplierRules: mapValues(
      groupBy(rules, ({ supplierId }) => supplierId),
      buildRewriter,
    ),
    firewall: firewallOf(configuration),
  };
}

function firewallOf({
  blacklist,
  optOuts,
  filters,
  spamLimits,
  blockedSenders,
  senders,
  senderRules,
  blocksNegativeMargin,
}: Configuration): Firewall {
  const ofSuppliers = groupBy(blockedSenders, ({ supplierId }) => supplierId);
  return {
    blacklist: numbersOf(blacklist),
    optOuts: mapValues(
      groupBy(optOuts, ({ clientId }) => clientId),
      (own) => numbersOf(own.map(({ number }) => number)),
    ),
    filters: buildTextFilters(filters),
    spamLimits: buildSpamLimits(spamLimits),
    blockedSenders: compileWildcards(
      blockedSenders.filter(({ supplierId }) => supplierId === null).map(({ pattern }) => pattern),
    ),
    supplierBlockedSenders: mapValues(ofSuppliers, (own) => compileWildcards(own.map(({ pattern }) => pattern))),
    senders: mapValues(
      groupBy(senders, ({ clientId }) => clientId),
      buildSenderRegister,
    ),
    senderRules: buildSenderRules(senderRules),
    blocksNegativeMargin,
  };
}

function numbersOf(numbers: readonly string[]): NumberList {
  const list = new NumberList();
  for (const number of numbers) list.add(Number(number));
  return list;
}

export function liveOf(moment: Moment): LiveFacts {
  return {
    unreservedMicros: () => moment.unreservedMicros,
    acceptedToday: () => moment.acceptedToday,
    isConnectionUp: (connectionId) => !moment.downConnections.includes(connectionId),
    connectionQueue: (connectionId) => moment.queues[connectionId] ?? 0,
    submittedToday: (connectionId) => moment.submitted[connectionId] ?? 0,
    deliveryRate: (connectionId) => moment.deliveryRates[connectionId],
    portedTo: (digits) => moment.ported[digits],
    likeMessages: () => moment.alike,
    chance: () => moment.chance,
    poolTurn: () => moment.poolTurn,
  };
}

function byId<T extends { readonly id: number }>(rows: readonly T[]): IdMap<T> {
  return new IdMap(rows.map((row) => [row.id, row]));
}

/** By owner; rows without one are left out. */
function groupBy<T>(rows: readonly T[], ownerOf: (row: T) => number | null): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const owner = ownerOf(row);
    if (owner === null) continue;
    const group = groups.get(owner);
    if (group) group.push(row);
    else groups.set(owner, [row]);
  }
  return groups;
}

const mapValues = <From, To>(map: Map<number, From>, of: (from: From) => To): IdMap<To> =>
  new IdMap([...map].map(([key, value]) => [key, of(value)]));

function tariffsBy<T extends TariffRow>(rows: readonly T[], ownerOf: (row: T) => number): IdMap<Tariff> {
  return new IdMap([...groupBy(rows, ownerOf)].map(([id, own]) => [id, buildTariff(own)]));
}
