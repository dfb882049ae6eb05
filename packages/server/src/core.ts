import type { LiveConnection, LiveSession, Throughput } from "@switchyard/contract";
import type { Pool } from "pg";
import type { Clock } from "./clock.ts";
import { Connections } from "./connections/connections.ts";
import type { Database } from "./database/database.ts";
import type { DedicatedOptions } from "./database/dedicated.ts";
import { makePartitions } from "./database/partitions.ts";
import { PumpingWatch } from "./firewall/pumping.ts";
import { SenderSightings } from "./firewall/sender-sightings.ts";
import { createBindLog } from "./gateways/smpp/bind-log.ts";
import { SmppGateway, type SmppGatewayOptions } from "./gateways/smpp/gateway.ts";
import { announcementChannel } from "./history/history.ts";
import { createIds, idTime, type MessageId } from "./ids.ts";
import { createIncoming, type Incoming, type IncomingOptions } from "./incoming/incoming.ts";
import { firewallJobs } from "./jobs/firewall-jobs.ts";
import { incomingJobs } from "./jobs/incoming-jobs.ts";
import { lookupJobs } from "./jobs/lookup-jobs.ts";
import { type Job, runJobs } from "./jobs/run-jobs.ts";
import { trafficJobs } from "./jobs/traffic-jobs.ts";
import { AccountIds } from "./ledger/account-ids.ts";
import type { Log } from "./log.ts";
import { Lookups } from "./lookups/lookups.ts";
import { createLookUp } from "./lookups/ported.ts";
import { ReceiptMatch } from "./receipts/match.ts";
import type { Outbox } from "./receipts/outbox.ts";
import { createReceiptOutbox } from "./receipts/receipt-outbox.ts";
import type { Secrets } from "./secrets.ts";
import { Configuration } from "./snapshot/configuration.ts";
import { createFollower } from "./snapshot/follow.ts";
import { followClients } from "./traffic/follow-clients.ts";
import { LiveFigures } from "./traffic/live-figures.ts";
import type { Message } from "./traffic/message.ts";
import type { QueueLimits } from "./traffic/queues.ts";
import { createTraffic, type Traffic, type TrafficEvent } from "./traffic/traffic.ts";

export interface CoreOptions {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Told of everything live figures count, once it is committed. */
  readonly counted?: (what: TrafficEvent) => void;
  readonly smpp: { readonly port: number; readonly host: string };
  /** Under which suppliers reach the HTTP side, for their callbacks. */
  readonly publicUrl: string;
  /** Instead of the message path's own bounds. */
  readonly queueLimits?: QueueLimits;
}

/** The switch without its HTTP side: everything a message passes, put together and running. */
export interface Core {
  readonly smppPort: number;
  readonly configuration: Configuration;
  readonly traffic: Traffic;
  readonly gateway: SmppGateway;
  readonly connections: Connections;
  readonly lookups: Lookups;
  readonly incoming: Incoming;
  sessions(clientId?: number): LiveSession[];
  links(): LiveConnection[];
  throughput(): Throughput;
  /** No new submits; what is accepted is committed and answered; links unbind. */
  stop(): Promise<void>;
}

/** One node has the number 0; others come with the bus. */
const NODE = 0;
const UNBIND_GRACE_MS = 2_000;

/**
 * Plans for the lanes: arrays are matched by index, never by reading whole partitions, and planned once, for planning
 * forty arrays anew costs more than running them.
 */
const prepareLane: DedicatedOptions["prepare"] = async (client) => {
  await client.query(`set enable_hashjoin = off; set enable_mergejoin = off; set enable_seqscan = off;
                      set plan_cache_mode = force_generic_plan; set jit = off`);
};

export async function startCore(options: CoreOptions): Promise<Core> {
  const { database, clock, log } = options;
  const { pool } = database;
  const onTrouble = (error: unknown) => log.warn({ err: error }, "trouble on the message path");
  const lastId = await lastMessageId(database);
  // Ids go on where they stopped, also when the clock was ahead then.
  await makePartitions(pool, Math.max(clock.now(), idTime(lastId)));
  const parts = await createParts(options, createIds({ node: NODE, after: lastId }), onTrouble);
  const { configuration, traffic, receipts, incoming, connections, gateway, lookups, figures } = parts;
  await database.listen(
    announcementChannel,
    createFollower({
      configuration,
      funded: (clientId, deltaMicros, entryId) => traffic.funds.enter(clientId, deltaMicros, entryId),
      lookupForgotten: (digits) => lookups.forget(digits),
      onTrouble,
    }),
    // What was announced while nobody listened must be read.
    () => void untilDone(() => Promise.all([configuration.loadAll(), traffic.resyncFunds()]), onTrouble),
  );
  await configuration.loadAll();
  await traffic.resume();
  await receipts.load();
  await incoming.load();
  followClients(configuration, traffic, onTrouble);
  connections.start();
  const { port } = await gateway.listen(options.smpp.port, options.smpp.host);
  const jobs = runJobs(jobsOf(options, parts), (name, error) =>
    log.warn({ err: error }, `the job "${name}" failed and is tried again`),
  );

  return {
    smppPort: port,
    configuration,
    traffic,
    gateway,
    connections,
    lookups,
    incoming,
    sessions: (clientId) => gateway.sessions(clientId),
    links: () => connections.view(),
    throughput: () => figures.throughput(clock.now(), traffic.queues.waitingTotal),
    async stop() {
      await jobs.stop();
      await gateway.close(UNBIND_GRACE_MS);
      await connections.stop();
      await lookups.stop();
      await incoming.stop();
      await traffic.drained();
      await parts.watch.stop();
    },
  };
}

type Parts = Awaited<ReturnType<typeof createParts>>;

