/** What is set for a connection to a supplier, of either kind, and what must agree within it. */
import { z } from "zod";
import type { FieldError } from "./errors.ts";
import { groupPattern, httpTemplate } from "./http-template.ts";
import { limits } from "./limits.ts";
import { id } from "./values.ts";

const ascii = (charsMax: number) =>
  z.string().regex(new RegExp(`^[\\x20-\\x7e]{0,${charsMax}}$`), `must be at most ${charsMax} ASCII characters`);

const SMPP_SYSTEM_ID_MAX = 15;
const SMPP_PASSWORD_MAX = 8;
const HTTP_SECRET_MAX = 500;
const LISTED_MAX = 50;

export const connectionKinds = ["smpp", "http"] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

const ton = z.int().min(0).max(6);
const npi = z.int().min(0).max(18);

export const addressMatches = ["alphanumeric", "short", "long", "prefix"] as const;

/** How one kind of address is typed. */
const addressRule = z
  .strictObject({
    side: z.enum(["sender", "recipient"]),
    match: z.enum(addressMatches).describe("short: up to five digits; prefix: begins with these digits."),
    prefix: z
      .string()
      .regex(/^\d{0,15}$/, "must be digits")
      .default(""),
    ton,
    npi,
  })
  .refine((rule) => rule.match !== "prefix" || rule.prefix !== "", {
    path: ["prefix"],
    error: "must say with which digits the address begins",
  })
  .refine((rule) => rule.match === "prefix" || rule.prefix === "", {
    path: ["prefix"],
    error: "only counts where match is prefix",
  })
  .refine((rule) => rule.side === "sender" || rule.match !== "alphanumeric", {
    path: ["match"],
    error: "must not be alphanumeric for recipients, which are numbers",
  });
export type AddressRule = z.output<typeof addressRule>;

/** What a receipt's word may mean; the last two are on the way, not the end. */
export const receiptWordStates = [
  "DELIVRD",
  "UNDELIV",
  "EXPIRED",
  "REJECTD",
  "DELETED",
  "UNKNOWN",
  "ACCEPTD",
  "ENROUTE",
] as const;

