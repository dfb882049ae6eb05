/** From the clock on a wall in some time zone to the moment it shows. */

/** The zones are the runtime's own tables (IANA); `wallMs` is what the clock shows, as if it were UTC. */
export function createZone(timeZone: string): (wallMs: number) => number {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const wallAt = (ms: number): number => {
    const shown = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  const found = new Map<number, number>();
  return (wallMs) => {
    const known = found.get(wallMs) ?? momentOf(wallMs, wallAt);
    found.set(wallMs, known);
    return known;
  };
}

const DAY_MS = 86_400_000;

/**
 * The first moment when the clock shows this time. Where it never does, as the clock is put forward over it, the
 * moment it is put forward.
 */
function momentOf(wallMs: number, wallAt: (ms: number) => number): number {
  const offsets = [wallMs - DAY_MS, wallMs + DAY_MS].map((ms) => wallAt(ms) - ms);
  const candidates = offsets.map((offset) => wallMs - offset).sort((a, b) => a - b);
  const shown = candidates.find((ms) => wallAt(ms) === wallMs);
  if (shown !== undefined) return shown;
  let [before = wallMs, after = wallMs] = candidates;
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (wallAt(middle) < wallMs) before = middle;
    else after = middle;
  }
  return after;
}