/** Everything a message passes, put together; nothing flows yet. */
async function createParts(
  options: CoreOptions,
  nextId: (nowMs: number) => MessageId,
  onTrouble: (error: unknown) => void,
) {
  const { database, clock, secrets, random } = options;
  const { pool } = database;
  const figures = new LiveFigures();
  const configuration = new Configuration(pool);
  const watch = createWatch(pool, configuration, clock);
  const accounts = new AccountIds(pool);
  // These refer to each other at run time only.
  let connections: Connections | undefined;
  let outbox: Outbox<Message> | undefined;
  const traffic = await createTraffic({
    pool,
    acceptConnection: database.dedicated("accept", prepareLane),
    progressConnection: database.dedicated("progress", prepareLane),
    snapshot: configuration,
    lookupTariffs: configuration.tariffs.hlr,
    accounts,
    nextId,
    clock,
    queueLimits: options.queueLimits,
    random,
    isConnectionUp: (connectionId) => connections?.isUp(connectionId) ?? false,
    submittedToday: (connectionId) => connections?.submittedToday(connectionId) ?? 0,
    portedTo: (digits) => lookups.find(digits),
    lookUp: (submission, then) => lookUp(submission, then),
    judged: watch.judged,
    takeBack: (connectionId) => connections?.takeBack(connectionId) ?? [],
    owed: (message) => outbox?.owe(message),
    counted(what) {
      figures.count(what, clock.now());
      options.counted?.(what);
    },
    onTrouble,
  });
  const lookups = new Lookups({
    configuration,
    pool,
    clock,
    openPassword: secrets.open,
    charges: traffic.lookupCharges,
    submit: (...asked) => connections?.lookUp(...asked) ?? false,
    onTrouble,
  });
  const lookUp = createLookUp({ configuration, lookups, judge: traffic.accept.judge });
  const { progress, live } = traffic;
  outbox = createReceiptOutbox({ pool, progress, clock, onTrouble });
  const receipts = new ReceiptMatch({ pool, snapshot: configuration, live, progress, onTrouble });
  const incoming = await createIncomingPath(options, { configuration, traffic, accounts, nextId, onTrouble });
  connections = new Connections({
    configuration,
    traffic,
    clock,
    random,
    openPassword: secrets.open,
    pool,
    onTrouble,
    publicUrl: () => options.publicUrl,
    reroute: (message, attempt) => traffic.movers.reroute(message, attempt),
    answered: (message, attempt) => receipts.answered(message, attempt),
    received: (receipt, done) => receipts.received(receipt, done),
    incoming: (arrival, kept) => incoming.receive(arrival, kept),
  });
  const owed = { receipts: outbox, incoming: incoming.outbox };
  const gateway = createGateway(options, { configuration, traffic, ...owed }, onTrouble);
  return { configuration, lookups, watch, figures, traffic, outbox, receipts, incoming, connections, gateway };
}

function createIncomingPath(
  { database, clock }: CoreOptions,
  {
    configuration,
    traffic: { funds, reading },
    ...parts
  }: Pick<IncomingOptions, "accounts" | "nextId" | "onTrouble"> & {
    readonly configuration: Configuration;
    readonly traffic: Traffic;
  },
): Promise<Incoming> {
  return createIncoming({
    ...parts,
    pool: database.pool,
    snapshot: configuration,
    tariffs: configuration.tariffs.mo,
    funds,
    reading,
    connection: database.dedicated("incoming", prepareLane),
    clock,
  });
}

function createGateway(
  { database, secrets, clock, log }: CoreOptions,
  parts: Pick<SmppGatewayOptions, "configuration" | "traffic" | "receipts" | "incoming">,
  onTrouble: (error: unknown) => void,
): SmppGateway {
  return new SmppGateway({ ...parts, secrets, clock, log, logBind: createBindLog(database.pool, onTrouble) });
}

function jobsOf({ database: { pool }, clock }: CoreOptions, parts: Parts): Job[] {
  const { traffic, outbox, incoming, configuration, watch } = parts;
  const followExchangeRates = () => configuration.follow("rates:0");
  return [
    ...trafficJobs({ pool, ...traffic, outbox, clock, followExchangeRates }),
    ...lookupJobs({ pool, clock }),
    ...incomingJobs(incoming),
    ...watch.jobs,
  ];
}

/** What is noticed of every judged message beside its own fate: the senders in use, and numbers that are pumped. */
function createWatch(pool: Pool, configuration: Configuration, clock: Clock) {
  const sightings = new SenderSightings(pool);
  const pumpingSettings = () => configuration.firewall.pumping;
  const pumping = new PumpingWatch(pumpingSettings);
  return {
    jobs: firewallJobs({ pool, sightings, pumping, pumpingSettings, clock }),
    judged({ clientId, sender, status, country, recipient }: Message): void {
      const nowMs = clock.now();
      sightings.note(clientId, sender, nowMs);
      if (status !== "blocked" && country !== null) pumping.note(clientId, country, recipient, nowMs);
    },
    async stop(): Promise<void> {
      while (await sightings.flush(clock.now()));
    },
  };
}

const RETRY_MS = 1_000;

/** What is not read anew would be missed until the next start. */
async function untilDone(work: () => Promise<unknown>, onTrouble: (error: unknown) => void): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      onTrouble(error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
    }
  }
}

/** The last id of the series, which look-ups and incoming messages share. */
async function lastMessageId({ pool }: Database): Promise<MessageId> {
  const { rows } = await pool.query<{ last: bigint | null }>(
    `select greatest((select max(id) from messages), (select max(id) from lookups),
                     (select max(id) from incoming_messages)) as last`,
  );
  return Number(rows[0]?.last ?? 0n);
}
