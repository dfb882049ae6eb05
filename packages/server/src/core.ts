import type { LiveConnection, LiveSession, Throughput } from "@switchyard/contract";
import type { Clock } from "./clock.ts";
import { Connections } from "./connections/connections.ts";
import type { Database } from "./database/database.ts";
import type { DedicatedOptions } from "./database/dedicated.ts";
import { makePartitions } from "./database/partitions.ts";
import { createBindLog } from "./gateways/smpp/bind-log.ts";
import { SmppGateway } from "./gateways/smpp/gateway.ts";
import { announcementChannel } from "./history/history.ts";
import { createIds, idTime, type MessageId } from "./ids.ts";
import { runJobs } from "./jobs/run-jobs.ts";
import { trafficJobs } from "./jobs/traffic-jobs.ts";
import { AccountIds } from "./ledger/account-ids.ts";
import type { Log } from "./log.ts";
import { ReceiptMatch } from "./receipts/match.ts";
import { Outbox } from "./receipts/outbox.ts";
import type { Secrets } from "./secrets.ts";
import { Configuration } from "./snapshot/configuration.ts";
import { createFollower } from "./snapshot/follow.ts";
import { LiveFigures } from "./traffic/live-figures.ts";
import type { QueueLimits } from "./traffic/queues.ts";
import { selectOwed, selectOwedBefore } from "./traffic/sql/select-messages.ts";
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
  const { database, clock, log, secrets } = options;
  const { pool } = database;
  const onTrouble = (error: unknown) => log.warn({ err: error }, "trouble on the message path");
  const lastId = await lastMessageId(database);
  // Ids go on where they stopped, also when the clock was ahead then.
  await makePartitions(pool, Math.max(clock.now(), idTime(lastId)));
  const figures = new LiveFigures();
  const configuration = new Configuration(pool);
  const nextId = createIds({ node: NODE, after: lastId });
  // The parts below refer to each other at run time only; nothing flows before they all stand.
  let connections: Connections | undefined;
  let outbox: Outbox | undefined;

  const traffic = await createTraffic({
    pool,
    acceptConnection: database.dedicated("accept", prepareLane),
    progressConnection: database.dedicated("progress", prepareLane),
    snapshot: configuration,
    accounts: new AccountIds(pool),
    nextId,
    clock,
    queueLimits: options.queueLimits,
    isConnectionUp: (connectionId) => connections?.isUp(connectionId) ?? false,
    owed: (message) => outbox?.owe(message),
    counted(what) {
      figures.count(what, clock.now());
      options.counted?.(what);
    },
    onTrouble,
  });
  outbox = new Outbox({
    read: (clientId, limit) => selectOwed(pool, clientId, limit),
    readOld: (beforeMs, limit) => selectOwedBefore(pool, beforeMs, limit),
    progress: traffic.progress,
    clock,
    onTrouble,
  });
  const receipts = new ReceiptMatch({
    pool,
    snapshot: configuration,
    live: traffic.live,
    progress: traffic.progress,
    onTrouble,
  });
  connections = new Connections({
    configuration,
    traffic,
    clock,
    random: options.random,
    openPassword: secrets.open,
    answered: (message, attempt) => receipts.answered(message, attempt),
    received: (receipt, done) => receipts.received(receipt, done),
  });
  const gateway = new SmppGateway({
    configuration,
    traffic,
    outbox,
    secrets,
    clock,
    log,
    logBind: createBindLog(pool, onTrouble),
  });

  await database.listen(
    announcementChannel,
    createFollower({
      configuration,
      funded: (clientId, deltaMicros, entryId) => traffic.funds.enter(clientId, deltaMicros, entryId),
      onTrouble,
    }),
    // What was announced while nobody listened must be read.
    () => void untilDone(() => Promise.all([configuration.loadAll(), traffic.resyncFunds()]), onTrouble),
  );
  await configuration.loadAll();
  await traffic.resume();
  await receipts.load();
  followClients(configuration, traffic, onTrouble);
  connections.start();
  const { port } = await gateway.listen(options.smpp.port, options.smpp.host);
  const jobs = runJobs(trafficJobs({ pool, sweeps: traffic.sweeps, outbox, clock }), (name, error) =>
    log.warn({ err: error }, `the job "${name}" failed and is tried again`),
  );

  return {
    smppPort: port,
    configuration,
    traffic,
    gateway,
    connections,
    sessions: (clientId) => gateway.sessions(clientId),
    links: () => connections?.view() ?? [],
    throughput: () => figures.throughput(clock.now(), traffic.queues.waitingTotal),
    async stop() {
      await jobs.stop();
      await gateway.close(UNBIND_GRACE_MS);
      await connections?.stop();
      await traffic.drained();
    },
  };
}

/** What a changed client means for what already waits: a lifted hold releases, a new limit counts. */
function followClients(configuration: Configuration, traffic: Traffic, onTrouble: (error: unknown) => void): void {
  const releaseHeld = async (clientId: number) => {
    while (await traffic.sweeps.releaseHeld(clientId));
  };
  const follow = (clientId: number) => {
    const client = configuration.clients.get(clientId);
    if (!client) return;
    if (client.block === "none") releaseHeld(clientId).catch(onTrouble);
    traffic.countDay(clientId).catch(onTrouble);
  };
  const followAll = () => {
    for (const clientId of configuration.clients.keys()) traffic.countDay(clientId).catch(onTrouble);
    // A hold may have been lifted while nobody was there to hear of it.
    traffic.sweeps.releaseForgotten().catch(onTrouble);
  };
  configuration.onChange((kind, id) => {
    if (kind === "client") follow(id);
    if (kind === "all") followAll();
  });
  followAll();
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

async function lastMessageId({ pool }: Database): Promise<MessageId> {
  const { rows } = await pool.query<{ last: bigint | null }>("select max(id) as last from messages");
  return Number(rows[0]?.last ?? 0n);
}
