/**
 * The log: one JSON object per line for machines, one readable line per event on a terminal. Secrets are removed by
 * key name wherever they occur up to three levels deep; message texts and full numbers are the callers' duty to omit.
 */
import { type DestinationStream, destination as fileDescriptor, type Logger, pino } from "pino";
import type { LogLevel } from "./config.ts";

export type Log = Logger;

const secretKeys = ["password", "secret", "token", "apiKey", "secretKey", "authorization", "cookie", "set-cookie"];

/** A log to standard output; `pretty` is meant for terminals. `destination` replaces standard output in tests. */
export function createLog(options: { level: LogLevel; pretty?: boolean; destination?: DestinationStream }): Log {
  const output = options.destination ?? fileDescriptor({ dest: 1, sync: true });
  const paths = secretKeys.flatMap((key) => ["", "*.", "*.*."].map((depth) => `${depth}["${key}"]`));
  const redact = { paths: paths.map((path) => path.replace(".[", "[")), censor: "[secret]" };
  return pino({ level: options.level, base: null, redact }, options.pretty ? readable(output) : output);
}

const levelNames: Readonly<Record<number, string>> = {
  10: "\x1b[90mtrace\x1b[0m",
  20: "\x1b[90mdebug\x1b[0m",
  30: "\x1b[32minfo \x1b[0m",
  40: "\x1b[33mwarn \x1b[0m",
  50: "\x1b[31merror\x1b[0m",
  60: "\x1b[31mfatal\x1b[0m",
};

/** Turns each JSON line into `12:34:56.789 info  message  key=value`, with the stack of an error below it. */
function readable(output: DestinationStream): DestinationStream {
  return { write: (line) => output.write(readableLine(line)) };
}

function readableLine(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(Number(time)).toISOString().slice(11, 23);
  const pairs = Object.entries(rest).map(([key, value]) => `${key}=${shown(value)}`);
  const head = [clock, levelNames[Number(level)] ?? String(level), msg, ...pairs].filter((part) => part !== undefined);
  return `${head.join(" ")}${stackOf(err)}\n`;
}

function shown(value: unknown): string {
  return typeof value === "string" && !/[\s"=]/.test(value) ? value : JSON.stringify(value);
}

function stackOf(err: unknown): string {
  if (typeof err !== "object" || err === null) return "";
  const { stack, message } = err as { stack?: unknown; message?: unknown };
  return `\n  ${String(stack ?? message ?? JSON.stringify(err)).replaceAll("\n", "\n  ")}`;
}
