/** The real switch as a child process, with a data folder and ports of its own, for tests that kill it or drive it from outside. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type AdminClient, createAdminClient } from "@switchyard/contract";
import pg from "pg";
import { serverCommand } from "./build.ts";
import { eventually, familyOf, freePort, type Usage, usageOf } from "./processes.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

export interface SwitchOptions {
  /** More environment, e.g. SWITCHYARD_LOG_LEVEL. */
  readonly env?: Readonly<Record<string, string>>;
  /** For Node.js itself, e.g. --cpu-prof. */
  readonly nodeArguments?: readonly string[];
}

export interface SwitchUnderTest {
  readonly httpPort: number;
  readonly smppPort: number;
  readonly baseUrl: string;
  readonly dataDir: string;
  /** The switch's process; another one after a restart. */
  readonly pid: number;
  /** The admin API, typed. */
  readonly admin: AdminClient;
  /** The admin API, raw: JSON in, JSON out; throws with the body of any answer that is not 2xx. */
  api(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Asks the switch's own database, past the switch. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends the process as a power cut would; PostgreSQL's guard then ends PostgreSQL. */
  kill9(): Promise<void>;
  /** Kills the postmaster and leaves the switch to notice. */
  kill9Postgres(): Promise<void>;
  /** Starts it again on the same data and ports, and waits until it is ready. */
  restart(): Promise<void>;
  /** Asks it to end in good order, and removes its data. */
  stop(): Promise<void>;
  /** Time and memory of the switch and everything it started, PostgreSQL included. */
  usage(): Promise<Usage>;
  /** What it printed so far. */
  readonly output: string;
}

const adminKey = "e2e-administration-key-0123456789";
const startMs = 60_000;
const stopMs = 30_000;

export async function startSwitch(options: SwitchOptions = {}): Promise<SwitchUnderTest> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "switchyard-e2e-"));
  // PostgreSQL may run under another account, which has to get through here.
  await chmod(dataDir, 0o711);
  const running = new RunningSwitch(dataDir, await freePort(), await freePort(), options);
  await running.restart();
  return running;
}

class RunningSwitch implements SwitchUnderTest {
  readonly httpPort: number;
  readonly smppPort: number;
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly admin: AdminClient;
  readonly #options: SwitchOptions;
  #child: ChildProcess | undefined;
  #output = "";

  constructor(dataDir: string, httpPort: number, smppPort: number, options: SwitchOptions) {
    this.dataDir = dataDir;
    this.httpPort = httpPort;
    this.smppPort = smppPort;
    this.baseUrl = `http://127.0.0.1:${httpPort}`;
    this.admin = createAdminClient({ baseUrl: this.baseUrl, key: adminKey });
    this.#options = options;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error("the switch does not run");
    return pid;
  }

  get output(): string {
    return this.#output;
  }

  async restart(): Promise<void> {
    const [program, ...args] = await serverCommand();
    const child = spawn(program, [...(this.#options.nodeArguments ?? []), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "/",
        SWITCHYARD_DATA_DIR: this.dataDir,
        SWITCHYARD_HTTP_PORT: String(this.httpPort),
        SWITCHYARD_SMPP_PORT: String(this.smppPort),
        SWITCHYARD_BIND: "127.0.0.1",
        SWITCHYARD_DEMO: "0",
        SWITCHYARD_ADMIN_PASSWORD: "e2e-password",
        SWITCHYARD_ADMIN_API_KEY: adminKey,
        ...this.#options.env,
      },
    });
    this.#child = child;
    const note = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString()).slice(-200_000);
    };
    child.stdout?.on("data", note);
    child.stderr?.on("data", note);
    await this.#untilReady(child);
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const ready = async (): Promise<boolean> => {
      if (child.exitCode !== null || child.signalCode !== null) return true;
      return (await fetch(`${this.baseUrl}/ready`)).ok;
    };
    await eventually("the switch's readiness", ready, startMs).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.#output.slice(-4_000)}`);
    });
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the switch ended instead of starting:\n${this.#output.slice(-4_000)}`);
    }
  }

  async api(method: string, apiPath: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.baseUrl}/api/admin/v1${apiPath}`, {
      method,
      headers: {
        authorization: `Bearer ${adminKey}`,
        "x-switchyard-csrf": "1",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${apiPath} answered ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({
      host: path.join(this.dataDir, "postgres", "socket"),
      port: 5432,
      user: "switchyard",
      database: "switchyard",
    });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  async kill9(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    child.kill("SIGKILL");
    await ended(child);
  }

  async kill9Postgres(): Promise<void> {
    const file = path.join(this.dataDir, "postgres", "cluster", "postmaster.pid");
    const pid = Number((await readFile(file, "utf8")).split("\n")[0]);
    if (!(pid > 1)) throw new Error(`${file} names no process`);
    process.kill(pid, "SIGKILL");
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
      await ended(child);
      clearTimeout(timer);
    }
    await eventually("the end of PostgreSQL", () => this.#removeData(), stopMs);
  }

  /** PostgreSQL may still be writing its last files when its switch was killed. */
  async #removeData(): Promise<boolean> {
    await rm(this.dataDir, { recursive: true, force: true });
    return true;
  }

  async usage(): Promise<Usage> {
    return usageOf(await familyOf(this.pid));
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}
