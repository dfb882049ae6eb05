/** A client's row: created, changed, blocked; every change with its history and announcement. */
import type { AdminParsed, Client } from "@switchyard/contract";
import { formatMicros } from "@switchyard/engine";
import { type Columns, insertRow, microsOf, money, updateRow, written } from "../history/columns.ts";
import { type Author, isSame, type Queryable, recordChange } from "../history/history.ts";
import { invalidField, notFound } from "../refusal.ts";
import { checkTerms, checkTimeZone, startCycles } from "./billing.ts";

/** The profile without the figures of the moment. */
export type ClientProfile = Omit<Client, "figures">;

type ClientCreate = AdminParsed<"createClient">["body"];
type ClientPatch = AdminParsed<"updateClient">["body"];

const columns: Columns<keyof ClientPatch> = {
  login: "login",
  company: "company",
  contactName: "contact_name",
  email: "email",
  phone: "phone",
  country: "country",
  address: "address",
  registration: "registration",
  contractNumber: "contract_number",
  notes: "notes",
  managerId: "manager_id",
  timeZone: "time_zone",
  creditLimit: money("credit_limit_micros"),
  overdraft: money("overdraft_micros"),
  overdraftUntil: "overdraft_until",
  productId: "product_id",
  monthlyTopUp: money("monthly_topup_micros"),
  lowBalance: { column: "low_balance_micros", write: (value) => (value === null ? null : microsOf(value)) },
  emailPrices: "email_prices",
  emailBilling: "email_billing",
  brandId: "brand_id",
  enterpriseId: "enterprise_id",
  taxId: "tax_id",
  invoiceCycle: "invoice_cycle",
  invoiceStep: "invoice_step",
  dueDays: "due_days",
  dailyLimit: "daily_limit",
  smsPriority: "sms_priority",
  dlrWaitingDays: "dlr_waiting_days",
  channelSmpp: "channel_smpp",
  smppAnyAddress: "smpp_any_address",
  moderation: "moderation",
  dynamicSender: "dynamic_sender",
  skipBlacklist: "skip_blacklist",
  incomingSmpp: "incoming_smpp",
  negativeMargin: "negative_margin",
};

export async function createClient(
  tx: Queryable,
  author: Author,
  { nowMs, ...given }: ClientCreate & { readonly nowMs: number },
): Promise<ClientProfile> {
  const values = written(columns, given).set("currency", given.currency);
  const clientId = await insertRow(tx, "clients", values);
  await tx.query("insert into client_funds (client_id) values ($1)", [clientId]);
  await checkTerms(tx, clientId);
  const profile = await readClient(tx, clientId);
  await startCycles(tx, clientId, { before: undefined, after: profile, nowMs });
  await recordChange(tx, author, {
    clientId,
    category: "client",
    entity: "client",
    entityId: clientId,
    action: "create",
    before: null,
    after: factsOf(profile),
    announce: [`client:${clientId}`],
  });
  return profile;
}

export async function updateClient(
  tx: Queryable,
  author: Author,
  clientId: number,
  { nowMs, ...given }: ClientPatch & { readonly nowMs: number },
): Promise<ClientProfile> {
  const before = await readClient(tx, clientId, "for update of c");
  await updateRow(tx, "clients", clientId, written(columns, given));
  const after = await readClient(tx, clientId);
  if (Number(after.overdraft) > 0 && after.overdraftUntil === null) {
    throw invalidField("body.overdraftUntil", "is needed with an overdraft: it must end one day");
  }
  if (isSame(factsOf(before), factsOf(after))) return after;
  await checkTerms(tx, clientId);
  if (after.timeZone !== before.timeZone) await checkTimeZone(tx, clientId, nowMs);
  await startCycles(tx, clientId, { before, after, nowMs });
  await recordChange(tx, author, {
    clientId,
    category: "client",
    entity: "client",
    entityId: clientId,
    action: "update",
    before: factsOf(before),
    after: factsOf(after),
    announce: [`client:${clientId}`],
  });
  return after;
}

/** Blocks (hold or refuse, with a reason) or unblocks (none). */
export async function setBlock(
  tx: Queryable,
  author: Author,
  clientId: number,
  { block, reason }: { block: Client["block"]; reason: string },
): Promise<ClientProfile> {
  const before = await readClient(tx, clientId, "for update of c");
  if (before.block === block && before.blockReason === reason) return before;
  await tx.query("update clients set block = $2, block_reason = $3 where id = $1", [clientId, block, reason]);
  await recordChange(tx, author, {
    clientId,
    category: "access",
    entity: "client",
    entityId: clientId,
    action: block === "none" ? "unblock" : "block",
    before: { block: before.block, blockReason: before.blockReason },
    after: { block, blockReason: reason },
    announce: [`client:${clientId}`],
  });
  return readClient(tx, clientId);
}

