import { z } from "zod";
import { clientParams } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { id, moment, momentInput, pageOf, pageQuery, queryList, shortText } from "./values.ts";

/** What a change was about; the filter of the history tab. */
export const historyCategories = {
  client: "Client data",
  access: "Access and block",
  smpp: "SMPP credentials and addresses",
  incoming: "Incoming SMS",
  payments: "Payments",
  invoices: "Invoices and credit notes",
  finance: "Finance settings",
  prices: "Prices",
  routing: "Routes and pools",
  rules: "Replacement rules",
  firewall: "Firewall",
  senders: "Senders",
  suppliers: "Suppliers and costs",
  connections: "Connections",
  destinations: "Destinations",
  mails: "Mails",
  keys: "Admin API keys",
} as const satisfies Record<string, string>;
export type HistoryCategory = keyof typeof historyCategories;

const category = z.enum(Object.keys(historyCategories) as HistoryCategory[]);

export const historyEntry = z
  .object({
    id,
    at: moment,
    actor: z.string().describe("A user's login, or key:name."),
    remoteAddress: z.string(),
    clientId: id.nullable(),
    category,
    entity: z.string().describe("What kind of thing changed: client, credential, price, ..."),
    entityId: z.string(),
    action: z.string().describe("create, update, delete, block, rotate, ..."),
    changes: z
      .array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }))
      .describe("Field by field; before is null on a creation, after on a deletion. Secrets are never here."),
  })
  .meta({ id: "HistoryEntry" });
export type HistoryEntry = z.output<typeof historyEntry>;

const historyQuery = z.strictObject({
  category: queryList(category).optional(),
  actor: shortText.optional(),
  entity: shortText.optional(),
  entityId: shortText.optional(),
  from: momentInput.optional(),
  to: momentInput.optional(),
  ...pageQuery,
});

export const historyEndpoints = {
  listClientHistory: endpoint({
    method: "GET",
    path: "/clients/:clientId/history",
    tag: "History",
    summary: "Every change to anything of this client, newest first",
    params: clientParams,
    query: historyQuery,
    response: pageOf(historyEntry),
    permission: "history.read",
  }),
  listHistory: endpoint({
    method: "GET",
    path: "/history",
    tag: "History",
    summary: "Every change on the platform, newest first",
    query: historyQuery,
    response: pageOf(historyEntry),
    permission: "history.read",
  }),
};
