import {
  buildDestinations,
  type ClientConfig,
  type ConnectionConfig,
  type CountryConfig,
  compileReception,
  type Destinations,
  type Pool as EnginePool,
  emptyReception,
  emptyRouteTable,
  IdMap,
  messageTypes,
  type ReceptionEntry,
  type ReceptionTable,
  type Rewriter,
  type RouteTable,
  type Snapshot,
} from "@switchyard/engine";
import type { Pool } from "pg";
import { FirewallConfiguration } from "./firewall.ts";
import type { LinkSettings } from "./link-settings.ts";
import * as load from "./load.ts";
import { loadPlaces } from "./load-places.ts";
import { loadRates } from "./load-rates.ts";
import { loadReception } from "./load-reception.ts";
import { loadRoutes } from "./load-routes.ts";
import { loadRules } from "./load-rules.ts";
import { byType, loadTariffs, noTariffs } from "./load-tariffs.ts";
import { replace } from "./replace.ts";
import type { AddressList, SmppCredential, SupplierSettings } from "./rows.ts";

/** Whose a list is, where clients, products, suppliers or the platform have their own. */
export type Scope = "client" | "product" | "supplier" | "platform";

/**
 * The running configuration: the engine's snapshot and what the gateways and connections need beside it. Loaded whole at
 * the start; afterwards each announced change loads just what it names and replaces it between two turns of the event
 * loop. Whoever must act on a change (close a session, wake a link) subscribes.
 */
export type ChangeKind =
  | keyof Configuration["reload"]
  | keyof Configuration["reloadScoped"]
  | keyof FirewallConfiguration["reload"]
  | "all";

export class Configuration implements Snapshot {
  destinations: Destinations = buildDestinations([]);
  countries: ReadonlyMap<string, CountryConfig> = new Map();
  rates: ReadonlyMap<string, bigint> = new Map();
  readonly clients = new IdMap<ClientConfig>();
  readonly tariffs = byType(noTariffs);
  readonly prices = this.tariffs.sms.prices;
  readonly productPrices = this.tariffs.sms.productPrices;
  readonly costs = this.tariffs.sms.costs;
  readonly firewall: FirewallConfiguration;
  readonly clientRoutes = new IdMap<RouteTable>();
  readonly productRoutes = new IdMap<RouteTable>();
  platformRoutes: RouteTable = emptyRouteTable;
  readonly pools = new IdMap<EnginePool>();
  readonly suppliers = new IdMap<SupplierSettings>();
  readonly clientRules = new IdMap<Rewriter>();
  readonly supplierRules = new IdMap<Rewriter>();
  readonly links = new IdMap<LinkSettings>();
  /** Who receives on which number. */
  reception: ReceptionTable = emptyReception;
  readonly #receptionOf = new Map<number, readonly ReceptionEntry[]>();
  readonly addresses = new Map<number, AddressList>();
  /** By client, and by system_id. */
  readonly credentialsOf = new Map<number, readonly SmppCredential[]>();
  readonly credentials = new Map<string, SmppCredential>();

  readonly #pool: Pool;
  #loading: Promise<void> = Promise.resolve();
  readonly #subscribers: ((kind: ChangeKind, id: number) => void)[] = [];

  constructor(pool: Pool) {
    this.#pool = pool;
    this.firewall = new FirewallConfiguration(pool);
  }

  get connections(): ReadonlyMap<number, ConnectionConfig> {
    return this.links;
  }

  /** `kind` and `id` say what changed; "all" after a reload of everything. */
  onChange(subscriber: (kind: ChangeKind, id: number) => void): void {
    this.#subscribers.push(subscriber);
  }

