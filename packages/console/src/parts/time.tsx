/** Moments in the viewer's zone, with another zone beside it where it matters, and ages that stay true by themselves. */
import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** In the viewer's zone: `14:05:09` for a moment of today, `04 Mar, 14:05` for another of this year, else the day. */
export function formatMoment(iso: string): string {
  const at = new Date(iso);
  const now = new Date();
  if (at.toDateString() === now.toDateString()) return clock.format(at);
  return at.getFullYear() === now.getFullYear() ? dayAndClock.format(at) : day.format(at);
}

/** `4 Mar 2026` in the viewer's zone. */
export function formatDay(iso: string): string {
  return day.format(new Date(iso));
}

/** The clock of a zone now or at a moment: `14:05 Tue`. Falls back to UTC for a zone this browser does not know. */
export function formatZoneClock(zone: string, at: Date): string {
  const options = { hour: "2-digit", minute: "2-digit", weekday: "short" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(at);
  } catch {
    return `${new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(at)} UTC`;
  }
}

function fullMoment(iso: string, zone?: string): string {
  const options = { dateStyle: "medium", timeStyle: "long" } as const;
  const here = new Intl.DateTimeFormat("en-GB", options).format(new Date(iso));
  if (!zone) return here;
  return `${here} · ${new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(new Date(iso))} (${zone})`;
}

interface TimeProps {
  at: string | null | undefined;
  /** Another zone (the client's), told in the tooltip. */
  zone?: string;
  /** How it is written: the moment, the day only, or how long ago. */
  as?: "moment" | "day" | "age";
  none?: string;
}

/** A moment; the tooltip tells it in full. */
export function Time({ at, zone, as = "moment", none = "–" }: TimeProps) {
  if (!at) return <span>{none}</span>;
  const text = as === "day" ? formatDay(at) : as === "moment" ? formatMoment(at) : <Age at={at} />;
  return (
    <Tooltip label={fullMoment(at, zone)}>
      <time dateTime={at} className="figures" style={{ whiteSpace: "nowrap" }}>
        {text}
      </time>
    </Tooltip>
  );
}

function Age({ at }: { at: string }) {
  const now = useNow(5000);
  return <>{formatAge(now.getTime() - Date.parse(at))}</>;
}

/** The present moment, renewed every `everyMs`. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** `45 s`, `12 min`, `3 h`, `5 d` ago; a moment in the future counts as now. */
export function formatAge(ageMs: number): string {
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  if (seconds < 10) return "just now";
  return `${formatSpan(seconds)} ago`;
}

/** A span in its largest unit: `45 s`, `12 min`, `3 h`, `5 d`. */
export function formatSpan(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
