/** The SMPP tab of a client: credentials, addresses, bind log and the card for the client's engineer. */
import { z } from "zod";
import { clientParams } from "./clients.ts";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { count, id, idParam, listOf, moment, note, pageOf, pageQuery, queryFlag, shortText } from "./values.ts";

const tag = "SMPP of a client";

const systemId = z
  .string()
  .regex(/^[\x21-\x7e]{1,15}$/, "must be 1 to 15 printable ASCII characters without spaces (SMPP 3.4 §5.2.1)");

const credentialSettings = z.strictObject({
  allowTransmitter: z.boolean(),
  allowReceiver: z.boolean(),
  allowTransceiver: z.boolean(),
  sessionsMax: z.int().min(1).max(1000),
  tps: z.int().min(1).max(100_000).describe("Messages a second over all sessions."),
  windowMax: z.int().min(1).max(10_000).describe("Unanswered submits in a session."),
  defaultAlphabet: z.enum(["gsm7", "latin1"]).describe("What data_coding 0 means."),
  systemType: z
    .string()
    .regex(/^[\x20-\x7e]{0,12}$/, "must be at most 12 ASCII characters")
    .describe("The system_type a bind must carry; empty for any."),
  receiptIdFormat: z.enum(["decimal", "hex"]),
  blockedAnswer: z
    .enum(["status", "receipt"])
    .describe("A blocked message gets an error status, or acceptance and a REJECTD receipt."),
  enabled: z.boolean(),
  comment: note,
});

export const credentialCreate = credentialSettings.partial().extend({ systemId });
export const credentialPatch = credentialSettings.partial();
export type CredentialCreate = z.input<typeof credentialCreate>;
export type CredentialPatch = z.input<typeof credentialPatch>;

export const credential = z
  .object({
    id,
    clientId: id,
    systemId: z.string(),
    ...credentialSettings.shape,
    systemType: z.string(),
    oldPasswordUntil: moment.nullable().describe("Until then the password before the last rotation is good too."),
    liveSessions: count,
    createdAt: moment,
  })
  .meta({ id: "Credential" });
export type Credential = z.output<typeof credential>;

const credentialWithPassword = z
  .object({ credential, password: z.string().describe("Shown in this answer and never again.") })
  .meta({ id: "CredentialWithPassword" });

export const address = z
  .object({ id, network: z.string().describe("CIDR notation."), comment: z.string(), createdAt: moment })
  .meta({ id: "Address" });
export type Address = z.output<typeof address>;

export const bindLogEntry = z
  .object({
    id,
    at: moment,
    clientId: id.nullable(),
    credentialId: id.nullable(),
    systemId: z.string(),
    remoteAddress: z.string(),
    bindType: z.string(),
    accepted: z.boolean(),
    commandStatus: count,
    commandStatusName: z.string(),
    reason: z.string(),
  })
  .meta({ id: "BindLogEntry" });
export type BindLogEntry = z.output<typeof bindLogEntry>;

export const connectionCard = z
  .object({
    host: z.string(),
    port: z.int(),
    addresses: z.array(z.string()).describe("Networks that may bind."),
    anyAddress: z.boolean(),
    credentials: z.array(
      z.object({
        systemId: z.string(),
        bindTypes: z.array(z.enum(["transmitter", "receiver", "transceiver"])),
        sessionsMax: z.int(),
        tps: z.int(),
        windowMax: z.int(),
        defaultAlphabet: z.enum(["gsm7", "latin1"]),
        systemType: z.string(),
        receiptIdFormat: z.enum(["decimal", "hex"]),
      }),
    ),
    text: z.string().describe("The same for people, ready to copy into a mail. The password is not on it."),
  })
  .meta({ id: "ConnectionCard" });
export type ConnectionCard = z.output<typeof connectionCard>;

const credentialParams = clientParams.extend({ credentialId: idParam });
const bindFilters = z.strictObject({ refused: queryFlag.optional().describe("Only refusals."), ...pageQuery });

export const smppAccessEndpoints = {
  listCredentials: endpoint({
    method: "GET",
    path: "/clients/:clientId/credentials",
    tag,
    summary: "SMPP credentials",
    params: clientParams,
    response: listOf(credential),
    permission: "clients.read",
  }),
  createCredential: endpoint({
    method: "POST",
    path: "/clients/:clientId/credentials",
    tag,
    summary: "Create a credential; its password is generated and shown once",
    params: clientParams,
    body: credentialCreate,
    response: credentialWithPassword,
    created: true,
    errors: ["system_id_taken"],
    permission: "smpp.write",
  }),
  updateCredential: endpoint({
    method: "PATCH",
    path: "/clients/:clientId/credentials/:credentialId",
    tag,
    summary: "Change some settings of a credential",
    params: credentialParams,
    body: credentialPatch,
    response: credential,
    permission: "smpp.write",
  }),
  deleteCredential: endpoint({
    method: "DELETE",
    path: "/clients/:clientId/credentials/:credentialId",
    tag,
    summary: "Delete a credential; its sessions end",
    params: credentialParams,
    permission: "smpp.write",
  }),
  rotateCredential: endpoint({
    method: "POST",
    path: "/clients/:clientId/credentials/:credentialId/rotate",
    tag,
    summary: "Make a new password; the old one stays good for the overlap",
    params: credentialParams,
    body: z.strictObject({ overlapMinutes: z.int().min(0).max(limits.overlapMinutesMax).default(1440) }),
    response: credentialWithPassword,
    permission: "smpp.write",
  }),
  listAddresses: endpoint({
    method: "GET",
    path: "/clients/:clientId/addresses",
    tag,
    summary: "Addresses and networks that may bind",
    params: clientParams,
    response: listOf(address),
    permission: "clients.read",
  }),
  createAddress: endpoint({
    method: "POST",
    path: "/clients/:clientId/addresses",
    tag,
    summary: "Allow an address or network",
    params: clientParams,
    body: z.strictObject({
      network: z
        .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
          error: "must be an IPv4 or IPv6 address, or a network such as 203.0.113.0/24",
        })
        .meta({ description: "An IPv4 or IPv6 address, or a network in CIDR notation." }),
      comment: shortText.optional(),
    }),
    response: address,
    created: true,
    errors: ["address_listed"],
    permission: "smpp.write",
  }),
  deleteAddress: endpoint({
    method: "DELETE",
    path: "/clients/:clientId/addresses/:addressId",
    tag,
    summary: "No longer allow an address or network",
    params: clientParams.extend({ addressId: idParam }),
    permission: "smpp.write",
  }),
  listClientBinds: endpoint({
    method: "GET",
    path: "/clients/:clientId/binds",
    tag,
    summary: "The client's binds and refusals with the reason, newest first",
    params: clientParams,
    query: bindFilters,
    response: pageOf(bindLogEntry),
    permission: "clients.read",
  }),
  listBinds: endpoint({
    method: "GET",
    path: "/binds",
    tag,
    summary: "Everybody's binds and refusals, those with an unknown system_id too",
    query: bindFilters,
    response: pageOf(bindLogEntry),
    permission: "clients.read",
  }),
  getConnectionCard: endpoint({
    method: "GET",
    path: "/clients/:clientId/connection-card",
    tag,
    summary: "What the client's engineer needs to bind, as data and as text",
    params: clientParams,
    response: connectionCard,
    permission: "clients.read",
  }),
};
