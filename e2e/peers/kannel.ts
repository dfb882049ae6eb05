/** Kannel of Debian as a client of the switch: bearerbox binds with SMPP, smsbox takes messages by HTTP. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eventually, freePort } from "../processes.ts";

export interface KannelOptions {
  readonly port: number;
  readonly system_id: string;
  readonly password: string;
  /** Sessions; Kannel opens one for each instance. */
  readonly instances?: number;
  readonly windowMax?: number;
  /** Keeps every message on disk until it is sent; without it a crash loses them. */
  readonly isDurable?: boolean;
}

export interface Kannel {
  /** Hands a message to smsbox; resolves with its answer when bearerbox has taken it. */
  send(message: Readonly<Record<string, string>>): Promise<string>;
  /** Where bearerbox takes messages from boxes. */
  readonly smsboxPort: number;
  /** The status page of bearerbox. */
  status(): Promise<string>;
  readonly output: string;
  stop(): Promise<void>;
}

/** Starts both boxes and waits until the bind is online. */
export async function startKannel(options: KannelOptions): Promise<Kannel> {
  const folder = await mkdtemp(path.join(tmpdir(), "switchyard-kannel-"));
  const ports = { admin: await freePort(), smsbox: await freePort(), sendsms: await freePort() };
  const file = path.join(folder, "kannel.conf");
  await writeFile(file, configuration(options, ports, folder));
  await mkdir(path.join(folder, "spool"));
  let output = "";
  const start = (box: string): ChildProcess => {
    const child = spawn(box, ["-v", "1", file], {
      cwd: folder,
      env: { PATH: `${process.env.PATH ?? ""}:/usr/sbin` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-100_000);
      });
    }
    return child;
  };
  const get = async (port: number, page: string, query: Record<string, string>): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${port}${page}?${new URLSearchParams(query)}`);
    return response.text();
  };
  const status = (): Promise<string> => get(ports.admin, "/status.txt", { password: "bar" });
  const boxes = [start("bearerbox")];
  const kannel: Kannel = {
    send: (message) => get(ports.sendsms, "/cgi-bin/sendsms", { username: "tester", password: "foobar", ...message }),
    smsboxPort: ports.smsbox,
    status,
    get output() {
      return output;
    },
    async stop() {
      for (const box of boxes.reverse()) await ended(box);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await eventually("bearerbox binding", async () => (await status()).includes("(online"), 20_000);
    boxes.push(start("smsbox"));
    await eventually("smsbox connecting", async () => /smsbox:.*(on-line|IP)/.test(await status()), 20_000);
  } catch (error) {
    await kannel.stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n${output.slice(-3_000)}`);
  }
  return kannel;
}

function configuration(
  options: KannelOptions,
  ports: { admin: number; smsbox: number; sendsms: number },
  folder: string,
): string {
  const store = { "store-type": "spool", "store-location": `"${path.join(folder, "spool")}"` };
  const groups: Record<string, string | number | boolean>[] = [
    {
      group: "core",
      "admin-port": ports.admin,
      "admin-password": "bar",
      "admin-interface": "127.0.0.1",
      "smsbox-port": ports.smsbox,
      "smsbox-interface": "127.0.0.1",
      "box-allow-ip": '"127.0.0.1"',
      "dlr-storage": "internal",
      "sms-resend-retry": 1,
      ...(options.isDurable ? store : {}),
    },
    {
      group: "smsc",
      smsc: "smpp",
      "smsc-id": "switchyard",
      host: '"127.0.0.1"',
      port: options.port,
      "transceiver-mode": true,
      "smsc-username": `"${options.system_id}"`,
      "smsc-password": `"${options.password}"`,
      "system-type": '""',
      "interface-version": 34,
      "source-addr-autodetect": true,
      "dest-addr-ton": 1,
      "dest-addr-npi": 1,
      "max-pending-submits": options.windowMax ?? 10,
      instances: options.instances ?? 1,
      "reconnect-delay": 1,
    },
    {
      group: "smsbox",
      "bearerbox-host": '"127.0.0.1"',
      "sendsms-port": ports.sendsms,
      "sendsms-interface": "127.0.0.1",
    },
    { group: "sendsms-user", username: "tester", password: "foobar", concatenation: true, "max-messages": 10 },
    { group: "sms-service", keyword: "default", text: '"unused"', "max-messages": 0 },
  ];
  const lines = groups.map((group) =>
    Object.entries(group)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(""),
  );
  return `${lines.join("\n")}\n`;
}

function ended(box: ChildProcess): Promise<void> {
  if (box.exitCode !== null || box.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => box.kill("SIGKILL"), 5_000);
    box.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    box.kill("SIGTERM");
  });
}
