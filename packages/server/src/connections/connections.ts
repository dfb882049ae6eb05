import type { LiveConnection, ShownRequest, TestSent } from "@switchyard/contract";
import type { Pool } from "pg";
import type { Configuration } from "../snapshot/configuration.ts";
import type { HttpLinkSettings, LinkSettings } from "../snapshot/link-settings.ts";
import type { Message } from "../traffic/message.ts";
import type { CallbackAnswer, CallbackRequest } from "./http/callbacks.ts";
import { previewRequests, type RequestSample } from "./http/preview.ts";
import { HttpTransport } from "./http/transport.ts";
import { Link } from "./link.ts";
import type { LinkOptions } from "./link-options.ts";
import type { Sample } from "./outgoing.ts";
import type { NetworkSaid } from "./smpp/number-lookups.ts";
import { SmppTransport } from "./smpp/transport.ts";
import { selectSubmitted } from "./submitted-before.ts";
import { orRefused } from "./unfit.ts";

export interface ConnectionsOptions extends Omit<LinkOptions, "isSupplierBlocked" | "timeZoneOf"> {
  readonly configuration: Configuration;
  readonly pool: Pool;
  readonly onTrouble: (error: unknown) => void;
}

const READ_AGAIN_MS = 1_000;

/** Every supplier connection of the configuration at work; follows its changes. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #links = new Map<number, Link>();
  #isRunning = false;
  #isReading = false;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    options.configuration.onChange((kind) => {
      if (!this.#isRunning) return;
      if (kind === "connection" || kind === "all") this.#follow();
      if (kind === "supplier" || kind === "all") for (const link of this.#links.values()) link.wake();
      this.#readDays();
    });
  }

  start(): void {
    this.#isRunning = true;
    this.#follow();
    this.#readDays();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all([...this.#links.values()].map((link) => link.stop()));
  }

  isUp(connectionId: number): boolean {
    return this.#links.get(connectionId)?.isUp ?? false;
  }

  /** Whether a message given to it now would leave soon: up, not paused, blocked or at its daily limit. */
  canCarry(connectionId: number): boolean {
    return this.#links.get(connectionId)?.canCarry ?? false;
  }

  /** Undefined when there is no such connection. */
  stateOf(connectionId: number): LiveConnection["state"] | undefined {
    return this.#links.get(connectionId)?.state;
  }

  /** Parts submitted since midnight of the supplier's zone, refused ones left out; 0 until they are counted. */
  submittedToday(connectionId: number): number {
    return this.#links.get(connectionId)?.day.count(this.#options.clock.now()) ?? 0;
  }

  /** The messages a connection holds that it can't carry now, none of which has left; whoever takes them answers for them. */
  takeBack(connectionId: number): Message[] {
    return this.#links.get(connectionId)?.takeBack() ?? [];
  }

  /** Answers false when there is no such connection. */
  reconnect(connectionId: number): boolean {
    const link = this.#links.get(connectionId);
    link?.reconnect();
    return link !== undefined;
  }

  /**
   * Sends a message of nobody's over a connection; undefined when it has no way to send now. Refuses one that the
   * connection cannot carry.
   */
  try(connectionId: number, sample: Sample): Promise<TestSent | undefined> {
    return orRefused(() => this.#links.get(connectionId)?.try(sample));
  }

  /** What a template would send; secrets masked. Refuses a message that it cannot carry. */
  preview(given: RequestSample): Promise<{ requests: ShownRequest[]; parts: number }> {
    const { clock, publicUrl } = this.#options;
    return previewRequests(given, { nowMs: clock.now(), publicUrl: publicUrl() });
  }

  /** Asks for a number's network over an SMPP connection; false when it can't be asked now. */
  lookUp(connectionId: number, digits: string, done: (said: NetworkSaid, refusal?: string) => void): boolean {
    const transport = this.#links.get(connectionId)?.transport;
    return transport instanceof SmppTransport && transport.lookUp(digits, done);
  }

  /** A supplier's API calls back; undefined when no connection has this token. Resolves once what came is durable. */
  async takeCallback(token: string, request: CallbackRequest): Promise<CallbackAnswer | undefined> {
    for (const { transport } of this.#links.values()) {
      if (transport instanceof HttpTransport && transport.callbackToken === token)
        return transport.takeCallback(request);
    }
    return undefined;
  }

  view(): LiveConnection[] {
    return [...this.#links.values()].map((link) => link.view());
  }

  #follow(): void {
    const { configuration } = this.#options;
    for (const settings of configuration.links.values()) {
      const link = this.#links.get(settings.id);
      if (link) link.apply(settings);
      else this.#add(settings);
    }
    for (const [id, link] of this.#links) {
      if (configuration.links.has(id)) continue;
      this.#links.delete(id);
      link.stop();
    }
  }

  #add(settings: LinkSettings): void {
    const { suppliers } = this.#options.configuration;
    const options: LinkOptions = {
      ...this.#options,
      isSupplierBlocked: (supplierId) => suppliers.get(supplierId)?.blocked ?? true,
      timeZoneOf: (supplierId) => suppliers.get(supplierId)?.timeZone ?? "UTC",
    };
    const link: Link =
      settings.kind === "http"
        ? (new Link(settings, options, (own: HttpLinkSettings, events) => new HttpTransport(own, events)) as Link)
        : (new Link(settings, options, (own, events) => new SmppTransport(own, events)) as Link);
    this.#links.set(settings.id, link);
    link.start();
  }

  /** Reads what was submitted today before we counted, for links that don't know it yet. */
  async #readDays(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let unread = this.#unread(); unread.length > 0 && this.#isRunning; unread = this.#unread()) {
        const counts = await selectSubmitted(
          this.#options.pool,
          unread.map(({ link, day }) => ({ connectionId: link.settings.id, ...day })),
        );
        for (const { link, day } of unread) {
          link.day.addRead(counts.get(link.settings.id) ?? 0, day.fromMs);
          link.wake();
        }
      }
    } catch (error) {
      if (!this.#isRunning) return;
      this.#options.onTrouble(error);
      setTimeout(() => void this.#readDays(), READ_AGAIN_MS).unref();
    } finally {
      this.#isReading = false;
    }
  }

  #unread() {
    return [...this.#links.values()].flatMap((link) => {
      const day = link.day.unread;
      return day ? [{ link, day }] : [];
    });
  }
}