  /** How each announced kind is loaded: everything, or what belongs to one id. */
  readonly reload = {
    client: async (id?: number) => {
      replace(this.clients, await load.loadClients(this.#pool, id), id);
      replace(this.addresses, await load.loadAddresses(this.#pool, id), id);
    },
    credentials: async (clientId?: number) => {
      const loaded = await load.loadCredentials(this.#pool, clientId);
      for (const [owner, old] of this.credentialsOf) {
        if (clientId === undefined || owner === clientId)
          for (const { systemId } of old) this.credentials.delete(systemId);
      }
      replace(this.credentialsOf, loaded, clientId);
      for (const own of loaded.values())
        for (const credential of own) this.credentials.set(credential.systemId, credential);
    },
    supplier: async (id?: number) => replace(this.suppliers, await load.loadSuppliers(this.#pool, id), id),
    connection: async (id?: number) => replace(this.links, await load.loadLinks(this.#pool, id), id),
    pool: async (id?: number) => replace(this.pools, await load.loadPools(this.#pool, id), id),
    reception: async (clientId?: number) => {
      replace(this.#receptionOf, await loadReception(this.#pool, clientId), clientId);
      this.reception = compileReception([...this.#receptionOf.values()].flat());
    },
    places: async () => {
      ({ destinations: this.destinations, countries: this.countries } = await loadPlaces(this.#pool));
    },
    rates: async () => {
      this.rates = await loadRates(this.#pool);
    },
  };

  /** How kinds are loaded that several scopes have: everything of a scope, or what belongs to one id in it. */
  readonly reloadScoped = {
    routes: async (scope: Scope, ownerId?: number) => {
      if (scope === "supplier") return;
      const loaded = await loadRoutes(this.#pool, scope, ownerId);
      if (scope === "platform") this.platformRoutes = loaded.get(0) ?? emptyRouteTable;
      else replace(scope === "product" ? this.productRoutes : this.clientRoutes, loaded, ownerId);
    },
    rules: async (scope: Scope, ownerId?: number) => {
      if (scope !== "client" && scope !== "supplier") return;
      const rules = scope === "client" ? this.clientRules : this.supplierRules;
      replace(rules, await loadRules(this.#pool, scope, ownerId), ownerId);
    },
    tariff: async (scope: Scope, ownerId?: number) => {
      if (scope === "platform") return;
      const loaded = await loadTariffs(this.#pool, scope, ownerId);
      for (const type of messageTypes) {
        const { prices, productPrices, costs } = this.tariffs[type];
        replace({ client: prices, product: productPrices, supplier: costs }[scope], loaded[type], ownerId);
      }
    },
  };

  loadAll(): Promise<void> {
    return this.#inTurn(async () => {
      for (const reload of Object.values(this.reload)) await reload();
      for (const reload of Object.values(this.firewall.reload)) await reload();
      for (const scope of scopes) for (const reload of Object.values(this.reloadScoped)) await reload(scope);
      this.#tell("all", 0);
    });
  }

  /**
   * Loads what an announcement names: `client:12`, `tariff:product:3`. Answers false for one that is not about
   * configuration.
   */
  async follow(announcement: string): Promise<boolean> {
    const [kind = "", first = "", second = ""] = announcement.split(":");
    const load = this.#loadOf(announcement, kind, first, second);
    if (!load) return false;
    const id = Number(kind in this.reloadScoped ? second : first) || 0;
    await this.#inTurn(async () => {
      await load();
      this.#tell(kind as ChangeKind, id);
    });
    return true;
  }

  #loadOf(announcement: string, kind: string, first: string, second: string): (() => Promise<void>) | undefined {
    if (kind in this.reloadScoped) {
      const scope = scopes.find((name) => name === first);
      return scope && (() => this.reloadScoped[kind as keyof Configuration["reloadScoped"]](scope, Number(second)));
    }
    if (kind in this.reload) return () => this.reload[kind as keyof Configuration["reload"]](Number(first));
    if (!(kind in this.firewall.reload)) return undefined;
    return async () => {
      if (await this.firewall.followNumbers(announcement)) return;
      await this.firewall.reload[kind as keyof FirewallConfiguration["reload"]](Number(first));
    };
  }

  /** One loading after another: of two at once the older reading could be the last to be taken over. */
  #inTurn(load: () => Promise<void>): Promise<void> {
    const loading = this.#loading.then(load);
    this.#loading = loading.catch(() => undefined);
    return loading;
  }

  #tell(kind: ChangeKind, id: number): void {
    for (const subscriber of this.#subscribers) subscriber(kind, id);
  }
}

const scopes: readonly Scope[] = ["platform", "client", "product", "supplier"];
