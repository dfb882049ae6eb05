import type { Tariffs } from "../rate/price.ts";
import type { Rewriter } from "../rewrite/rewriter.ts";
import type { Pool } from "../route/pools.ts";
import type { RouteTable } from "../route/routes.ts";
import type { ClientConfig } from "./clients.ts";
import type { CountryConfig } from "./countries.ts";
import type { Destinations } from "./destinations.ts";
import type { Firewall } from "./firewall.ts";
import type { Rates } from "./rates.ts";

/** What routing needs to know of a supplier's connection; how to speak over it is the connection's own affair. */
export interface ConnectionConfig {
  readonly id: number;
  readonly supplierId: number;
  readonly paused: boolean;
  /** One that looks numbers up carries none. */
  readonly carriesMessages: boolean;
  /** With as many waiting, pools pass it over; null for never. */
  readonly queueMax: number | null;
  /** Parts a day in the supplier's time zone; null for no limit. */
  readonly dailyLimit: number | null;
}

export interface SupplierConfig {
  readonly id: number;
  readonly currency: string;
  readonly blocked: boolean;
}

/**
 * The configuration one decision runs on. Each entry is immutable; a change replaces whole entries between two turns
 * of the event loop, and since decide() is synchronous no decision sees half a change. Its tariffs are those of messages.
 */
export interface Snapshot extends Tariffs {
  readonly destinations: Destinations;
  /** By ISO code. */
  readonly countries: ReadonlyMap<string, CountryConfig>;
  readonly clients: ReadonlyMap<number, ClientConfig>;
  /** To compare amounts in different currencies. */
  readonly rates: Rates;
  readonly firewall: Firewall;
  /** Personal routes by client, then those of products, then the platform's. */
  readonly clientRoutes: ReadonlyMap<number, RouteTable>;
  readonly productRoutes: ReadonlyMap<number, RouteTable>;
  readonly platformRoutes: RouteTable;
  readonly pools: ReadonlyMap<number, Pool>;
  readonly connections: ReadonlyMap<number, ConnectionConfig>;
  readonly suppliers: ReadonlyMap<number, SupplierConfig>;
  /** Replacement rules by client, and by supplier. */
  readonly clientRules: ReadonlyMap<number, Rewriter>;
  readonly supplierRules: ReadonlyMap<number, Rewriter>;
}
