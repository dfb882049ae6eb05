/**
 * How busy an hour is, as a share of the busiest one: quiet at night, a rise towards noon, a second hill after work.
 * One value per hour; between two hours the curve is straight.
 */
const hourly = [
  0.18, 0.13, 0.1, 0.1, 0.12, 0.2, 0.34, 0.52, 0.74, 0.9, 0.98, 1, 0.96, 0.9, 0.86, 0.84, 0.86, 0.92, 0.97, 0.94, 0.8,
  0.6, 0.42, 0.28,
] as const;

/** `atMs` is a moment in Unix milliseconds; the day is that of UTC plus `offsetHours`. Result above 0, at most 1. */
export function dayShare(atMs: number, offsetHours = 0): number {
  const hours = (((atMs / 3_600_000 + offsetHours) % 24) + 24) % 24;
  const from = Math.floor(hours);
  const low = hourly[from % 24] ?? 1;
  const high = hourly[(from + 1) % 24] ?? 1;
  return low + (high - low) * (hours - from);
}
