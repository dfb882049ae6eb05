/**
 * A configuration as plain rows, in the shape a person would write it down: the snapshot decide() runs on and the
 * reference in reference.ts are both made from it.
 */
import {
  buildDestinations,
  buildRouteTable,
  buildTariff,
  type ClientConfig,
  type ConnectionConfig,
  type LiveFacts,
  type Pool,
  type Route,
  type Snapshot,
  type Submission,
  type SupplierConfig,
  type Tariff,
  type TariffRow,
} from "@switchyard/engine";

/** The moment at which every example happens: 15 January 2026, noon UTC. */
export const nowMs = Date.UTC(2026, 0, 15, 12);
export const hourMs = 3_600_000;

export interface Configuration {
  readonly prefixes: readonly { readonly prefix: string; readonly country: string; readonly network: string | null }[];
  readonly clients: readonly ClientConfig[];
  readonly prices: readonly (TariffRow & { readonly clientId: number })[];
  readonly productPrices: readonly (TariffRow & { readonly productId: number })[];
  readonly costs: readonly (TariffRow & { readonly supplierId: number })[];
  readonly routes: readonly Route[];
  readonly pools: readonly Pool[];
  readonly connections: readonly ConnectionConfig[];
  readonly suppliers: readonly SupplierConfig[];
}

/** What moves while the configuration stands still. */
export interface Moment {
  readonly unreservedMicros: bigint;
  readonly acceptedToday: number;
  readonly downConnections: readonly number[];
  readonly poolTurn: number;
}

export function aClient(fields: Partial<ClientConfig> = {}): ClientConfig {
  return {
    id: 1,
    login: "acme",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    productId: null,
    block: "none",
    channels: { smpp: true, http: true, rest: true, web: true },
    dailyLimit: null,
    creditLimitMicros: 0n,
    overdraftMicros: 0n,
    overdraftUntilMs: null,
    priority: 0,
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

export function aRoute(fields: Partial<Route> = {}): Route {
  return {
    id: 1,
    clientId: null,
    country: null,
    network: null,
    poolId: 1,
    priority: 100,
    fromMs: null,
    toMs: null,
    ...fields,
  };
}

/** A percentage pool from connections and their shares, in order: `aPool({ shares: { 1: 70, 2: 30 } })`. */
export function aPool({
  id = 1,
  strategy = "percentage",
  shares = { 1: 100 },
}: {
  id?: number;
  strategy?: Pool["strategy"];
  shares?: Readonly<Record<number, number>>;
} = {}): Pool {
  const members = Object.entries(shares).map(([connectionId, percent]) => ({ connectionId: +connectionId, percent }));
  return { id, strategy, members };
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
    connections: [{ id: 1, supplierId: 1, paused: false }],
    suppliers: [{ id: 1, currency: "EUR", blocked: false }],
    ...parts,
  };
}

/** Ten units of the client's currency, nothing sent today, every connection up. */
export function aMoment(fields: Partial<Moment> = {}): Moment {
  return { unreservedMicros: 10_000_000n, acceptedToday: 0, downConnections: [], poolTurn: 0, ...fields };
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

/** The snapshot as a running switch would compile it from these rows. */
export function snapshotOf(configuration: Configuration): Snapshot {
  const { routes } = configuration;
  const ownRoutes = groupBy(
    routes.filter(({ clientId }) => clientId !== null),
    (route) => route.clientId ?? 0,
  );
  return {
    destinations: buildDestinations(configuration.prefixes),
    clients: byId(configuration.clients),
    prices: tariffsBy(configuration.prices, (row) => row.clientId),
    productPrices: tariffsBy(configuration.productPrices, (row) => row.productId),
    costs: tariffsBy(configuration.costs, (row) => row.supplierId),
    clientRoutes: new Map([...ownRoutes].map(([id, own]) => [id, buildRouteTable(own)])),
    platformRoutes: buildRouteTable(routes.filter(({ clientId }) => clientId === null)),
    pools: byId(configuration.pools),
    connections: byId(configuration.connections),
    suppliers: byId(configuration.suppliers),
  };
}

export function liveOf(moment: Moment): LiveFacts {
  return {
    unreservedMicros: () => moment.unreservedMicros,
    acceptedToday: () => moment.acceptedToday,
    isConnectionUp: (connectionId) => !moment.downConnections.includes(connectionId),
    poolTurn: () => moment.poolTurn,
  };
}

function byId<T extends { readonly id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function groupBy<T>(rows: readonly T[], ownerOf: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(ownerOf(row));
    if (group) group.push(row);
    else groups.set(ownerOf(row), [row]);
  }
  return groups;
}

function tariffsBy<T extends TariffRow>(rows: readonly T[], ownerOf: (row: T) => number): Map<number, Tariff> {
  return new Map([...groupBy(rows, ownerOf)].map(([id, own]) => [id, buildTariff(own)]));
}
