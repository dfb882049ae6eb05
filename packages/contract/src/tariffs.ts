/**
 * Tariffs: the prices of a client or a product, the costs of a supplier. Each is a set of rows, an amount per part for a
 * destination and a stretch of time, and all are worked on in the same ways.
 */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import {
  amount,
  billingMode,
  country,
  currency,
  id,
  idParam,
  isPeriod,
  listOf,
  messageType,
  moment,
  momentInput,
  money,
  network,
  pageOf,
  pageQuery,
  periodError,
  queryFlag,
  queryList,
} from "./values.ts";

const tag = "Tariffs";

/** Whose tariff it is. */
export const tariffScopes = ["client", "product", "supplier"] as const;
export type TariffScope = (typeof tariffScopes)[number];

/** One tariff: what kind of owner, and which. */
export interface TariffRef {
  readonly scope: TariffScope;
  readonly ownerId: number;
}

/** A tariff's name in paths: `client-12`, `product-3`, `supplier-7`. */
export const tariffName = ({ scope, ownerId }: TariffRef): string => `${scope}-${ownerId}`;

const tariffRef = z
  .string()
  .regex(
    /^(client|product|supplier)-[1-9]\d{0,9}$/,
    "must be client-, product- or supplier- and an id, such as client-12",
  )
  .refine((name) => id.safeParse(Number(name.split("-")[1])).success, "has an id that is larger than any")
  .transform((name): TariffRef => {
    const [scope, ownerId] = name.split("-");
    return { scope: scope as TariffScope, ownerId: Number(ownerId) };
  });

export const tariffParams = z.object({ tariff: tariffRef });

/** What reading and changing a tariff asks for, by whose it is. */
export const tariffRead = {
  param: "tariff",
  of: { client: "prices.read", product: "prices.read", supplier: "suppliers.read" },
} as const;
export const tariffWrite = {
  param: "tariff",
  of: { client: "prices.write", product: "prices.write", supplier: "suppliers.write" },
} as const;

/** Where a row stands now. Of several rows valid at a moment the one that began last counts; the others are replaced. */
export const tariffStates = ["current", "replaced", "future", "ended"] as const;
export type TariffState = (typeof tariffStates)[number];

const place = { country, network: network.nullable() };
const period = { validFrom: momentInput.optional(), validTo: momentInput.nullable().optional() };

/** What a price leaves over the cheapest source price of its destination, converted at the latest exchange rates. */
export const margin = z
  .object({
    cost: amount.describe("The cheapest current cost, in the tariff's own currency."),
    margin: money.describe("Price less cost, per part."),
    percent: z.number().nullable().describe("Of the cost; null when it is free."),
    belowCost: z.boolean(),
  })
  .meta({ id: "Margin" });

export const tariffRow = z
  .object({
    id,
    tariff: z.string().describe("`client-12`, `product-3` or `supplier-7`."),
    type: messageType,
    ...place,
    billing: billingMode,
    amount: amount.describe("Per part."),
    currency,
    validFrom: moment,
    validTo: moment.nullable(),
    state: z.enum(tariffStates),
    margin: margin
      .nullable()
      .describe("Only of prices in force or to come; null where no cost or exchange rate is known."),
    createdAt: moment,
    createdBy: z.string(),
    draftId: id.nullable().describe("The draft it was saved from."),
  })
  .meta({ id: "TariffRow" });
export type TariffRow = z.output<typeof tariffRow>;

const tariffRowCreate = z
  .strictObject({
    type: messageType.default("sms"),
    country,
    network: place.network.optional(),
    billing: billingMode.default("submitted"),
    amount,
    ...period,
  })
  .refine(isPeriod, periodError);
export type TariffRowCreate = z.input<typeof tariffRowCreate>;

const filters = {
  type: messageType.optional(),
  country: country.optional(),
  network: z
    .union([network, z.literal("none")])
    .optional()
    .describe("`none` for rows of a whole country."),
  state: queryList(z.enum(tariffStates)).optional(),
  belowCost: queryFlag.optional().describe("Only prices below the cheapest cost of their destination."),
};

/** Only the end may change: what a row says about the past stays true. */
const tariffPatch = z.strictObject({ validTo: momentInput.nullable() });
const rowParams = tariffParams.extend({ rowId: idParam });

export const tariffEndpoints = {
  listTariffRows: endpoint({
    method: "GET",
    path: "/tariffs/:tariff/rows",
    tag,
    summary: "A tariff's rows by destination, past and future ones included",
    params: tariffParams,
    query: z.strictObject({ ...filters, ...pageQuery }),
    response: pageOf(tariffRow),
    permission: tariffRead,
  }),
  createTariffRows: endpoint({
    method: "POST",
    path: "/tariffs/:tariff/rows",
    tag,
    summary: "Create one row or many, all or none; a later one replaces an earlier one from its start",
    params: tariffParams,
    body: z.strictObject({ rows: z.array(tariffRowCreate).min(1).max(limits.tariffRowsMax) }),
    response: listOf(tariffRow),
    created: true,
    permission: tariffWrite,
  }),
  getTariffRow: endpoint({
    method: "GET",
    path: "/tariffs/:tariff/rows/:rowId",
    tag,
    summary: "One row of a tariff",
    params: rowParams,
    response: tariffRow,
    permission: tariffRead,
  }),
  updateTariffRow: endpoint({
    method: "PATCH",
    path: "/tariffs/:tariff/rows/:rowId",
    tag,
    summary: "Set or clear a row's end",
    params: rowParams,
    body: tariffPatch,
    response: tariffRow,
    permission: tariffWrite,
  }),
  deleteTariffRow: endpoint({
    method: "DELETE",
    path: "/tariffs/:tariff/rows/:rowId",
    tag,
    summary: "Delete a row; what was charged by it stays charged",
    params: rowParams,
    permission: tariffWrite,
  }),
  exportTariffCsv: endpoint({
    method: "GET",
    path: "/tariffs/:tariff/rows.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    params: tariffParams,
    query: z.strictObject(filters),
    csv: true,
    permission: tariffRead,
  }),
  exportTariffXlsx: endpoint({
    method: "GET",
    path: "/tariffs/:tariff/rows.xlsx",
    tag,
    summary: "The same list as a spreadsheet, all pages",
    params: tariffParams,
    query: z.strictObject(filters),
    file: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    errors: ["too_large", "busy"],
    permission: tariffRead,
  }),
};
