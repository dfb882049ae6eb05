import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, createServer as createTlsServer, type TlsOptions } from "node:tls";
import { limits } from "../limits.ts";
import type { BindPdu } from "../pdu/pdus.ts";
import { openSocket } from "./esme.ts";
import { remoteAddressOf } from "./link.ts";
import type { BindAnswer, CloseReason, SessionOptions } from "./options.ts";
import { Session } from "./session.ts";

export type SmscSessionOptions = Omit<SessionOptions, "role" | "onBind">;

export interface Peer {
  readonly remoteAddress: string;
  readonly secure: boolean;
}

export type SmscEvent =
  | { readonly event: "connected" | "bound"; readonly session: Session }
  | { readonly event: "closed"; readonly session: Session; readonly reason: CloseReason }
  | { readonly event: "turned_away"; readonly remoteAddress: string; readonly reason: string }
  /** A listening socket has trouble, such as no file descriptor left; it goes on listening. */
  | { readonly event: "listener_error"; readonly reason: string };

export interface SmscOptions {
  /** For every `listen` that does not say otherwise. */
  readonly tls?: TlsOptions;
  /** Connections at once; one more is closed unheard. */
  readonly sessionsMax: number;
  /** Decides on a bind; a refusal is answered, then the session closed. An exception is ESME_RSYSERR. */
  onBind(bind: BindPdu, session: Session): BindAnswer | Promise<BindAnswer>;
  /** The options of a new session, before anything is known but where it comes from. */
  sessionOptions(peer: Peer): SmscSessionOptions;
  /** A session exists (not bound yet). */
  onSession?(session: Session): void;
  log?(event: SmscEvent): void;
}

export interface ListenOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly host?: string;
  /** Instead of the SMSC's own: a plain and a TLS port may stand side by side. */
  readonly tls?: TlsOptions | false;
}

export interface OutbindOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: boolean | ConnectionOptions;
  readonly system_id: string;
  readonly password: string;
  readonly connectTimeoutMs: number;
}

export interface Smsc {
  /** Rejects when the port cannot be had. */
  listen(options: ListenOptions): Promise<{ port: number }>;
  /** Takes a connected stream as a session, for transports other than TCP. */
  accept(stream: Duplex, secure?: boolean): Session | undefined;
  /** Connects to an ESME and asks it to bind as receiver (SMPP 3.4 §2.2.1); its bind comes to `onBind`. */
  sendOutbind(options: OutbindOptions): Promise<{ ok: true; session: Session } | { ok: false; reason: string }>;
  readonly sessions: ReadonlySet<Session>;
  /** No new connections; every session is unbound and closed within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** The side that is bound to: listens, decides on binds, keeps the set of live sessions. */
export function createSmsc(options: SmscOptions): Smsc {
  const sessions = new Set<Session>();
  const servers = new Set<Server>();
  let closing = false;

  function accept(stream: Duplex, secure = false): Session | undefined {
    const remoteAddress = remoteAddressOf(stream);
    if (closing || sessions.size >= options.sessionsMax) {
      stream.on("error", () => undefined);
      stream.destroy();
      options.log?.({ event: "turned_away", remoteAddress, reason: closing ? "closing" : "too many sessions" });
      return undefined;
    }
    const own = options.sessionOptions({ remoteAddress, secure });
    const session: Session = new Session(stream, {
      ...own,
      role: "smsc",
      onBind: (bind, bound) => options.onBind(bind, bound),
      onBound(bound) {
        options.log?.({ event: "bound", session: bound });
        own.onBound?.(bound);
      },
      onClose(reason, closed) {
        sessions.delete(closed);
        options.log?.({ event: "closed", session: closed, reason });
        own.onClose?.(reason, closed);
      },
    });
    sessions.add(session);
    options.log?.({ event: "connected", session });
    options.onSession?.(session);
    return session;
  }

  async function listen({ port, host, tls = options.tls ?? false }: ListenOptions): Promise<{ port: number }> {
    const onSocket = (socket: Socket) => {
      socket.setNoDelay(true);
      accept(socket, tls !== false);
    };
    const server =
      tls === false
        ? createTcpServer({ noDelay: true }, onSocket)
        : createTlsServer({ handshakeTimeout: limits.tlsHandshakeMs, ...tls }, onSocket);
    // Half-done handshakes are not sessions yet but hold a socket each.
    server.maxConnections = 2 * options.sessionsMax;
    server.on("tlsClientError", (error: Error, socket: Socket) =>
      options.log?.({ event: "turned_away", remoteAddress: remoteAddressOf(socket), reason: error.message }),
    );
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
        server.removeListener("error", reject);
        resolve();
      });
    });
    server.on("error", (error: Error) => options.log?.({ event: "listener_error", reason: error.message }));
    servers.add(server);
    return { port: (server.address() as AddressInfo).port };
  }

  async function sendOutbind(to: OutbindOptions): ReturnType<Smsc["sendOutbind"]> {
    const socket = await openSocket(to.host, to.port, to.tls, to.connectTimeoutMs);
    if (typeof socket === "string") return { ok: false, reason: socket };
    const session = accept(socket, to.tls !== undefined && to.tls !== false);
    if (session === undefined) return { ok: false, reason: "no room for another session" };
    session.notify({ command: "outbind", system_id: to.system_id, password: to.password });
    return { ok: true, session };
  }

  async function close(graceMs: number): Promise<void> {
    closing = true;
    const closed = [...servers].map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    await Promise.all([...sessions].map((session) => session.unbind(graceMs)));
    await Promise.all(closed);
  }

  return { listen, accept, sendOutbind, sessions, close };
}
