/** Writes a configuration of the engine's scenarios into the books, so that a running switch is set up by it. */
import type { Pool } from "pg";
import type { Configuration } from "../../../engine/test/configuration.ts";
import { testSecrets } from "../seed.ts";

export interface StoreOptions {
  readonly smscPort: number;
  /** Connections that no supplier answers. */
  readonly down: readonly number[];
  readonly unreservedMicros: bigint;
  /** Added to every id, so that nothing of an earlier configuration is taken for one of this. */
  readonly base: number;
}

/** Emptied before a configuration is written, in an order that no reference forbids. */
const emptied = [
  "routes",
  "pool_members",
  "pools",
  "replacement_rules",
  "tariff_rows",
  "connections",
  "text_filters",
  "spam_limits",
  "blacklist",
  "opt_outs",
  "blocked_senders",
  "senders",
  "sender_rules",
  "prefixes",
  "exchange_rates",
  "smpp_credentials",
  "client_funds",
  "clients",
  "suppliers",
  "products",
];

export const password = "secret12";

export async function storeConfiguration(pool: Pool, rows: Configuration, options: StoreOptions): Promise<void> {
  for (const table of emptied) await pool.query(`delete from ${table}`);
  const store = new Store(pool, options.base);
  await storePlaces(pool, rows);
  await store.people(rows, options.unreservedMicros);
  await store.supply(rows, options);
  await store.routing(rows);
  await store.firewall(rows);
}

async function storePlaces(
  pool: Pool,
  { prefixes, countries, rates, blocksNegativeMargin }: Configuration,
): Promise<void> {
  await pool.query("update countries set closed = false, portability = 'prefix', lookup_fallback = 'prefix'");
  await pool.query("update networks set closed = false where closed");
  for (const { prefix, country, network } of prefixes) {
    await pool.query("insert into prefixes (digits, country, network) values ($1, $2, $3) on conflict do nothing", [
      prefix,
      country,
      network,
    ]);
  }
  for (const { code, closed, closedNetworks, portability, lookupFallback } of countries) {
    await pool.query("update countries set closed = $2, portability = $3, lookup_fallback = $4 where code = $1", [
      code,
      closed,
      portability,
      lookupFallback,
    ]);
    await pool.query("update networks set closed = true where id = any($1)", [[...closedNetworks]]);
  }
  const [reference = "EUR"] = Object.entries(rates).find(([, rate]) => rate === 1) ?? [];
  await pool.query("update finance_settings set reference_currency = $1", [reference]);
  for (const [currency, rate] of Object.entries(rates)) {
    if (currency === reference) continue;
    await pool.query("insert into exchange_rates (currency, day, rate) values ($1, '2026-01-01', $2)", [
      currency,
      rate,
    ]);
  }
  await pool.query("update firewall_settings set block_negative_margin = $1", [blocksNegativeMargin]);
}

class Store {
  readonly #pool: Pool;
  readonly #base: number;

  constructor(pool: Pool, base: number) {
    this.#pool = pool;
    this.#base = base;
  }

