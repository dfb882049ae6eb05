/** People who write to the demo's companies: answers, keywords, and now and then a word that is for nobody. */
import { createRandom, freshSeed, pick, type Random } from "../random.ts";
import type { MobileOriginated } from "../smsc/mobile-originated.ts";
import { dayShare } from "./day-curve.ts";
import { type CountryIso, drawMobileNumber } from "./numbers.ts";
import { drawReply } from "./phrases.ts";

/** A number that handsets of a country write to. */
export interface DemoNumber {
  readonly number: string;
  readonly country: CountryIso;
  /** What their texts begin with; an empty one for texts without a keyword. */
  readonly keywords: readonly string[];
}

export interface HandsetOptions {
  readonly numbers: readonly DemoNumber[];
  /** False while nobody can be told. */
  readonly write: (message: MobileOriginated) => boolean;
  /** At the busiest hour. */
  readonly perMinute?: number;
  readonly seed?: number;
  readonly now?: () => number;
}

const tickMs = 500;

/** Starts at once; the answer stops it. */
export function startDemoHandsets(options: HandsetOptions): () => void {
  const random = createRandom(options.seed ?? freshSeed());
  const now = options.now ?? Date.now;
  const perTick = ((options.perMinute ?? 20) * tickMs) / 60_000;
  const timer = setInterval(() => {
    if (random() < perTick * dayShare(now())) options.write(drawIncoming(options.numbers, random));
  }, tickMs);
  return () => clearInterval(timer);
}

export function drawIncoming(numbers: readonly DemoNumber[], random: Random): MobileOriginated {
  const { number, country, keywords } = pick(random, numbers);
  const text = `${pick(random, keywords)} ${drawReply(random)}`.trim();
  return { source_addr: drawMobileNumber(country, random), destination_addr: number, text };
}
