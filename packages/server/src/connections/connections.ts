import type { LiveConnection } from "@switchyard/contract";
import type { Configuration } from "../snapshot/configuration.ts";
import { Link } from "./smpp/link.ts";
import type { LinkOptions } from "./smpp/link-options.ts";

export interface ConnectionsOptions extends Omit<LinkOptions, "isSupplierBlocked"> {
  readonly configuration: Configuration;
}

/** Every supplier connection of the configuration at work; follows its changes. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #links = new Map<number, Link>();
  #isRunning = false;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    options.configuration.onChange((kind) => {
      if (!this.#isRunning) return;
      if (kind === "connection" || kind === "all") this.#follow();
      if (kind === "supplier" || kind === "all") for (const link of this.#links.values()) link.wake();
    });
  }

  start(): void {
    this.#isRunning = true;
    this.#follow();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all([...this.#links.values()].map((link) => link.stop()));
  }

  isUp(connectionId: number): boolean {
    return this.#links.get(connectionId)?.isUp ?? false;
  }

  /** Answers false when there is no such connection. */
  reconnect(connectionId: number): boolean {
    const link = this.#links.get(connectionId);
    link?.reconnect();
    return link !== undefined;
  }

  view(): LiveConnection[] {
    return [...this.#links.values()].map((link) => link.view());
  }

  #follow(): void {
    const { configuration } = this.#options;
    for (const settings of configuration.links.values()) {
      const link = this.#links.get(settings.id);
      if (link) link.apply(settings);
      else this.#add(settings.id);
    }
    for (const [id, link] of this.#links) {
      if (configuration.links.has(id)) continue;
      this.#links.delete(id);
      link.stop();
    }
  }

  #add(id: number): void {
    const { configuration } = this.#options;
    const settings = configuration.links.get(id);
    if (!settings) return;
    const link = new Link(settings, {
      ...this.#options,
      isSupplierBlocked: (supplierId) => configuration.suppliers.get(supplierId)?.blocked ?? true,
    });
    this.#links.set(id, link);
    link.start();
  }
}
