/** Drafts: sets of rows of a tariff that are looked at before they count. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { margin, tariffParams, tariffRead, tariffWrite } from "./tariffs.ts";
import {
  amount,
  billingMode,
  country,
  id,
  idParam,
  messageType,
  moment,
  momentInput,
  money,
  network,
  pageOf,
  pageQuery,
  queryList,
} from "./values.ts";

const tag = "Tariffs";

export const draftKinds = ["file", "change", "end", "generate"] as const;
export const draftClasses = ["new", "changed", "ended", "unchanged", "bad"] as const;
export type DraftClass = (typeof draftClasses)[number];

const countsByClass = z.object({
  new: z.int(),
  changed: z.int(),
  ended: z.int(),
  unchanged: z.int(),
  bad: z.int(),
});

/** How a file was understood, for a form that corrects it. */
export const fileReading = z
  .object({
    kind: z.enum(["csv", "xlsx"]),
    encoding: z.string(),
    separator: z.string(),
    decimal: z.enum([".", ","]),
    dateOrder: z.enum(["dmy", "mdy", "ymd"]),
    sheets: z.array(z.string()),
    sheet: z.string(),
    headerLine: z.int().describe("0 when no line was taken for the header."),
    columns: z.record(z.string(), z.int()).describe("Field to column, counted from 0."),
    header: z.array(z.string()),
    sample: z.array(z.array(z.string())).describe("The first rows as they stand in the file."),
    lines: z.int(),
    merged: z.int().describe("Lines that said the same as an earlier one."),
  })
  .meta({ id: "FileReading" });
export type FileReading = z.output<typeof fileReading>;

export const tariffDraft = z
  .object({
    id,
    tariff: z.string(),
    kind: z.enum(draftKinds),
    title: z.string(),
    counts: countsByClass,
    createdBy: z.string(),
    createdAt: moment,
    savedBy: z.string(),
    savedAt: moment.nullable(),
    file: fileReading.optional().describe("Only in the answer to the upload."),
    notices: z
      .object({ mails: z.int(), withoutAddress: z.int().describe("Clients that have no address to tell them at.") })
      .optional()
      .describe("Only in the answer to saving with a notice."),
  })
  .meta({ id: "TariffDraft" });
export type TariffDraft = z.output<typeof tariffDraft>;

export const draftRow = z
  .object({
    position: z.int(),
    line: z.int().nullable(),
    class: z.enum(draftClasses),
    type: messageType.nullable(),
    country: country.nullable(),
    network: network.nullable(),
    billing: billingMode.nullable(),
    amount: amount.nullable(),
    oldAmount: amount.nullable(),
    percent: z.number().nullable().describe("Change against the old amount."),
    validFrom: moment.nullable(),
    validTo: moment.nullable(),
    margin: margin.nullable(),
    message: z.string().describe("What is wrong with a bad row."),
  })
  .meta({ id: "TariffDraftRow" });
export type DraftRow = z.output<typeof draftRow>;

/** The fields a column of a file can hold. */
export const fileFields = [
  "country",
  "network",
  "mcc",
  "mnc",
  "mccmnc",
  "dialCode",
  "amount",
  "currency",
  "billing",
  "validFrom",
  "validTo",
] as const;
export type FileField = (typeof fileFields)[number];

const columnsOfFile = z
  .string()
  .max(1000)
  .transform((text, context): Partial<Record<FileField, number | null>> => {
    const columns: Partial<Record<FileField, number | null>> = {};
    for (const pair of text.split(",").filter((part) => part !== "")) {
      const [field = "", column = ""] = pair.split(":");
      if (!fileFields.includes(field as FileField) || !/^(\d{1,2}|none)$/.test(column)) {
        context.addIssue({ code: "custom", message: `must be field:column, separated by commas; "${pair}" is not` });
        return z.NEVER;
      }
      columns[field as FileField] = column === "none" ? null : Number(column);
    }
    return columns;
  });

