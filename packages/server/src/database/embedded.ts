/**
 * The switch's own PostgreSQL: a real server from npm packages, run as a child of this process.
 *
 * It runs as an ordinary account even when root starts the switch, listens only on a socket in a private folder, stops
 * when this process ends in whatever way, and is started again when it dies while this process lives. One switch per
 * data folder: a second one is refused. What each file in embedded/ takes care of is written at its head.
 */
import { realpath } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../log.ts";
import { provideBinaries } from "./embedded/binaries.ts";
import { clearRemains, isReady, provideCluster } from "./embedded/cluster.ts";
import { type GuardedRun, runGuarded } from "./embedded/guarded.ts";
import { embeddedLimits } from "./embedded/limits.ts";
import { lockFolder } from "./embedded/lock.ts";
import { chooseOwner, type Owner } from "./embedded/owner.ts";
import { provideHome, provideSocketDir, removeSocketDir } from "./embedded/places.ts";
import {
  embeddedDatabase,
  embeddedPort,
  embeddedUser,
  type PostgresSettings,
  postgresArguments,
} from "./embedded/settings.ts";

export { FolderInUseError } from "./embedded/lock.ts";

export type SocketConnection = {
  /** The socket's folder. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};

export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly log: Log;
  /** Where things go that PostgreSQL's account cannot reach in the data folder. */
  readonly systemDir?: string;
  /** Override the settings of embedded/settings.ts. */
  readonly settings?: PostgresSettings;
  /** How long to wait for a switch on the same folder that may be stopping; then the start is refused. */
  readonly previousSwitchWaitMs?: number;
  /** PostgreSQL had died and takes connections again, on the same socket; sessions from before are gone. */
  readonly onRestart?: () => void;
  /** PostgreSQL died and could not be started again; nothing more will be tried. */
  readonly onExit?: (reason: Error) => void;
};

export type Embedded = {
  readonly connection: SocketConnection;
  /** The present postmaster's process; another one after a restart. */
  readonly pid: number;
  /** PostgreSQL's folder with the cluster in it. */
  readonly home: string;
  /** Ends PostgreSQL with everything written. May be called more than once. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL of a data folder, making it at the first start; ready for connections when it resolves.
 * Throws FolderInUseError when another switch works on the folder.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log, settings = {}, systemDir = "/var/lib/switchyard" } = options;
  const owner = await chooseOwner();
  const given = await provideHome(path.resolve(options.dataDir), owner, systemDir, log);
  // PostgreSQL's working directory is told apart from a stranger's by its real path.
  const home = await realpath(given);
  const lock = await lockFolder(home, options.previousSwitchWaitMs ?? embeddedLimits.previousSwitchWaitMs, log);
  const socketDir = await provideSocketDir(home, owner);
  const release = async () => {
    await removeSocketDir(home, socketDir);
    await lock.release();
  };
  try {
    const binaries = await provideBinaries(owner, owner.isDropped ? [systemDir, home] : [home], log);
    const cluster = await provideCluster(home, binaries, owner, settings.fsync !== "off");
    const args = postgresArguments(cluster, socketDir, settings);
    const start = () => startCluster(binaries.postgres, args, cluster, owner, log);
    const connection = { host: socketDir, port: embeddedPort, user: embeddedUser, database: embeddedDatabase };
    return supervise(await start(), start, release, { ...options, home, connection });
  } catch (err) {
    await release();
    throw err;
  }
}

type Running = GuardedRun & { readonly postmaster: number };

/** One start, tried again while the remains of the run before it are in the way. */
async function startCluster(
  program: string,
  args: readonly string[],
  cluster: string,
  owner: Owner,
  log: Log,
): Promise<Running> {
  for (let waitedMs = 0; ; waitedMs += 250) {
    await clearRemains(cluster, log);
    const run = runGuarded(program, args, owner, log);
    const postmaster = await run.pid;
    const failure = await untilReady(run, postmaster, cluster, log);
    if (failure === undefined) return { ...run, postmaster };
    const isInTheWay = /lock file "\S+" already exists|shared memory block .* still in use|already in use/.test(
      failure,
    );
    if (!isInTheWay || waitedMs >= embeddedLimits.leftoverWaitMs)
      throw new Error(`PostgreSQL did not start:\n${failure}`);
    await pause(250);
  }
}

/** Waits for PostgreSQL to take connections, however long it recovers; returns its last words if it ends instead. */
async function untilReady(run: GuardedRun, pid: number, cluster: string, log: Log): Promise<string | undefined> {
  let last: string | undefined;
  void run.ended.then(({ lines }) => {
    last = lines.join("\n");
  });
  const noteEveryMs = 5_000;
  for (let waitedMs = 0; last === undefined; waitedMs += embeddedLimits.pollMs) {
    if (await isReady(cluster, pid)) return undefined;
    if (waitedMs > 0 && waitedMs % noteEveryMs === 0) log.info("PostgreSQL is recovering from an unclean end");
    await pause(embeddedLimits.pollMs);
  }
  return last;
}

type Supervised = EmbeddedOptions & { readonly home: string; readonly connection: SocketConnection };

/** Watches the running PostgreSQL and starts it again when it ends without having been asked to. */
function supervise(
  first: Running,
  start: () => Promise<Running>,
  release: () => Promise<void>,
  options: Supervised,
): Embedded {
  const { log, home, connection } = options;
  let running = first;
  let stopping: Promise<void> | undefined;
  const watched = watch();

  async function watch(): Promise<void> {
    while (stopping === undefined) {
      const { code, lines } = await running.ended;
      if (stopping !== undefined) return;
      log.error(
        `PostgreSQL (process ${running.postmaster}) ended with code ${code}: ${lines.at(-1) ?? "no last words"}`,
      );
      if (!(await restart())) return;
    }
  }

  async function restart(): Promise<boolean> {
    let delayMs: number = embeddedLimits.restartDelayFirstMs;
    for (let failed = 0; stopping === undefined; delayMs = Math.min(delayMs * 2, embeddedLimits.restartDelayMaxMs)) {
      await pause(delayMs);
      try {
        running = await start();
        log.warn(`PostgreSQL runs again (process ${running.postmaster})`);
        options.onRestart?.();
        return true;
      } catch (err) {
        failed += 1;
        log.error({ err }, "PostgreSQL cannot be started again");
        if (failed < embeddedLimits.restartsFailedMax) continue;
        options.onExit?.(err instanceof Error ? err : new Error(String(err)));
        return false;
      }
    }
    return false;
  }

  async function stop(): Promise<void> {
    await stopRun(running, log);
    // A restart may have been under way when we were told to stop.
    await watched;
    await stopRun(running, log);
    await release();
  }

  return {
    connection,
    home,
    get pid() {
      return running.postmaster;
    },
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** A fast shutdown; an immediate one if that does not end in time, which loses nothing but costs a recovery. */
async function stopRun(run: Running, log: Log): Promise<void> {
  const timeout = setTimeout(() => {
    log.warn("PostgreSQL takes too long to stop; stopping it at once");
    process.kill(run.postmaster, "SIGQUIT");
  }, embeddedLimits.stopWaitMs);
  run.stop();
  await run.ended;
  clearTimeout(timeout);
}
