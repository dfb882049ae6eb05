import { platformRoutes, type TariffRef } from "@switchyard/contract";
import { parseMicros } from "@switchyard/engine";
import { countryIsos } from "@switchyard/simulator";
import { createProduct } from "../catalogue/products.ts";
import { createTariffRows } from "../catalogue/tariff-changes.ts";
import { createAddress } from "../clients/addresses.ts";
import { createCredential } from "../clients/credentials.ts";
import { createClient } from "../clients/profile.ts";
import type { Clock } from "../clock.ts";
import { enterPayment } from "../finance/payments.ts";
import type { Author, Queryable, Transact } from "../history/history.ts";
import { listPaymentMethods } from "../ledger/payment-methods.ts";
import { createPool } from "../routing/pools.ts";
import { createRoute } from "../routing/routes.ts";
import type { Secrets } from "../secrets.ts";
import { createConnection } from "../suppliers/connections.ts";
import { enterSupplierPayment } from "../suppliers/payments.ts";
import { createSupplier } from "../suppliers/suppliers.ts";
import { type DemoAccount, writeAccounts } from "./accounts.ts";
import { type DemoCompany, demoCompanies, demoCosts } from "./companies.ts";
import { type DemoFinance, seedEntries, seedFinance, taxOnPayment, termsOf } from "./finance.ts";
import { seedIncoming } from "./incoming.ts";
import { seedProtection } from "./protection.ts";