const fileSettings = z.strictObject({
  name: z.string().min(1).max(200).describe("The file's name."),
  type: messageType.default("sms"),
  billing: billingMode.default("submitted").describe("Where the file does not say."),
  validFrom: momentInput.optional().describe("Where the file does not say; left out, from the moment of saving."),
  missing: z
    .enum(["keep", "end"])
    .default("keep")
    .describe("What becomes of destinations in force that the file does not name."),
  sheet: z.string().max(100).optional(),
  headerLine: z.coerce
    .number<string | number>()
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe("0 for a file without a header."),
  separator: z.enum([",", ";", "tab", "|"]).optional(),
  encoding: z.enum(["utf-8", "windows-1252", "windows-1251", "utf-16le"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).optional(),
  columns: columnsOfFile
    .optional()
    .describe("`country:0,mccmnc:2,validTo:none`; what is left out is found by the header."),
});
export type FileSettings = z.input<typeof fileSettings>;

/** Which rows in force a bulk change is about; what is left out does not narrow it. */
const selection = z.strictObject({
  type: messageType.default("sms"),
  rowIds: z.array(id).min(1).max(limits.selectionMax).optional(),
  countries: z.array(country).min(1).max(300).optional(),
});

const rounding = z
  .strictObject({
    step: amount
      .refine((text) => !/^[0.]+$/.test(text), "must be more than zero")
      .describe("Round to a multiple of this."),
    mode: z.enum(["up", "down", "nearest"]),
  })
  .describe("Left out, amounts are exact to six decimals, half up.");

const percent = z
  .string()
  .regex(/^-?\d{1,4}(\.\d{1,4})?$/, "must be a percentage with at most four decimals, such as -2.5");

const changeDraft = z
  .strictObject({
    selection: selection,
    percent: percent.optional().describe("Raise by, or cut by when negative."),
    amount: money.optional().describe("Add to each, or take off when negative."),
    rounding: rounding.optional(),
    validFrom: momentInput.optional(),
  })
  .refine((body) => (body.percent === undefined) !== (body.amount === undefined), {
    path: ["percent"],
    error: "must be given, or amount, and not both",
  });
export type ChangeDraft = z.input<typeof changeDraft>;

const endDraft = z.strictObject({ selection, validTo: momentInput.optional().describe("Left out, now.") });
export type EndDraft = z.input<typeof endDraft>;

const generateDraft = z.strictObject({
  type: messageType.default("sms"),
  supplierIds: z
    .array(id)
    .min(1)
    .max(100)
    .optional()
    .describe("Whose costs; left out, those of all that are not blocked."),
  basis: z
    .enum(["lowest", "highest", "average"])
    .default("lowest")
    .describe("Of several suppliers' costs for a destination."),
  countries: z.array(country).min(1).max(300).optional(),
  marginPercent: percent.default("0"),
  marginAmount: money.default("0").describe("In the tariff's currency, after the percentage."),
  minimum: amount.optional().describe("No price under this."),
  rounding: rounding.optional(),
  billing: billingMode.default("submitted"),
  validFrom: momentInput.optional(),
  only: z.enum(["all", "missing"]).default("all").describe("missing: only destinations without a price in force."),
});
export type GenerateDraft = z.input<typeof generateDraft>;

const draftParams = tariffParams.extend({ draftId: idParam });

export const tariffDraftEndpoints = {
  draftTariffFile: endpoint({
    method: "POST",
    path: "/tariffs/:tariff/drafts/file",
    tag,
    summary: "Read a price list, CSV or XLSX, and show what it would change; nothing counts before the draft is saved",
    params: tariffParams,
    query: fileSettings,
    upload: { octetsMax: limits.fileOctetsMax },
    response: tariffDraft,
    created: true,
    errors: ["unreadable_file", "busy"],
    permission: tariffWrite,
  }),
  draftTariffChange: endpoint({
    method: "POST",
    path: "/tariffs/:tariff/drafts/change",
    tag,
    summary: "Raise or cut rows in force by an amount or a percentage, as a draft",
    params: tariffParams,
    body: changeDraft,
    response: tariffDraft,
    created: true,
    permission: tariffWrite,
  }),
  draftTariffEnd: endpoint({
    method: "POST",
    path: "/tariffs/:tariff/drafts/end",
    tag,
    summary: "End rows in force, as a draft",
    params: tariffParams,
    body: endDraft,
    response: tariffDraft,
    created: true,
    permission: tariffWrite,
  }),
  draftTariffGenerate: endpoint({
    method: "POST",
    path: "/tariffs/:tariff/drafts/generate",
    tag,
    summary: "Make prices from the costs of suppliers and a margin, as a draft",
    params: tariffParams,
    body: generateDraft,
    response: tariffDraft,
    created: true,
    errors: ["no_exchange_rate"],
    permission: tariffWrite,
  }),
  getTariffDraft: endpoint({
    method: "GET",
    path: "/tariffs/:tariff/drafts/:draftId",
    tag,
    summary: "A draft with its counts",
    params: draftParams,
    response: tariffDraft,
    permission: tariffRead,
  }),
  listTariffDraftRows: endpoint({
    method: "GET",
    path: "/tariffs/:tariff/drafts/:draftId/rows",
    tag,
    summary: "The rows of a draft: old and new amount, change, margin, what is wrong",
    params: draftParams,
    query: z.strictObject({ class: queryList(z.enum(draftClasses)).optional(), ...pageQuery }),
    response: pageOf(draftRow),
    permission: tariffRead,
  }),
  saveTariffDraft: endpoint({
    method: "POST",
    path: "/tariffs/:tariff/drafts/:draftId/save",
    tag,
    summary: "Save a draft, all or nothing; refused while a row of it is bad or when the tariff changed meanwhile",
    params: draftParams,
    body: z.strictObject({
      notify: z
        .boolean()
        .default(false)
        .describe("Tell the client, or the product's clients, by mail with the changes attached."),
      message: z.string().max(limits.noteCharsMax).default("").describe("A word of yours in that mail."),
    }),
    response: tariffDraft,
    errors: ["draft_has_bad_rows", "draft_is_stale", "draft_is_saved", "no_address"],
    permission: tariffWrite,
  }),
  deleteTariffDraft: endpoint({
    method: "DELETE",
    path: "/tariffs/:tariff/drafts/:draftId",
    tag,
    summary: "Throw a draft away that was not saved",
    params: draftParams,
    errors: ["draft_is_saved"],
    permission: tariffWrite,
  }),
};