/** Refuses with not_found when there is no such client: for lists of what belongs to one. */
export async function requireClient(db: Queryable, clientId: number): Promise<{ login: string; currency: string }> {
  const { rows } = await db.query<{ login: string; currency: string }>(
    "select login, currency from clients where id = $1",
    [clientId],
  );
  const [row] = rows;
  if (!row) throw notFound("client", clientId);
  return row;
}

interface ClientDbRow {
  readonly id: number;
  readonly login: string;
  readonly company: string;
  readonly contact_name: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string | null;
  readonly address: string;
  readonly registration: string;
  readonly contract_number: string;
  readonly notes: string;
  readonly manager_id: number | null;
  readonly manager_login: string | null;
  readonly currency: string;
  readonly time_zone: string;
  readonly block: Client["block"];
  readonly block_reason: string;
  readonly credit_limit_micros: bigint;
  readonly overdraft_micros: bigint;
  readonly overdraft_until: Date | null;
  readonly product_id: number | null;
  readonly product: string | null;
  readonly monthly_topup_micros: bigint;
  readonly low_balance_micros: bigint | null;
  readonly email_prices: string;
  readonly email_billing: string;
  readonly brand_id: number | null;
  readonly enterprise_id: number | null;
  readonly tax_id: number | null;
  readonly invoice_cycle: Client["invoiceCycle"];
  readonly invoice_step: Client["invoiceStep"];
  readonly due_days: number | null;
  readonly daily_limit: number | null;
  readonly sms_priority: number;
  readonly dlr_waiting_days: number;
  readonly channel_smpp: boolean;
  readonly smpp_any_address: boolean;
  readonly moderation: Client["moderation"];
  readonly dynamic_sender: boolean;
  readonly skip_blacklist: boolean;
  readonly incoming_smpp: boolean;
  readonly negative_margin: Client["negativeMargin"];
  readonly created_at: Date;
}

export async function readClient(db: Queryable, clientId: number, lock = ""): Promise<ClientProfile> {
  const { rows } = await db.query<ClientDbRow>(
    `select c.*, u.login as manager_login, p.name as product
     from clients c left join users u on u.id = c.manager_id left join products p on p.id = c.product_id
     where c.id = $1 ${lock}`,
    [clientId],
  );
  const [row] = rows;
  if (!row) throw notFound("client", clientId);
  return {
    id: row.id,
    login: row.login,
    company: row.company,
    contactName: row.contact_name,
    email: row.email,
    phone: row.phone,
    country: row.country,
    address: row.address,
    registration: row.registration,
    contractNumber: row.contract_number,
    notes: row.notes,
    managerId: row.manager_id,
    managerLogin: row.manager_login,
    currency: row.currency,
    timeZone: row.time_zone,
    block: row.block,
    blockReason: row.block_reason,
    creditLimit: formatMicros(row.credit_limit_micros),
    overdraft: formatMicros(row.overdraft_micros),
    overdraftUntil: row.overdraft_until?.toISOString() ?? null,
    productId: row.product_id,
    product: row.product,
    monthlyTopUp: formatMicros(row.monthly_topup_micros),
    lowBalance: row.low_balance_micros === null ? null : formatMicros(row.low_balance_micros),
    emailPrices: row.email_prices,
    emailBilling: row.email_billing,
    brandId: row.brand_id,
    enterpriseId: row.enterprise_id,
    taxId: row.tax_id,
    invoiceCycle: row.invoice_cycle,
    invoiceStep: row.invoice_step,
    dueDays: row.due_days,
    dailyLimit: row.daily_limit,
    smsPriority: row.sms_priority,
    dlrWaitingDays: row.dlr_waiting_days,
    channelSmpp: row.channel_smpp,
    smppAnyAddress: row.smpp_any_address,
    moderation: row.moderation,
    dynamicSender: row.dynamic_sender,
    skipBlacklist: row.skip_blacklist,
    incomingSmpp: row.incoming_smpp,
    negativeMargin: row.negative_margin,
    createdAt: row.created_at.toISOString(),
  };
}

function factsOf({
  id: _id,
  createdAt: _at,
  managerId: _manager,
  productId: _product,
  block: _block,
  blockReason: _why,
  ...facts
}: ClientProfile) {
  return facts;
}
