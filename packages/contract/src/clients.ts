import { moderationModes, negativeMarginModes } from "@switchyard/engine";
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  amount,
  clientBlock,
  count,
  country,
  currency,
  id,
  idParam,
  moment,
  momentInput,
  money,
  note,
  pageOf,
  pageQuery,
  queryList,
  rate,
  shortText,
} from "./values.ts";

const tag = "Clients";

export const clientParams = z.object({ clientId: idParam });

const login = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,31}$/,
    "must be 2 to 32 small letters, digits, dots, dashes or underscores, and begin with a letter or digit",
  );

export const timeZone = z.string().refine(isTimeZone, "is not a time zone of the IANA database, such as Europe/Berlin");

/** One address or several, separated by commas; empty for the account's own. */
export const emails = z
  .string()
  .max(500)
  .refine(
    (text) => text.trim() === "" || text.split(",").every((address) => z.email().safeParse(address.trim()).success),
    "must be e-mail addresses, separated by commas",
  );

export const invoiceCycles = ["none", "weekly", "half_monthly", "monthly"] as const;
export const invoiceSteps = ["draft", "issue", "send"] as const;

/** What the profile editor changes. */
const clientSettings = z.strictObject({
  login,
  company: shortText,
  contactName: shortText,
  email: z.union([z.literal(""), z.email()]),
  phone: z.string().max(50),
  country: country.nullable(),
  address: z.string().max(500),
  registration: shortText.describe("Company credentials: registration and VAT numbers."),
  contractNumber: z.string().max(100),
  notes: note,
  managerId: id.nullable(),
  timeZone,
  creditLimit: amount,
  overdraft: amount.describe("Temporary credit; counts until overdraftUntil."),
  overdraftUntil: momentInput.nullable(),
  productId: id
    .nullable()
    .describe("Prices the client has no own for are this product's; it has the client's currency."),
  monthlyTopUp: amount.describe("Credited on the first of each month as an unpaid payment; 0 for none."),
  lowBalance: money.nullable().describe("A mail goes out when the balance falls to this or below, once per crossing."),
  emailPrices: emails,
  emailBilling: emails,
  brandId: id.nullable().describe("null for the default."),
  enterpriseId: id.nullable().describe("Who invoices this client; null for the default."),
  taxId: id.nullable().describe("A tax of that enterprise; null for its default."),
  invoiceCycle: z.enum(invoiceCycles),
  invoiceStep: z.enum(invoiceSteps).describe("How far an automatic invoice goes by itself."),
  dueDays: z.int().min(0).max(365).nullable().describe("null for the enterprise's."),
  dailyLimit: z.int().min(1).max(2_147_483_647).nullable().describe("Messages a day in the client's time zone."),
  smsPriority: z.int().min(0).max(9).describe("Order in supplier queues, higher first."),
  dlrWaitingDays: z.int().min(1).max(30).describe("After so many days without a final receipt a message is unknown."),
  channelSmpp: z.boolean(),
  smppAnyAddress: z.boolean().describe("Binds are allowed from any address."),
  moderation: z
    .enum(moderationModes)
    .describe(
      "none; manual: every message waits for approval; automatic: what a text filter or spam limit catches does.",
    ),
  dynamicSender: z.boolean().describe("Any sender; otherwise only approved ones."),
  skipBlacklist: z.boolean().describe("The platform's number black list does not apply. Opt-outs do."),
  incomingSmpp: z.boolean().describe("Incoming messages go to bound receivers; otherwise they are only kept."),
  negativeMargin: z
    .enum(negativeMarginModes)
    .describe("Messages that cost more than their price: block, allow, or as the platform has it."),
});

const credit = { path: ["overdraftUntil"], error: "is needed with an overdraft: it must end one day" };

export const clientCreate = clientSettings
  .partial()
  .extend({ login, currency: currency.describe("Fixed for ever.") })
  .refine(({ overdraft, overdraftUntil }) => !overdraft || /^[0.]+$/.test(overdraft) || overdraftUntil, credit);
export const clientPatch = clientSettings.partial();
export type ClientCreate = z.input<typeof clientCreate>;
export type ClientPatch = z.input<typeof clientPatch>;