/** Receipts are read word by word; a custom word is one of them. */
const receiptWord = z.strictObject({
  word: z.string().regex(/^[^\s,;|&"'{}]{1,30}$/, "must be one word of at most 30 characters"),
  state: z.enum(receiptWordStates),
});
export type ReceiptWord = z.output<typeof receiptWord>;

/** How an SMPP connection looks numbers up: an empty message to the number, whose receipt names its network. */
const smppLookup = z.strictObject({
  sender: ascii(20).describe("The sender of the empty message."),
  network: z
    .discriminatedUnion("from", [
      z.strictObject({
        from: z.literal("tlv"),
        tag: z.int().min(1).max(0xffff).describe("Its TLV, such as 5123 (0x1403)."),
      }),
      z.strictObject({
        from: z.literal("text"),
        pattern: groupPattern.describe("Its place in the receipt's text."),
      }),
    ])
    .describe("Where MCC and MNC stand in the receipt."),
});
export type SmppLookup = z.output<typeof smppLookup>;

const errorCode = z.string().trim().min(1).max(60);
const errorCodes = z.array(errorCode).max(LISTED_MAX);

export const connectionSettings = z.strictObject({
  name: z.string().trim().min(1).max(limits.nameCharsMax),
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "must be a host name or an address")
    .nullable()
    .describe("null of an HTTP connection."),
  port: z.int().min(1).max(65_535).nullable().describe("null of an HTTP connection."),
  tls: z.boolean(),
  systemId: ascii(HTTP_SECRET_MAX).describe("The system_id, or the user name of an HTTP API."),
  systemType: ascii(12),
  bindType: z.enum(["transceiver", "pair"]).describe("pair: a transmitter and a receiver."),
  sessions: z.int().min(1).max(64),
  tps: z.int().min(1).max(100_000).describe("Submits a second over all sessions."),
  windowMax: z.int().min(1).max(10_000).describe("Unanswered submits in a session; requests at once of an HTTP API."),
  enquireLinkSeconds: z.int().min(1).max(3600),
  responseTimeoutSeconds: z.int().min(1).max(600),
  reconnectMinSeconds: z.int().min(1).max(600),
  reconnectMaxSeconds: z.int().min(1).max(3600),
  serviceType: ascii(5),
  sourceTon: ton.nullable().describe("null: by the kind of sender."),
  sourceNpi: npi.nullable().describe("null: by the kind of sender."),
  destTon: ton,
  destNpi: npi,
  addressRules: z
    .array(addressRule)
    .max(LISTED_MAX)
    .describe("TON and NPI by the kind of address: the first that fits, else the fixed ones."),
  defaultAlphabet: z.enum(["gsm7", "latin1"]).describe("What data_coding 0 means to the supplier."),
  longMessages: z.enum(["udh", "sar", "payload"]),
  receiptIdFormat: z
    .enum(["as_is", "hex_to_dec", "dec_to_hex", "lower", "no_leading_zeros"])
    .describe("How the id in a receipt becomes the id of the submit's answer."),
  receiptWords: z.array(receiptWord).max(LISTED_MAX).describe("Words of this supplier's receipts that mean a state."),
  lostAnswer: z
    .enum(["resend", "wait"])
    .describe("A submit whose answer was lost is sent again, or waits for its receipt."),
  dailyLimit: z
    .int()
    .min(1)
    .max(2_000_000_000)
    .nullable()
    .describe("Parts a day, in the supplier's time zone; null: no limit."),
  queueMax: z
    .int()
    .min(1)
    .max(5_000_000)
    .nullable()
    .describe("With more than this many waiting, pools pass it over; null: never."),
  rerouteErrors: errorCodes.describe(
    "Answers by which a message goes to the next member of its pool: ESME_… or 0x…, of an HTTP API its statuses and codes.",
  ),
  pauseErrors: errorCodes.describe("Answers by which a message stays first in line and the connection rests."),
  pauseMs: z.int().min(100).max(3_600_000).describe("How long it rests, in milliseconds."),
  lookup: smppLookup
    .nullable()
    .describe("Of an SMPP connection that looks numbers up, for routes of the type hlr, and carries no messages."),
  http: httpTemplate.nullable().describe("null of an SMPP connection."),
});

/** Written, never read back. */
const password = ascii(HTTP_SECRET_MAX);

/** What a connection of each kind begins with, where it differs from kind to kind. */
export const defaultPauseErrors: Readonly<Record<ConnectionKind, readonly string[]>> = {
  smpp: ["ESME_RTHROTTLED", "ESME_RMSGQFUL"],
  http: ["429", "503"],
};

/** The settings that are checked against each other; those left out have their defaults. */
interface Checked {
  readonly kind: ConnectionKind;
  readonly host?: string | null | undefined;
  readonly port?: number | null | undefined;
  readonly systemId?: string | undefined;
  readonly password?: string | undefined;
  readonly reconnectMinSeconds?: number | undefined;
  readonly reconnectMaxSeconds?: number | undefined;
  readonly rerouteErrors?: readonly string[] | undefined;
  readonly pauseErrors?: readonly string[] | undefined;
  readonly http?: unknown;
  readonly lookup?: unknown;
}

const statusForm = /^(ESME_R[A-Z0-9_]{2,40}|0x[0-9A-Fa-f]{1,8})$/;

/** What in a connection does not fit together; a change is checked against what is stored. */
export function connectionFaults(given: Checked): FieldError[] {
  const faults: FieldError[] = [];
  const refuse = (path: string, message: string) => faults.push({ path, message });
  if (given.kind === "smpp") {
    if (!given.host) refuse("host", "must be a host name or an address");
    if (given.port === null || given.port === undefined) refuse("port", "must be the port of the supplier's SMSC");
    if (!given.systemId) refuse("systemId", "must not be empty");
    if ((given.systemId?.length ?? 0) > SMPP_SYSTEM_ID_MAX) {
      refuse("systemId", `must be at most ${SMPP_SYSTEM_ID_MAX} characters (SMPP 3.4 §5.2.1)`);
    }
    if ((given.password?.length ?? 0) > SMPP_PASSWORD_MAX) {
      refuse("password", `must be at most ${SMPP_PASSWORD_MAX} ASCII characters (SMPP 3.4 §5.2.2)`);
    }
    if (given.http) refuse("http", "only belongs to an HTTP connection");
  } else {
    if (given.host) refuse("host", "only belongs to an SMPP connection; an HTTP API has its address in http.url");
    if (given.port) refuse("port", "only belongs to an SMPP connection; an HTTP API has its address in http.url");
    if (!given.http) refuse("http", "must say how the API is spoken to");
    if (given.lookup) refuse("lookup", "only belongs to an SMPP connection; an HTTP API has it in http.lookup");
  }
  const { reconnectMinSeconds = 1, reconnectMaxSeconds = 60 } = given;
  if (reconnectMinSeconds > reconnectMaxSeconds) {
    refuse("reconnectMaxSeconds", `must not be less than reconnectMinSeconds (${reconnectMinSeconds})`);
  }
  const { rerouteErrors = [], pauseErrors = defaultPauseErrors[given.kind] } = given;
  for (const [name, codes] of [["rerouteErrors", rerouteErrors] as const, ["pauseErrors", pauseErrors] as const]) {
    codes.forEach((code, i) => {
      if (given.kind === "smpp" && !statusForm.test(code)) {
        refuse(`${name}.${i}`, `must be a command_status such as ESME_RSUBMITFAIL or 0x45, not ${code}`);
      }
      if (name === "pauseErrors" && rerouteErrors.includes(code)) {
        refuse(`${name}.${i}`, `must not hold ${code}, by which messages go to another connection already`);
      }
    });
  }
  return faults;
}

function checkConnection(given: Checked, context: z.core.$RefinementCtx): void {
  for (const { path, message } of connectionFaults(given)) {
    context.addIssue({
      code: "custom",
      path: path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      message,
    });
  }
}

export const connectionCreate = connectionSettings
  .partial()
  .extend({
    kind: z.enum(connectionKinds).default("smpp").describe("Fixed for ever."),
    supplierId: id,
    name: connectionSettings.shape.name,
    password,
    paused: z.boolean().optional(),
  })
  .superRefine(checkConnection);
export const connectionPatch = connectionSettings.extend({ password }).partial();
export type ConnectionCreate = z.input<typeof connectionCreate>;
export type ConnectionPatch = z.input<typeof connectionPatch>;

/** A connection's settings as changed by a patch, for forms that want to know before they send. */
export const connectionPatchOf = (stored: Checked) =>
  connectionPatch.superRefine((patch, context) => checkConnection({ ...stored, ...defined(patch) }, context));

function defined<Given extends object>(given: Given): { [K in keyof Given]?: Exclude<Given[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof Given]?: Exclude<Given[K], undefined>;
  };
}
