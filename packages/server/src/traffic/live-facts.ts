import type { LiveFacts, Snapshot } from "@switchyard/engine";
import type { Clock } from "../clock.ts";
import type { DayCounts } from "./day-counts.ts";
import type { DeliveryRates } from "./delivery-rates.ts";
import type { Funds } from "./funds.ts";
import type { LikeCounts } from "./like-counts.ts";
import type { Queues } from "./queues.ts";

/** What traffic is told about supplier connections and look-ups by those who run them. */
export interface LinkFacts {
  readonly isConnectionUp: (connectionId: number) => boolean;
  /** Parts, in the day of the connection's supplier. */
  readonly submittedToday: (connectionId: number) => number;
  readonly portedTo: (digits: string) => string | null | undefined;
}

export interface TrafficFactsOptions extends LinkFacts {
  readonly snapshot: Snapshot;
  readonly clock: Clock;
  readonly random: () => number;
  readonly funds: Funds;
  readonly days: DayCounts;
  readonly queues: Queues;
  readonly rates: DeliveryRates;
  readonly likes: LikeCounts;
}

/** Why messages would wait at a connection. */
export type Obstacle = "gone" | "paused" | "blocked" | "down" | "daily_limit";

/** The moving facts of the running switch, as decisions read them. */
export class TrafficFacts implements LiveFacts {
  readonly #options: TrafficFactsOptions;
  readonly #turns = new Map<number, number>();
  /** Parts of one long message that the client cut itself must not go different ways: all are given the same turn. */
  sharedTurn: number | null = null;
  /** Drawn for every choice at random; rules are handed it by itself. */
  readonly chance: () => number;

  constructor(options: TrafficFactsOptions) {
    this.#options = options;
    this.chance = options.random;
  }

  unreservedMicros(clientId: number): bigint {
    return this.#options.funds.unreservedMicros(clientId);
  }

  acceptedToday(clientId: number): number {
    return this.#options.days.accepted(clientId, this.#options.clock.now());
  }

  isConnectionUp(connectionId: number): boolean {
    return this.#options.isConnectionUp(connectionId);
  }

  connectionQueue(connectionId: number): number {
    return this.#options.queues.waiting(connectionId);
  }

  submittedToday(connectionId: number): number {
    return this.#options.submittedToday(connectionId);
  }

  deliveryRate(connectionId: number, country: string): number | undefined {
    return this.#options.rates.rate(connectionId, country);
  }

  portedTo(digits: string): string | null | undefined {
    return this.#options.portedTo(digits);
  }

  likeMessages(limitId: number, key: number): number {
    return this.#options.likes.alike(limitId, key, this.#options.clock.now());
  }

  poolTurn(poolId: number): number {
    return this.sharedTurn ?? this.#turns.get(poolId) ?? 0;
  }

  /** A message was dealt through a pool. */
  deal(poolId: number): void {
    if (this.sharedTurn === null) this.#turns.set(poolId, (this.#turns.get(poolId) ?? 0) + 1);
  }

  /** What keeps messages at a connection from leaving; undefined where nothing does. */
  obstacle(connectionId: number): Obstacle | undefined {
    const { connections, suppliers } = this.#options.snapshot;
    const connection = connections.get(connectionId);
    if (!connection) return "gone";
    if (connection.paused) return "paused";
    if (suppliers.get(connection.supplierId)?.blocked ?? true) return "blocked";
    if (!this.isConnectionUp(connectionId)) return "down";
    const { dailyLimit } = connection;
    return dailyLimit !== null && this.submittedToday(connectionId) >= dailyLimit ? "daily_limit" : undefined;
  }
}
