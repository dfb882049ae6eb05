/** Numbers that are not written to: the platform's black list, and those who opted out. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { count, id, idParam, moment, note, pageOf, pageQuery, shortText } from "./values.ts";

const tag = "Firewall";

/** A number as it is stored and sent: E.164 digits. */
const digits = z.string().regex(/^[1-9]\d{0,14}$/);

/** Numbers as people have them: with +, 00, blanks or brackets. What is none is told by its place. */
const numbers = z
  .array(z.string().max(limits.numberCharsMax))
  .min(1)
  .max(limits.numbersMax)
  .describe("In any usual spelling; one that can't be read refuses all.");

const callingCode = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, "must be a country calling code of up to three digits, such as 49")
  .optional()
  .describe("For numbers written the national way, 0151 234567; without it they are refused.");

/** The whole number, or how it begins. */
const search = z.string().trim().max(limits.numberCharsMax).optional().describe("A number, or the beginning of one.");

/** What became of numbers that were added. */
export const numbersAdded = z
  .object({ added: count, already: count.describe("Were on the list before.") })
  .meta({ id: "NumbersAdded" });

const numbersRemoved = z
  .object({ removed: count, absent: count.describe("Were not on the list.") })
  .meta({ id: "NumbersRemoved" });

export const blacklistNumber = z
  .object({
    number: digits,
    importId: id.nullable(),
    importName: z.string().nullable(),
    comment: z.string(),
    enteredBy: z.string(),
    createdAt: moment,
  })
  .meta({ id: "BlacklistNumber" });
export type BlacklistNumber = z.output<typeof blacklistNumber>;

export const blacklistImport = z
  .object({
    id,
    name: z.string(),
    added: count.describe("Numbers that came with it; some may have been taken off one by one since."),
    already: count.describe("Numbers in it that were on the list before."),
    enteredBy: z.string(),
    createdAt: moment,
  })
  .meta({ id: "BlacklistImport" });
export type BlacklistImport = z.output<typeof blacklistImport>;

const blacklistFilters = { search, importId: idParam.optional() };

const numberFile = {
  name: z.string().trim().min(1).max(200).describe("The file's name."),
  callingCode,
};

const blacklist = {
  listBlacklist: endpoint({
    method: "GET",
    path: "/firewall/blacklist",
    tag,
    summary: "Numbers nobody writes to, in the order of numbers",
    query: z.strictObject({ ...blacklistFilters, ...pageQuery }),
    response: pageOf(blacklistNumber),
    permission: "firewall.read",
  }),
  exportBlacklist: endpoint({
    method: "GET",
    path: "/firewall/blacklist.csv",
    tag,
    summary: "The same list as a CSV file, all pages; it can be imported again as it is",
    query: z.strictObject(blacklistFilters),
    csv: true,
    permission: "firewall.read",
  }),
  addBlacklistNumbers: endpoint({
    method: "POST",
    path: "/firewall/blacklist",
    tag,
    summary: "Put numbers on the black list, all or none",
    body: z.strictObject({ numbers, callingCode, comment: shortText.default("") }),
    response: numbersAdded,
    created: true,
    permission: "firewall.write",
  }),
  removeBlacklistNumbers: endpoint({
    method: "POST",
    path: "/firewall/blacklist/remove",
    tag,
    summary: "Take numbers off the black list",
    body: z.strictObject({ numbers, callingCode }),
    response: numbersRemoved,
    permission: "firewall.write",
  }),
  listBlacklistImports: endpoint({
    method: "GET",
    path: "/firewall/blacklist/imports",
    tag,
    summary: "Files that were put on the black list, newest first",
    query: z.strictObject(pageQuery),
    response: pageOf(blacklistImport),
    permission: "firewall.read",
  }),
  importBlacklist: endpoint({
    method: "POST",
    path: "/firewall/blacklist/imports",
    tag,
    summary: "Put the numbers of a file on the black list: text or CSV, a number a line, all or none",
    query: z.strictObject(numberFile),
    upload: { octetsMax: limits.numbersFileOctetsMax },
    response: blacklistImport,
    created: true,
    errors: ["unreadable_file", "busy"],
    permission: "firewall.write",
  }),
  deleteBlacklistImport: endpoint({
    method: "DELETE",
    path: "/firewall/blacklist/imports/:importId",
    tag,
    summary: "Take an import back: the numbers that came with it leave the list",
    params: z.object({ importId: idParam }),
    permission: "firewall.write",
  }),
};

export const optOut = z
  .object({
    id: z.int().positive(),
    clientId: id.nullable().describe("null: wants nothing from anybody."),
    clientLogin: z.string().nullable(),
    number: digits,
    comment: note,
    enteredBy: z.string(),
    createdAt: moment,
  })
  .meta({ id: "OptOut" });
export type OptOut = z.output<typeof optOut>;

/** From whom a number wants nothing more. */
const optOutOwner = z
  .union([idParam, z.literal("everybody")])
  .describe("A client's id, or `everybody` for opt-outs that count for all clients.");

const ownerId = id.nullable().describe("null: from everybody.");
const optOutFilters = { clientId: optOutOwner.optional(), search };

const optOuts = {
  listOptOuts: endpoint({
    method: "GET",
    path: "/firewall/opt-outs",
    tag,
    summary: "Numbers that want nothing more from a client, or from anybody, in the order of numbers",
    query: z.strictObject({ ...optOutFilters, ...pageQuery }),
    response: pageOf(optOut),
    permission: "firewall.read",
  }),
  exportOptOuts: endpoint({
    method: "GET",
    path: "/firewall/opt-outs.csv",
    tag,
    summary: "The same list as a CSV file, all pages",
    query: z.strictObject(optOutFilters),
    csv: true,
    permission: "firewall.read",
  }),
  addOptOuts: endpoint({
    method: "POST",
    path: "/firewall/opt-outs",
    tag,
    summary: "Note that numbers want nothing more, all or none",
    body: z.strictObject({ clientId: ownerId, numbers, callingCode, comment: shortText.default("") }),
    response: numbersAdded,
    created: true,
    permission: "firewall.write",
  }),
  removeOptOuts: endpoint({
    method: "POST",
    path: "/firewall/opt-outs/remove",
    tag,
    summary: "Let numbers be written to again",
    body: z.strictObject({ clientId: ownerId, numbers, callingCode }),
    response: numbersRemoved,
    permission: "firewall.write",
  }),
  importOptOuts: endpoint({
    method: "POST",
    path: "/firewall/opt-outs/imports",
    tag,
    summary: "Note the numbers of a file as opt-outs: text or CSV, a number a line, all or none",
    query: z.strictObject({ ...numberFile, clientId: optOutOwner }),
    upload: { octetsMax: limits.numbersFileOctetsMax },
    response: numbersAdded,
    created: true,
    errors: ["unreadable_file", "busy"],
    permission: "firewall.write",
  }),
};

export const numberListEndpoints = { ...blacklist, ...optOuts };
