/**
 * How long something takes, as a distribution. Written on a command line as
 * `0`, `fixed:20`, `uniform:5,50` or `lognormal:40,0.6` (median in milliseconds, sigma), see parseLatency.
 */
import type { Random } from "./random.ts";

export type Latency =
  | { readonly kind: "fixed"; readonly ms: number }
  | { readonly kind: "uniform"; readonly lowMs: number; readonly highMs: number }
  | { readonly kind: "lognormal"; readonly medianMs: number; readonly sigma: number; readonly maxMs?: number };

export const noLatency: Latency = { kind: "fixed", ms: 0 };

/** A tail longer than this is cut: a lognormal with a large sigma would otherwise give years. */
const lognormalMaxMs = 3_600_000;

/** Draws one latency in milliseconds, never negative. */
export function drawLatencyMs(latency: Latency, random: Random): number {
  switch (latency.kind) {
    case "fixed":
      return latency.ms;
    case "uniform":
      return latency.lowMs + random() * (latency.highMs - latency.lowMs);
    case "lognormal": {
      const drawn = latency.medianMs * Math.exp(latency.sigma * standardNormal(random));
      return Math.min(drawn, latency.maxMs ?? lognormalMaxMs);
    }
  }
}

/** Reads the command-line form. Throws a RangeError whose message says what was expected. */
export function parseLatency(text: string): Latency {
  const [kind = "", rest = ""] = text.includes(":") ? text.split(":", 2) : ["fixed", text];
  const numbers = rest.split(",").map(Number);
  const [first = Number.NaN, second = Number.NaN] = numbers;
  if (rest.trim() !== "" && numbers.every((number) => Number.isFinite(number) && number >= 0)) {
    if (kind === "fixed" && numbers.length === 1) return { kind, ms: first };
    if (kind === "uniform" && numbers.length === 2 && first <= second) return { kind, lowMs: first, highMs: second };
    if (kind === "lognormal" && numbers.length === 2) return { kind, medianMs: first, sigma: second };
  }
  throw new RangeError(
    `"${text}" is not a latency: write milliseconds as 20, fixed:20, uniform:5,50 or lognormal:40,0.6 (median, sigma)`,
  );
}

/** Box–Muller, one of the pair. */
function standardNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
