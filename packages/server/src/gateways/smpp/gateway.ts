import type { LiveSession } from "@switchyard/contract";
import { type BindPdu, createSmsc, type RequestPdu, type Session, type Smsc, statusCode } from "@switchyard/smpp";
import type { Clock } from "../../clock.ts";
import type { OwedIncoming } from "../../incoming/incoming-message.ts";
import type { Log } from "../../log.ts";
import type { Outbox } from "../../receipts/outbox.ts";
import type { Secrets } from "../../secrets.ts";
import type { Configuration } from "../../snapshot/configuration.ts";
import type { Message } from "../../traffic/message.ts";
import { TokenBucket } from "../../traffic/token-bucket.ts";
import type { Traffic } from "../../traffic/traffic.ts";
import { bindTypeOf, isAddressAllowed, judgeBind } from "./bind.ts";
import type { BindEvent } from "./bind-log.ts";
import { ClientSession } from "./client-session.ts";
import { Deliveries } from "./deliveries.ts";
import { limits } from "./limits.ts";

export interface SmppGatewayOptions {
  readonly configuration: Configuration;
  readonly traffic: Traffic;
  readonly receipts: Outbox<Message>;
  readonly incoming: Outbox<OwedIncoming>;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
  readonly logBind: (event: BindEvent) => void;
}

/** Where clients bind: an SMSC to them. */
export class SmppGateway {
  readonly #options: SmppGatewayOptions;
  readonly #smsc: Smsc;
  readonly #sessions = new Map<Session, ClientSession>();
  readonly #buckets = new Map<number, TokenBucket>();
  readonly #deliveries: Deliveries;

  constructor(options: SmppGatewayOptions) {
    this.#options = options;
    this.#deliveries = new Deliveries({
      ...options,
      takesIncoming: (clientId) => options.configuration.clients.get(clientId)?.incomingSmpp ?? false,
    });
    this.#smsc = createSmsc({
      sessionsMax: limits.sessionsMax,
      onBind: (bind, session) => this.#onBind(bind, session),
      sessionOptions: () => ({
        windowMax: limits.windowBeforeBind,
        peerWindowMax: limits.windowBeforeBind,
        timers: limits.timers,
        onRequest: (request, session) => this.#onRequest(request, session),
        onBound: (session) => this.#onBound(session),
        onWindowFree: (session) => {
          const client = this.#sessions.get(session);
          if (client) this.#deliveries.room(client);
        },
        onClose: (_reason, session) => this.#onClose(session),
      }),
    });
    options.configuration.onChange((kind, id) => {
      if (kind === "client" || kind === "credentials" || kind === "all") this.#enforce(kind === "all" ? undefined : id);
    });
  }

  listen(port: number, host: string): Promise<{ port: number }> {
    return this.#smsc.listen({ port, host });
  }

  /** Unbinds everybody; what is accepted meanwhile is still answered. */
  close(graceMs: number): Promise<void> {
    return this.#smsc.close(graceMs);
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  sessions(clientId?: number): LiveSession[] {
    const nowMs = this.#options.clock.now();
    return [...this.#sessions.values()]
      .filter((client) => clientId === undefined || client.clientId === clientId)
      .map((client) => view(client, nowMs));
  }

  /** Unbinds one session; answers false when there is none with this id. */
  disconnect(sessionId: string, clientId?: number): boolean {
    for (const [session, client] of this.#sessions) {
      if (String(session.id) !== sessionId || (clientId !== undefined && client.clientId !== clientId)) continue;
      session.unbind(limits.unbindMs);
      return true;
    }
    return false;
  }

  #onBind(bind: BindPdu, session: Session) {
    const { configuration, secrets, clock, traffic, logBind } = this.#options;
    const nowMs = clock.now();
    const verdict = judgeBind(bind, session.remoteAddress, {
      configuration,
      secrets,
      nowMs,
      sessionsOf: (credentialId) => this.#sessionsOf(credentialId),
    });
    const { credential } = verdict;
    logBind({
      atMs: nowMs,
      clientId: credential?.clientId ?? null,
      credentialId: credential?.id ?? null,
      systemId: bind.system_id,
      remoteAddress: session.remoteAddress,
      bindType: bindTypeOf(bind),
      commandStatus: verdict.granted ? 0 : verdict.command_status,
      reason: verdict.granted ? "bound" : verdict.reason,
    });
    if (!verdict.granted) return { command_status: verdict.command_status };
    const { id, clientId, systemId, windowMax } = verdict.credential;
    this.#sessions.set(
      session,
      new ClientSession({
        session,
        bindType: bindTypeOf(bind),
        credential: () => {
          const current = configuration.credentials.get(systemId);
          return current?.id === id ? current : undefined;
        },
        clientId,
        traffic,
        bucket: this.#bucketOf(verdict.credential.id, verdict.credential.tps, nowMs),
        clock,
      }),
    );
    return { command_status: 0 as const, system_id: limits.systemId, windowMax, peerWindowMax: windowMax };
  }

  /** A fault of ours in one request is that request's alone: everybody else's traffic goes on. */
  #onRequest(request: RequestPdu, session: Session): void {
    try {
      this.#sessions.get(session)?.onRequest(request);
    } catch (error) {
      this.#options.log.error({ err: error }, `a ${request.command} could not be handled`);
      session.respond(request, statusCode("ESME_RSYSERR"));
    }
  }

  #onBound(session: Session): void {
    const client = this.#sessions.get(session);
    if (client) this.#deliveries.attach(client);
  }

  #onClose(session: Session): void {
    const client = this.#sessions.get(session);
    if (!client) return;
    this.#sessions.delete(session);
    this.#deliveries.detach(client);
  }

  #sessionsOf(credentialId: number): number {
    let count = 0;
    for (const client of this.#sessions.values()) if (client.credential?.id === credentialId) count++;
    return count;
  }

  #bucketOf(credentialId: number, tps: number, nowMs: number): TokenBucket {
    const bucket = this.#buckets.get(credentialId) ?? new TokenBucket(tps, nowMs);
    this.#buckets.set(credentialId, bucket);
    return bucket;
  }

  /** A change acts on those already bound: new pace, or the end of what is no longer allowed. */
  #enforce(clientId: number | undefined): void {
    const { configuration, clock } = this.#options;
    for (const [session, client] of this.#sessions) {
      if (clientId !== undefined && client.clientId !== clientId) continue;
      const { credential } = client;
      const config = configuration.clients.get(client.clientId);
      const mayStay =
        credential?.enabled &&
        config?.channels.smpp &&
        config.block !== "refuse" &&
        credential.allowed[client.bindType] &&
        isAddressAllowed(configuration, client.clientId, session.remoteAddress);
      if (!mayStay) {
        session.unbind(limits.unbindMs);
        continue;
      }
      this.#buckets.get(credential.id)?.setPace(credential.tps, clock.now());
      this.#deliveries.follow(client);
    }
  }
}

function view(client: ClientSession, nowMs: number): LiveSession {
  const { session, credential } = client;
  return {
    id: String(session.id),
    clientId: client.clientId,
    credentialId: credential?.id ?? 0,
    systemId: credential?.systemId ?? "",
    bindType: client.bindType,
    remoteAddress: session.remoteAddress,
    tls: false,
    since: new Date(client.boundAtMs).toISOString(),
    tps: client.pace.perSecond(nowMs),
    windowInUse: session.peerUnanswered,
    windowMax: credential?.windowMax ?? 0,
    submitted: client.submittedCount,
    receiptsPending: client.receiptsPending,
    lastError: session.lastError ?? null,
  };
}