/** The header of the profile. */
export const clientFigures = z
  .object({
    balance: money,
    reserved: amount,
    available: money.describe("balance + creditLimit + unexpired overdraft - reserved"),
    overdraftActive: z.boolean(),
    today: z
      .object({ since: moment, messages: count, blocked: count, delivered: count, deliveryRate: rate, spend: money })
      .describe("Since midnight in the client's time zone, to the hour."),
    liveSessions: count,
    queueDepth: count,
    lastTraffic: moment.nullable(),
    localTime: z.string().describe("The client's own wall clock: YYYY-MM-DDTHH:MM:SS with offset."),
  })
  .meta({ id: "ClientFigures" });

export const client = z
  .object({
    id,
    ...clientSettings.shape,
    email: z.string(),
    emailPrices: z.string(),
    emailBilling: z.string(),
    timeZone: z.string(),
    product: z.string().nullable(),
    overdraftUntil: moment.nullable(),
    managerLogin: z.string().nullable(),
    currency,
    block: clientBlock,
    blockReason: z.string(),
    createdAt: moment,
    figures: clientFigures,
  })
  .meta({ id: "Client" });
export type Client = z.output<typeof client>;

export const clientRow = z
  .object({
    id,
    login: z.string(),
    company: z.string(),
    managerId: id.nullable(),
    managerLogin: z.string().nullable(),
    productId: id.nullable(),
    product: z.string().nullable(),
    currency,
    balance: money,
    available: money,
    block: clientBlock,
    liveSessions: count,
    lastActivity: moment.nullable(),
    messagesToday: count,
    deliveryRateToday: rate,
    createdAt: moment,
  })
  .meta({ id: "ClientRow" });
export type ClientRow = z.output<typeof clientRow>;

export const clientSorts = ["login", "company", "balance", "created", "messages_today"] as const;

const clientFilters = {
  search: z
    .string()
    .trim()
    .max(limits.searchCharsMax)
    .optional()
    .describe("Part of login, company, e-mail, phone, contract number or system_id; letter case is ignored."),
  block: queryList(clientBlock).optional(),
  currency: queryList(currency).optional(),
  managerId: idParam.optional(),
  productId: z
    .union([idParam, z.literal("none")])
    .optional()
    .describe("`none` for clients without a product."),
  sort: z.enum(clientSorts).default("login"),
  direction: z.enum(["asc", "desc"]).default("asc"),
};

export const clientListQuery = z.strictObject({ ...clientFilters, ...pageQuery });
export const clientExportQuery = z.strictObject(clientFilters);
export type ClientListQuery = z.input<typeof clientListQuery>;

export const clientEndpoints = {
  listClients: endpoint({
    method: "GET",
    path: "/clients",
    tag,
    summary: "Clients, filtered, searched and sorted",
    query: clientListQuery,
    response: pageOf(clientRow),
    permission: "clients.read",
  }),
  exportClients: endpoint({
    method: "GET",
    path: "/clients.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    query: clientExportQuery,
    csv: true,
    permission: "clients.read",
  }),
  createClient: endpoint({
    method: "POST",
    path: "/clients",
    tag,
    summary: "Create a client",
    body: clientCreate,
    response: client,
    created: true,
    errors: ["login_taken"],
    permission: "clients.write",
  }),
  getClient: endpoint({
    method: "GET",
    path: "/clients/:clientId",
    tag,
    summary: "A client's profile with its figures of the moment",
    params: clientParams,
    response: client,
    permission: "clients.read",
  }),
  updateClient: endpoint({
    method: "PATCH",
    path: "/clients/:clientId",
    tag,
    summary: "Change some fields of the profile",
    params: clientParams,
    body: clientPatch,
    response: client,
    errors: ["login_taken"],
    permission: "clients.write",
  }),
  blockClient: endpoint({
    method: "POST",
    path: "/clients/:clientId/block",
    tag,
    summary: "Block: hold keeps traffic in the queue, refuse turns it away",
    params: clientParams,
    body: z.strictObject({ mode: z.enum(["hold", "refuse"]), reason: z.string().trim().min(1).max(500) }),
    response: client,
    permission: "clients.block",
  }),
  unblockClient: endpoint({
    method: "POST",
    path: "/clients/:clientId/unblock",
    tag,
    summary: "Unblock; what was held goes on",
    params: clientParams,
    response: client,
    permission: "clients.block",
  }),
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
