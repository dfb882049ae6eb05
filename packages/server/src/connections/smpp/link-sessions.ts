import type { LiveConnection } from "@switchyard/contract";
import { connectEsme, type EsmeConnection, type Pdu, type Session } from "@switchyard/smpp";
import type { SmppLinkSettings } from "../../snapshot/link-settings.ts";
import { limits } from "../limits.ts";
import type { LinkOptions } from "../link-options.ts";

type BindType = "transceiver" | "transmitter" | "receiver";

/** A place for one session: bound, or on its way to be. */
interface Seat {
  readonly bindType: BindType;
  session: Session | undefined;
  boundAtMs: number;
  isConnecting: boolean;
  failures: number;
  timer: NodeJS.Timeout | undefined;
}

export interface LinkSessionsOptions extends Pick<LinkOptions, "clock" | "random" | "openPassword"> {
  readonly onRequest: (request: Pdu, session: Session) => void;
  /** A session has room to submit: it was bound, or its window has emptied. */
  readonly onRoom: () => void;
  readonly onError: (error: string) => void;
}

/** Settings that live in the bind or the socket: when one changes, sessions are made anew. */
const bindSettings = [
  "host",
  "port",
  "tls",
  "systemId",
  "systemType",
  "bindType",
  "sessions",
  "windowMax",
  "enquireLinkMs",
  "responseTimeoutMs",
] as const satisfies readonly (keyof SmppLinkSettings)[];

/** The sessions of one link: keeps as many bound as the settings ask for, reconnecting with back-off and spread. */
export class LinkSessions {
  readonly #options: LinkSessionsOptions;
  #settings: SmppLinkSettings;
  #seats: Seat[] = [];
  #turn = 0;
  #isStopped = false;

  constructor(settings: SmppLinkSettings, options: LinkSessionsOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  start(): void {
    this.#isStopped = false;
    const types: readonly BindType[] =
      this.#settings.bindType === "pair" ? ["transmitter", "receiver"] : ["transceiver"];
    this.#seats = Array.from({ length: this.#settings.sessions }).flatMap(() =>
      types.map((bindType) => ({
        bindType,
        session: undefined,
        boundAtMs: 0,
        isConnecting: false,
        failures: 0,
        timer: undefined,
      })),
    );
    for (const seat of this.#seats) this.#connect(seat);
  }

  apply(before: SmppLinkSettings, settings: SmppLinkSettings): void {
    this.#settings = settings;
    const isSame =
      bindSettings.every((name) => before[name] === settings[name]) &&
      Buffer.compare(before.passwordSealed, settings.passwordSealed) === 0;
    if (!isSame) this.reconnect();
  }

  reconnect(): void {
    const old = this.#seats;
    this.start();
    for (const seat of old) leave(seat);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#seats.map(leave));
  }

  get isBound(): boolean {
    return this.#seats.some((seat) => seat.session && seat.bindType !== "receiver");
  }

  get state(): "bound" | "connecting" | "down" {
    if (this.isBound) return "bound";
    return this.#seats.some((seat) => seat.isConnecting) ? "connecting" : "down";
  }

  get windowInUse(): number {
    return this.#seats.reduce((sum, { session }) => sum + (session?.windowInUse ?? 0), 0);
  }

  /** A session that can take a submit now, in turn. */
  withRoom(): Session | undefined {
    const count = this.#seats.length;
    for (let i = 0; i < count; i++) {
      const seat = this.#seats[(this.#turn + i) % count];
      if (!seat?.session || seat.bindType === "receiver" || seat.session.windowFree === 0) continue;
      this.#turn = (this.#turn + i + 1) % count;
      return seat.session;
    }
    return undefined;
  }

  view(): LiveConnection["sessions"] {
    return this.#seats.flatMap(({ session, bindType, boundAtMs }) =>
      session
        ? [
            {
              id: String(session.id),
              state: session.state,
              bindType,
              since: new Date(boundAtMs).toISOString(),
              windowInUse: session.windowInUse,
            },
          ]
        : [],
    );
  }

  async #connect(seat: Seat): Promise<void> {
    const { onRoom, onError, clock } = this.#options;
    seat.isConnecting = true;
    const connected = await this.#bind(seat).catch((error: Error) => ({ ok: false as const, reason: error.message }));
    seat.isConnecting = false;
    if (!connected.ok) {
      onError(connected.reason);
      seat.failures++;
      this.#retry(seat);
      return;
    }
    if (this.#isStopped || !this.#seats.includes(seat)) return connected.session.close();
    seat.session = connected.session;
    seat.boundAtMs = clock.now();
    seat.failures = 0;
    onRoom();
  }

  /** Rejects when the password can't be opened: it was sealed with another key. */
  async #bind(seat: Seat): Promise<EsmeConnection> {
    const settings = this.#settings;
    const { openPassword, onRequest, onRoom, onError } = this.#options;
    return connectEsme({
      host: settings.host,
      port: settings.port,
      tls: settings.tls,
      connectTimeoutMs: limits.connectTimeoutMs,
      bind: {
        command: `bind_${seat.bindType}`,
        system_id: settings.systemId,
        password: openPassword(settings.passwordSealed),
        system_type: settings.systemType,
        interface_version: 0x34,
      },
      windowMax: settings.windowMax,
      peerWindowMax: limits.receiptsUnansweredMax,
      timers: {
        bindMs: limits.bindMs,
        enquireLinkMs: settings.enquireLinkMs,
        responseMs: settings.responseTimeoutMs,
        inactivityMs: 0,
      },
      onRequest,
      onWindowFree: onRoom,
      onClose: (reason) => {
        seat.session = undefined;
        onError(`session closed: ${reason}`);
        this.#retry(seat);
      },
    });
  }

  /** Doubles the wait with each failure in a row; spread by half, so that links that fell together don't rise together. */
  #retry(seat: Seat): void {
    if (this.#isStopped || !this.#seats.includes(seat)) return;
    const { reconnectMinMs, reconnectMaxMs } = this.#settings;
    const fullMs = Math.min(reconnectMaxMs, reconnectMinMs * 2 ** Math.min(seat.failures, 16));
    const waitMs = fullMs / 2 + (fullMs / 2) * this.#options.random();
    seat.timer = setTimeout(() => this.#connect(seat), waitMs);
  }
}

async function leave(seat: Seat): Promise<void> {
  clearTimeout(seat.timer);
  await seat.session?.unbind(limits.unbindMs);
}
