/** A small chart over time, drawn by uPlot on a canvas; colours follow the scheme. A table of the same for readers. */
import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import classes from "./chart.module.css";
import { formatCompact } from "./figures.ts";

/** Theme variables that a series may be drawn in. */
export type ChartTone = "accent" | "good" | "wait" | "bad" | "idle";

export interface ChartSeries {
  label: string;
  tone: ChartTone;
  values: readonly (number | null)[];
  /** Filled bars (totals of a period) or a line (a rate). */
  draw?: "line" | "bars";
}

interface ChartProps {
  /** What is shown, for the screen reader. */
  label: string;
  /** Seconds since 1970, ascending. */
  times: readonly number[];
  series: readonly ChartSeries[];
  height?: number;
  /** Values are counts: the axis has no fractions. Money is not. */
  whole?: boolean;
  /** How a value is written on the axis and in the legend. */
  format?: (value: number) => string;
}

const toneVariables: Record<ChartTone, string> = {
  accent: "--mantine-color-signal-6",
  good: "--sy-good",
  wait: "--sy-wait",
  bad: "--sy-bad",
  idle: "--sy-idle",
};

export function Chart({ label, times, series, height = 180, whole = true, format = formatCompact }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme("light");
  const shape = JSON.stringify(series.map(({ label, tone, draw }) => [label, tone, draw]));
  const latest = useRef({ times, series, format });
  latest.current = { times, series, format };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot for a new shape or scheme; data follow below
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const { times, series } = latest.current;
    const options = plotOptions(box, latest.current, height, whole);
    const made = new uPlot(options, dataOf(times, series), box);
    plot.current = made;
    const resize = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height }));
    resize.observe(box);
    return () => {
      resize.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, scheme, height]);

  useEffect(() => {
    plot.current?.setData(dataOf(times, series));
  }, [times, series]);

  return <div ref={frame} className={classes.chart} role="img" aria-label={label} style={{ minHeight: height }} />;
}

function dataOf(times: readonly number[], series: readonly ChartSeries[]): uPlot.AlignedData {
  return [times as number[], ...series.map(({ values }) => values as (number | null)[])];
}

type Drawn = Pick<ChartProps, "series"> & { format: (value: number) => string };

function plotOptions(box: HTMLElement, { series, format }: Drawn, height: number, whole: boolean): uPlot.Options {
  const hasBars = series.some(({ draw }) => draw === "bars");
  const style = getComputedStyle(box);
  const colour = (variable: string) => style.getPropertyValue(variable).trim() || "#888888";
  const axis = {
    stroke: colour("--mantine-color-dimmed"),
    grid: { stroke: colour("--sy-line"), width: 1 },
    ticks: { show: false },
    font: `11px ${style.fontFamily}`,
  };
  return {
    width: Math.max(1, box.clientWidth),
    height,
    padding: [10, 16, 0, 0],
    cursor: { y: false, points: { size: 6 } },
    legend: { live: true, show: series.length > 1 || series[0]?.draw === "bars" },
    scales: {
      // Half a step more on both sides, so that the first and the last bar are whole.
      ...(hasBars && {
        x: { range: (plot: uPlot, from: number, to: number) => widened(plot.data[0].length, from, to) },
      }),
      y: { range: (_, low, high) => [Math.min(0, low), Math.max(high * 1.08, whole ? 5 : 1)] },
    },
    axes: [
      { ...axis, size: 26, space: 70, values: timeLabels },
      {
        ...axis,
        ...(whole && { incrs: wholeSteps }),
        size: 46,
        space: 32,
        values: (_, splits) => splits.map((value) => format(value)),
      },
    ],
    series: [
      { label: "Time", value: (_, at) => (at === null ? "" : new Date(at * 1000).toLocaleString("en-GB")) },
      ...series.map(({ label, tone, draw }, place) => ({
        label,
        stroke: colour(toneVariables[tone]),
        width: draw === "bars" ? 0 : 1.5,
        ...(draw === "bars" && { fill: `${colour(toneVariables[tone])}d0` }),
        ...(!hasBars && place === 0 && { fill: `${colour(toneVariables[tone])}1f` }),
        points: { show: false },
        value: (_: uPlot, value: number | null) => (value === null ? "" : format(value)),
        ...(draw === "bars" && uPlot.paths.bars ? { paths: uPlot.paths.bars({ size: [0.72, 48], align: 0 }) } : {}),
      })),
    ],
  };
}

const wholeSteps = Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

function widened(points: number, from: number, to: number): [number, number] {
  const half = points > 1 ? (to - from) / (points - 1) / 2 : 1800;
  return [from - half, to + half];
}

/** Clock times within a day, dates at midnight, in the viewer's zone. */
function timeLabels(_: uPlot, splits: number[], __: number, ___: number, stepSeconds: number): string[] {
  return splits.map((seconds) => {
    const at = new Date(seconds * 1000);
    const midnight = at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0;
    if (midnight || stepSeconds >= 86_400) return at.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
    return at.toLocaleTimeString("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      ...(stepSeconds < 60 ? { second: "2-digit" } : {}),
    });
  });
}
