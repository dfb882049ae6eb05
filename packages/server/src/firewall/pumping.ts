/**
 * Watches for number ranges that are pumped: many messages of one client to numbers that differ in their last digits
 * alone, as fraudsters have them sent to numbers that earn them a share. Each client and country has a window of counts;
 * counts of ranges are kept after Misra and Gries, so whatever numbers come, memory stays bounded and a range with a
 * large share is never lost.
 */

/** When a range of numbers counts as pumped. */
export interface PumpingSettings {
  readonly isWatched: boolean;
  readonly messagesMin: number;
  /** Of a client's messages to the country. */
  readonly sharePercent: number;
  readonly windowMs: number;
  /** Numbers that differ in their last so many digits are one range. */
  readonly rangeDigits: number;
}

/** A range that was pumped when last looked at. */
export interface PumpedRange {
  readonly clientId: number;
  readonly country: string;
  /** How its numbers begin. */
  readonly range: string;
  readonly messages: number;
  readonly sharePercent: number;
}

/** The window moves in so many steps: it covers its length less up to one of them. */
const STEPS = 10;
/** Clients and countries watched at a time. */
const WATCHED_MAX = 50_000;
/** Counts of ranges in memory. */
const COUNTS_MAX = 1_000_000;
/** A range's count falls short by at most a twentieth of the share that is looked for. */
const COUNTS_PER_SHARE = 20;
/** Of one client, country and step. */
const COUNTS_OF_STEP_MAX = 500;
/** Watched ones looked at before others have their turn. */
const LOOK_MAX = 500;

interface Step {
  readonly number: number;
  total: number;
  readonly ranges: Map<string, number>;
}

interface Watched {
  readonly clientId: number;
  readonly country: string;
  /** Oldest first. */
  readonly steps: Step[];
}

export class PumpingWatch {
  readonly #settings: () => PumpingSettings;
  #windowMs = 0;
  #rangeDigits = 0;
  #watched = new Map<string, Watched>();
  #counts = 0;

  /** `settings` is asked with each message, so a change acts at once. */
  constructor(settings: () => PumpingSettings) {
    this.#settings = settings;
  }

  /** Counts an accepted message. */
  note(clientId: number, country: string, recipient: string, nowMs: number): void {
    const settings = this.#settings();
    if (!settings.isWatched) return;
    this.#follow(settings);
    const key = `${clientId} ${country}`;
    let watched = this.#watched.get(key);
    if (!watched) {
      if (this.#watched.size >= WATCHED_MAX) return;
      watched = { clientId, country, steps: [] };
      this.#watched.set(key, watched);
    }
    const number = this.#stepAt(nowMs);
    let step = watched.steps.at(-1);
    if (!step || step.number !== number) {
      step = { number, total: 0, ranges: new Map() };
      watched.steps.push(step);
      this.#forgetOld(watched, number);
    }
    step.total++;
    this.#count(step, recipient.slice(0, -settings.rangeDigits), settings);
  }

  /** Ranges pumped within the window that ends now. Gives way to other work on the way. */
  async find(nowMs: number): Promise<PumpedRange[]> {
    const settings = this.#settings();
    this.#follow(settings);
    const found: PumpedRange[] = [];
    let looked = 0;
    for (const [key, watched] of this.#watched) {
      this.#forgetOld(watched, this.#stepAt(nowMs));
      if (watched.steps.length === 0) this.#watched.delete(key);
      else found.push(...pumpedOf(watched, settings));
      if (++looked % LOOK_MAX === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return settings.isWatched ? found : [];
  }

  /** Counts of ranges in memory. */
  get size(): number {
    return this.#counts;
  }

  /** Counts made by other measures, or while nobody wants them, say nothing. */
  #follow({ isWatched, windowMs, rangeDigits }: PumpingSettings): void {
    if (isWatched && windowMs === this.#windowMs && rangeDigits === this.#rangeDigits) return;
    this.#windowMs = windowMs;
    this.#rangeDigits = rangeDigits;
    this.#watched = new Map();
    this.#counts = 0;
  }

  #stepAt(nowMs: number): number {
    return Math.floor(nowMs / (this.#windowMs / STEPS));
  }

  #forgetOld({ steps }: Watched, current: number): void {
    while (steps[0] && steps[0].number <= current - STEPS) {
      this.#counts -= steps[0].ranges.size;
      steps.shift();
    }
  }

  /** With all places taken, one is taken off every count instead: what comes seldom makes room. */
  #count({ ranges }: Step, range: string, { sharePercent }: PumpingSettings): void {
    const count = ranges.get(range);
    if (count !== undefined) {
      ranges.set(range, count + 1);
      return;
    }
    const placesMax = Math.min(COUNTS_OF_STEP_MAX, Math.ceil((COUNTS_PER_SHARE * 100) / sharePercent));
    if (ranges.size < placesMax && this.#counts < COUNTS_MAX) {
      ranges.set(range, 1);
      this.#counts++;
      return;
    }
    for (const [other, held] of ranges) {
      if (held > 1) ranges.set(other, held - 1);
      else {
        ranges.delete(other);
        this.#counts--;
      }
    }
  }
}

function pumpedOf(
  { clientId, country, steps }: Watched,
  { messagesMin, sharePercent }: PumpingSettings,
): PumpedRange[] {
  const total = steps.reduce((sum, step) => sum + step.total, 0);
  if (total < messagesMin) return [];
  const counts = new Map<string, number>();
  for (const { ranges } of steps) {
    for (const [range, count] of ranges) counts.set(range, (counts.get(range) ?? 0) + count);
  }
  return [...counts]
    .filter(([, messages]) => messages >= messagesMin && messages * 100 >= sharePercent * total)
    .map(([range, messages]) => ({
      clientId,
      country,
      range,
      messages,
      sharePercent: Math.floor((messages * 100) / total),
    }));
}