  async people({ clients, productPrices, routes }: Configuration, unreservedMicros: bigint): Promise<void> {
    const products = new Set([
      ...clients.flatMap(({ productId }) => productId ?? []),
      ...productPrices.map(({ productId }) => productId),
      ...routes.flatMap(({ productId }) => productId ?? []),
    ]);
    for (const id of products)
      await this.#insert("products", { id: this.#id(id), name: `product ${id}`, currency: "EUR" });
    const owners = new Set([...clients.map(({ id }) => id), ...routes.flatMap(({ clientId }) => clientId ?? [])]);
    for (const id of [...owners, 2]) {
      const client = clients.find((one) => one.id === id);
      await this.#insert("clients", {
        id: this.#id(id),
        login: `client${this.#id(id)}`,
        currency: client?.currency ?? "EUR",
        time_zone: client?.timeZone ?? "UTC",
        product_id: this.#id(client?.productId ?? null),
        block: client?.block ?? "none",
        daily_limit: client?.dailyLimit ?? null,
        credit_limit_micros: client?.creditLimitMicros ?? 0n,
        moderation: client?.moderation ?? "none",
        dynamic_sender: client?.dynamicSender ?? true,
        skip_blacklist: client?.skipBlacklist ?? false,
        negative_margin: client?.negativeMargin ?? "platform",
        smpp_any_address: true,
      });
      await this.#insert("client_funds", { client_id: this.#id(id), balance_micros: unreservedMicros });
    }
    await this.#insert("smpp_credentials", {
      client_id: this.#id(1),
      system_id: `c${this.#id(1)}`,
      password_hash: testSecrets.hash(password),
      tps: 100_000,
    });
  }

  async supply(rows: Configuration, { smscPort, down }: StoreOptions): Promise<void> {
    const { suppliers, connections, prices, productPrices, costs } = rows;
    for (const { id, currency, blocked } of suppliers) {
      await this.#insert("suppliers", { id: this.#id(id), name: `supplier ${this.#id(id)}`, currency, blocked });
    }
    for (const { id, supplierId, paused, queueMax, dailyLimit } of connections) {
      await this.#insert("connections", {
        id: this.#id(id),
        supplier_id: this.#id(supplierId),
        name: `connection ${this.#id(id)}`,
        host: "127.0.0.1",
        // Nothing listens on the port of a discarding service.
        port: down.includes(id) ? 9 : smscPort,
        system_id: "switch",
        password_sealed: testSecrets.seal("pass"),
        paused,
        queue_max: queueMax,
        daily_limit: dailyLimit,
      });
    }
    const tariffs = [
      ...prices.map((row) => ({ ...row, owner: { client_id: this.#id(row.clientId) } })),
      ...productPrices.map((row) => ({ ...row, owner: { product_id: this.#id(row.productId) } })),
      ...costs.map((row) => ({ ...row, owner: { supplier_id: this.#id(row.supplierId) } })),
    ];
    for (const { owner, country, network, billing, micros } of tariffs) {
      const row = { ...owner, country, network, billing, amount_micros: micros, valid_from: "2026-01-01" };
      await this.#insert("tariff_rows", row);
    }
  }

  async routing({ pools, routes, rules }: Configuration): Promise<void> {
    for (const { id, strategy, members, costCeiling, rerouteMax } of pools) {
      await this.#insert("pools", {
        id: this.#id(id),
        name: `pool ${this.#id(id)}`,
        strategy,
        cost_ceiling_micros: costCeiling?.micros ?? null,
        cost_ceiling_currency: costCeiling?.currency ?? null,
        reroute_max: rerouteMax,
      });
      for (const [position, { connectionId, percent }] of members.entries()) {
        await this.#insert("pool_members", {
          pool_id: this.#id(id),
          connection_id: this.#id(connectionId),
          percent,
          position: position + 1,
        });
      }
    }
    for (const route of routes) {
      await this.#insert("routes", {
        id: this.#id(route.id),
        client_id: this.#id(route.clientId),
        product_id: this.#id(route.productId),
        type: route.type,
        country: route.country,
        network: route.network,
        pool_id: this.#id(route.poolId),
        priority: route.priority,
        senders: route.senders,
        recipients: route.recipients,
        text_match: route.textMatch,
        text_pattern: route.textPattern,
      });
    }
    for (const rule of rules) {
      await this.#insert("replacement_rules", {
        id: this.#id(rule.id),
        client_id: this.#id(rule.clientId),
        supplier_id: this.#id(rule.supplierId),
        kind: rule.kind,
        country: rule.country,
        network: rule.network,
        via_supplier_id: this.#id(rule.viaSupplierId),
        sender: rule.sender,
        operation: rule.operation,
        match: rule.match,
        search: rule.search,
        ignore_case: rule.ignoreCase,
        replacements: rule.replacements,
        choice: rule.choice,
        priority: rule.priority,
      });
    }
  }

  async firewall(rows: Configuration): Promise<void> {
    const by = { entered_by: "test" };
    for (const number of rows.blacklist) await this.#insert("blacklist", { number, ...by });
    for (const { clientId, number } of rows.optOuts) {
      await this.#insert("opt_outs", { client_id: clientId === 0 ? null : this.#id(clientId), number, ...by });
    }
    for (const { id, clientId, country, match, pattern, ignoreCase, action } of rows.filters) {
      const owner = { id: this.#id(id), name: `filter ${this.#id(id)}`, client_id: this.#id(clientId) };
      await this.#insert("text_filters", { ...owner, country, match, pattern, ignore_case: ignoreCase, action });
    }
    for (const limit of rows.spamLimits) {
      await this.#insert("spam_limits", {
        id: this.#id(limit.id),
        name: `limit ${this.#id(limit.id)}`,
        client_id: this.#id(limit.clientId),
        country: limit.country,
        by_recipient: limit.byRecipient,
        by_sender: limit.bySender,
        by_text: limit.byText,
        messages_max: limit.messagesMax,
        window_s: limit.windowMs / 1000,
        reason: limit.reason,
        action: limit.action,
      });
    }
    for (const { supplierId, pattern } of rows.blockedSenders) {
      await this.#insert("blocked_senders", { supplier_id: this.#id(supplierId), pattern });
    }
    for (const { clientId, sender, country, status } of rows.senders) {
      await this.#insert("senders", { client_id: this.#id(clientId), sender, country, status });
    }
    for (const rule of rows.senderRules) {
      await this.#insert("sender_rules", {
        country: rule.country,
        network: rule.network,
        alphanumeric: rule.alphanumeric,
        long_numbers: rule.longNumbers,
        short_numbers: rule.shortNumbers,
        registration_needed: rule.registrationNeeded,
        length_min: rule.lengthMin,
        length_max: rule.lengthMax,
        characters: rule.characters,
      });
    }
  }

  #id(id: number): number;
  #id(id: number | null): number | null;
  #id(id: number | null): number | null {
    return id === null ? null : id + this.#base;
  }

  async #insert(table: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    const names = Object.keys(values);
    const marks = names.map((_, i) => `$${i + 1}`);
    await this.#pool.query(
      `insert into ${table} (${names.join(", ")}) overriding system value values (${marks.join(", ")}) on conflict do nothing`,
      Object.values(values),
    );
  }
}