export interface SeedParts {
  readonly transact: Transact;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

export const demoConnections = ["Northgate 1", "Bluewire A"] as const;

const author: Author = { actor: "demo", remoteAddress: "" };
const COST_ELSEWHERE = 0.09;
/** What a prepaid supplier was paid at the start. */
const PREPAID_MICROS = 2_500_000_000n;
/** The second supplier is cheaper by this share. */
const DISCOUNT = 0.12;
const PRODUCT_MARGIN = 28;
const amount = (value: number): string => value.toFixed(4);

/** Makes the example books in one transaction. Answers false, having done nothing, when there are other books. */
export async function seedDemo(parts: SeedParts, dataDir: string): Promise<boolean> {
  const accounts = await parts.transact(async (tx) => {
    const { rows } = await tx.query<{ clients: number; demo: number }>(
      `select (select count(*)::int from clients) + (select count(*)::int from suppliers) as clients,
              (select count(*)::int from connections where name = any($1)) as demo`,
      [demoConnections],
    );
    if (rows[0]?.clients !== 0) return rows[0]?.demo === demoConnections.length ? [] : undefined;
    const supplierIds = await seedSuppliers(tx, parts);
    const productId = await seedProduct(tx, parts);
    const nowMs = parts.clock.now();
    const finance = await seedFinance(tx, author, nowMs);
    const methodId = (await listPaymentMethods(tx)).find(({ name }) => name === "Bank transfer")?.id;
    const made: DemoAccount[] = [];
    const clientIds = new Map<string, number>();
    for (const company of demoCompanies) {
      const { clientId, account } = await seedClient(tx, parts, company, { productId, finance, methodId });
      made.push(account);
      clientIds.set(company.login, clientId);
    }
    await seedEntries(tx, author, clientIds, { methodId, nowMs });
    await seedProtection(tx, author, { clientIds, supplierIds, nowMs });
    await seedIncoming(tx, author, { clientIds, supplierIds, nowMs });
    return made;
  });
  if (accounts && accounts.length > 0) await writeAccounts(dataDir, accounts);
  return accounts !== undefined;
}

async function seedSuppliers(tx: Queryable, { secrets, clock }: SeedParts): Promise<number[]> {
  const connectionIds: number[] = [];
  const supplierIds: number[] = [];
  const suppliers = [
    {
      name: "Northgate Carrier",
      email: "noc@northgate.example",
      contact: "Network operations, around the clock",
      currency: "EUR",
      labels: ["direct"],
      timeZone: "Europe/Berlin",
      factor: 1,
    },
    {
      name: "Bluewire Telecom",
      email: "support@bluewire.example",
      contact: "Accounts, weekdays",
      currency: "EUR",
      labels: ["wholesale"],
      timeZone: "Europe/London",
      prepaid: true,
      balanceNotice: "500",
      factor: 1 - DISCOUNT,
    },
  ];
  for (const [i, { factor, ...supplier }] of suppliers.entries()) {
    const { id: supplierId } = await createSupplier(tx, author, supplier);
    supplierIds.push(supplierId);
    if (supplier.prepaid) {
      const paid = { amountMicros: PREPAID_MICROS, comment: "First deposit", nowMs: clock.now() };
      await enterSupplierPayment(tx, author, supplierId, paid);
    }
    const connection = await createConnection(tx, author, secrets, {
      kind: "smpp",
      supplierId,
      name: demoConnections[i] ?? "",
      host: "127.0.0.1",
      port: 2776 + i,
      systemId: "switchyard",
      password: "demo",
      tps: 200,
      windowMax: 50,
      sessions: i === 0 ? 2 : 1,
      reconnectMinSeconds: 1,
      reconnectMaxSeconds: 10,
    });
    connectionIds.push(connection.id);
    const rows = countryIsos.map((country) => ({
      country,
      amount: amount((demoCosts[country] ?? COST_ELSEWHERE) * factor),
    }));
    const ref = { scope: "supplier", ownerId: supplierId } as const;
    await createTariffRows(tx, author, ref, { rows, path: "rows", nowMs: clock.now() });
  }
  const members = connectionIds.map((connectionId, i) => ({ connectionId, percent: i === 0 ? 70 : 30 }));
  const pool = await createPool(tx, author, { name: "Standard", strategy: "percentage", comment: "", members });
  await createRoute(tx, author, platformRoutes, {
    poolId: pool.id,
    priority: 100,
    comment: "Everything, unless a narrower route says otherwise",
    nowMs: clock.now(),
  });
  return supplierIds;
}

/** Prices that clients without their own share. */
async function seedProduct(tx: Queryable, { clock }: SeedParts): Promise<number> {
  const nowMs = clock.now();
  const comment = "For clients without prices of their own";
  const { id } = await createProduct(tx, author, { name: "Standard EUR", currency: "EUR", comment, nowMs });
  await seedPrices(
    tx,
    { scope: "product", ownerId: id },
    { marginPercent: PRODUCT_MARGIN, billing: "submitted", nowMs },
  );
  return id;
}

/** A price for every country, over the dearest supplier's cost. */
async function seedPrices(
  tx: Queryable,
  ref: TariffRef,
  given: { readonly marginPercent: number; readonly billing: DemoCompany["billing"]; readonly nowMs: number },
): Promise<void> {
  const rows = countryIsos.map((country) => ({
    country,
    billing: given.billing,
    amount: amount((demoCosts[country] ?? COST_ELSEWHERE) * (1 + given.marginPercent / 100)),
  }));
  await createTariffRows(tx, author, ref, { rows, path: "rows", nowMs: given.nowMs });
}

async function seedClient(
  tx: Queryable,
  { secrets, clock }: SeedParts,
  company: DemoCompany,
  given: { readonly productId: number; readonly finance: DemoFinance; readonly methodId: number | undefined },
): Promise<{ clientId: number; account: DemoAccount }> {
  const { login, marginPercent, payment, profile, billing, ...rest } = company;
  const nowMs = clock.now();
  const client = await createClient(tx, author, {
    login,
    company: rest.company,
    contactName: rest.contactName,
    email: `messaging@${login}.example`,
    country: rest.country,
    currency: rest.currency,
    timeZone: rest.timeZone,
    creditLimit: rest.creditLimit,
    ...(login === "mercalia" && { moderation: "automatic" as const }),
    ...termsOf(company, given.finance),
    ...(marginPercent === null && { productId: given.productId }),
    nowMs,
  });
  await createAddress(tx, author, client.id, { network: "127.0.0.0/8", comment: "This machine" });
  await createAddress(tx, author, client.id, { network: "::1/128", comment: "This machine" });
  const { credential, password } = await createCredential(tx, author, secrets, client.id, {
    systemId: login,
    comment: "",
    tps: 100,
  });
  if (marginPercent !== null) {
    await seedPrices(tx, { scope: "client", ownerId: client.id }, { marginPercent, billing, nowMs });
  }
  const amountMicros = parseMicros(payment) ?? 0n;
  await enterPayment(tx, author, {
    clientId: client.id,
    amountMicros,
    taxMicros: taxOnPayment(company, amountMicros),
    paid: true,
    methodId: given.methodId,
    comment: "First deposit",
    nowMs,
  });
  return { clientId: client.id, account: { login, systemId: credential.systemId, password, profile } };
}
