/**
 * The configuration of a switch: environment variables, each one a row of the table below. Validation, `--help` and
 * the table in README.md are made from these rows; nothing else in the server reads the environment.
 */
import path from "node:path";
import { z } from "zod";
import { parseMailbox } from "./mail-address.ts";

export type Setting<T> = {
  readonly variable: string;
  /** One sentence for `--help` and README.md. */
  readonly says: string;
  /** What holds when the variable is unset or empty, in words a reader of the table understands. */
  readonly default: string;
  /** The values that are understood, for the error message. */
  readonly allowed: string;
  /** The value is never printed. */
  readonly secret?: boolean;
  readonly schema: z.ZodType<T, string | undefined>;
};

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Every setting of the server. */
export const settings = {
  databaseUrl: {
    variable: "SWITCHYARD_DATABASE_URL",
    says: "PostgreSQL 15 or newer to work on; unset, the switch starts a PostgreSQL of its own under the data folder.",
    default: "embedded PostgreSQL",
    allowed: "an address like postgres://user:password@host:5432/database",
    secret: true,
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\/\S+$/)
      .optional(),
  },
  dataDir: {
    variable: "SWITCHYARD_DATA_DIR",
    says: "Folder for the embedded database, generated keys and exports.",
    default: "./data",
    allowed: "the path of a folder",
    schema: z
      .string()
      .default("./data")
      .transform((dir) => path.resolve(dir)),
  },
  httpPort: {
    variable: "SWITCHYARD_HTTP_PORT",
    says: "Port of the console, the client portal and the HTTP and REST APIs.",
    default: "8080",
    allowed: "a port from 1 to 65535, or 0 for any free one",
    schema: port(8080),
  },
  publicUrl: {
    variable: "SWITCHYARD_PUBLIC_URL",
    says: "Address under which others reach the HTTP port, for the callbacks of suppliers' APIs.",
    default: "http://localhost and the HTTP port",
    allowed: "an address like https://sms.example.com",
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ""))
      .optional(),
  },
  smppPort: {
    variable: "SWITCHYARD_SMPP_PORT",
    says: "Port on which clients bind with SMPP.",
    default: "2775",
    allowed: "a port from 1 to 65535, or 0 for any free one",
    schema: port(2775),
  },
  bind: {
    variable: "SWITCHYARD_BIND",
    says: "Address the ports listen on; 127.0.0.1 keeps them to this machine.",
    default: "0.0.0.0",
    allowed: "an IPv4 or IPv6 address of this machine",
    schema: z.union([z.ipv4(), z.ipv6()]).default("0.0.0.0"),
  },
  demo: {
    variable: "SWITCHYARD_DEMO",
    says: "Fill an empty database with example clients, suppliers and live simulated traffic.",
    default: "1",
    allowed: "1 or 0",
    schema: z
      .enum(["0", "1"])
      .default("1")
      .transform((flag) => flag === "1"),
  },
  adminLogin: {
    variable: "SWITCHYARD_ADMIN_LOGIN",
    says: "Login of the first administrator, made when the database is empty.",
    default: "admin",
    allowed: "2 to 64 letters, digits, dots, dashes, underscores or @",
    schema: z
      .string()
      .regex(/^[\w.@-]{2,64}$/)
      .default("admin"),
  },
  adminPassword: {
    variable: "SWITCHYARD_ADMIN_PASSWORD",
    says: "Password of the first administrator; unset, one is generated and shown once at the first start.",
    default: "generated",
    allowed: "8 to 200 characters",
    secret: true,
    schema: z.string().min(8).max(200).optional(),
  },
  adminApiKey: {
    variable: "SWITCHYARD_ADMIN_API_KEY",
    says: "Key with which scripts call the administration API as the first administrator.",
    default: "none",
    allowed: "24 to 200 characters without spaces",
    secret: true,
    schema: z
      .string()
      .regex(/^\S{24,200}$/)
      .optional(),
  },
  smtpUrl: {
    variable: "SWITCHYARD_SMTP_URL",
    says: "Mail server that takes our mail; unset, mails wait. A password is sent to another machine over TLS only.",
    default: "none",
    allowed: "smtp://user:password@host:587, or smtps:// for TLS from the start; special characters as %40",
    secret: true,
    schema: z.string().refine(isSmtpUrl).optional(),
  },
  mailFrom: {
    variable: "SWITCHYARD_MAIL_FROM",
    says: "Sender of mails that name no other.",
    default: "Switchyard <switchyard@localhost>",
    allowed: "one address, with or without a name",
    schema: z
      .string()
      .default("Switchyard <switchyard@localhost>")
      .refine((text) => parseMailbox(text) !== undefined),
  },
  logLevel: {
    variable: "SWITCHYARD_LOG_LEVEL",
    says: "How much is logged; message texts and secrets never are.",
    default: "info",
    allowed: logLevels.join(", "),
    schema: z.enum(logLevels).default("info"),
  },
  secretKey: {
    variable: "SWITCHYARD_SECRET_KEY",
    says: "Master key that protects stored secrets; unset, one is generated and kept as secret.key in the data folder.",
    default: "generated",
    allowed: "32 octets as 64 hexadecimal digits or as base64",
    secret: true,
    schema: z
      .string()
      .regex(/^([0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9_-]{43})$/)
      .transform(decodeKey)
      .optional(),
  },
} satisfies Record<string, Setting<unknown>>;

