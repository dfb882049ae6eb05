/**
 * How the embedded PostgreSQL is configured. The settings are given on the command line, so the files in its folder
 * are those of a plain cluster.
 */
import { embeddedLimits } from "./limits.ts";

export const embeddedUser = "switchyard";
export const embeddedDatabase = "switchyard";
/** Only names the socket file; nothing listens on TCP. */
export const embeddedPort = 5432;

export type PostgresSettings = Readonly<Record<string, string>>;

/** Everything that was acknowledged survives: these three stay on outside of tests. */
const durability: PostgresSettings = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };

/** A steady stream of small batches: few, spread-out checkpoints and no planner surprises. */
const steadyWriting: PostgresSettings = {
  shared_buffers: "256MB",
  wal_buffers: "16MB",
  max_wal_size: "2GB",
  min_wal_size: "512MB",
  checkpoint_timeout: "15min",
  checkpoint_completion_target: "0.9",
  autovacuum_naptime: "15s",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  random_page_cost: "1.1",
  jit: "off",
};

const manners: PostgresSettings = {
  max_connections: String(embeddedLimits.connectionsMax),
  listen_addresses: "",
  unix_socket_permissions: "0700",
  port: String(embeddedPort),
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "warning",
  log_line_prefix: "",
  logging_collector: "off",
};

/** Arguments for `postgres`; `overrides` win over the defaults. */
export function postgresArguments(clusterDir: string, socketDir: string, overrides: PostgresSettings = {}): string[] {
  const all = { ...durability, ...steadyWriting, ...manners, ...overrides, unix_socket_directories: socketDir };
  return ["-D", clusterDir, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** Arguments for `initdb`: the built-in C.UTF-8 locale does not depend on the machine's. */
export function initdbArguments(clusterDir: string): string[] {
  const locale = ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  return ["-D", clusterDir, "-U", embeddedUser, "--auth=trust", ...locale];
}

/** What PostgreSQL's programs get to see of our environment: nothing that could change their behaviour. */
export const postgresEnvironment = { LC_ALL: "C", PATH: process.env.PATH ?? "/usr/bin:/bin", TZ: "UTC" };
