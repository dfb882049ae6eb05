/** One bound session of the load generator, made again when it is lost and that is wanted. */
import { type BindPdu, connectEsme, type PduOf, type Session } from "@switchyard/smpp";

export interface LinkOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly bindCommand: BindPdu["command"];
  readonly system_id: string;
  readonly password: string;
  readonly system_type: string;
  readonly windowMax: number;
  readonly responseMs: number;
  /** How long to go on trying after a loss or a failed bind; 0 gives up at once. */
  readonly reconnectForMs: number;
  readonly onBound: (link: Link) => void;
  readonly onDeliver: (pdu: PduOf<"deliver_sm">) => void;
  readonly onRoom: (link: Link) => void;
  /** No more attempts: the last reason. */
  readonly onGivenUp: (link: Link, reason: string) => void;
}

const retryMs = 100;

export class Link {
  session: Session | undefined;
  binds = 0;
  disconnects = 0;
  readonly #options: LinkOptions;
  #isStopped = false;
  #tryingSinceMs = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#tryingSinceMs = performance.now();
    void this.#connect();
  }

  /** Unbinds, or drops what is still on its way to being bound. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    await this.session?.unbind(1_000);
  }

  async #connect(): Promise<void> {
    const options = this.#options;
    const result = await connectEsme({
      host: options.host,
      port: options.port,
      tls: options.tls,
      bind: {
        command: options.bindCommand,
        system_id: options.system_id,
        password: options.password,
        system_type: options.system_type,
        interface_version: 0x34,
        addr_ton: 0,
        addr_npi: 0,
        address_range: "",
      },
      connectTimeoutMs: 5_000,
      windowMax: options.windowMax,
      timers: { bindMs: 10_000, enquireLinkMs: 30_000, responseMs: options.responseMs, inactivityMs: 0 },
      onRequest: (request, session) => {
        session.respond(request, 0);
        if (request.command === "deliver_sm") options.onDeliver(request);
      },
      onWindowFree: () => options.onRoom(this),
      onClose: (reason) => this.#lost(reason),
    });
    if (this.#isStopped) {
      if (result.ok) result.session.close();
      return;
    }
    if (!result.ok) {
      this.#again(result.reason);
      return;
    }
    this.binds += 1;
    if (result.session.state === "closed") {
      this.disconnects += 1;
      this.#again("closed right after the bind");
      return;
    }
    this.session = result.session;
    options.onBound(this);
  }

  #lost(reason: string): void {
    if (this.session === undefined) return; // never bound: connectEsme tells
    this.session = undefined;
    if (this.#isStopped) return;
    this.disconnects += 1;
    this.#tryingSinceMs = performance.now();
    this.#again(reason);
  }

  #again(reason: string): void {
    if (performance.now() - this.#tryingSinceMs >= this.#options.reconnectForMs) {
      this.#options.onGivenUp(this, reason);
      return;
    }
    this.#retry = setTimeout(() => void this.#connect(), retryMs);
  }
}
