/** A small business set up through the admin API: one client who may bind, one supplier who is reached, prices and a route. */
import { eventually } from "./processes.ts";
import type { SwitchUnderTest } from "./switch.ts";

export interface ShopOptions {
  /** Ports of the supplier's SMSC; one connection each, sharing the traffic. */
  readonly supplierPorts: readonly number[];
  readonly supplierSystemId?: string;
  readonly supplierPassword?: string;
  /** Per part, as a decimal. */
  readonly price?: string;
  readonly cost?: string;
  readonly billing?: "submitted" | "delivered";
  readonly payment?: string;
  readonly countries?: readonly string[];
  readonly sessionsMax?: number;
  readonly windowMax?: number;
  readonly supplierWindowMax?: number;
  readonly supplierSessions?: number;
  readonly lostAnswer?: "resend" | "wait";
  readonly receiptIdFormat?: "as_is" | "hex_to_dec" | "dec_to_hex" | "lower" | "no_leading_zeros";
  readonly login?: string;
}

export interface Shop {
  readonly clientId: number;
  readonly system_id: string;
  readonly password: string;
  readonly supplierId: number;
  readonly connectionIds: readonly number[];
}

/** Everything is in force when it resolves: the connections are bound and the client may bind and send. */
export async function openShop(under: SwitchUnderTest, options: ShopOptions): Promise<Shop> {
  const { admin } = under;
  const countries = options.countries ?? ["DE"];
  const login = options.login ?? "alpha";
  const supplier = await admin.createSupplier({ body: { name: `Supplier of ${login}`, currency: "EUR" } });
  const costs = countries.map((country) => ({ country, amount: options.cost ?? "0.03" }));
  await admin.createTariffRows({ params: { tariff: `supplier-${supplier.id}` }, body: { rows: costs } });
  const connectionIds: number[] = [];
  for (const [index, port] of options.supplierPorts.entries()) {
    const connection = await admin.createConnection({
      body: {
        supplierId: supplier.id,
        name: `Link ${index + 1} of ${login}`,
        host: "127.0.0.1",
        port,
        systemId: options.supplierSystemId ?? `by-${login}`,
        password: options.supplierPassword ?? "secret",
        sessions: options.supplierSessions ?? 1,
        tps: 100_000,
        windowMax: options.supplierWindowMax ?? 100,
        reconnectMaxSeconds: 1,
        lostAnswer: options.lostAnswer ?? "resend",
        receiptIdFormat: options.receiptIdFormat ?? "as_is",
      },
    });
    connectionIds.push(connection.id);
  }
  const pool = await admin.createPool({
    body: {
      name: `Pool of ${login}`,
      strategy: "percentage",
      members: connectionIds.map((connectionId, index) => ({
        connectionId,
        percent: shareOf(index, connectionIds.length),
      })),
    },
  });
  await admin.createRoute({ params: { scope: "platform" }, body: { poolId: pool.id } });
  const client = await admin.createClient({ body: { login, currency: "EUR", smppAnyAddress: true } });
  const params = { clientId: client.id };
  const prices = countries.map((country) => ({
    country,
    amount: options.price ?? "0.05",
    billing: options.billing ?? ("submitted" as const),
  }));
  await admin.createTariffRows({ params: { tariff: `client-${client.id}` }, body: { rows: prices } });
  await admin.createPayment({ params, body: { amount: options.payment ?? "1000000" } });
  const { password } = await admin.createCredential({
    params,
    body: {
      systemId: login,
      sessionsMax: options.sessionsMax ?? 10,
      tps: 100_000,
      windowMax: options.windowMax ?? 1_000,
    },
  });
  await untilBound(under, connectionIds);
  return { clientId: client.id, system_id: login, password, supplierId: supplier.id, connectionIds };
}

/** Waits until every connection has a bound session. */
export async function untilBound(under: SwitchUnderTest, connectionIds: readonly number[]): Promise<void> {
  await eventually("binding to the supplier", async () => {
    const { items } = await under.admin.listLiveConnections();
    return connectionIds.every((id) => items.find((item) => item.id === id)?.state === "bound");
  });
}

/** Whole percentages that add up to 100. */
function shareOf(index: number, members: number): number {
  const even = Math.floor(100 / members);
  return index === 0 ? 100 - even * (members - 1) : even;
}
