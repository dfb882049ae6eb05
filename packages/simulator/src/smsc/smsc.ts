/**
 * A simulated SMSC: the supplier at the other end of a connection, for tests, benchmarks and the demo. It speaks
 * SMPP over a real socket and behaves as it is told (see SmscBehaviour), well or badly, also while it runs.
 */
import { type BindPdu, createSmsc, type Session, type StatusName, statusCode } from "@switchyard/smpp";
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
  const seed = options.seed ?? freshSeed();
  const log = options.log ?? (() => {});
  const random = createRandom(seed);
  const memory = options.remember ? new SubmitMemory(Math.min(options.remember, limits.rememberedMax)) : undefined;
  const traffic = new Traffic({ random, now: options.now ?? Date.now, memory });
  let port = 0;
  let isRefusingBinds = false;
  let disconnectTimer: NodeJS.Timeout | undefined;

  const smsc = createSmsc({
    sessionsMax: limits.sessionsMax,
    onBind(bind, session) {
      const status = isRefusingBinds ? "ESME_RBINDFAIL" : bindStatus(bind, options.accounts);
      if (status !== "ESME_ROK") {
        traffic.counters.bindsRefused += 1;
        log(`bind of ${bind.system_id} from ${session.remoteAddress} refused: ${status}`);
        return { command_status: statusCode(status) };
      }
      traffic.counters.binds += 1;
      log(`${bind.system_id} bound as ${bind.command.slice("bind_".length)} from ${session.remoteAddress}`);
      return {
        command_status: 0,
        system_id: options.system_id ?? "SMSCSIM",
        windowMax: limits.deliverWindowMax,
        peerWindowMax: limits.peerWindowMax,
      };
    },
    sessionOptions: () => ({
      windowMax: limits.deliverWindowMax,
      peerWindowMax: limits.peerWindowMax,
      timers: { bindMs: 30_000, enquireLinkMs: 60_000, responseMs: 30_000, inactivityMs: 0 },
      onRequest: (request, session) => traffic.request(request, session, session.systemId),
      onWindowFree: (session) => traffic.mailboxOf(session.systemId).flush(),
      onClose: (reason, session) => {
        if (session.boundAtMs === undefined) return;
        traffic.mailboxOf(session.systemId).removeReceiver(session);
        log(`${session.systemId} gone: ${reason}`);
      },
      onBound: (session) => {
        if (session.state !== "bound_tx") traffic.mailboxOf(session.systemId).addReceiver(session);
      },
    }),
  });

  const disconnectAll = (): void => {
    for (const session of [...smsc.sessions]) {
      traffic.counters.disconnects += 1;
      session.close("simulated disconnect");
    }
  };

  const set = (change: Partial<SmscBehaviour>): void => {
    traffic.set({ ...traffic.behaviour, ...change });
    clearInterval(disconnectTimer);
    const everyMs = traffic.behaviour.disconnectEveryMs;
    disconnectTimer = everyMs > 0 ? setInterval(disconnectAll, everyMs) : undefined;
  };
  set({ ...plainBehaviour, ...options.behaviour });

  return {
    async listen(at = {}) {
      const address = await smsc.listen({ host: at.host ?? "127.0.0.1", port: at.port ?? 0 });
      port = address.port;
      return { port };
    },
    get port() {
      return port;
    },
    seed,
    counters: traffic.counters,
    get receiptsPending() {
      return traffic.receiptsPending;
    },
    sessions: smsc.sessions,
    get behaviour() {
      return traffic.behaviour;
    },
    set,
    pauseReceipts: () => traffic.pauseReceipts(),
    resumeReceipts: () => traffic.resumeReceipts(),
    setErrorRate: (share, status = "ESME_RSYSERR") =>
      set({
        responses: [
          { value: "ESME_ROK", weight: 1 - share },
          { value: status, weight: share },
        ],
      }),
    refuseBinds: (isRefusing) => {
      isRefusingBinds = isRefusing;
    },
    disconnectAll,
    injectMobileOriginated(message, system_id) {
      const to = system_id ?? [...traffic.mailboxes].find(([, mailbox]) => mailbox.hasReceiver)?.[0];
      if (to === undefined || !traffic.mailboxOf(to).hasReceiver) return false;
      traffic.counters.mobileOriginated += 1;
      for (const part of mobileOriginatedParts(message, traffic.counters.mobileOriginated & 0xff))
        traffic.post(to, part);
      return true;
    },
    get submits() {
      return memory?.all ?? [];
    },
    forgetSubmits: () => memory?.clear(),
    async stop(graceMs = 1_000) {
      clearInterval(disconnectTimer);
      traffic.stop();
      await smsc.close(graceMs);
    },
  };
}

function bindStatus(bind: BindPdu, accounts: readonly SmscAccount[] | undefined): StatusName {
  if (accounts === undefined) return "ESME_ROK";
  const account = accounts.find((candidate) => candidate.system_id === bind.system_id);
  if (account === undefined) return "ESME_RINVSYSID";
  return account.password === bind.password ? "ESME_ROK" : "ESME_RINVPASWD";
}
