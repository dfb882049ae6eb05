import {
  buildDestinations,
  type ClientConfig,
  type ConnectionConfig,
  type Destinations,
  type Pool as EnginePool,
  emptyRouteTable,
  type RouteTable,
  type Snapshot,
  type SupplierConfig,
  type Tariff,
} from "@switchyard/engine";
import { loadDestinations, networkOf } from "@switchyard/sms";
import type { Pool } from "pg";
import * as load from "./load.ts";
import { isTariffScope, loadTariffs, type TariffScope } from "./load-tariffs.ts";
import type { AddressList, LinkSettings, SmppCredential } from "./rows.ts";

/**
 * The running configuration: the engine's snapshot and what the gateways and connections need beside it. Loaded whole at
 * the start; afterwards each announced change loads just what it names and replaces it between two turns of the event
 * loop. Whoever must act on a change (close a session, wake a link) subscribes.
 */
export type ChangeKind = keyof Configuration["reload"] | `${TariffScope}_tariff` | "all";

export class Configuration implements Snapshot {
  readonly destinations: Destinations;
  readonly clients = new Map<number, ClientConfig>();
  readonly prices = new Map<number, Tariff>();
  readonly productPrices = new Map<number, Tariff>();
  readonly costs = new Map<number, Tariff>();
  readonly clientRoutes = new Map<number, RouteTable>();
  platformRoutes: RouteTable = emptyRouteTable;
  readonly pools = new Map<number, EnginePool>();
  readonly suppliers = new Map<number, SupplierConfig>();
  readonly links = new Map<number, LinkSettings>();
  readonly addresses = new Map<number, AddressList>();
  /** By client, and by system_id. */
  readonly credentialsOf = new Map<number, readonly SmppCredential[]>();
  readonly credentials = new Map<string, SmppCredential>();

  readonly #pool: Pool;
  #loading: Promise<void> = Promise.resolve();
  readonly #subscribers: ((kind: ChangeKind, id: number) => void)[] = [];

  constructor(pool: Pool) {
    this.#pool = pool;
    this.destinations = buildDestinations(
      loadDestinations().prefixes.map(([prefix, place]) => {
        const network = networkOf(place);
        return { prefix, country: network?.country ?? place, network: network?.id ?? null };
      }),
    );
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
    routes: async (clientId?: number) => {
      const loaded = await load.loadRoutes(this.#pool, clientId);
      if (clientId === undefined || clientId === 0) this.platformRoutes = loaded.get(0) ?? emptyRouteTable;
      loaded.delete(0);
      if (clientId !== 0) replace(this.clientRoutes, loaded, clientId);
    },
  };

  loadAll(): Promise<void> {
    return this.#inTurn(async () => {
      for (const reload of Object.values(this.reload)) await reload();
      for (const scope of ["client", "product", "supplier"] as const) await this.#reloadTariffs(scope);
      this.#tell("all", 0);
    });
  }

  /**
   * Loads what an announcement names: `client:12`, `tariff:product:3`. Answers false for one that is not about
   * configuration.
   */
  async follow(announcement: string): Promise<boolean> {
    const [kind = "", id = "", ownerId = ""] = announcement.split(":");
    if (kind === "tariff" && isTariffScope(id)) {
      await this.#inTurn(async () => {
        await this.#reloadTariffs(id, Number(ownerId));
        this.#tell(`${id}_tariff`, Number(ownerId));
      });
      return true;
    }
    if (!(kind in this.reload)) return false;
    const changed = kind as keyof Configuration["reload"];
    await this.#inTurn(async () => {
      await this.reload[changed](Number(id));
      this.#tell(changed, Number(id));
    });
    return true;
  }

  async #reloadTariffs(scope: TariffScope, ownerId?: number): Promise<void> {
    const tariffs = { client: this.prices, product: this.productPrices, supplier: this.costs }[scope];
    replace(tariffs, await loadTariffs(this.#pool, scope, ownerId), ownerId);
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

/** Puts loaded entries in place of the old ones: of one owner, or of all. */
function replace<Value>(map: Map<number, Value>, loaded: ReadonlyMap<number, Value>, owner: number | undefined): void {
  if (owner === undefined) map.clear();
  else if (!loaded.has(owner)) map.delete(owner);
  for (const [id, value] of loaded) map.set(id, value);
}
