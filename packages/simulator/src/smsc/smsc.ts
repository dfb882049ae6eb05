/**
 * A simulated SMSC: the supplier at the other end of a connection, for tests, benchmarks and the demo. It speaks
 * SMPP over a real socket and behaves as it is told (see SmscBehaviour), well or badly, also while it runs.
 */
import {
  type BindAnswer,
  type BindPdu,
  createSmsc,
  type Session,
  type Smsc,
  type SmscSessionOptions,
  type StatusName,
  statusCode,
} from "@switchyard/smpp";
import { limits } from "../limits.ts";
import { createRandom, freshSeed } from "../random.ts";
import { plainBehaviour, type SmscBehaviour } from "./behaviour.ts";
import type { SmscCounters } from "./counters.ts";
import { type RememberedSubmit, SubmitMemory } from "./memory.ts";
import { type MobileOriginated, mobileOriginatedParts } from "./mobile-originated.ts";
import { Traffic } from "./traffic.ts";

export interface SmscAccount {
  readonly system_id: string;
  readonly password: string;
}

export interface SmscSimulatorOptions {
  readonly behaviour?: Partial<SmscBehaviour>;
  /** Who may bind; without it, anybody. */
  readonly accounts?: readonly SmscAccount[];
  /** Our own name in bind responses. */
  readonly system_id?: string;
  /** Repeats every random choice of a run. */
  readonly seed?: number;
  /** How many submits to keep for tests to look at; 0, the default, keeps none. */
  readonly remember?: number;
  readonly now?: () => number;
  /** Called for each event worth a line in a log. */
  readonly log?: (line: string) => void;
}

export interface SmscSimulator {
  /** Port 0, the default, takes a free one. */
  listen(at?: { host?: string; port?: number }): Promise<{ port: number }>;
  readonly port: number;
  readonly seed: number;
  readonly counters: Readonly<SmscCounters>;
  readonly receiptsPending: number;
  readonly sessions: ReadonlySet<Session>;
  readonly behaviour: SmscBehaviour;
  /** Changes some of the behaviour from now on. Throws a RangeError for a value that makes no sense. */
  set(change: Partial<SmscBehaviour>): void;
  /** Makes receipts wait until resumeReceipts(). */
  pauseReceipts(): void;
  resumeReceipts(): void;
  /** A share (0 to 1) of submits is answered with this command_status, the others with ESME_ROK. */
  setErrorRate(share: number, status?: StatusName): void;
  /** From now on binds are refused with ESME_RBINDFAIL, or accepted again. */
  refuseBinds(isRefusing: boolean): void;
  /** Cuts off every session, as a crash would: no unbind. */
  disconnectAll(): void;
  /** A handset writes to one of our numbers; goes to the system_id given, else to any that can receive. False when nobody is bound. */
  injectMobileOriginated(message: MobileOriginated, system_id?: string): boolean;
  /** What was submitted, oldest first; empty unless `remember` was given. */
  readonly submits: readonly RememberedSubmit[];
  forgetSubmits(): void;
  /** Unbinds and closes everything. */
  stop(graceMs?: number): Promise<void>;
}

/** Makes a simulator; nothing happens until listen(). */
export function createSmscSimulator(options: SmscSimulatorOptions = {}): SmscSimulator {
  return new RunningSmsc(options);
}

class RunningSmsc implements SmscSimulator {
  readonly seed: number;
  readonly #options: SmscSimulatorOptions;
  readonly #memory: SubmitMemory | undefined;
  readonly #traffic: Traffic;
  readonly #smsc: Smsc;
  #port = 0;
  #isRefusingBinds = false;
  #disconnectTimer: NodeJS.Timeout | undefined;

