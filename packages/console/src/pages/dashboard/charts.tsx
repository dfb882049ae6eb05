/** The last two minutes, second by second, and the last day, hour by hour. */
import type { Dashboard, Throughput } from "@switchyard/contract";
import { useMemo } from "react";
import { Chart } from "../../parts/chart.tsx";
import { Section } from "../../parts/page.tsx";

export function ThroughputStrip({ throughput }: { throughput: Throughput | undefined }) {
  const { times, series } = useMemo(() => {
    const seconds = throughput?.series ?? [];
    return {
      times: seconds.map(({ at }) => Date.parse(at) / 1000),
      series: [
        { label: "In", tone: "accent", values: seconds.map(({ submitted }) => submitted) },
        { label: "Out", tone: "idle", values: seconds.map(({ sent }) => sent) },
        { label: "Delivered", tone: "good", values: seconds.map(({ delivered }) => delivered) },
        { label: "Blocked", tone: "bad", values: seconds.map(({ blocked }) => blocked) },
      ] as const,
    };
  }, [throughput]);
  return (
    <Section title="Throughput, last two minutes">
      <Chart
        label="Messages in, parts out, delivered and blocked in each of the last 120 seconds"
        times={times}
        series={series}
        height={170}
      />
    </Section>
  );
}

export function HoursChart({ dashboard }: { dashboard: Dashboard | undefined }) {
  const { times, series } = useMemo(() => {
    const hours = dashboard?.hours ?? [];
    return {
      times: hours.map(({ at }) => Date.parse(at) / 1000),
      series: [
        { label: "Accepted", tone: "accent", draw: "bars", values: hours.map(({ accepted }) => accepted) },
        { label: "Delivered", tone: "good", values: hours.map(({ delivered }) => delivered) },
        { label: "Failed", tone: "bad", values: hours.map(({ failed }) => failed) },
        { label: "Blocked", tone: "wait", values: hours.map(({ blocked }) => blocked) },
      ] as const,
    };
  }, [dashboard]);
  return (
    <Section title="Messages, last 24 hours">
      <Chart label="Messages in each of the last 24 hours" times={times} series={series} height={200} />
    </Section>
  );
}
