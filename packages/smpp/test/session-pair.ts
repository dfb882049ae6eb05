import type { Duplex } from "node:stream";
import {
  type CloseReason,
  createFramer,
  decode,
  encode,
  type Outcome,
  type Pdu,
  type PduInput,
  type RequestPdu,
  type Role,
  Session,
  type SessionOptions,
  type SessionTimers,
} from "@switchyard/smpp";
import { duplexPair } from "./duplex-pair.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";

export const timers: SessionTimers = { bindMs: 5_000, enquireLinkMs: 30_000, responseMs: 10_000, inactivityMs: 0 };

/** Lets everything that is under way between two in-memory ends arrive. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** What happened to a session under test. */
export interface Observed {
  readonly session: Session;
  readonly requests: RequestPdu[];
  readonly closed: CloseReason[];
  /** How often onWindowFree came. */
  windowFrees: number;
}

export function observe(stream: Duplex, options: Partial<SessionOptions> & { role: Role }): Observed {
  const requests: RequestPdu[] = [];
  const closed: CloseReason[] = [];
  const session = new Session(stream, {
    windowMax: 10,
    timers,
    onBind: () => ({ command_status: 0, system_id: "SMSC" }),
    ...options,
    onRequest(request, own) {
      requests.push(request);
      options.onRequest?.(request, own);
    },
    onClose(reason, own) {
      closed.push(reason);
      options.onClose?.(reason, own);
    },
    onWindowFree(own) {
      observed.windowFrees++;
      options.onWindowFree?.(own);
    },
  });
  const observed: Observed = { session, requests, closed, windowFrees: 0 };
  return observed;
}

/** A peer made of plain octets: sends what it is told, keeps what it gets. */
export class RawPeer {
  readonly received: Pdu[] = [];
  /** Chunks as they arrived: how many writes the other side made. */
  chunks = 0;
  ended = false;
  readonly stream: Duplex;
  readonly #framer = createFramer({ pduOctetsMax: 1 << 20 });

  constructor(stream: Duplex, reading = true) {
    this.stream = stream;
    stream.on("error", () => undefined);
    stream.on("end", () => {
      this.ended = true;
    });
    if (reading) this.read();
  }

  read(): void {
    this.stream.on("data", (chunk: Buffer) => {
      this.chunks++;
      for (const octets of this.#framer.push(chunk).pdus) {
        const decoded = decode(octets);
        if (!decoded.ok) throw new Error(`our side sent rubbish: ${decoded.reason}`);
        this.received.push(decoded.pdu);
      }
    });
  }

  send(...pdus: PduInput[]): void {
    this.stream.write(Buffer.concat(pdus.map((pdu) => encode(pdu))));
  }

  last(): Pdu | undefined {
    return this.received.at(-1);
  }
}

export interface WithRawPeer extends Observed {
  readonly peer: RawPeer;
  readonly clock: ManualClock;
}

export type BindCommand = "bind_transceiver" | "bind_receiver" | "bind_transmitter";

/** An SMSC session whose ESME is a RawPeer; bound unless told otherwise. */
export async function smscAndRawPeer(
  options: Partial<SessionOptions> = {},
  bind: BindCommand | undefined = "bind_transceiver",
): Promise<WithRawPeer> {
  const [ours, theirs] = duplexPair();
  const clock = createManualClock();
  const observed = observe(ours, { clock, ...options, role: "smsc" });
  const peer = new RawPeer(theirs);
  if (bind !== undefined) {
    peer.send({ command: bind, sequence_number: 1, system_id: "acme", password: "pw", interface_version: 0x34 });
    await settle();
  }
  return Object.assign(observed, { peer, clock });
}

/** The same without a bind. */
export function unboundSmscAndRawPeer(options: Partial<SessionOptions> = {}): WithRawPeer {
  const [ours, theirs] = duplexPair();
  const clock = createManualClock();
  const observed = observe(ours, { clock, ...options, role: "smsc" });
  return Object.assign(observed, { peer: new RawPeer(theirs), clock });
}

/** An ESME session and an SMSC session that are each other's peer, bound as transceiver. */
export async function boundPair(
  esmeOptions: Partial<SessionOptions> = {},
  smscOptions: Partial<SessionOptions> = {},
): Promise<{ esme: Observed; smsc: Observed; clock: ManualClock }> {
  const [left, right] = duplexPair();
  const clock = createManualClock();
  const smsc = observe(right, { clock, ...smscOptions, role: "smsc" });
  const esme = observe(left, { clock, ...esmeOptions, role: "esme" });
  esme.session.request(
    { command: "bind_transceiver", system_id: "acme", password: "pw", interface_version: 0x34 },
    () => undefined,
  );
  await settle();
  return { esme, smsc, clock };
}

/** Collects outcomes: `outcomes.of(n)` is what the n-th request was told, exactly once. */
export class Outcomes {
  readonly all = new Map<number, Outcome[]>();

  callback(number: number): (outcome: Outcome) => void {
    this.all.set(number, []);
    return (outcome) => this.all.get(number)?.push(outcome);
  }

  of(number: number): Outcome | undefined {
    const told = this.all.get(number) ?? [];
    if (told.length > 1) throw new Error(`request ${number} was told ${told.length} times`);
    return told[0];
  }
}
