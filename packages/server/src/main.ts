import { existsSync } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import type { MailServer } from "@switchyard/contract";
import { loadDestinations } from "@switchyard/sms";
import { ensureFirstAdministrator } from "./access/users.ts";
import { createHttp } from "./api/http.ts";
import type { LiveView, Readiness } from "./api/live.ts";
import { seedPlaces } from "./catalogue/places/seed.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type Config, ConfigError, configHelp, readConfig, unknownVariables } from "./config.ts";
import { type Core, startCore } from "./core.ts";
import { claimDatabase, DatabaseInUseError } from "./database/claim.ts";
import type { Source } from "./database/connect.ts";
import { type Database, openDatabase } from "./database/database.ts";
import { FolderInUseError, startEmbedded } from "./database/embedded.ts";
import { MigrationError, migrate } from "./database/migrate.ts";
import { transaction } from "./database/transaction.ts";
import { type Demo, prepareDemo } from "./demo/demo.ts";
import type { Transact } from "./history/history.ts";
import { officeJobs } from "./jobs/office-jobs.ts";
import { runJobs } from "./jobs/run-jobs.ts";
import { createProof, type Proof } from "./ledger/proof.ts";
import { registerLedgerMetrics } from "./ledger-metrics.ts";
import { createLog, type Log } from "./log.ts";
import { createPostman } from "./mail/postman.ts";
import { provideMasterKey } from "./master-key.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { createPaperwork, type Paperwork } from "./paperwork/paperwork.ts";
import { createSecrets } from "./secrets.ts";
import { registerTrafficMetrics } from "./traffic-metrics.ts";
import { welcome } from "./welcome.ts";

/** Starts everything in order, tells how to reach it, stops it in reverse on SIGINT and SIGTERM. */
const stops: (() => Promise<void>)[] = [];

async function start(config: Config, log: Log): Promise<void> {
  await mkdir(config.dataDir, { recursive: true });
  const clock = systemClock;
  const secrets = createSecrets(await provideMasterKey(config.dataDir, config.secretKey));
  const source = await provideDatabase(config, log);
  const claim = await claimDatabase({
    source,
    log,
    onLost(reason) {
      // Another switch writes now. To stop in good order would be to write beside it; the database has all we promised.
      log.fatal(reason.message);
      process.exit(1);
    },
  });
  stops.push(() => claim.release());
  await migrate(source, log);
  const database = await openDatabase({ source, log });
  stops.push(() => database.close());
  const transact: Transact = (work) => transaction(database.pool, work);
  await seedPlaces(transact, loadDestinations());

  const administrator = await ensureFirstAdministrator(transact, {
    login: config.adminLogin,
    password: config.adminPassword,
  });
  const demo = config.demo
    ? await prepareDemo({ pool: database.pool, transact, secrets, clock, log, dataDir: config.dataDir })
    : undefined;
  if (demo) stops.push(() => demo.stop());

  const metrics = createMetrics();
  let core: Core | undefined;
  const publicUrl = config.publicUrl ?? `http://localhost:${config.httpPort}`;
  const counted = registerTrafficMetrics(metrics, () => core);
  core = await startCore({
    database,
    secrets,
    clock,
    random: Math.random,
    log,
    counted,
    smpp: { port: config.smppPort, host: config.bind },
    publicUrl,
  });
  const running = core;
  stops.push(() => running.stop());

  const http = await createHttp({
    pool: database.pool,
    ...startOffice({ config, log, database, transact, clock, metrics }),
    mailServer: mailServerOf(config),
    secrets,
    clock,
    log,
    live: liveView(running, database, publicUrl),
    snapshot: running.configuration,
    metrics,
    smppPort: () => running.smppPort,
    consoleDir: consoleDir(),
    presetKey: config.adminApiKey,
  });
  await http.listen({ port: config.httpPort, host: config.bind });
  stops.push(() => http.close());
  demo?.startTraffic(running.smppPort);
  const [address] = http.addresses();
  const httpPort = typeof address === "object" ? address.port : config.httpPort;
  process.stdout.write(
    welcome({ httpPort, smppPort: running.smppPort, administrator, tryOut: (demo as Demo | undefined)?.tryOut }),
  );
}

/** Where mails leave, without the password. */
function mailServerOf({ smtpUrl, mailFrom }: Config): MailServer {
  return { address: smtpUrl === undefined ? null : new URL(smtpUrl).host, sender: mailFrom };
}

