interface Ended {
  delivered: number;
  failed: number;
}

/** Fewer say nothing. */
const ENDED_MIN = 20;
/** Past this many the older count half, so that a rate follows what happens now. */
const ENDED_MAX = 2_000;

/** How messages ended lately, by connection and country: what pools choose the best deliverer by. */
export class DeliveryRates {
  readonly #ended = new Map<number, Map<string, Ended>>();

  count(connectionId: number, country: string, isDelivered: boolean): void {
    const ofConnection = this.#ended.get(connectionId) ?? new Map<string, Ended>();
    this.#ended.set(connectionId, ofConnection);
    const ended = ofConnection.get(country) ?? { delivered: 0, failed: 0 };
    ofConnection.set(country, ended);
    if (isDelivered) ended.delivered++;
    else ended.failed++;
    if (ended.delivered + ended.failed >= ENDED_MAX) halve(ended);
  }

  /** From 0 to 1; undefined when too little ended. */
  rate(connectionId: number, country: string): number | undefined {
    const ended = this.#ended.get(connectionId)?.get(country);
    const total = ended ? ended.delivered + ended.failed : 0;
    return ended && total >= ENDED_MIN ? ended.delivered / total : undefined;
  }

  /** Time passes: what ended counts half, so that a connection that was bad is tried again. */
  age(): void {
    for (const ofConnection of this.#ended.values()) for (const ended of ofConnection.values()) halve(ended);
  }
}

function halve(ended: Ended): void {
  ended.delivered /= 2;
  ended.failed /= 2;
}
