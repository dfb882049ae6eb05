/** What the client sends: rates, money, destinations and senders of the last day, week or month. */
import { Paper, SegmentedControl, SimpleGrid, Stack } from "@mantine/core";
import { type ClientOverview, type OverviewRange, overviewRanges } from "@switchyard/contract";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { liveQuery, refreshMs } from "../../../../api.ts";
import { Chart } from "../../../../parts/chart.tsx";
import { Figure, FigureStrip } from "../../../../parts/figure.tsx";
import { formatCount, formatRate } from "../../../../parts/figures.ts";
import { Money } from "../../../../parts/money.tsx";
import { Section } from "../../../../parts/page.tsx";
import { ProblemNote } from "../../../../parts/problem.tsx";
import { Share } from "../../../../parts/share.tsx";
import { useClientId } from "../current.ts";
import { BlockedReasons, LatestErrors, TopDestinations, TopSenders } from "./lists.tsx";

const route = getRouteApi("/signed-in/clients/$clientId/");

const rangeWords: Record<OverviewRange, string> = { "24h": "24 hours", "7d": "7 days", "30d": "30 days" };

export function OverviewTab() {
  const clientId = useClientId();
  const { range = "24h" } = route.useSearch();
  const navigate = useNavigate();
  const { data, error } = useQuery(
    liveQuery("getClientOverview", { params: { clientId }, query: { range } }, refreshMs.usual),
  );
  if (error && !data) return <ProblemNote error={error} />;
  return (
    <Stack gap="md">
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label="Period"
        value={range}
        onChange={(value) =>
          void navigate({ to: ".", search: { range: value } as never, replace: true, resetScroll: false })
        }
        data={overviewRanges.map((value) => ({ value, label: rangeWords[value] }))}
      />
      <Totals overview={data} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <TrafficChart overview={data} />
        <SpendChart overview={data} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Stack gap="md" miw={0}>
          <TopDestinations overview={data} />
          <TopSenders overview={data} clientId={clientId} />
          <BlockedReasons overview={data} clientId={clientId} />
        </Stack>
        <LatestErrors overview={data} />
      </SimpleGrid>
    </Stack>
  );
}

function Totals({ overview }: { overview: ClientOverview | undefined }) {
  const totals = overview?.totals;
  return (
    <FigureStrip>
      <Figure label="Messages a minute">{overview && formatRate(overview.messagesPerMinute)}</Figure>
      <Figure label="Accepted">{totals && formatCount(totals.accepted)}</Figure>
      <Figure label="Delivered">{totals && <Share of={totals.deliveryRate} />}</Figure>
      <Figure label="Failed">{totals && formatCount(totals.failed)}</Figure>
      <Figure label="Blocked">{totals && formatCount(totals.blocked)}</Figure>
      <Figure label="Spend">{totals && <Money amount={totals.spend} currency={overview.currency} />}</Figure>
      <Figure label="In the queue">{overview && formatCount(overview.queueDepth)}</Figure>
    </FigureStrip>
  );
}

function TrafficChart({ overview }: { overview: ClientOverview | undefined }) {
  const { times, series } = useMemo(() => {
    const points = overview?.series ?? [];
    return {
      times: points.map(({ at }) => Date.parse(at) / 1000),
      series: [
        { label: "Accepted", tone: "accent", draw: "bars", values: points.map(({ accepted }) => accepted) },
        { label: "Delivered", tone: "good", values: points.map(({ delivered }) => delivered) },
        { label: "Failed", tone: "bad", values: points.map(({ failed }) => failed) },
        { label: "Blocked", tone: "wait", values: points.map(({ blocked }) => blocked) },
      ] as const,
    };
  }, [overview]);
  return (
    <Paper p="md">
      <Section title="Messages">
        <Chart label="Messages over time: accepted, delivered, failed, blocked" times={times} series={series} />
      </Section>
    </Paper>
  );
}

function SpendChart({ overview }: { overview: ClientOverview | undefined }) {
  const { times, series } = useMemo(() => {
    const points = overview?.series ?? [];
    return {
      times: points.map(({ at }) => Date.parse(at) / 1000),
      // A drawing needs floats; every figure that is read comes from the exact strings.
      series: [
        { label: "Spend", tone: "accent", draw: "bars", values: points.map(({ spend }) => Number(spend)) },
      ] as const,
    };
  }, [overview]);
  return (
    <Paper p="md">
      <Section title={`Spend${overview ? `, ${overview.currency}` : ""}`}>
        <Chart
          label="Spend over time"
          times={times}
          series={series}
          whole={false}
          format={(value) => value.toFixed(2)}
        />
      </Section>
    </Paper>
  );
}
