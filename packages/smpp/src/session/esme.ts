import { connect as connectTcp, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { EncodingError, encode } from "../pdu/encode.ts";
import type { BindName, PduInput, PduOf } from "../pdu/pdus.ts";
import { statusName } from "../pdu/statuses.ts";
import type { SessionOptions } from "./options.ts";
import { Session } from "./session.ts";

export interface EsmeOptions extends Omit<SessionOptions, "role"> {
  readonly host: string;
  readonly port: number;
  /** true: TLS with Node.js' own roots and the host as server name. */
  readonly tls?: boolean | ConnectionOptions;
  readonly bind: PduInput<BindName>;
  readonly connectTimeoutMs: number;
}

export type EsmeConnection =
  | {
      readonly ok: true;
      readonly session: Session;
      readonly bindResponse: PduOf<"bind_transceiver_resp" | "bind_transmitter_resp" | "bind_receiver_resp">;
    }
  | {
      readonly ok: false;
      /** For people: what did not work. */
      readonly reason: string;
      /** The SMSC's own answer, if it gave one. */
      readonly command_status?: number;
    };

/** Opens a TCP or TLS connection; a failure is a sentence. */
export function openSocket(
  host: string,
  port: number,
  tls: boolean | ConnectionOptions | undefined,
  timeoutMs: number,
): Promise<Socket | string> {
  return new Promise((resolve) => {
    const secure = tls !== undefined && tls !== false;
    const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = secure
      ? connectTls({ ...servername, ...(tls === true ? {} : tls), host, port })
      : connectTcp({ host, port });
    const settle = (result: Socket | string) => {
      clearTimeout(timer);
      socket.removeListener("error", onError);
      if (typeof result === "string") {
        // Destroying may report once more; nobody is left to hear it.
        socket.on("error", () => undefined);
        socket.destroy();
      }
      resolve(result);
    };
    const timer = setTimeout(() => settle(`no connection to ${host}:${port} within ${timeoutMs} ms`), timeoutMs);
    const onError = (error: Error) => settle(`cannot connect to ${host}:${port}: ${error.message}`);
    socket.once("error", onError);
    socket.once(secure ? "secureConnect" : "connect", () => {
      socket.setNoDelay(true);
      settle(socket);
    });
  });
}

/** Credentials are configuration: what SMPP cannot carry is said, not thrown. */
function unfitness(bind: PduInput): string | undefined {
  try {
    encode(bind);
    return undefined;
  } catch (error) {
    if (error instanceof EncodingError) return `the bind cannot be sent: ${error.message}`;
    throw error;
  }
}

/**
 * Connects to an SMSC and binds. Every expected failure (no connection, no answer, refused) is a value, and then nothing
 * stays open. `onClose` is only called for a session that was handed over.
 */
export async function connectEsme(options: EsmeOptions): Promise<EsmeConnection> {
  const unfit = unfitness(options.bind);
  if (unfit !== undefined) return { ok: false, reason: unfit };
  const socket = await openSocket(options.host, options.port, options.tls, options.connectTimeoutMs);
  if (typeof socket === "string") return { ok: false, reason: socket };
  return new Promise((resolve) => {
    let handedOver = false;
    const session = new Session(socket, {
      ...options,
      role: "esme",
      onClose(reason, closed) {
        if (handedOver) options.onClose?.(reason, closed);
        else resolve({ ok: false, reason: closed.lastError ?? `closed before the bind was answered: ${reason}` });
      },
    });
    session.request(options.bind, (outcome) => {
      if (!outcome.ok) {
        if (outcome.reason !== "closed") {
          resolve({ ok: false, reason: `no readable answer to ${options.bind.command}: ${outcome.reason}` });
          session.close();
        }
        return;
      }
      const { response } = outcome;
      if (response.command_status === 0 && response.command !== "generic_nack") {
        handedOver = true;
        const bindResponse = response as PduOf<"bind_transceiver_resp">;
        resolve({ ok: true, session, bindResponse });
        return;
      }
      const { command_status } = response;
      const reason = `${options.bind.command} refused: ${statusName(command_status)}`;
      resolve({ ok: false, reason, command_status });
      session.close();
    });
  });
}