export type Config = { readonly [Name in keyof typeof settings]: z.output<(typeof settings)[Name]["schema"]> };

/** What is wrong with the environment, one line per variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads and validates the environment. Throws a ConfigError that names every variable with a value it cannot use. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, setting] of Object.entries<Setting<unknown>>(settings)) {
    const given = env[setting.variable]?.trim() || undefined;
    const parsed = setting.schema.safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else {
      const value = setting.secret ? "has a value that" : `is "${given}", which`;
      problems.push(`${setting.variable} ${value} is not understood. Allowed: ${setting.allowed}.`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
  return values as Config;
}

/** Where the settings are shown: `--help` of the server. */
export function configHelp(): string {
  const rows = Object.values<Setting<unknown>>(settings);
  return rows.map((row) => `  ${row.variable} (default: ${row.default})\n      ${row.says}`).join("\n");
}

/** The Markdown table that README.md carries between its config marks. */
export function configTable(): string {
  const rows = Object.values<Setting<unknown>>(settings);
  const lines = rows.map((row) => `| \`${row.variable}\` | ${row.default} | ${row.says} Allowed: ${row.allowed}. |`);
  return ["| variable | default | meaning |", "| --- | --- | --- |", ...lines].join("\n");
}

/** Variables under our prefix that mean nothing, most likely misspelt: worth a warning at the start. */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>(Object.values(settings).map((setting) => setting.variable));
  const ours = Object.keys(env).filter((name) => name.startsWith("SWITCHYARD_"));
  return ours.filter((name) => !known.has(name) && !outsideTheServer.has(name));
}

/** Variables of the scripts and tests, which share the prefix. */
const outsideTheServer = new Set(["SWITCHYARD_CHROMIUM"]);

function port(byDefault: number) {
  return z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535))
    .default(byDefault);
}

/** A host, perhaps with a port and credentials, and nothing behind: a stray "/" or "#" is an unescaped password. */
function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  const isBare = (pathname === "" || pathname === "/") && search === "" && hash === "";
  return (
    /^smtps?:$/.test(protocol) &&
    /^[\w.:[\]-]+$/.test(hostname) &&
    isBare &&
    isDecodable(username) &&
    isDecodable(password)
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function decodeKey(text: string): Buffer {
  return Buffer.from(text, text.length === 64 ? "hex" : "base64");
}