  constructor(options: SmscSimulatorOptions) {
    this.#options = options;
    this.seed = options.seed ?? freshSeed();
    this.#memory = options.remember ? new SubmitMemory(Math.min(options.remember, limits.rememberedMax)) : undefined;
    const random = createRandom(this.seed);
    this.#traffic = new Traffic({ random, now: options.now ?? Date.now, memory: this.#memory });
    this.#smsc = createSmsc({
      sessionsMax: limits.sessionsMax,
      onBind: (bind, session) => this.#bind(bind, session),
      sessionOptions: () => this.#sessionOptions(),
    });
    this.set({ ...plainBehaviour, ...options.behaviour });
  }

  get port(): number {
    return this.#port;
  }

  get counters(): Readonly<SmscCounters> {
    return this.#traffic.counters;
  }

  get receiptsPending(): number {
    return this.#traffic.receiptsPending;
  }

  get sessions(): ReadonlySet<Session> {
    return this.#smsc.sessions;
  }

  get behaviour(): SmscBehaviour {
    return this.#traffic.behaviour;
  }

  get submits(): readonly RememberedSubmit[] {
    return this.#memory?.all ?? [];
  }

  async listen(at: { host?: string; port?: number } = {}): Promise<{ port: number }> {
    const { port } = await this.#smsc.listen({ host: at.host ?? "127.0.0.1", port: at.port ?? 0 });
    this.#port = port;
    return { port };
  }

  set(change: Partial<SmscBehaviour>): void {
    this.#traffic.set({ ...this.#traffic.behaviour, ...change });
    clearInterval(this.#disconnectTimer);
    const everyMs = this.behaviour.disconnectEveryMs;
    this.#disconnectTimer = everyMs > 0 ? setInterval(() => this.disconnectAll(), everyMs) : undefined;
  }

  pauseReceipts(): void {
    this.#traffic.pauseReceipts();
  }

  resumeReceipts(): void {
    this.#traffic.resumeReceipts();
  }

  setErrorRate(share: number, status: StatusName = "ESME_RSYSERR"): void {
    this.set({
      responses: [
        { value: "ESME_ROK", weight: 1 - share },
        { value: status, weight: share },
      ],
    });
  }

  refuseBinds(isRefusing: boolean): void {
    this.#isRefusingBinds = isRefusing;
  }

  disconnectAll(): void {
    for (const session of [...this.sessions]) {
      this.#traffic.counters.disconnects += 1;
      session.close("simulated disconnect");
    }
  }

  injectMobileOriginated(message: MobileOriginated, system_id?: string): boolean {
    const { mailboxes, counters } = this.#traffic;
    const to = system_id ?? [...mailboxes].find(([, mailbox]) => mailbox.hasReceiver)?.[0];
    if (to === undefined || mailboxes.get(to)?.hasReceiver !== true) return false;
    counters.mobileOriginated += 1;
    const parts = mobileOriginatedParts(message, counters.mobileOriginated & 0xff);
    for (const part of parts) this.#traffic.post(to, part);
    return true;
  }

  forgetSubmits(): void {
    this.#memory?.clear();
  }

  async stop(graceMs = 1_000): Promise<void> {
    clearInterval(this.#disconnectTimer);
    this.#traffic.stop();
    await this.#smsc.close(graceMs);
  }

  #bind(bind: BindPdu, session: Session): BindAnswer {
    const status = this.#isRefusingBinds ? "ESME_RBINDFAIL" : bindStatus(bind, this.#options.accounts);
    if (status !== "ESME_ROK") {
      this.#traffic.counters.bindsRefused += 1;
      this.#log(`bind of ${bind.system_id} from ${session.remoteAddress} refused: ${status}`);
      return { command_status: statusCode(status) };
    }
    this.#traffic.counters.binds += 1;
    this.#log(`${bind.system_id} bound as ${bind.command.slice("bind_".length)} from ${session.remoteAddress}`);
    return { command_status: 0, system_id: this.#options.system_id ?? "SMSCSIM" };
  }

  #sessionOptions(): SmscSessionOptions {
    const traffic = this.#traffic;
    return {
      windowMax: limits.deliverWindowMax,
      peerWindowMax: limits.peerWindowMax,
      timers: { bindMs: 30_000, enquireLinkMs: 60_000, responseMs: 30_000, inactivityMs: 0 },
      onRequest: (request, session) => traffic.request(request, session, session.systemId),
      onWindowFree: (session) => traffic.mailboxOf(session.systemId).flush(),
      onBound: (session) => {
        if (session.state !== "bound_tx") traffic.mailboxOf(session.systemId).addReceiver(session);
      },
      onClose: (reason, session) => {
        if (session.systemId === "") return;
        traffic.mailboxOf(session.systemId).removeReceiver(session);
        this.#log(`${session.systemId} gone: ${reason}`);
      },
    };
  }

  #log(line: string): void {
    this.#options.log?.(line);
  }
}

function bindStatus(bind: BindPdu, accounts: readonly SmscAccount[] | undefined): StatusName {
  if (accounts === undefined) return "ESME_ROK";
  const account = accounts.find((candidate) => candidate.system_id === bind.system_id);
  if (account === undefined) return "ESME_RINVSYSID";
  return account.password === bind.password ? "ESME_ROK" : "ESME_RINVPASWD";
}