interface OfficeParts {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly transact: Transact;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** Starts what the books need done as time goes by, mail among it, and the threads that read and write files. */
function startOffice({ config, log, database: { pool }, transact, clock, metrics }: OfficeParts): {
  readonly paperwork: Paperwork;
  readonly proof: Proof;
} {
  const paperwork = createPaperwork();
  stops.push(() => paperwork.close());
  const proof = createProof({ pool, clock });
  registerLedgerMetrics(metrics, proof);
  const postman = createPostman({ pool, clock, smtp: { url: config.smtpUrl, from: config.mailFrom }, log });
  const onTrouble = (name: string, error: unknown) =>
    log.warn({ err: error }, `the job "${name}" failed and is tried again`);
  const jobs = runJobs(officeJobs({ pool, transact, clock, postman, paperwork, proof, onTrouble }), onTrouble);
  stops.push(async () => {
    await jobs.stop();
    postman.close();
  });
  return { paperwork, proof };
}

/** The configured database, or the embedded one in the data folder. */
async function provideDatabase(config: Config, log: Log): Promise<Source> {
  if (config.databaseUrl) return { url: config.databaseUrl };
  // PostgreSQL may run as another account, which must be able to pass through.
  await chmod(config.dataDir, 0o711).catch(() => undefined);
  const embedded = await startEmbedded({ dataDir: config.dataDir, log, onExit: (reason) => fail(log, reason) });
  stops.push(() => embedded.stop());
  return embedded.connection;
}

/** The console as built beside the bundle; sources run without one. */
function consoleDir(): string | undefined {
  const dir = fileURLToPath(new URL("../../console/dist/", import.meta.url));
  return existsSync(dir) ? dir : undefined;
}

function liveView(core: Core, database: Database, publicUrl: string): LiveView {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  let databaseOk = true;
  setInterval(() => {
    database.pool.query("select 1").then(
      () => {
        databaseOk = true;
      },
      () => {
        databaseOk = false;
      },
    );
    // A percentile over hours would hide what happens now.
    loop.reset();
  }, 10_000).unref();
  const readiness = (): Readiness => {
    const congestion = core.traffic.congestion();
    const checks = [
      { name: "database", ok: databaseOk, detail: databaseOk ? "answers" : "does not answer" },
      {
        name: "message path",
        ok: congestion === "none",
        detail: congestion === "none" ? "takes messages" : congestion,
      },
    ];
    return { ready: checks.every(({ ok }) => ok), checks };
  };
  return {
    sessions: (clientId) => core.sessions(clientId),
    disconnectSession: (sessionId) => core.gateway.disconnect(sessionId),
    connections: () => core.links(),
    reconnect: (connectionId) => void core.connections.reconnect(connectionId),
    publicUrl: () => publicUrl,
    previewRequest: (sample) => core.connections.preview(sample),
    testSend: (connectionId, sample) => core.connections.try(connectionId, sample),
    takeCallback: (token, request) => core.connections.takeCallback(token, request),
    judge: (submission, snapshot) => core.traffic.accept.judge(submission, snapshot),
    moderate: (id, verdict) => core.traffic.interventions.moderate(id, verdict),
    assignIncoming: (id, to) => core.incoming.assign(id, to),
    recallNetwork: (digits) => core.lookups.recall(digits),
    lookUp: (digits, isAnew) => lookUp(core, digits, isAnew),
    throughput: () => core.throughput(),
    readiness,
    eventLoopP99Ms: () => Math.max(0, loop.percentile(99) / 1e6 - 5),
  };
}

function lookUp({ configuration, lookups }: Core, digits: string, isAnew: boolean): ReturnType<LiveView["lookUp"]> {
  const destination = configuration.destinations.find(digits);
  if (!destination) {
    const detail = "no prefix leads to a country";
    return Promise.resolve({
      outcome: "no_route",
      country: null,
      network: null,
      isKept: false,
      connectionId: null,
      detail,
    });
  }
  return lookups.lookUp(digits, destination, isAnew)?.then((finding) => ({
    network: null,
    detail: "",
    ...finding,
    country: destination.country,
  }));
}

let isStopping = false;

async function stop(log: Log, exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  log.info("stopping");
  for (const part of stops.reverse()) await part().catch((err) => log.error({ err }, "a part did not stop cleanly"));
  log.info("stopped");
  process.exit(exitCode);
}

function fail(log: Log, error: unknown): void {
  // What the operator can mend is a sentence; anything else is a bug and shows where.
  const isKnown =
    error instanceof ConfigError ||
    error instanceof DatabaseInUseError ||
    error instanceof FolderInUseError ||
    error instanceof MigrationError;
  if (isKnown) log.fatal(error.message);
  else log.fatal({ err: error }, "the switch cannot go on");
  stop(log, 1);
}

function main(): void {
  if (process.argv.includes("--help")) {
    process.stdout.write(configHelp());
    return;
  }
  let config: Config;
  try {
    config = readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
  const log = createLog({ level: config.logLevel, pretty: process.stdout.isTTY });
  for (const name of unknownVariables(process.env))
    log.warn(`${name} is not a setting of Switchyard and changes nothing`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(log, 0));
  process.on("uncaughtException", (error) => fail(log, error));
  process.on("unhandledRejection", (error) => fail(log, error));
  start(config, log).catch((error) => fail(log, error));
}

main();
